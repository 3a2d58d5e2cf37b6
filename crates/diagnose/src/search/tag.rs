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
#[derive(Debug, Default)]
pub(crate) struct Tags {
    own: Vec<Vec<u8>>,
    pieces: Vec<Vec<u8>>,
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
            pieces,
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
        let spelled = Spelled::of(mac);
        self.pieces.iter().find_map(|piece| spelled.find(piece))
    }

    /// Lists what the pieces decode to: the encoding, and how many bytes.
    pub(crate) fn lengths(&self) -> Vec<(&'static str, usize)> {
        let mut all = Vec::new();
        for piece in &self.pieces {
            let hex = parse_hex(piece).map(|tag| ("hex", tag.len()));
            let base64 = || BASE64.decode(piece).ok().map(|tag| ("base64", tag.len()));
            let base64_url = || {
                BASE64_URL
                    .decode(piece)
                    .ok()
                    .map(|tag| ("base64url", tag.len()))
            };
            all.extend(hex.or_else(base64).or_else(base64_url));
        }
        all
    }

    /// Decodes what stands there in any encoding, for checks under a public key.
    pub(crate) fn decoded(&self, algorithm: Algorithm) -> Vec<(Spelling, Vec<u8>)> {
        let mut all: Vec<(Spelling, Vec<u8>)> = Vec::new();
        let longest = algorithm.tag_bytes();
        let is_length = |tag: &[u8]| {
            tag.len() == longest
                || (algorithm != Algorithm::Ed25519 && (8..longest).contains(&tag.len()))
        };
        for piece in &self.pieces {
            for (spelling, tag) in [
                (Spelling::Hex, parse_hex(piece)),
                (Spelling::Base64, BASE64.decode(piece).ok()),
                (Spelling::Base64Url, BASE64_URL.decode(piece).ok()),
            ] {
                if let Some(tag) = tag.filter(|tag| is_length(tag))
                    && !self.own.contains(&tag)
                    && !all.iter().any(|(_, other)| *other == tag)
                {
                    all.push((spelling, tag));
                }
            }
        }
        all
    }
}

/// A MAC in every spelling. Secret: it stays here.
struct Spelled<'m> {
    mac: &'m [u8],
    hex: zeroize::Zeroizing<String>,
    base64: zeroize::Zeroizing<String>,
    base64_url: zeroize::Zeroizing<String>,
}

impl<'m> Spelled<'m> {
    fn of(mac: &'m [u8]) -> Self {
        let mut hex = String::with_capacity(2 * mac.len());
        for byte in mac {
            for digit in [byte >> 4, byte & 15] {
                hex.extend(char::from_digit(digit.into(), 16));
            }
        }
        Self {
            mac,
            hex: hex.into(),
            base64: BASE64.encode(mac).into(),
            base64_url: BASE64_URL.encode(mac).into(),
        }
    }

    fn find(&self, piece: &[u8]) -> Option<Spelling> {
        let is_mac = |tag: Option<Vec<u8>>| tag.is_some_and(|tag| tag == self.mac);
        let plain = unpadded(piece);
        if is_mac(parse_hex(piece)) {
            return Some(Spelling::Hex);
        }
        if unpadded(self.base64.as_bytes()) == plain {
            return Some(Spelling::Base64);
        }
        if unpadded(self.base64_url.as_bytes()) == plain {
            return Some(Spelling::Base64Url);
        }
        if let Ok(text) = BASE64.decode(piece)
            && is_mac(parse_hex(&text))
        {
            return Some(Spelling::Base64OfHex);
        }
        let texts = [&self.base64, &self.base64_url];
        if texts
            .iter()
            .any(|text| unpadded(text.as_bytes()).eq_ignore_ascii_case(plain))
        {
            return Some(Spelling::Case);
        }
        self.find_cut(plain)
    }

    /// A beginning of the MAC, of which enough is there to prove it.
    fn find_cut(&self, piece: &[u8]) -> Option<Spelling> {
        let hex = self.hex.as_bytes().get(..piece.len());
        if hex.is_some_and(|hex| hex.eq_ignore_ascii_case(piece)) {
            return cut(piece.len() / 2);
        }
        let is_beginning = |text: &str| unpadded(text.as_bytes()).starts_with(piece);
        if is_beginning(&self.base64) || is_beginning(&self.base64_url) {
            return cut(piece.len() * 3 / 4);
        }
        // A beginning of the MAC itself, in base64.
        let tag = BASE64.decode(piece).ok()?;
        (self.mac.starts_with(&tag))
            .then(|| cut(tag.len()))
            .flatten()
    }
}

fn cut(bytes: usize) -> Option<Spelling> {
    (bytes >= limits::TAG_BYTES).then_some(Spelling::Cut { bytes })
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
    let spelled = Spelled::of(bytes);
    [
        spelled.base64.as_str().into(),
        spelled.base64_url.as_str().into(),
        spelled.hex.as_str().into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(value: &[u8]) -> Tags {
        let mut pieces = Vec::new();
        add_pieces(value, &mut pieces);
        Tags {
            own: Vec::new(),
            pieces,
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
