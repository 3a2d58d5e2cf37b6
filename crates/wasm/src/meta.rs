//! The frame of everything but the body: method, URL, then names and values of headers.
//! A name is its number among those that the program reads, or [`BY_NAME`] and its text.

use alloc::vec::Vec;

use waxseal::wire::Reader;
use waxseal::{Header, Meta};

/// Stands before a name that has no number.
const BY_NAME: u8 = u8::MAX;

/// Reads the frame and hands it on.
pub(crate) fn with_meta<T>(
    frame: &[u8],
    known: &[&str],
    work: impl FnOnce(&Meta<'_>) -> T,
) -> Option<T> {
    let mut reader = Reader::new(frame);
    let method = reader.text()?;
    let url = reader.text()?;
    let mut headers = Vec::with_capacity(4);
    while !reader.rest().is_empty() {
        let name = match reader.u8()? {
            BY_NAME => reader.text()?,
            number => known.get(usize::from(number)).copied()?,
        };
        headers.push(Header {
            name,
            value: reader.bytes()?,
        });
    }
    Some(work(&Meta {
        method,
        url,
        headers: &headers,
    }))
}
