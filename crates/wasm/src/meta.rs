//! The frame of everything but the body: method, URL, then names and values of headers.

use alloc::vec::Vec;

use waxseal::wire::Reader;
use waxseal::{Header, Meta};

/// Reads the frame and hands it on.
pub(crate) fn with_meta<T>(frame: &[u8], work: impl FnOnce(&Meta<'_>) -> T) -> Option<T> {
    let mut reader = Reader::new(frame);
    let method = reader.text()?;
    let url = reader.text()?;
    let mut headers = Vec::with_capacity(4);
    while !reader.rest().is_empty() {
        headers.push(Header {
            name: reader.text()?,
            value: reader.bytes()?,
        });
    }
    Some(work(&Meta {
        method,
        url,
        headers: &headers,
    }))
}
