//! The layout of a signature's value: `sha256={signature}`, `t={timestamp},v1={signature},...`.

use super::invalid;
use crate::config_error::ConfigError;
use crate::scheme::{StampSource, Syntax};

/// One signature and nothing else.
pub(super) const PLAIN: &str = "{signature}";
const TIMESTAMP: &str = "{timestamp}";
const KEY_ID: &str = "{key-id}";
/// Behind a separator it makes a list.
const MORE: &str = "...";

type Layout<'a> = (Syntax<'a>, Option<StampSource<'a>>);

/// Reads a layout, and where the timestamp stands if it stands there.
pub(super) fn parse(text: &str) -> Result<Layout<'_>, ConfigError> {
    let refuse = || {
        invalid(
            "form",
            "must be like {signature}, sha256={signature}, v1={signature},... or t={timestamp},v1={signature},...",
        )
    };
    let Some(list) = text.strip_suffix(MORE) else {
        return item(text, None).ok_or_else(refuse);
    };
    let (items, between) = match list.as_bytes() {
        // Not a control character: programs write "no separator" as NUL.
        [.., byte] if *byte == b' ' || byte.is_ascii_punctuation() => {
            (list.get(..list.len() - 1).unwrap_or_default(), *byte)
        }
        _ => return Err(refuse()),
    };
    let layout = match items.split_once(char::from(between)) {
        None => item(items, Some(between)),
        Some((TIMESTAMP, PLAIN)) => {
            Some((Syntax::Positional { between }, Some(StampSource::First)))
        }
        Some((first, second)) => pairs(first, second, between),
    };
    layout.ok_or_else(refuse)
}

/// `v1={signature}`, `[v1,]{signature}`, `{key-id}/SHA256/{signature}`.
fn item(text: &str, between: Option<u8>) -> Option<Layout<'_>> {
    let before = text.strip_suffix(PLAIN)?;
    let (bare, before) = match before
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(inner) => (true, inner),
        None => (false, before),
    };
    let (key_id, prefix) = match before.strip_prefix(KEY_ID) {
        Some(rest) => (true, rest),
        None => (false, before),
    };
    let is_list_of_pairs = between.is_some() && !key_id && !bare;
    let is_plain = !prefix.contains(['{', '}', '[', ']'])
        && !(key_id && (prefix.is_empty() || bare))
        && !(bare && prefix.is_empty())
        && prefix.bytes().all(|byte| (0x20..=0x7e).contains(&byte));
    if !is_plain {
        return None;
    }
    Some(match (between, prefix.strip_suffix('=')) {
        (Some(between), Some(key)) if is_list_of_pairs && is_name(key) => {
            (Syntax::Pairs { between, key }, None)
        }
        _ => (
            Syntax::Items {
                between,
                key_id,
                prefix,
                bare,
            },
            None,
        ),
    })
}

fn pairs<'a>(first: &'a str, second: &'a str, between: u8) -> Option<Layout<'a>> {
    let stamp = first
        .trim_ascii()
        .strip_suffix(TIMESTAMP)?
        .strip_suffix('=')?;
    let key = second.trim_ascii().strip_suffix(PLAIN)?.strip_suffix('=')?;
    (is_name(stamp) && is_name(key) && stamp != key).then_some((
        Syntax::Pairs { between, key },
        Some(StampSource::Pair(stamp)),
    ))
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
