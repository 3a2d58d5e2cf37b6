//! What a scheme is without its names. Many vendors do the same under headers
//! of their own; the number of shapes says how many ways of signing there are.

use std::collections::HashSet;
use std::fmt::Write as _;

use waxseal::Scheme;
use waxseal::scheme::{Kind, Part, Place, Stamp, StampSource, Syntax};

/// Counts distinct shapes.
pub(super) fn count<'s>(schemes: impl Iterator<Item = &'s Scheme<'static>>) -> usize {
    schemes.map(shape).collect::<HashSet<_>>().len()
}

/// Writes a scheme with the kind of every place instead of its name, and with
/// literal texts, prefixes and labels of pairs left blank. Id, type, version,
/// what users may set and the length of the window are no part of it, nor are
/// handshakes: they do not change how a request is verified.
pub(super) fn shape(scheme: &Scheme<'_>) -> String {
    let mut text = scheme.algorithm.word().to_owned();
    for one in &scheme.places {
        let _ = write!(text, " {}", place(one));
    }
    let _ = write!(
        text,
        " {} {}",
        syntax(&scheme.syntax),
        scheme.encoding.word()
    );
    if scheme.algorithm.kind() == Kind::Shared {
        for form in &scheme.key {
            let _ = write!(text, " {}", form.word());
        }
    }
    let message: String = scheme.message.iter().map(part).collect();
    let _ = write!(text, " {message}");
    if let Some(one) = &scheme.timestamp {
        let _ = write!(text, " {}", stamp(one));
    }
    if let Some(one) = &scheme.digest {
        let _ = write!(text, " digest {}", place(one));
    }
    text
}

