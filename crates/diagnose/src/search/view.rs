//! Headers as they may have been before something on the way changed them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::{Header, Meta, Request, explain};

use super::text::shown;
use crate::cause::{Cause, Certainty};
use crate::finding::{Fact, Finding};

/// Headers, and what must have happened to them.
pub(crate) struct View<'c> {
    pub(crate) headers: Vec<Header<'c>>,
    pub(crate) cause: Option<Finding>,
}

impl View<'_> {
    /// Returns the request with these headers.
    pub(crate) fn request<'v>(&'v self, request: &Request<'v>, body: &'v [u8]) -> Request<'v> {
        let meta = Meta {
            headers: &self.headers,
            ..request.meta
        };
        Request { meta, body }
    }
}

/// Lists the headers as received, then as they may have been; `names` are those that the scheme reads.
pub(crate) fn views<'c>(
    request: &Request<'c>,
    names: &'c [String],
    unfolded: &'c [Vec<u8>],
) -> Vec<View<'c>> {
    let headers = request.meta.headers;
    let flat: Vec<Header<'c>> = headers
        .iter()
        .zip(unfolded)
        .map(|(header, value)| Header {
            name: header.name,
            value,
        })
        .collect();
    let mut all = alloc::vec![View {
        headers: headers.to_vec(),
        cause: None,
    }];
    all.extend(renamed(&request.meta, names));
    for which in [Which::Whole, Which::First, Which::Last] {
        all.extend(single(headers, &flat, names, which));
    }
    all
}

/// Reads headers under the names that gateways and languages give them.
fn renamed<'c>(meta: &Meta<'c>, names: &'c [String]) -> Option<View<'c>> {
    let mut headers = meta.headers.to_vec();
    let mut found = None;
    for names in names {
        let values = explain::header_values(meta, names);
        if values.iter().any(|value| !value.is_empty()) {
            continue;
        }
        let name = names.split(',').next().unwrap_or_default();
        let wanted = stem(name);
        let other = meta
            .headers
            .iter()
            .find(|header| stem(header.name) == wanted && !header.value.is_empty());
        if let Some(other) = other {
            headers.push(Header {
                name,
                value: other.value,
            });
            found = found.or(Some((other.name, name)));
        }
    }
    let (received, name) = found?;
    let message = format!(
        "The header {name} arrived as {}; read under its own name, the signature matches.",
        shown(received)
    );
    let cause = Finding::new(Cause::HeaderRenamed, Certainty::Proved, message)
        .with(Fact::Header, name)
        .with(Fact::Received, shown(received));
    Some(View {
        headers,
        cause: Some(cause),
    })
}

/// What is left of a name when what gateways put round it is gone.
pub(crate) fn stem(name: &str) -> String {
    const BEFORE: [&str; 11] = [
        "http-",
        "redirect-",
        "waxseal-original-",
        "x-amzn-remapped-",
        "x-original-",
        "x-forwarded-",
        "x-proxy-",
        "original-",
        "forwarded-",
        "x-",
        "header-",
    ];
    let lower = name
        .trim()
        .to_ascii_lowercase()
        .replace(['_', ' ', '.'], "-");
    let mut rest: &str = &lower;
    while let Some(behind) = BEFORE.iter().find_map(|before| rest.strip_prefix(before)) {
        rest = behind;
    }
    // Svix and Standard Webhooks have the same three headers under two names.
    match rest.strip_prefix("svix-") {
        Some(behind) => format!("webhook-{behind}"),
        None => rest.into(),
    }
}

/// Joins the lines of folded values, RFC 9112 section 5.2: what stands there is a blank.
pub(crate) fn unfold(meta: &Meta<'_>) -> Vec<Vec<u8>> {
    let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let flat = |value: &[u8]| {
        let lines: Vec<&[u8]> = value.split(is_break).map(<[u8]>::trim_ascii).collect();
        lines.concat()
    };
    meta.headers
        .iter()
        .map(|header| match header.value.iter().any(is_break) {
            true => flat(header.value),
            false => header.value.to_vec(),
        })
        .collect()
}

#[derive(Clone, Copy)]
enum Which {
    Whole,
    First,
    Last,
}

/// Takes one value where several were joined or repeated, and unwraps what a log put round it.
fn single<'c>(
    headers: &[Header<'c>],
    flat: &[Header<'c>],
    names: &'c [String],
    which: Which,
) -> Option<View<'c>> {
    let is_ours = |header: &Header<'_>| {
        names
            .iter()
            .flat_map(|names| names.split(','))
            .any(|name| name.eq_ignore_ascii_case(header.name))
    };
    let mut one: Vec<Header<'c>> = Vec::new();
    let mut changed = None;
    for (header, flat) in headers.iter().zip(flat) {
        if !is_ours(header) {
            one.push(*header);
            continue;
        }
        let value = match which {
            Which::Whole => unwrap(flat.value),
            Which::First | Which::Last => part(header.value, which),
        };
        if value.len() != header.value.len() {
            changed = changed.or(Some(header.name));
        }
        let same = |other: &Header<'_>| other.name.eq_ignore_ascii_case(header.name);
        match one.iter_mut().find(|other| same(other)) {
            None => one.push(Header {
                name: header.name,
                value,
            }),
            Some(other) => {
                changed = changed.or(Some(header.name));
                if matches!(which, Which::Last) {
                    other.value = value;
                }
            }
        }
    }
    let name = changed?;
    let message = format!(
        "Several values of the header {} were joined, or something was put round its value; one of them alone matches.",
        shown(name)
    );
    let cause = Finding::new(Cause::HeaderJoined, Certainty::Proved, message)
        .with(Fact::Header, shown(name));
    Some(View {
        headers: one,
        cause: Some(cause),
    })
}

/// Takes the first or last part of a joined value, without brackets and quotes.
fn part(value: &[u8], which: Which) -> &[u8] {
    let bare = unwrap(value);
    // Repeated values are joined by a comma and a space, some hosts write the comma alone or a line break.
    let border = |at: &usize| {
        matches!(
            bare.get(*at..),
            Some([b',', b' ', ..] | [b'\r' | b'\n' | b'|', ..])
        )
    };
    let mut borders = (0..bare.len()).filter(border);
    let part = match which {
        Which::Whole => None,
        Which::First => borders.next().and_then(|at| bare.get(..at)),
        Which::Last => borders.next_back().and_then(|at| bare.get(at + 1..)),
    };
    match part {
        Some(part) => unwrap(part),
        None => halves(bare),
    }
}

/// Takes one half where a value stands twice with a comma between, as some hosts join.
fn halves(value: &[u8]) -> &[u8] {
    let middle = value.len() / 2;
    match (value.get(..middle), value.get(middle..)) {
        (Some(first), Some([b',', second @ ..])) if first == second && !first.is_empty() => second,
        _ => value,
    }
}

fn unwrap(mut value: &[u8]) -> &[u8] {
    loop {
        let trimmed = value.trim_ascii();
        value = match trimmed {
            [b'[', inner @ .., b']'] | [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => {
                inner
            }
            _ => return trimmed,
        };
    }
}
