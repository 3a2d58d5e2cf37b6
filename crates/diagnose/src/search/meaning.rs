//! The texts that a secret may have been meant as, and what stood round them.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::cause::Cause;

/// A text that was meant, and what stood round it.
pub(super) struct Meant {
    pub(super) text: Zeroizing<String>,
    pub(super) causes: Vec<(Cause, String)>,
}

/// A key below this many bytes is guessable: it would explain a forgery.
pub(super) const SHORTEST_KEY_BYTES: usize = 8;

/// Says whether a text is known to everybody by its kind: as a key it would
/// explain a forgery. Public keys are the core's to know.
pub(super) fn is_public(text: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["http://", "https://", "pk_", "sq0idp-", "AKIA"];
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._+-@".contains(&byte);
    let is_address = text
        .split_once('@')
        .is_some_and(|(_, host)| host.contains('.') && text.bytes().all(is_plain));
    is_address || BEGINNINGS.iter().any(|start| text.starts_with(start))
}

/// Says which texts may have been meant: the given one first.
pub(super) fn meanings(given: &str) -> Vec<Meant> {
    let mut all = Vec::new();
    push(&mut all, given, Vec::new());
    let trimmed = trim(given);
    let blank = (
        Cause::SecretWhitespace,
        "White space or an invisible character stands at an end of the secret; without it the signature matches.".to_owned(),
    );
    let blanks = if trimmed == given {
        Vec::new()
    } else {
        alloc::vec![blank.clone()]
    };
    push(&mut all, trimmed, blanks.clone());
    let with = |causes: &[(Cause, String)], more: (Cause, &str)| {
        let mut causes = causes.to_vec();
        causes.push((more.0, more.1.to_owned()));
        causes
    };
    let quoted = (
        Cause::SecretQuoted,
        "Quotes stand round the secret; without them the signature matches.",
    );
    let named = (
        Cause::SecretPrefix,
        "Something stands before the secret that does not belong to it; without it the signature matches.",
    );
    let bare = unquote(trimmed);
    push(&mut all, trim(bare), with(&blanks, quoted));
    let behind = behind_name(trimmed);
    if let Some(behind) = behind {
        push(&mut all, behind, with(&blanks, named));
        if unquote(behind) != behind {
            push(
                &mut all,
                trim(unquote(behind)),
                with(&with(&blanks, named), quoted),
            );
        }
    }
    for value in json_values(trimmed) {
        let wrapped = "The secret stands in JSON; its value alone matches.";
        push(
            &mut all,
            &value,
            with(&blanks, (Cause::SecretQuoted, wrapped)),
        );
    }
    let missing = "The secret's own prefix is missing; with it the signature matches.";
    for prefix in ["whsec_", "v1,whsec_"] {
        if !trimmed.starts_with(prefix) {
            let text = Zeroizing::new(format!("{prefix}{trimmed}"));
            push(
                &mut all,
                &text,
                with(&blanks, (Cause::SecretPrefix, missing)),
            );
        }
    }
    let surplus = "A prefix stands before the secret that the sender does not use as part of it; without it the signature matches.";
    for rest in behind_prefixes(trimmed) {
        push(
            &mut all,
            rest,
            with(&blanks, (Cause::SecretPrefix, surplus)),
        );
    }
    all
}

fn push(all: &mut Vec<Meant>, text: &str, causes: Vec<(Cause, String)>) {
    let is_known = all.iter().any(|known: &Meant| known.text.as_str() == text);
    if !is_known && !text.is_empty() && causes.len() <= 2 {
        all.push(Meant {
            text: Zeroizing::new(text.to_owned()),
            causes,
        });
    }
}

