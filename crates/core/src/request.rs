//! A received request, borrowed from the host.

/// A header as received. The value is bytes: senders do send Latin-1.
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    /// The name in any case.
    pub name: &'a str,
    /// The value without surrounding white space.
    pub value: &'a [u8],
}

/// Everything of a request but its body. This is all that [`plan`](crate::plan()) reads.
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

/// A header was sent more than once with different values.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conflict;

impl<'a> Meta<'a> {
    /// Iterates over the values of every header with this name.
    pub fn header_values(&self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.headers
            .iter()
            .filter(move |h| h.name.eq_ignore_ascii_case(name))
            .map(|h| h.value)
    }

    /// Returns the one value of a header; identical repetitions count once.
    pub(crate) fn header(&self, name: &'a str) -> Result<Option<&'a [u8]>, Conflict> {
        single(self.header_values(name))
    }

    /// Iterates over the percent-encoded values of a query parameter.
    pub(crate) fn query_values(&self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        // The fragment first: a question mark in it begins no query (RFC 3986 section 3.5).
        let url = self
            .url
            .split_once('#')
            .map_or(self.url, |(before, _)| before);
        let query = url.split_once('?').map_or("", |(_, rest)| rest);
        query.split('&').filter_map(move |pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key == name).then_some(value.as_bytes())
        })
    }
}

/// Returns the only distinct value, nothing for none, a conflict for several.
pub(crate) fn single<'a>(
    mut values: impl Iterator<Item = &'a [u8]>,
) -> Result<Option<&'a [u8]>, Conflict> {
    let Some(first) = values.next() else {
        return Ok(None);
    };
    if values.all(|other| other == first) {
        Ok(Some(first))
    } else {
        Err(Conflict)
    }
}
