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
    others: usize,
    garbage: usize,
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
    let place = || place(&signature.from);
    let mut seen = Seen::default();
    let mut is_present = false;
    for value in values(signature, meta).map_err(|why| Reject::SignatureMalformed {
        place: place(),
        why,
    })? {
        let value = value.trim_ascii();
        is_present |= !value.is_empty();
        seen.read(signature, value, len);
    }
    if !is_present {
        return Err(Reject::SignatureMissing { place: place() });
    }
    if seen.ours > limits::SIGNATURES {
        return Err(Reject::SignatureMalformed {
            place: place(),
            why: "lists more than 16 signatures",
        });
    }
    if !seen.tags.is_empty() {
        return Ok(Signatures { tags: seen.tags });
    }
    if seen.ours == 0 && seen.others > 0 {
        return Err(Reject::SignatureUnsupported {
            place: place(),
            wanted: wanted(&signature.syntax),
        });
    }
    Err(Reject::SignatureMalformed {
        place: place(),
        why: why_malformed(signature.encoding),
    })
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
        .filter_map(|pair| split_once(pair.trim_ascii(), b'='))
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
        match &signature.syntax {
            Syntax::Single { prefix } => match value.strip_prefix(prefix.as_bytes()) {
                Some(tag) => self.ours(signature.encoding, tag, len),
                None if has_other_prefix(value) => self.others += 1,
                None => self.garbage += 1,
            },
            Syntax::Versioned { version, bare } => {
                // A host that joins repeated headers puts ", " between them.
                let items = value
                    .split(|byte| *byte == b' ')
                    .map(|item| item.strip_suffix(b",").unwrap_or(item));
                for item in items.filter(|item| !item.is_empty()) {
                    match split_once(item, b',') {
                        Some((name, tag)) if name == version.as_bytes() => {
                            self.ours(signature.encoding, tag, len)
                        }
                        Some(_) => self.others += 1,
                        None if *bare => self.ours(signature.encoding, item, len),
                        None => self.garbage += 1,
                    }
                }
            }
            Syntax::Pairs { between, key } => {
                for pair in value.split(|byte| byte == between).map(<[u8]>::trim_ascii) {
                    match split_once(pair, b'=') {
                        Some((name, tag)) if name == key.as_bytes() => {
                            self.ours(signature.encoding, tag, len)
                        }
                        Some(_) => self.others += 1,
                        None => self.garbage += 1,
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

/// `sha1=…` where `sha256=…` is wanted: another algorithm, not a broken value.
fn has_other_prefix(value: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    split_once(value, b'=').is_some_and(|(name, tag)| {
        !name.is_empty()
            && name.len() <= 16
            && name.iter().all(is_name)
            && tag.first().is_some_and(|byte| *byte != b'=')
    })
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

fn split_once(text: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let position = text.iter().position(|byte| *byte == at)?;
    let (head, tail) = text.split_at_checked(position)?;
    Some((head, tail.get(1..)?))
}
