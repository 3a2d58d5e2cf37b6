//! How bytes under a signature are put together, by anyone: the table of
//! templates that are in use among the schemes of the table and their neighbours.

use alloc::vec::Vec;

use waxseal::scheme::{Algorithm, Part};

use super::clue::Clue;

/// A template with a request's own values in it.
pub(crate) struct Template<'c> {
    /// As a user writes it in a scheme of their own.
    pub(crate) name: &'static str,
    pub(crate) parts: Vec<Part<'c>>,
}

/// The body is in every one: a signature that does not cover it would explain any body.
const NAMES: [&str; 34] = [
    "{body}",
    "{timestamp}.{body}",
    "{id}.{timestamp}.{body}",
    "{timestamp}{body}",
    "{body}{timestamp}",
    "v0:{timestamp}:{body}",
    "{timestamp}:{body}",
    "v1:{timestamp}:{body}",
    "v1.{timestamp}.{body}",
    "{body}.{timestamp}",
    "{timestamp}|{body}",
    "{body}|{timestamp}",
    "{body}:{timestamp}",
    "{timestamp}\n{body}",
    "{timestamp}.{id}.{body}",
    "{id}{timestamp}{body}",
    "{timestamp}{id}{body}",
    "{id}:{timestamp}:{body}",
    "{id}|{timestamp}|{body}",
    "{id}.{body}",
    "{id}{body}",
    "{body}{id}",
    "{body}.{id}",
    "{body}.{id}.{timestamp}",
    "{url}{body}",
    "{body}{url}",
    "{url}.{body}",
    "{url}{timestamp}{body}",
    "{method}{url}{body}",
    "{method}{url}{body}{timestamp}",
    "{method}{path}{body}",
    "{timestamp}{method}{path}{body}",
    "{timestamp}.{method}.{path}.{body}",
    "{method}{body}",
];

/// Templates that are tried at once: a body of 64 KiB can be hashed so often and more.
const TEMPLATES: usize = 90;

/// Lists the templates with these times and ids in them, those with the first of each first.
pub(crate) fn templates<'c>(
    times: &'c [Clue],
    ids: &'c [Clue],
    algorithm: Algorithm,
) -> Vec<Template<'c>> {
    let mut all = Vec::new();
    let first = |clues: &'c [Clue]| clues.len().clamp(1, 3);
    for depth in 0..first(times) + first(ids) - 1 {
        for name in NAMES {
            for time in 0..first(times) {
                let Some(id) = depth.checked_sub(time).filter(|id| *id < first(ids)) else {
                    continue;
                };
                // Without the piece, the others say nothing new.
                if (time > 0 && !name.contains("{timestamp}")) || (id > 0 && !name.contains("{id}"))
                {
                    continue;
                }
                let parts = fill(name, times.get(time), ids.get(id), algorithm);
                if let Some(parts) = parts
                    && all.len() < TEMPLATES
                {
                    all.push(Template { name, parts });
                }
            }
        }
    }
    all
}

fn fill<'c>(
    name: &'static str,
    time: Option<&'c Clue>,
    id: Option<&'c Clue>,
    algorithm: Algorithm,
) -> Option<Vec<Part<'c>>> {
    let mut parts = Vec::new();
    if algorithm == Algorithm::Sha256 {
        parts.push(Part::Secret);
    }
    let mut rest = name;
    while let Some((literal, behind)) = rest.split_once('{') {
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        let (piece, behind) = behind.split_once('}')?;
        parts.push(match piece {
            "body" => Part::Body,
            "timestamp" => Part::Literal(&time?.text),
            "id" => Part::Literal(&id?.text),
            "url" => Part::Url { decoded: false },
            "method" => Part::Method,
            "path" => Part::Path,
            _ => return None,
        });
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_covers_the_body_once_and_can_be_filled() {
        let clue = |text: &str| Clue {
            text: text.into(),
            place: "here".into(),
        };
        let (time, id) = (clue("1700000000"), clue("msg_1"));
        for name in NAMES {
            let parts = fill(name, Some(&time), Some(&id), Algorithm::HmacSha256).unwrap();
            let bodies = parts.iter().filter(|part| **part == Part::Body).count();
            assert_eq!(bodies, 1, "{name}");
        }
    }

    #[test]
    fn what_a_request_lacks_is_not_made_up() {
        assert!(fill("{id}.{body}", None, None, Algorithm::HmacSha256).is_none());
        let names: Vec<&str> = templates(&[], &[], Algorithm::HmacSha256)
            .iter()
            .map(|template| template.name)
            .collect();
        assert!(
            names
                .iter()
                .all(|name| !name.contains("{id}") && !name.contains("{timestamp}"))
        );
        assert!(names.contains(&"{url}{body}"));
    }
}