/// Takes away white space, invisible characters, and line breaks that are spelled out.
fn trim(text: &str) -> &str {
    let is_blank = |c: char| {
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\0')
    };
    let mut text = text.trim_matches(is_blank);
    while let Some(rest) = ["\\n", "\\r", "%0A", "%0a", "%0D", "%20"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
    {
        text = rest.trim_end_matches(is_blank);
    }
    text
}

/// Takes one pair of quotes away.
fn unquote(text: &str) -> &str {
    const QUOTES: [(&str, &str); 8] = [
        ("\\\"", "\\\""),
        ("\"", "\""),
        ("'", "'"),
        ("`", "`"),
        ("“", "”"),
        ("‘", "’"),
        ("<", ">"),
        ("«", "»"),
    ];
    QUOTES
        .iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(text)
}

/// Takes a variable's name or an authorization scheme away: `NAME=`, `export NAME=`, `name: `, `Bearer `.
fn behind_name(text: &str) -> Option<&str> {
    let text = text.strip_prefix("export ").unwrap_or(text);
    if let Some((scheme, rest)) = text.split_once(' ')
        && ["bearer", "basic", "token", "secret", "key", "hmac"]
            .iter()
            .any(|known| scheme.trim_end_matches(':').eq_ignore_ascii_case(known))
    {
        return Some(trim(rest));
    }
    let at = text.find(['=', ':'])?;
    let (name, rest) = text.split_at_checked(at)?;
    let is_name = !name.is_empty()
        && name.len() <= 64
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-. ".contains(&byte));
    // Padding of base64 is no border.
    let rest = trim(rest.get(1..)?);
    (is_name && rest.len() >= SHORTEST_KEY_BYTES).then_some(rest)
}

/// Takes prefixes such as `whsec_` or `sha256:` away: letters and digits up to a
/// border among the first sixteen bytes; the shortest first.
fn behind_prefixes(text: &str) -> impl Iterator<Item = &str> {
    let borders = text.bytes().take(16).enumerate();
    let borders = borders.filter(|(_, byte)| b"_:,".contains(byte));
    borders.filter_map(|(at, _)| {
        let (prefix, rest) = text.split_at_checked(at + 1)?;
        let is_prefix = prefix
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_:,".contains(&byte));
        (is_prefix && rest.len() >= SHORTEST_KEY_BYTES).then_some(rest)
    })
}

/// Values of a flat JSON object, as stores of secrets hand them out: the only
/// one, or those whose name says that they are secret. Escapes are left as they are.
fn json_values(text: &str) -> Vec<String> {
    const MEMBERS: usize = 32;
    const WORDS: [&str; 6] = ["secret", "key", "token", "hmac", "sign", "whsec"];
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    // Between quotes stand, in turn, what is outside, a name, a colon, a value.
    let pieces: Vec<&str> = inner.unwrap_or_default().split('"').collect();
    let (members, _) = pieces.as_chunks::<4>();
    let is_said = |name: &str| {
        WORDS
            .iter()
            .any(|word| name.to_ascii_lowercase().contains(word))
    };
    members
        .iter()
        .take(MEMBERS)
        .filter(|[_, name, _, value]| {
            (members.len() == 1 || is_said(name))
                && value.len() >= SHORTEST_JSON_BYTES
                && !is_public(value)
        })
        .map(|[_, _, _, value]| (*value).to_owned())
        .collect()
}

/// A member of an object that is shorter is a word, and no secret.
const SHORTEST_JSON_BYTES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    fn found(given: &str) -> Vec<(String, Vec<Cause>)> {
        meanings(given)
            .into_iter()
            .map(|meant| {
                let causes = meant.causes.iter().map(|(cause, _)| *cause).collect();
                (meant.text.as_str().to_owned(), causes)
            })
            .collect()
    }

    #[test]
    fn what_stands_round_a_secret_is_taken_away_and_named() {
        let secret = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";
        for (given, causes) in [
            (format!("{secret}\n"), alloc::vec![Cause::SecretWhitespace]),
            (
                format!("\u{feff}{secret}"),
                alloc::vec![Cause::SecretWhitespace],
            ),
            (format!("{secret}\\n"), alloc::vec![Cause::SecretWhitespace]),
            (format!("\"{secret}\""), alloc::vec![Cause::SecretQuoted]),
            (
                format!("'{secret}'\n"),
                alloc::vec![Cause::SecretWhitespace, Cause::SecretQuoted],
            ),
            (
                format!("HOOK_SECRET={secret}"),
                alloc::vec![Cause::SecretPrefix],
            ),
            (
                format!("export A=\"{secret}\""),
                alloc::vec![Cause::SecretPrefix, Cause::SecretQuoted],
            ),
            (format!("Bearer {secret}"), alloc::vec![Cause::SecretPrefix]),
            (format!("whsec_{secret}"), alloc::vec![Cause::SecretPrefix]),
            (
                format!("{{\"secret\":\"{secret}\"}}"),
                alloc::vec![Cause::SecretQuoted],
            ),
        ] {
            let all = found(&given);
            assert!(all.contains(&(secret.to_owned(), causes)), "{given:?}");
        }
    }
}
