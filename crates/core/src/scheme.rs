//! The grammar: what can be said of how a provider signs.
//!
//! A provider is a row of this grammar, never code. [`define`](crate::define)
//! reads the text in which rows are written; every variant here is read by the
//! one engine, with exhaustive matches, so a row cannot say something that is
//! silently ignored.

use alloc::vec::Vec;

use crate::time::Tolerance;

mod derived;
mod facts;

pub use derived::{Assurance, BodyUse, Covers};
pub(crate) use facts::Facts;

/// Text of a scheme, borrowed from its definition, an option or a program's bytes:
/// schemes are made and dropped at every call of a host that keeps programs as bytes.
pub type Text<'a> = &'a str;

/// How one provider signs. See [`schemes`](crate::schemes) for the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme<'a> {
    /// The id that users write: lower case, hyphens. `custom` for a user's own.
    pub id: Text<'a>,
    /// What makes the tag.
    pub algorithm: Algorithm,
    /// Where signatures stand. All places are read.
    pub places: Vec<Place<'a>>,
    /// How signatures, or their labels, are laid out in a place.
    pub syntax: Syntax<'a>,
    /// How one tag is written.
    pub encoding: Encoding,
    /// How a text secret becomes a key, in the order in which forms are tried.
    pub key: Vec<KeyForm>,
    /// The bytes under the signature, in order.
    pub message: Vec<Part<'a>>,
    /// Where the timestamp stands.
    pub timestamp: Option<Stamp<'a>>,
    /// A place whose hexadecimal SHA-256 must be the body's, when it is present.
    pub digest: Option<Place<'a>>,
    /// Where the event's id stands. Whether it is authenticated is derived.
    pub event_id: Option<Place<'a>>,
    /// Where the event's type stands.
    pub event_type: Option<Place<'a>>,
    /// Where the schema version stands.
    pub version: Option<Place<'a>>,
    /// The URL as registered with the sender, if the user gave it. Then it is
    /// signed instead of the request's, and the request's is nobody's word.
    pub url: Option<Text<'a>>,
    /// What the vendor leaves open and the user may set.
    pub opens: Vec<Open>,
    /// What the vendor asks before it sends events, one per line.
    pub handshake: Option<Text<'a>>,
}

/// A place in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// A header, by lower-case name; behind commas further names, of which the
    /// first that is present counts.
    Header(Text<'a>),
    /// A query parameter.
    Query(Text<'a>),
    /// A field of a form-encoded body.
    Form(Text<'a>),
    /// An RFC 6901 pointer into a JSON body. A token `*` stands for every element of an array.
    Pointer(Text<'a>),
}

/// How signatures are laid out in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syntax<'a> {
    /// One signature, or a list of them: `sha256=<tag>`, `v1,<tag> v1,<tag>`.
    Items {
        /// What separates items. Nothing: there is one.
        between: Option<u8>,
        /// Whether a key id stands in front. It is read over: the MAC decides
        /// which key made a tag, never a name beside it.
        key_id: bool,
        /// What precedes the tag, compared with case.
        prefix: Text<'a>,
        /// Whether the prefix may be absent.
        bare: bool,
    },
    /// A list of `key=value` in any order: `t=1,v1=<tag>`.
    Pairs {
        /// What separates pairs.
        between: u8,
        /// The key of a signature. Others are passed over.
        key: Text<'a>,
    },
    /// The timestamp, then signatures: `1,<tag>`.
    Positional {
        /// What separates them.
        between: u8,
    },
}

/// How a tag is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal in any case.
    Hex,
    /// RFC 4648 section 4, padded or not.
    Base64,
    /// RFC 4648 section 5, padded or not.
    Base64Url,
}

/// Where the timestamp stands, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// Where its text stands.
    pub from: StampSource<'a>,
    /// How its text is read.
    pub unit: Unit,
    /// The vendor's stated tolerance, or the field's usual 300 s. Nothing: no
    /// window is enforced. Policy: a user may set another.
    pub tolerance: Option<Tolerance>,
}

