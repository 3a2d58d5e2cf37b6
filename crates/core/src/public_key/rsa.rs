//! RSASSA-PKCS1-v1_5 with SHA-256, RFC 8017 section 8.2.2. The long integers
//! are `crypto-bigint`'s, which `p256` brings along.
//!
//! Verification alone: nothing here is secret, so its time may tell everything.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crypto_bigint::{BoxedUint, Limb, NonZero};
use der::asn1::UintRef;
use der::{Decode as _, Reader as _, SliceReader, Tag};
use sha2::{Digest as _, Sha256};

/// `rsaEncryption` with its parameter NULL, RFC 3279 section 2.3.1.
const ALGORITHM: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/// NIST SP 800-131A: no shorter modulus; the longest that a signature may have.
const MODULUS_BYTES: core::ops::RangeInclusive<usize> = 256..=crate::limits::TAG_BYTES;

/// Senders use 65 537. A longer exponent than 33 bits only costs time.
const EXPONENTS: core::ops::Range<u64> = 3..1 << 33;

/// DigestInfo up to the hash, RFC 8017 section 9.2 note 1.
const SHA256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

struct Key {
    modulus: NonZero<BoxedUint>,
    /// The modulus' length, and a signature's.
    bytes: usize,
    exponent: u64,
}

pub(super) fn is_key(key: &[u8]) -> bool {
    parse(key).is_some()
}

pub(super) fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let Some(key) = parse(key) else { return false };
    let Some(opened) = key.open(signature) else {
        return false;
    };
    // The integer's words may be longer than the modulus: zeros stand in front.
    let expected = pad(message, key.bytes);
    opened.ends_with(&expected)
}

/// Reads a key, RFC 8017 appendix A.1.1.
fn parse(key: &[u8]) -> Option<Key> {
    let pair = super::content(super::bits(key, &ALGORITHM)?, Tag::Sequence)?;
    let mut reader = SliceReader::new(pair).ok()?;
    let modulus = UintRef::decode(&mut reader).ok()?;
    let exponent = UintRef::decode(&mut reader).ok()?;
    reader.finish().ok()?;
    let modulus = modulus.as_bytes();
    let exponent = exponent.as_bytes();
    let exponent = exponent.iter().try_fold(0_u64, |sum, byte| {
        sum.checked_mul(256)?.checked_add(u64::from(*byte))
    })?;
    let is_odd = modulus.last()? & 1 == 1 && exponent & 1 == 1;
    if !is_odd || !MODULUS_BYTES.contains(&modulus.len()) || !EXPONENTS.contains(&exponent) {
        return None;
    }
    Some(Key {
        bytes: modulus.len(),
        modulus: Option::from(NonZero::new(integer(modulus)?))?,
        exponent,
    })
}

impl Key {
    /// RSAVP1, RFC 8017 section 5.2.2: the signature to the power of the
    /// exponent, as bytes. Nothing for one of another length than the modulus',
    /// or that is not below it.
    fn open(&self, signature: &[u8]) -> Option<Box<[u8]>> {
        if signature.len() != self.bytes {
            return None;
        }
        let base = integer(signature)?;
        if base >= *self.modulus {
            return None;
        }
        let mut power = base.clone();
        // The bits behind the first, from the left.
        for bit in (0..self.exponent.ilog2()).rev() {
            power = product(&power, &power).rem_vartime(&self.modulus);
            if self.exponent >> bit & 1 == 1 {
                power = product(&power, &base).rem_vartime(&self.modulus);
            }
        }
        Some(power.to_be_bytes())
    }
}

fn integer(bytes: &[u8]) -> Option<BoxedUint> {
    let bits = u32::try_from(bytes.len()).ok()?.checked_mul(8)?;
    BoxedUint::from_be_slice(bytes, bits).ok()
}

/// Multiplies limb by limb. The library's own multiplication is Karatsuba's for
/// many lengths: 30 KB of wasm for what is computed seventeen times here.
fn product(a: &BoxedUint, b: &BoxedUint) -> BoxedUint {
    let mut product = BoxedUint::zero_with_precision(a.bits_precision() + b.bits_precision());
    for (at, digit) in a.as_limbs().iter().enumerate() {
        let mut carry = Limb::ZERO;
        // The zero takes up the last carry.
        let row = b.as_limbs().iter().chain(&[Limb::ZERO]);
        for (sum, limb) in product.as_mut_limbs().iter_mut().skip(at).zip(row) {
            (*sum, carry) = limb.carrying_mul_add(*digit, *sum, carry);
        }
    }
    product
}

/// EMSA-PKCS1-v1_5, RFC 8017 section 9.2, as long as the modulus.
fn pad(message: &[u8], bytes: usize) -> Vec<u8> {
    let hash = Sha256::digest(message);
    let filled = bytes.saturating_sub(3 + SHA256_INFO.len() + hash.len());
    let mut padded = Vec::with_capacity(bytes);
    padded.extend_from_slice(&[0, 1]);
    padded.extend(core::iter::repeat_n(0xff, filled));
    padded.push(0);
    padded.extend_from_slice(&SHA256_INFO);
    padded.extend_from_slice(&hash);
    padded
}
