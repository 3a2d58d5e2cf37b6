//! Reads signatures, and the timestamp beside them, out of their places.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::decode;
use crate::limits;
use crate::reject::Reject;
use crate::request::{self, Conflict, Meta};
use crate::say::{decimal, say};
use crate::scheme::{Algorithm, Encoding, Place, Scheme, Syntax};

/// Signatures decoded, in one piece of memory: each behind its length in two bytes.
#[derive(Default)]
pub(crate) struct Tags(Vec<u8>);

impl Tags {
    /// Decodes a tag and keeps it, if `is_length` accepts how long it is.
    fn push(&mut self, encoding: Encoding, text: &[u8], is_length: impl Fn(usize) -> bool) {
        // Two characters a byte is the longest spelling.
        if text.len() > 2 * limits::TAG_BYTES {
            return;
        }
        let start = self.0.len();
        self.0.resize(start + 2 + text.len(), 0);
        let len = self
            .0
            .get_mut(start + 2..)
            .and_then(|room| decode::read_tag(encoding, text, room))
            .filter(|len| is_length(*len));
        self.0.truncate(start + len.map_or(0, |len| len + 2));
        let head = self.0.get_mut(start..).and_then(<[u8]>::first_chunk_mut);
        if let (Some(head), Some(len)) = (head, len.and_then(|len| u16::try_from(len).ok())) {
            *head = len.to_le_bytes();
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = self.0.as_slice();
        core::iter::from_fn(move || {
            let (head, behind) = rest.split_first_chunk()?;
            let (tag, behind) = behind.split_at_checked(u16::from_le_bytes(*head).into())?;
            rest = behind;
            Some(tag)
        })
    }
}

/// What was seen on the way, to explain an empty result.
#[derive(Default)]
struct Seen {
    tags: Tags,
    ours: usize,
    is_present: bool,
}

/// Says what a place is, for a person.
pub(crate) fn describe(place: &Place<'_>) -> String {
    match place {
        Place::Header(name) => say!("the header ", name.replace(',', " or ")),
        Place::Query(name) => say!("the query parameter ", name),
        Place::Form(name) => say!("the form field ", name),
        Place::Pointer(path) => say!("the body's ", path),
    }
}

/// Names the place of the signature; the first of several.
pub(crate) fn describe_first(scheme: &Scheme<'_>) -> String {
    scheme
        .places
        .first()
        .map_or_else(|| "the signature".into(), describe)
}

/// Reads every signature of the scheme's kind.
///
/// A malformed or foreign sibling never hides a well-formed signature.
pub(crate) fn parse_signatures<'a>(
    scheme: &Scheme<'_>,
    meta: &Meta<'a>,
    body: &'a [u8],
) -> Result<Tags, Reject> {
    let mut seen = Seen::default();
    for place in &scheme.places {
        seen.read_place(scheme, meta, body, place)
            .map_err(|why| malformed(place, why))?;
    }
    if !seen.tags.0.is_empty() && seen.ours <= limits::SIGNATURES {
        return Ok(seen.tags);
    }
    let place = describe_first(scheme);
    Err(if !seen.is_present {
        Reject::SignatureMissing { place }
    } else if seen.ours == 0 {
        let wanted = wanted(&scheme.syntax);
        Reject::SignatureUnsupported { place, wanted }
    } else {
        let why = if seen.ours > limits::SIGNATURES {
            Cow::Borrowed("lists more than 16 signatures")
        } else {
            Cow::Owned(why_malformed(scheme.algorithm, scheme.encoding))
        };
        Reject::SignatureMalformed { place, why }
    })
}

pub(crate) fn malformed(place: &Place<'_>, why: &'static str) -> Reject {
    Reject::SignatureMalformed {
        place: describe(place),
        why: Cow::Borrowed(why),
    }
}

/// Finds the value of a pair, or of the first position; nothing if absent, an
/// error if there are two.
pub(crate) fn parse_beside<'a>(
    scheme: &Scheme<'_>,
    meta: &Meta<'a>,
    key: Option<&str>,
) -> Result<Option<&'a [u8]>, Conflict> {
    let (between, Some(Place::Header(name))) = (separator(&scheme.syntax), scheme.places.first())
    else {
        return Ok(None);
    };
    let items = |value: &'a [u8]| split(value, between);
    match key {
        None => request::single(
            meta.header_values(name)
                .filter_map(|value| items(value).next()),
        ),
        Some(key) => request::single(
            meta.header_values(name)
                .flat_map(items)
                .filter_map(|pair| split_once(pair, b'='))
                .filter_map(|(name, value)| (name == key.as_bytes()).then_some(value)),
        ),
    }
}

fn separator(syntax: &Syntax<'_>) -> Option<u8> {
    match syntax {
        Syntax::Items { between, .. } => *between,
        Syntax::Pairs { between, .. } | Syntax::Positional { between } => Some(*between),
    }
}

