//! Compares what was recomputed with the request's signature, in every spelling.
//!
//! Not in constant time: whoever runs this holds the secret.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use waxseal::scheme::{Algorithm, Place, Scheme};
use waxseal::{Request, explain};

use crate::limits;

const PADDING: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, PADDING);
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, PADDING);

/// Pieces of a signature's place that are looked at. Senders list a few.
const PIECES: usize = 64;

/// The longest piece: RSA with 4096 bits in hexadecimal.
const PIECE_BYTES: usize = 1024;

/// How the right MAC is written in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As the scheme writes it.
    Own,
    /// In hexadecimal, not in the scheme's form.
    Hex,
    /// In base64, not in the scheme's form.
    Base64,
    /// In base64url, not in the scheme's form.
    Base64Url,
    /// In base64 of its hexadecimal digits.
    Base64OfHex,
    /// In letters of another case, which base64 does not forgive.
    Case,
    /// Cut short.
    Cut {
        /// Bytes that are there.
        bytes: usize,
    },
}

/// The signatures of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tags {
    own: Vec<Vec<u8>>,
    pieces: Vec<Piece>,
}

/// A text that may be a signature, decoded once in every way.
#[derive(Clone, Debug)]
struct Piece {
    text: Vec<u8>,
    readings: Vec<(Spelling, Vec<u8>)>,
}

impl Piece {
    fn read(text: Vec<u8>) -> Self {
        let base64 = BASE64.decode(whole(&text)).ok();
        let of_hex = base64.as_deref().and_then(parse_hex);
        let readings = [
            (
                Spelling::Hex,
                parse_hex(text.get(..text.len() & !1).unwrap_or_default()),
            ),
            (Spelling::Base64, base64),
            (Spelling::Base64Url, BASE64_URL.decode(whole(&text)).ok()),
            (Spelling::Base64OfHex, of_hex),
        ];
        Self {
            readings: readings
                .into_iter()
                .filter_map(|(spelling, bytes)| Some((spelling, bytes?)))
                .collect(),
            text,
        }
    }

    fn find(&self, mac: &[u8]) -> Option<Spelling> {
        let is_beginning = |bytes: &[u8]| {
            bytes.len() >= limits::TAG_BYTES && bytes.len() < mac.len() && mac.starts_with(bytes)
        };
        let mut readings = self.readings.iter();
        if let Some((spelling, _)) = readings.find(|(_, bytes)| bytes == mac) {
            return Some(*spelling);
        }
        let cut = self.readings.iter().find(|(_, bytes)| is_beginning(bytes));
        if let Some((_, bytes)) = cut {
            return Some(Spelling::Cut { bytes: bytes.len() });
        }
        self.is_in_another_case(mac).then_some(Spelling::Case)
    }

    /// Base64 in capitals or small letters alone: no MAC is written so, and
    /// only then is it worth spelling one.
    fn is_in_another_case(&self, mac: &[u8]) -> bool {
        let has = |is_case: fn(&u8) -> bool| self.text.iter().any(is_case);
        if has(u8::is_ascii_uppercase) == has(u8::is_ascii_lowercase) {
            return false;
        }
        let is_same = |engine: &GeneralPurpose| {
            let spelled = zeroize::Zeroizing::new(engine.encode(mac));
            unpadded(spelled.as_bytes()).eq_ignore_ascii_case(unpadded(&self.text))
        };
        is_same(&BASE64) || is_same(&BASE64_URL)
    }
}

/// What of a base64 text can be decoded: characters in fours, or the last ones
/// where they are two or three.
fn whole(text: &[u8]) -> &[u8] {
    let text = unpadded(text);
    if text.len() % 4 == 1 {
        text.get(..text.len() - 1).unwrap_or_default()
    } else {
        text
    }
}

impl Tags {
    /// Reads them where the scheme has them.
    pub(crate) fn read(scheme: &Scheme<'_>, request: &Request<'_>) -> Self {
        let mut pieces = Vec::new();
        for place in &scheme.places {
            for value in values(request, place) {
                add_pieces(&value, &mut pieces);
            }
        }
        Self {
            own: explain::signatures(scheme, request).unwrap_or_default(),
            pieces: pieces.into_iter().map(Piece::read).collect(),
        }
    }

    /// Says whether there is nothing to compare with.
    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.pieces.is_empty()
    }

    /// Returns the signatures in the scheme's form.
    pub(crate) fn own(&self) -> &[Vec<u8>] {
        &self.own
    }

    /// Says how a MAC is written among them; nothing if it is not.
    pub(crate) fn find(&self, mac: &[u8]) -> Option<Spelling> {
        if mac.is_empty() {
            return None;
        }
        if self.own.iter().any(|tag| tag == mac) {
            return Some(Spelling::Own);
        }
        self.pieces.iter().find_map(|piece| piece.find(mac))
    }

    /// Lists what the pieces decode to: the encoding, and how many bytes.
    pub(crate) fn lengths(&self) -> Vec<(&'static str, usize)> {
        let readings = self
            .pieces
            .iter()
            .filter_map(|piece| piece.readings.first());
        readings
            .map(|(spelling, bytes)| (spelling.encoding(), bytes.len()))
            .collect()
    }

    /// Decodes what stands there in any encoding, for checks under a public key.
    pub(crate) fn decoded(&self, algorithm: Algorithm) -> Vec<(Spelling, Vec<u8>)> {
        let longest = algorithm.tag_bytes();
        let is_length = |tag: &[u8]| {
            tag.len() == longest
                || (algorithm != Algorithm::Ed25519 && (8..longest).contains(&tag.len()))
        };
        let mut all: Vec<(Spelling, Vec<u8>)> = Vec::new();
        for (spelling, tag) in self.pieces.iter().flat_map(|piece| &piece.readings) {
            let is_new = !self.own.contains(tag) && all.iter().all(|(_, other)| other != tag);
            if is_length(tag) && is_new {
                all.push((*spelling, tag.clone()));
            }
        }
        all
    }
}