/// Where a timestamp's text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StampSource<'a> {
    /// A place of its own.
    Place(Place<'a>),
    /// The pair of [`Syntax::Pairs`] with this key.
    Pair(Text<'a>),
    /// The first of [`Syntax::Positional`].
    First,
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds since 1970: 9 to 11 digits.
    Seconds,
    /// Milliseconds since 1970: 12 to 14 digits.
    Millis,
    /// RFC 3339 with its zone.
    Rfc3339,
    /// RFC 3339; without a zone it is UTC.
    Rfc3339Utc,
    /// Seconds or milliseconds since 1970, as the number of digits says: some vendors send both.
    Unix,
}

/// One piece of the bytes under the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// These bytes.
    Literal(Text<'a>),
    /// The timestamp's text as received, never a re-rendering.
    Timestamp,
    /// The body's bytes as received.
    Body,
    /// The method in upper case.
    Method,
    /// The URL as registered (option `url`), else the request's.
    Url {
        /// Whether the twelve characters that HubSpot's v3 lists are percent-decoded.
        decoded: bool,
    },
    /// The request's path and query.
    Path,
    /// What stands at a place.
    Value {
        /// Where.
        place: Place<'a>,
        /// Whether it is written in lower case.
        lower: bool,
        /// How many bytes it must have. 0: any number.
        exact: u8,
    },
    /// Every field of a form body, sorted by name, names and values without separators.
    SortedForm {
        /// Whether a pair that comes twice counts once, as in Twilio's libraries.
        once: bool,
    },
    /// The headers that this header names: `name:value`, joined by semicolons.
    SignedHeaders(Text<'a>),
    /// The secret itself, in plain hashes.
    Secret,
    /// What follows, up to [`Part::OptionalEnd`], is left out if a value in it is absent.
    OptionalStart,
    /// Ends what [`Part::OptionalStart`] starts.
    OptionalEnd,
}

/// What makes the tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC with SHA-256, RFC 2104 and FIPS 180-4.
    HmacSha256,
    /// HMAC with SHA-1.
    HmacSha1,
    /// HMAC with SHA-512.
    HmacSha512,
    /// Ed25519, RFC 8032.
    Ed25519,
    /// ECDSA on P-256 with SHA-256, signature in DER, FIPS 186-5.
    EcdsaP256,
    /// RSA with SHA-256, PKCS #1 v1.5, RFC 8017 section 8.2.
    RsaSha256,
    /// SHA-256 over a message that contains the secret. Weaker than a MAC:
    /// where the secret stands first, bytes can be appended.
    Sha256,
    /// No MAC: a secret text is sent along. Weaker, and said so in [`Assurance::Token`].
    Token,
    /// HTTP Basic, RFC 7617: the secret is `user:password`.
    Basic,
    /// Nothing is checked, and said so in [`Assurance::None`].
    None,
}

/// How a secret becomes a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm {
    /// The bytes that the user gave as bytes. Not for rows: it is always possible.
    Raw,
    /// The text's own bytes, a prefix such as `whsec_` included.
    Utf8,
    /// Base64 after the prefix `whsec_`; text without the prefix is no candidate.
    Whsec,
    /// Base64 after an optional `whsec_`, as the Standard Webhooks libraries read it.
    WhsecOrBare,
    /// Hexadecimal.
    Hex,
    /// Base64.
    Base64,
    /// The SHA-1 of the text: Braintree.
    Sha1,
    /// A public key. Not for rows: their algorithm says so.
    Public,
}

/// Something the vendor leaves open, so that the user may set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// The header with the signature or token.
    Header,
    /// The query parameter with the token.
    Query,
    /// The text before the token in its header.
    Prefix,
    /// How the tag is written.
    Encoding,
    /// Where id, type and version stand in the body.
    Pointers,
}

/// What kind of key an algorithm takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A secret that both sides hold.
    Shared,
    /// The sender's public key.
    Public,
    /// None.
    Nothing,
}

impl Algorithm {
    /// Returns what kind of key it takes.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Algorithm::HmacSha256
            | Algorithm::HmacSha1
            | Algorithm::HmacSha512
            | Algorithm::Sha256
            | Algorithm::Token
            | Algorithm::Basic => Kind::Shared,
            Algorithm::Ed25519 | Algorithm::EcdsaP256 | Algorithm::RsaSha256 => Kind::Public,
            Algorithm::None => Kind::Nothing,
        }
    }

    /// Says whether it signs, rather than sends a secret along or nothing.
    #[must_use]
    pub const fn is_signature(self) -> bool {
        !matches!(self, Algorithm::Token | Algorithm::Basic | Algorithm::None)
    }

    /// Returns a tag's length in bytes; the greatest where it varies.
    #[must_use]
    pub const fn tag_bytes(self) -> usize {
        match self {
            Algorithm::HmacSha256 | Algorithm::Sha256 => 32,
            Algorithm::HmacSha1 => 20,
            Algorithm::HmacSha512 | Algorithm::Ed25519 => 64,
            // RFC 3279 section 2.2.3: a sequence of two integers of up to 33 bytes.
            Algorithm::EcdsaP256 => 72,
            Algorithm::RsaSha256 => crate::limits::TAG_BYTES,
            Algorithm::Token | Algorithm::Basic | Algorithm::None => 0,
        }
    }

    /// Says whether tags have exactly [`Algorithm::tag_bytes`].
    pub(crate) const fn has_fixed_tags(self) -> bool {
        !matches!(self, Algorithm::EcdsaP256 | Algorithm::RsaSha256)
    }
}

impl<'a> Part<'a> {
    /// Returns the place of a value that the request holds.
    #[must_use]
    pub const fn place(&self) -> Option<&Place<'a>> {
        match self {
            Part::Value { place, .. } => Some(place),
            Part::Literal(_)
            | Part::Timestamp
            | Part::Body
            | Part::Method
            | Part::Url { .. }
            | Part::Path
            | Part::SortedForm { .. }
            | Part::SignedHeaders(_)
            | Part::Secret
            | Part::OptionalStart
            | Part::OptionalEnd => None,
        }
    }

    /// Returns the header that names signed headers.
    #[must_use]
    pub fn signed_headers(&self) -> Option<&str> {
        if let Part::SignedHeaders(name) = self {
            Some(name)
        } else {
            None
        }
    }
}