impl Seen {
    fn read_place<'a>(
        &mut self,
        scheme: &Scheme<'_>,
        meta: &Meta<'a>,
        body: &'a [u8],
        place: &Place<'_>,
    ) -> Result<(), &'static str> {
        let is_list = separator(&scheme.syntax).is_some();
        match place {
            Place::Header(names) if is_list || request::numbered(names).is_some() => {
                meta.check_numbered(names).map_err(|Conflict| CONFLICT)?;
                for value in meta.header_values(names) {
                    self.read(scheme, value)?;
                }
            }
            Place::Header(_) | Place::Query(_) | Place::Form(_) | Place::Pointer(_) => {
                let found = meta.find(place, body).map_err(|Conflict| CONFLICT)?;
                if let Some(value) = found {
                    self.read(scheme, &value)?;
                }
            }
        }
        Ok(())
    }

    fn read(&mut self, scheme: &Scheme<'_>, value: &[u8]) -> Result<(), &'static str> {
        let value = trim_spaces(value);
        if !is_visible(value) {
            return Err(NOT_VISIBLE);
        }
        self.is_present |= !value.is_empty();
        match &scheme.syntax {
            Syntax::Items {
                between,
                key_id,
                prefix,
                bare,
            } => {
                for item in split(value, *between) {
                    if let Some(tag) = after_prefix(item, prefix.as_bytes(), *key_id, *bare) {
                        self.ours(scheme, tag);
                    }
                }
            }
            Syntax::Pairs { between, key } => {
                for pair in split(value, Some(*between)) {
                    if let Some((name, tag)) = split_once(pair, b'=')
                        && name == key.as_bytes()
                    {
                        self.ours(scheme, tag);
                    }
                }
            }
            Syntax::Positional { between } => {
                for tag in split(value, Some(*between)).skip(1) {
                    self.ours(scheme, tag);
                }
            }
        }
        Ok(())
    }

    fn ours(&mut self, scheme: &Scheme<'_>, text: &[u8]) {
        self.ours += 1;
        if self.ours <= limits::SIGNATURES {
            let (len, is_fixed) = (
                scheme.algorithm.tag_bytes(),
                scheme.algorithm.has_fixed_tags(),
            );
            let is_length = |found| found == len || (!is_fixed && (8..len).contains(&found));
            self.tags.push(scheme.encoding, text, is_length);
        }
    }
}

/// Takes what stands behind the prefix: behind a key id, if there is one; the
/// whole item, if the prefix may be absent and no other label stands there.
fn after_prefix<'a>(item: &'a [u8], prefix: &[u8], key_id: bool, bare: bool) -> Option<&'a [u8]> {
    if key_id {
        if prefix.is_empty() {
            return None;
        }
        let at = item
            .windows(prefix.len())
            .position(|window| window == prefix)?;
        return item.get(at.checked_add(prefix.len())?..);
    }
    // Base64 ends in equals signs, which are no label's.
    let mut unpadded = item;
    while let [rest @ .., b'='] = unpadded {
        unpadded = rest;
    }
    let is_labelled = || prefix.last().is_some_and(|last| unpadded.contains(last));
    match item.strip_prefix(prefix) {
        Some(tag) => Some(tag),
        None => (bare && !is_labelled()).then_some(item),
    }
}

/// Splits a list and drops spaces around its items. In a list separated by
/// spaces, a host that joins repeated headers puts `, ` between them: a comma
/// before a space belongs to neither item.
fn split(value: &[u8], between: Option<u8>) -> Items<'_> {
    Items {
        rest: Some(value),
        between,
    }
}

struct Items<'a> {
    rest: Option<&'a [u8]>,
    between: Option<u8>,
}

impl<'a> Iterator for Items<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let is_spaced = self.between == Some(b' ');
        loop {
            let rest = self.rest?;
            let (item, behind) = match self.between.and_then(|byte| split_once(rest, byte)) {
                Some((item, behind)) => (item, Some(behind)),
                None => (rest, None),
            };
            self.rest = behind;
            let mut item = trim_spaces(item);
            if let [head @ .., b','] = item
                && is_spaced
                && behind.is_some()
            {
                item = head;
            }
            if !(is_spaced && item.is_empty()) {
                return Some(item);
            }
        }
    }
}

fn wanted(syntax: &Syntax<'_>) -> String {
    match syntax {
        Syntax::Items { prefix, .. } => say!("`", prefix, "`"),
        Syntax::Pairs { key, .. } => say!("`", key, "=`"),
        Syntax::Positional { .. } => "second".into(),
    }
}

fn why_malformed(algorithm: Algorithm, encoding: Encoding) -> String {
    let bytes = algorithm.tag_bytes();
    if !algorithm.has_fixed_tags() {
        return say!(
            "is not a ",
            algorithm.word(),
            " signature in ",
            encoding.word()
        );
    }
    let (length, characters) = match encoding {
        Encoding::Hex => (2 * bytes, " hexadecimal digits"),
        Encoding::Base64 => (bytes.div_ceil(3) * 4, " base64 characters"),
        Encoding::Base64Url => ((bytes * 4).div_ceil(3), " base64url characters"),
    };
    say!(
        "is not a signature of ",
        decimal(length),
        characters,
        " in the scheme's form"
    )
}

/// Why a value that [`is_visible`] refuses is refused.
pub(crate) const NOT_VISIBLE: &str = "holds bytes that are not visible ASCII";

/// Why several values are refused.
pub(crate) const CONFLICT: &str = "was sent more than once with different values";

/// Says whether a value is text that every host hands over alike: no control
/// characters, and no bytes that one host decodes as Latin-1 and another as UTF-8.
pub(crate) fn is_visible(value: &[u8]) -> bool {
    // Without a way out in between: so the compiler compares many bytes at once.
    let mut is_visible = true;
    for byte in value {
        is_visible &= (0x20..=0x7e).contains(byte);
    }
    is_visible
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
    Some((text.get(..position)?, text.get(position + 1..)?))
}
