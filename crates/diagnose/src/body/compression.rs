//! Compressed bodies. Rules: RFC 1950 (zlib), RFC 1951 (deflate), RFC 1952 (gzip).

use alloc::vec::Vec;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::BODY_BYTES;

/// What bytes are compressed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zlib,
    Deflate,
}

impl Compression {
    pub(super) const ALL: [Compression; 3] =
        [Compression::Gzip, Compression::Zlib, Compression::Deflate];

    pub(super) fn name(self) -> &'static str {
        match self {
            Compression::Gzip => "gzip",
            Compression::Zlib => "zlib",
            Compression::Deflate => "deflate",
        }
    }

    /// Says whether bytes begin as this does. Raw deflate has no such mark.
    pub(super) fn begins(self, bytes: &[u8]) -> bool {
        match (self, bytes) {
            (Compression::Gzip, [0x1f, 0x8b, 8, ..]) => true,
            (Compression::Zlib, [method, flags, ..]) => {
                let check = u16::from_be_bytes([*method, *flags]);
                method & 0xf == 8 && method >> 4 <= 7 && check.is_multiple_of(31)
            }
            _ => false,
        }
    }

    /// Decompresses to at most [`BODY_BYTES`]. Nothing may follow the compressed bytes.
    pub(super) fn read(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Compression::Gzip => {
                let (plain, rest) = inflate(after_header(bytes)?, 0)?;
                let trailer: [u8; 8] = rest.try_into().ok()?;
                let [_, _, _, _, length @ ..] = trailer;
                let length = usize::try_from(u32::from_le_bytes(length)).ok();
                (length == Some(plain.len())).then_some(plain)
            }
            Compression::Zlib => whole(inflate(bytes, TINFL_FLAG_PARSE_ZLIB_HEADER)?),
            Compression::Deflate => whole(inflate(bytes, 0)?),
        }
        .filter(|plain| !plain.is_empty())
    }
}

fn whole((plain, rest): (Vec<u8>, &[u8])) -> Option<Vec<u8>> {
    rest.is_empty().then_some(plain)
}

/// Returns what was compressed and the bytes after it.
fn inflate(bytes: &[u8], flags: u32) -> Option<(Vec<u8>, &[u8])> {
    let flags = flags | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = DecompressorOxide::new();
    let mut plain = alloc::vec![0_u8; bytes.len().saturating_mul(4).clamp(64, BODY_BYTES)];
    let (mut read, mut written) = (0, 0);
    loop {
        let rest = bytes.get(read..)?;
        let (status, taken, made) = decompress(&mut state, rest, &mut plain, written, flags);
        read += taken;
        written += made;
        if status == TINFLStatus::Done {
            plain.truncate(written);
            return Some((plain, bytes.get(read..)?));
        }
        if status != TINFLStatus::HasMoreOutput || plain.len() >= BODY_BYTES {
            return None;
        }
        plain.resize(plain.len().saturating_mul(2).min(BODY_BYTES), 0);
    }
}

/// Skips the header of RFC 1952 section 2.3.
fn after_header(bytes: &[u8]) -> Option<&[u8]> {
    let [0x1f, 0x8b, 8, flags, _, _, _, _, _, _, rest @ ..] = bytes else {
        return None;
    };
    let mut rest = rest;
    if flags & 4 != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for text in [8, 16] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    rest.get(if flags & 2 != 0 { 2.. } else { 0.. })
}