fn place(place: &Place<'_>) -> &'static str {
    match place {
        Place::Header(names) if names.contains('{') => "headers",
        Place::Header(_) => "header",
        Place::Query(_) => "query",
        Place::Form(_) => "form",
        Place::Pointer(path) if path.split('/').any(|token| token == "*") => "elements",
        Place::Pointer(_) => "pointer",
    }
}

fn syntax(syntax: &Syntax<'_>) -> String {
    let mut text = String::new();
    let between = match syntax {
        Syntax::Items {
            between,
            key_id,
            prefix,
            bare,
        } => {
            if *key_id {
                text.push_str("{key-id}");
            }
            text.push_str(match (prefix.is_empty(), bare) {
                (true, _) => "",
                (false, false) => "_",
                (false, true) => "[_]",
            });
            text.push_str("{signature}");
            *between
        }
        Syntax::Pairs { between, key: _ } => {
            text.push_str("_={signature}");
            Some(*between)
        }
        Syntax::Positional { between } => {
            text.push_str("{timestamp}{signature}");
            Some(*between)
        }
    };
    if let Some(byte) = between {
        let _ = write!(text, "{}...", char::from(byte));
    }
    text
}

fn part(part: &Part<'_>) -> String {
    match part {
        Part::Literal(_) => "_".to_owned(),
        Part::Timestamp => "{timestamp}".to_owned(),
        Part::Body => "{body}".to_owned(),
        Part::Method => "{method}".to_owned(),
        Part::Url { decoded: false } => "{url}".to_owned(),
        Part::Url { decoded: true } => "{url|decoded}".to_owned(),
        Part::Path => "{path}".to_owned(),
        Part::Value {
            place: at,
            lower,
            exact,
        } => {
            let lower = if *lower { "|lower" } else { "" };
            let exact = if *exact > 0 { "|length" } else { "" };
            format!("{{{}{lower}{exact}}}", place(at))
        }
        Part::SortedForm { once: false } => "{form}".to_owned(),
        Part::SortedForm { once: true } => "{form|once}".to_owned(),
        Part::SignedHeaders(_) => "{headers}".to_owned(),
        Part::Secret => "{secret}".to_owned(),
        Part::OptionalStart => "[".to_owned(),
        Part::OptionalEnd => "]".to_owned(),
    }
}

fn stamp(stamp: &Stamp<'_>) -> String {
    let from = match &stamp.from {
        StampSource::Place(at) => place(at),
        StampSource::Pair(_) => "pair",
        StampSource::First => "first",
    };
    let window = if stamp.tolerance.is_some() {
        "window"
    } else {
        "no window"
    };
    format!("{from} {} {window}", stamp.unit.word())
}

#[cfg(test)]
mod tests {
    use super::*;
    use waxseal::define::define;
    use waxseal::schemes::find;

    fn of(id: &str) -> String {
        shape(&find(id).unwrap())
    }

    fn written(fields: &[(&str, &str)]) -> String {
        shape(&define("custom", fields.iter().copied()).unwrap())
    }

    #[test]
    fn other_names_are_no_other_shape() {
        assert_eq!(of("clerk"), of("svix"), "aliases of a header");
        assert_eq!(of("clerk"), of("standard-webhooks"));
        assert_eq!(of("rewardful"), of("lemon-squeezy"));
        assert_eq!(of("stripe"), of("tiktok"), "labels of pairs");
        assert_eq!(of("github"), of("x").replace("base64", "hex"), "a prefix");
        let pair = [find("clerk").unwrap(), find("resend").unwrap()];
        assert_eq!(count(pair.iter()), 1);
    }

    #[test]
    fn other_grammar_is_another_shape() {
        assert_ne!(of("stripe"), of("github"));
        assert_ne!(of("stripe"), of("paddle"), "a semicolon between pairs");
        let plain = ("message", "{body}");
        let shapes: HashSet<String> = [
            written(&[("signature", "header:x-one"), plain]),
            written(&[("signature", "header:x-one header:x-two"), plain]),
            written(&[("signature", "header:x-{1..9}"), plain]),
            written(&[("signature", "query:one"), plain]),
            written(&[("signature", "form:one"), plain]),
            written(&[("signature", "/one"), plain]),
            written(&[("signature", "/*/one"), plain]),
            written(&[
                ("signature", "header:x-one"),
                ("form", "v1={signature}"),
                plain,
            ]),
            written(&[
                ("signature", "header:x-one"),
                ("form", "[v1=]{signature}"),
                plain,
            ]),
            written(&[
                ("signature", "header:x-one"),
                ("form", "{signature},..."),
                plain,
            ]),
            written(&[
                ("signature", "header:x-one"),
                ("form", "{key-id}|{signature}"),
                plain,
            ]),
            written(&[("signature", "header:x-one"), ("encoding", "base64"), plain]),
            written(&[("signature", "header:x-one"), ("key", "hex"), plain]),
            written(&[("signature", "header:x-one"), ("key", "hex utf8"), plain]),
            written(&[
                ("signature", "header:x-one"),
                ("algorithm", "hmac-sha1"),
                plain,
            ]),
            written(&[
                ("signature", "header:x-one"),
                ("digest", "query:sha"),
                plain,
            ]),
            written(&[("signature", "header:x-one"), ("message", "{body}{method}")]),
            written(&[
                ("signature", "header:x-one"),
                ("message", "{body}.{header:x}"),
            ]),
            written(&[
                ("signature", "header:x-one"),
                ("message", "{body}.{header:x|lower}"),
            ]),
            written(&[
                ("signature", "header:x-one"),
                ("message", "{body}{header:x|36}"),
            ]),
        ]
        .into();
        assert_eq!(shapes.len(), 20);
    }

    #[test]
    fn what_does_not_verify_is_no_part_of_a_shape() {
        let base = [("signature", "header:x-one"), ("message", "{body}")];
        for more in [
            ("id", "/id"),
            ("type", "header:x-type"),
            ("version", "/version"),
            ("opens", "header"),
            ("handshake", "GET if query:challenge text {query:challenge}"),
        ] {
            assert_eq!(written(&base), written(&[&base[..], &[more]].concat()));
        }
        let timed = |tolerance| {
            written(&[
                ("signature", "header:x-one"),
                ("message", "{timestamp}.{body}"),
                ("timestamp", "header:x-time"),
                ("tolerance", tolerance),
            ])
        };
        assert_eq!(timed("300"), timed("60"));
        assert_ne!(timed("300"), timed("none"));
    }
}
