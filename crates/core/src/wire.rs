//! The bytes in which programs, requests and results cross to a host:
//! little-endian integers and length-prefixed runs, in a fixed order.

use alloc::vec::Vec;

/// Reads a frame front to back. A frame that is cut short yields `None`.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the front.
    #[must_use]
    pub const fn new(frame: &'a [u8]) -> Self {
        Self { rest: frame }
    }

    /// Reads one byte.
    pub fn u8(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    /// Reads four bytes.
    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// Reads a length and as many bytes.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.u32()?).ok()?;
        let (run, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(run)
    }

    /// Reads a length and as many bytes of UTF-8.
    pub fn text(&mut self) -> Option<&'a str> {
        core::str::from_utf8(self.bytes()?).ok()
    }

    /// Reads a presence byte and, behind a one, a text.
    pub fn optional_text(&mut self) -> Option<Option<&'a str>> {
        match self.u8()? {
            0 => Some(None),
            1 => Some(Some(self.text()?)),
            _ => None,
        }
    }

    /// Returns what has not been read.
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (run, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*run)
    }
}

/// Writes one byte.
pub fn write_u8(out: &mut Vec<u8>, value: u8) {
    out.push(value);
}

/// Writes four bytes.
pub fn write_u32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// Writes eight bytes.
pub fn write_i64(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// Writes a length and the bytes. Lengths beyond 4 GiB do not occur: hosts cap bodies far below.
pub fn write_bytes(out: &mut Vec<u8>, run: &[u8]) {
    let len = u32::try_from(run.len()).unwrap_or(u32::MAX);
    write_u32(out, len);
    out.extend_from_slice(run);
}

/// Writes a presence byte and, behind a one, the text.
pub fn write_optional_text(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        None => write_u8(out, 0),
        Some(text) => {
            write_u8(out, 1);
            write_bytes(out, text.as_bytes());
        }
    }
}
