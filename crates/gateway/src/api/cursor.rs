//! Cursors: where a reader stands in each of the sixteen ledgers.
//!
//! `base64url(version, kind, sixteen varints, four bytes of check)`. A single moment would not do:
//! events commit late in one ledger while another is ahead, and a reader would skip them.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use sha2::{Digest as _, Sha256};

use crate::key::{SHARDS, Shard};

const VERSION: u8 = 1;
const CHECK_BYTES: usize = 4;

/// What a cursor is for: one of one kind is none of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Positions before which a list goes on, the newest first.
    Newest,
    /// Positions behind which a reader pulls, the oldest first.
    Pull,
    /// Positions behind which a replay goes on.
    Replay,
}

/// A position for each ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor([u64; 16]);

impl Cursor {
    /// The beginning of every ledger.
    pub(super) const START: Self = Self([0; 16]);

    /// Returns the position in a ledger.
    pub(super) fn at(&self, shard: Shard) -> i64 {
        let position = self.0.get(usize::from(shard.number())).copied();
        position.map_or(0, |position| i64::try_from(position).unwrap_or(i64::MAX))
    }

    /// Sets the position in a ledger.
    pub(super) fn set(&mut self, shard: Shard, position: i64) {
        if let Some(place) = self.0.get_mut(usize::from(shard.number())) {
            *place = u64::try_from(position).unwrap_or(0);
        }
    }

    /// Writes it.
    pub(super) fn write(&self, kind: Kind) -> String {
        let mut bytes = Vec::with_capacity(2 + 3 * usize::from(SHARDS) + CHECK_BYTES);
        bytes.push(VERSION);
        bytes.push(kind.byte());
        for position in self.0 {
            write_varint(position, &mut bytes);
        }
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        BASE64URL.encode(bytes)
    }

    /// Reads what [`Cursor::write`] wrote, if it is of this kind.
    pub(super) fn parse(text: &str, kind: Kind) -> Option<Self> {
        let bytes = BASE64URL.decode(text).ok()?;
        let (content, tail) = bytes.split_at_checked(bytes.len().checked_sub(CHECK_BYTES)?)?;
        (check(content) == tail).then_some(())?;
        let mut rest = content.strip_prefix(&[VERSION, kind.byte()])?;
        let mut cursor = Self::START;
        for place in &mut cursor.0 {
            *place = read_varint(&mut rest)?;
        }
        // One spelling per cursor.
        (rest.is_empty() && cursor.write(kind) == text).then_some(cursor)
    }
}

impl Kind {
    const fn byte(self) -> u8 {
        match self {
            Kind::Newest => b'n',
            Kind::Pull => b'p',
            Kind::Replay => b'r',
        }
    }
}

/// Tells a damaged cursor from one that was given out. Nothing depends on its secrecy.
fn check(content: &[u8]) -> [u8; CHECK_BYTES] {
    let digest = Sha256::new()
        .chain_update(b"waxseal cursor")
        .chain_update(content)
        .finalize();
    digest.first_chunk().copied().unwrap_or_default()
}

fn write_varint(mut number: u64, bytes: &mut Vec<u8>) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or(0);
        number >>= 7;
        if number == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

fn read_varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..63).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> Cursor {
        let mut cursor = Cursor::START;
        for (shard, position) in Shard::all().zip([0, 1, 127, 128, 300_000, i64::MAX]) {
            cursor.set(shard, position);
        }
        cursor
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_is_short() {
        for kind in [Kind::Newest, Kind::Pull, Kind::Replay] {
            assert_eq!(Cursor::parse(&cursor().write(kind), kind), Some(cursor()));
        }
        assert_eq!(Cursor::START.write(Kind::Pull).len(), 30);
    }

    #[test]
    fn a_cursor_of_another_kind_or_a_damaged_one_is_none() {
        let text = cursor().write(Kind::Pull);
        assert_eq!(Cursor::parse(&text, Kind::Newest), None);
        assert_eq!(Cursor::parse(&text, Kind::Replay), None);
        for at in 0..text.len() {
            for other in ["A", "b", "9", "-", "=", "é"] {
                let mut damaged = text.clone();
                damaged.replace_range(at..=at, other);
                let read = Cursor::parse(&damaged, Kind::Pull);
                assert_eq!(read, (damaged == text).then(cursor), "{damaged}");
            }
            assert_eq!(Cursor::parse(&text[..at], Kind::Pull), None);
        }
    }

    #[test]
    fn a_number_that_never_ends_is_none() {
        let mut bytes = alloc::vec![VERSION, b'p'];
        bytes.extend([0xff; 200]);
        let check = check(&bytes);
        bytes.extend(check);
        assert_eq!(Cursor::parse(&BASE64URL.encode(bytes), Kind::Pull), None);
    }
}
