//! Reads signatures, and the timestamp beside them, out of their place.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::decode::{self, Tag};
use crate::limits;
use crate::reject::Reject;
use crate::request::{self, Meta};
use crate::scheme::{Encoding, Scheme, Signature, Source, Syntax};

/// The signatures of a request that the scheme's algorithm could have made.
pub(crate) struct Signatures {
    pub(crate) tags: Vec<Tag>,
}

/// What was seen on the way, to explain an empty result.
#[derive(Default)]
struct Seen {
    tags: Vec<Tag>,
    ours: usize,
}

/// Says where a source stands, for a person.
pub(crate) fn place(source: &Source) -> String {
    match source {
        Source::Header(name) => format!("the header {name}"),
        Source::Query(name) => format!("the query parameter {name}"),
    }
}

/// Reads every signature of the scheme's kind.
///
/// A malformed or foreign sibling never hides a well-formed signature.
pub(crate) fn parse_signatures(
    scheme: &Scheme,
    meta: &Meta<'_>,
    len: usize,
) -> Result<Signatures, Reject> {
    let signature = &scheme.signature;
    let malformed = |why| Reject::SignatureMalformed {
        place: place(&signature.from),
        why,
    };
    let mut seen = Seen::default();
    let mut is_present = false;
    for value in values(signature, meta).map_err(malformed)? {
        let value = trim_spaces(value);
        if !is_visible(value) {
            return Err(malformed(NOT_VISIBLE));
        }
        is_present |= !value.is_empty();
        seen.read(signature, value, len);
    }
    if !is_present {
        return Err(Reject::SignatureMissing {
            place: place(&signature.from),
        });
    }
    if seen.ours == 0 {
        let wanted = wanted(&signature.syntax);
        return Err(Reject::SignatureUnsupported {
            place: place(&signature.from),
            wanted,
        });
    }
    if seen.ours > limits::SIGNATURES {
        return Err(malformed("lists more than 16 signatures"));
    }
    if seen.tags.is_empty() {
        return Err(malformed(why_malformed(signature.encoding)));
    }
    Ok(Signatures { tags: seen.tags })
}

/// Finds the value of a pair; nothing if absent, an error if there are two.
pub(crate) fn parse_pair<'a>(
    signature: &'a Signature,
    meta: &Meta<'a>,
    key: &str,
) -> Result<Option<&'a [u8]>, request::Conflict> {
    let Syntax::Pairs { between, .. } = &signature.syntax else {
        return Ok(None);
    };
    let Source::Header(name) = &signature.from else {
        return Ok(None);
    };
    let pairs = meta
        .header_values(name)
        .flat_map(|value| value.split(|byte| byte == between))
        .filter_map(|pair| split_once(trim_spaces(pair), b'='))
        .filter_map(|(name, value)| (name == key.as_bytes()).then_some(value));
    request::single(pairs)
}

fn values<'a>(signature: &'a Signature, meta: &Meta<'a>) -> Result<Vec<&'a [u8]>, &'static str> {
    let all: Vec<&[u8]> = match &signature.from {
        Source::Header(name) => meta.header_values(name).collect(),
        Source::Query(name) => meta.query_values(name).collect(),
    };
    match (&signature.syntax, all.as_slice()) {
        (Syntax::Versioned { .. } | Syntax::Pairs { .. }, _) => Ok(all),
        (Syntax::Single { .. }, []) => Ok(all),
        (Syntax::Single { .. }, [first, rest @ ..]) if rest.iter().all(|other| other == first) => {
            Ok(alloc::vec![*first])
        }
        (Syntax::Single { .. }, _) => Err("was sent more than once with different values"),
    }
}

impl Seen {
    fn read(&mut self, signature: &Signature, value: &[u8], len: usize) {
        let encoding = signature.encoding;
        match &signature.syntax {
            Syntax::Single { prefix } => {
                if let Some(tag) = value.strip_prefix(prefix.as_bytes()) {
                    self.ours(encoding, tag, len);
                }
            }
            Syntax::Versioned { version, bare } => {
                for item in versioned_items(value) {
                    match split_once(item, b',') {
                        Some((name, tag)) if name == version.as_bytes() => {
                            self.ours(encoding, tag, len);
                        }
                        None if *bare => self.ours(encoding, item, len),
                        _ => {}
                    }
                }
            }
            Syntax::Pairs { between, key } => {
                for pair in value.split(|byte| byte == between).map(trim_spaces) {
                    match split_once(pair, b'=') {
                        Some((name, tag)) if name == key.as_bytes() => {
                            self.ours(encoding, tag, len);
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn ours(&mut self, encoding: Encoding, text: &[u8], len: usize) {
        self.ours += 1;
        if self.ours <= limits::SIGNATURES {
            self.tags.extend(decode::parse_tag(encoding, text, len));
        }
    }
}

/// Splits `v1,a v1,b`. A host that joins repeated headers puts `, ` between
/// them, so a comma before a space belongs to neither item.
fn versioned_items(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut items = value.split(|byte| *byte == b' ').peekable();
    core::iter::from_fn(move || {
        let item = items.next()?;
        let is_last = items.peek().is_none();
        Some(item.strip_suffix(b",").filter(|_| !is_last).unwrap_or(item))
    })
    .filter(|item| !item.is_empty())
}

fn wanted(syntax: &Syntax) -> String {
    match syntax {
        Syntax::Single { prefix } => format!("`{prefix}`"),
        Syntax::Versioned { version, .. } => format!("`{version},`"),
        Syntax::Pairs { key, .. } => format!("`{key}=`"),
    }
}

fn why_malformed(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Hex => "is not a signature of 64 hexadecimal digits in the scheme's form",
        Encoding::Base64 => "is not a signature of 44 base64 characters in the scheme's form",
        Encoding::Base64Url => "is not a signature of 43 base64url characters in the scheme's form",
    }
}

/// Why a value that [`is_visible`] refuses is refused.
pub(crate) const NOT_VISIBLE: &str = "holds bytes that are not visible ASCII";

/// Says whether a value is text that every host hands over alike: no control
/// characters, and no bytes that one host decodes as Latin-1 and another as UTF-8.
pub(crate) fn is_visible(value: &[u8]) -> bool {
    value.iter().all(|byte| (0x20..=0x7e).contains(byte))
}

/// Drops spaces at both ends, as HTTP parsers do. Line ends stay and are refused.
fn trim_spaces(mut value: &[u8]) -> &[u8] {
    while let [b' ', rest @ ..] | [rest @ .., b' '] = value {
        value = rest;
    }
    value
}

fn split_once(text: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let position = text.iter().position(|byte| *byte == at)?;
    let (head, tail) = text.split_at_checked(position)?;
    Some((head, tail.get(1..)?))
}
