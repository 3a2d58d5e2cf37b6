//! Queries and form bodies: `application/x-www-form-urlencoded`, as the WHATWG URL standard reads it.

use alloc::vec::Vec;

/// Iterates over the raw pairs, in their order.
pub(crate) fn pairs(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    raw.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Decodes a name or value: `+` is a blank, `%XX` a byte, a stray `%` itself.
pub(crate) fn decode(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let [byte, tail @ ..] = rest {
        let decoded = match (byte, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        match decoded {
            Some(value) => {
                out.push(value);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                out.push(if *byte == b'+' { b' ' } else { *byte });
                rest = tail;
            }
        }
    }
    out
}

/// Returns the raw query of a URL: between the first `?` and the fragment.
pub(crate) fn query(url: &str) -> &str {
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    url.split_once('?').map_or("", |(_, query)| query)
}

/// Removes every parameter of this name and leaves the others as they are written.
pub(crate) fn without(raw: &str, name: &str) -> alloc::string::String {
    let kept: Vec<&str> = raw
        .split('&')
        .filter(|pair| {
            let key = pair.split_once('=').map_or(*pair, |(key, _)| key);
            key != name && decode(key.as_bytes()) != name.as_bytes()
        })
        .collect();
    kept.join("&")
}

/// Writes `mask` in place of every value that `is_secret` says of its decoded name and value, and
/// leaves all else as it is written.
pub(crate) fn masked(
    raw: &str,
    mask: &str,
    is_secret: impl Fn(&[u8], &[u8]) -> bool,
) -> alloc::string::String {
    let pairs: Vec<alloc::borrow::Cow<'_, str>> = raw
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, value))
                if is_secret(&decode(name.as_bytes()), &decode(value.as_bytes())) =>
            {
                alloc::format!("{name}={mask}").into()
            }
            _ => pair.into(),
        })
        .collect();
    pairs.join("&")
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}
