//! A received request, borrowed from the host.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::form;
use crate::pointer::Pointer;
use crate::scan::{Scanner, Value};
use crate::scheme::Place;

/// A header as received. The value is bytes: senders do send Latin-1.
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    /// The name in any case.
    pub name: &'a str,
    /// The value without surrounding white space.
    pub value: &'a [u8],
}

/// Everything of a request but its body.
#[derive(Clone, Copy, Debug)]
pub struct Meta<'a> {
    /// The method in upper case.
    pub method: &'a str,
    /// The URL: absolute, or path and query.
    pub url: &'a str,
    /// Every header; repeated ones repeated where the host can tell, joined otherwise.
    pub headers: &'a [Header<'a>],
}

/// A request with the body's bytes as received: before decompression, decoding or parsing.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Everything but the body.
    pub meta: Meta<'a>,
    /// The raw bytes.
    pub body: &'a [u8],
}

/// Something was sent more than once with different values.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conflict;

/// A value, if it is there.
pub(crate) type Found<'a> = Result<Option<Cow<'a, [u8]>>, Conflict>;

impl<'a> Meta<'a> {
    /// Iterates over the values of the first of these headers, separated by
    /// commas, that is present.
    pub(crate) fn header_values<'n>(
        &self,
        names: &'n str,
    ) -> impl Iterator<Item = &'a [u8]> + use<'a, 'n> {
        let pattern = numbered(names);
        let name = self.first_present(names);
        self.headers
            .iter()
            .filter(move |header| match pattern {
                None => is_named(header, name),
                Some(pattern) => is_numbered(header, pattern),
            })
            .map(|header| header.value)
    }

    /// Returns the first of these names, separated by commas, that is present.
    fn first_present<'n>(&self, names: &'n str) -> &'n str {
        if !names.as_bytes().contains(&b',') {
            return names;
        }
        let is_present = |name: &&str| self.headers.iter().any(|header| is_named(header, name));
        names.split(',').find(is_present).unwrap_or_default()
    }

    /// Checks that each of a list of numbered headers has one value.
    pub(crate) fn check_numbered(&self, names: &str) -> Result<(), Conflict> {
        let Some(pattern) = numbered(names) else {
            return Ok(());
        };
        let mut ours = self
            .headers
            .iter()
            .filter(|header| is_numbered(header, pattern));
        ours.try_for_each(|header| self.header(header.name).map(|_| ()))
    }

    /// Returns the one value of a header; identical repetitions count once.
    pub(crate) fn header(&self, names: &str) -> Result<Option<&'a [u8]>, Conflict> {
        single(self.header_values(names))
    }

    /// Iterates over the percent-encoded values of a query parameter.
    pub(crate) fn query_values<'n>(
        &self,
        name: &'n str,
    ) -> impl Iterator<Item = &'a [u8]> + use<'a, 'n> {
        // The fragment first: a question mark in it begins no query (RFC 3986 section 3.5).
        let url = without_fragment(self.url);
        let query = url.split_once('?').map_or("", |(_, rest)| rest);
        query.split('&').filter_map(move |pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key == name).then_some(value.as_bytes())
        })
    }

    /// Reads what stands at a place; the body's places in `body`.
    pub(crate) fn find(&self, place: &Place<'_>, body: &'a [u8]) -> Found<'a> {
        match place {
            Place::Header(names) => Ok(self.header(names)?.map(Cow::Borrowed)),
            Place::Query(name) => Ok(single(self.query_values(name))?.map(form::percent_decoded)),
            Place::Form(name) => form::find(body, name),
            Place::Pointer(path) => Ok(find_in_json(path, body)?.map(Cow::Owned)),
        }
    }
}

/// Says whether a header has this name, in any case.
fn is_named(header: &Header<'_>, name: &str) -> bool {
    // Nearly all hosts hand out names in lower case, as schemes have them.
    header.name == name || header.name.eq_ignore_ascii_case(name)
}

/// Says whether a header is one of a series: its name, then a number up to the last.
fn is_numbered(header: &Header<'_>, (before, last): (&str, u32)) -> bool {
    let split = header.name.split_at_checked(before.len());
    split.is_some_and(|(start, number)| {
        start.eq_ignore_ascii_case(before)
            && !number.starts_with(['0', '+'])
            && number
                .parse()
                .is_ok_and(|number: u32| (1..=last).contains(&number))
    })
}

/// Reads the name of numbered headers: `x-signature-{1..100}`.
pub(crate) fn numbered(name: &str) -> Option<(&str, u32)> {
    // Nearly no name is one, and every header is asked.
    if name.as_bytes().last() != Some(&b'}') {
        return None;
    }
    let (before, range) = name.strip_suffix('}')?.rsplit_once('{')?;
    Some((before, range.strip_prefix("1..")?.parse().ok()?))
}

pub(crate) fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(before, _)| before)
}

/// Reads one scalar of a JSON body: a text unescaped, anything else as it is spelled.
/// A pointer with `*` finds the only one of its list: a second one would ride
/// along under the signature of the first.
fn find_in_json(path: &str, body: &[u8]) -> Result<Option<Vec<u8>>, Conflict> {
    let Some(pointer) = Pointer::parse(path) else {
        return Ok(None);
    };
    let pointers = [pointer];
    let mut scanner = Scanner::new(&pointers);
    scanner.feed(body);
    let mut values = scanner
        .finish_all()
        .unwrap_or_default()
        .into_iter()
        .flatten();
    let value = values.next();
    if values.next().is_some() {
        return Err(Conflict);
    }
    Ok(match value {
        Some(Value::Text(text) | Value::Number(text)) => Some(text.into_bytes()),
        Some(Value::Bool(true)) => Some(b"true".to_vec()),
        Some(Value::Bool(false)) => Some(b"false".to_vec()),
        Some(Value::Null) | None => None,
    })
}

/// Returns the only distinct value, nothing for none, a conflict for several.
pub(crate) fn single<T: PartialEq>(
    mut values: impl Iterator<Item = T>,
) -> Result<Option<T>, Conflict> {
    let Some(first) = values.next() else {
        return Ok(None);
    };
    if values.all(|other| other == first) {
        Ok(Some(first))
    } else {
        Err(Conflict)
    }
}