impl Spelling {
    /// Returns the name of the encoding.
    pub(crate) const fn encoding(self) -> &'static str {
        match self {
            Spelling::Own | Spelling::Cut { .. } => "",
            Spelling::Hex => "hex",
            Spelling::Base64 | Spelling::Base64OfHex | Spelling::Case => "base64",
            Spelling::Base64Url => "base64url",
        }
    }
}

fn unpadded(mut text: &[u8]) -> &[u8] {
    while let [rest @ .., b'='] = text {
        text = rest;
    }
    text
}

fn values(request: &Request<'_>, place: &Place<'_>) -> Vec<Vec<u8>> {
    match place {
        Place::Header(names) => explain::header_values(&request.meta, names)
            .into_iter()
            .map(<[u8]>::to_vec)
            .collect(),
        Place::Query(_) | Place::Form(_) | Place::Pointer(_) => explain::find(request, place)
            .map(|value| value.into_owned())
            .into_iter()
            .collect(),
    }
}

/// Adds what may be a signature: the value, the items of a list, and what stands behind a label.
fn add_pieces(value: &[u8], pieces: &mut Vec<Vec<u8>>) {
    let is_between = |byte: &u8| b",; |&\t\r\n\"'[]{}<>".contains(byte);
    for item in value.split(is_between) {
        add(item, pieces);
        // Hexadecimal as programs and databases write it.
        if let [b'0' | b'\\', b'x' | b'X', digits @ ..] = item {
            add(digits, pieces);
        }
        // Labels: `sha256=`, `v1:`, `keyId/SHA256/`, `t=1700000000.v1=`.
        let mut rest = item;
        while let Some(at) = rest.iter().position(|byte| b"=:/._".contains(byte)) {
            rest = rest.get(at + 1..).unwrap_or_default();
            add(rest, pieces);
        }
    }
}

fn add(piece: &[u8], pieces: &mut Vec<Vec<u8>>) {
    // Ten bytes are fourteen characters of base64.
    let is_long = (14..=PIECE_BYTES).contains(&piece.len());
    if is_long && pieces.len() < PIECES && !pieces.iter().any(|other| other == piece) {
        pieces.push(piece.to_vec());
    }
}

pub(crate) fn parse_hex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let (pairs, []) = text.as_chunks() else {
        return None;
    };
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

/// Decodes base64 in either alphabet.
pub(crate) fn parse_base64(text: &str) -> Option<Vec<u8>> {
    BASE64
        .decode(text)
        .or_else(|_| BASE64_URL.decode(text))
        .ok()
}

/// Writes bytes as base64, as base64url and as hexadecimal.
pub(crate) fn spellings(bytes: &[u8]) -> [String; 3] {
    let mut hex = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            hex.extend(char::from_digit(digit.into(), 16));
        }
    }
    [BASE64.encode(bytes), BASE64_URL.encode(bytes), hex]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(value: &[u8]) -> Tags {
        let mut pieces = Vec::new();
        add_pieces(value, &mut pieces);
        Tags {
            own: Vec::new(),
            pieces: pieces.into_iter().map(Piece::read).collect(),
        }
    }

    const MAC: [u8; 32] = [
        0x75, 0x71, 0x07, 0xea, 0x0e, 0xb2, 0x50, 0x9f, 0xc2, 0x11, 0x22, 0x1c, 0xce, 0x98, 0x4b,
        0x8a, 0x37, 0x57, 0x0b, 0x6d, 0x75, 0x86, 0xc2, 0x2c, 0x46, 0xf4, 0x37, 0x9c, 0x8b, 0x04,
        0x3e, 0x17,
    ];

    #[test]
    fn a_mac_is_found_in_every_spelling() {
        let [base64, base64_url, hex] = spellings(&MAC);
        let upper = base64.to_uppercase();
        let cut: String = hex.chars().take(20).collect();
        for (text, spelling) in [
            (hex.clone(), Spelling::Hex),
            (["sha256=", &hex.to_uppercase()].concat(), Spelling::Hex),
            (["t=1700000000,v1=", &base64].concat(), Spelling::Base64),
            (
                ["v1,", base64_url.trim_end_matches('=')].concat(),
                Spelling::Base64Url,
            ),
            (BASE64.encode(&hex), Spelling::Base64OfHex),
            (upper, Spelling::Case),
            (cut, Spelling::Cut { bytes: 10 }),
        ] {
            assert_eq!(tags(text.as_bytes()).find(&MAC), Some(spelling), "{text}");
        }
    }

    #[test]
    fn nine_bytes_of_a_mac_prove_nothing() {
        let [base64, _, hex] = spellings(&MAC);
        for text in [&hex[..18], &hex[..19], &base64[..12], &base64[..13]] {
            assert_eq!(tags(text.as_bytes()).find(&MAC), None, "{text}");
        }
        assert_eq!(tags(b"").find(&MAC), None);
        assert_eq!(tags(&[b'0'; 64]).find(&MAC), None);
        assert_eq!(tags(&[b'0'; 64]).find(&[]), None);
    }
}
