//! The grammar: what can be said of how a provider signs.
//!
//! A provider is a row of this grammar, never code. Every variant is read by
//! the one engine in `plan`, `judge` and `sign`, with exhaustive matches, so a
//! row cannot say something that is silently ignored.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::time::Tolerance;

/// Text of a row: static for the table, owned where an option replaced it.
pub type Text = Cow<'static, str>;

/// How one provider signs. See `schemes` for the table.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The id that users write: lower case, hyphens.
    pub id: Text,
    /// Where the signatures stand and how they are written.
    pub signature: Signature,
    /// Where the signed timestamp stands.
    pub timestamp: Option<Stamp>,
    /// Where the event's id stands. Whether it is authenticated is derived.
    pub event_id: Option<Field>,
    /// Where the event's type stands.
    pub event_type: Option<Field>,
    /// Where the schema version stands.
    pub version: Option<Field>,
    /// The bytes under the MAC, in order.
    pub message: Cow<'static, [Part]>,
    /// What makes the tag.
    pub algorithm: Algorithm,
    /// How a text secret becomes a key, in the order in which forms are tried.
    pub key: Cow<'static, [KeyForm]>,
    /// What the vendor leaves open and the user may set.
    pub opens: Cow<'static, [Open]>,
    /// The address of the rule.
    pub reference: Text,
}

/// Where the signatures stand and how they are written.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Where they stand.
    pub from: Source,
    /// How several of them, or their labels, are laid out.
    pub syntax: Syntax,
    /// How one tag is written.
    pub encoding: Encoding,
}

/// A place in the request that is not the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A header, by lower-case name.
    Header(Text),
    /// A query parameter.
    Query(Text),
}

/// How signatures are laid out in their place.
#[derive(Clone, Debug)]
pub enum Syntax {
    /// One signature after a fixed prefix: `sha256=<tag>`. The prefix may be empty.
    Single {
        /// What precedes the tag, compared with case.
        prefix: Text,
    },
    /// A list separated by spaces of `version,tag`: Standard Webhooks.
    Versioned {
        /// The version whose tags the row's algorithm makes. Others are ignored.
        version: Text,
        /// Whether a tag without version is taken too.
        bare: bool,
    },
    /// A list of `key=value`: `t=1,v1=<tag>`.
    Pairs {
        /// What separates pairs.
        between: u8,
        /// The key of a signature. Others are ignored.
        key: Text,
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

impl Encoding {
    /// Every encoding.
    pub const ALL: &'static [Encoding] = &[Encoding::Hex, Encoding::Base64, Encoding::Base64Url];

    /// Returns the name, as users write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Encoding::Hex => "hex",
            Encoding::Base64 => "base64",
            Encoding::Base64Url => "base64url",
        }
    }

    /// Finds an encoding by its name.
    #[must_use]
    pub fn find(name: &str) -> Option<Encoding> {
        Encoding::ALL
            .iter()
            .copied()
            .find(|encoding| encoding.as_str() == name)
    }
}

/// Where the signed timestamp stands, and how it is read.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Where its text stands.
    pub from: StampSource,
    /// What its digits count.
    pub unit: Unit,
    /// The vendor's stated tolerance, or the field's usual 300 s. Policy: a user may set another.
    pub tolerance: Tolerance,
}

/// Where a timestamp's text stands.
#[derive(Clone, Debug)]
pub enum StampSource {
    /// A header of its own.
    Header(Text),
    /// The pair of [`Syntax::Pairs`] with this key.
    Pair(Text),
}

/// What a timestamp's digits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds: 9 to 11 digits.
    Seconds,
    /// Milliseconds: 12 to 14 digits.
    Millis,
}

/// One piece of the bytes under the MAC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These bytes.
    Literal(Text),
    /// The timestamp's text as received, never a re-rendering.
    Timestamp,
    /// A header's value as received.
    Header(Text),
    /// The body's bytes as received.
    Body,
}

/// Where an event's id, type or version stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A header, by lower-case name.
    Header(Text),
    /// An RFC 6901 pointer into a JSON body.
    Pointer(Text),
}

/// What makes the tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC with SHA-256, RFC 2104 and FIPS 180-4.
    HmacSha256,
    /// No MAC: a secret text is sent along. Weaker, and said so in [`Assurance::Token`].
    Token,
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
}

impl KeyForm {
    /// Returns the name that `matched.form` shows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyForm::Raw => "raw",
            KeyForm::Utf8 => "utf8",
            KeyForm::Whsec | KeyForm::WhsecOrBare => "whsec",
        }
    }
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

impl Open {
    /// Returns the option's name, as users write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Open::Header => "header",
            Open::Query => "query",
            Open::Prefix => "prefix",
            Open::Encoding => "encoding",
            Open::Pointers => "id, type and version",
        }
    }
}

/// How strong a success is, derived from the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assurance {
    /// Nothing is authenticated.
    None,
    /// The sender knew a token; nothing in the request is bound to it.
    Token,
    /// Part of what is read, or the body, is not under the MAC.
    SignedPartial,
    /// The body is under the MAC.
    Signed,
}

impl Assurance {
    /// Returns the name as it appears in every API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Assurance::None => "none",
            Assurance::Token => "token",
            Assurance::SignedPartial => "signed_partial",
            Assurance::Signed => "signed",
        }
    }
}

/// What the MAC covers, derived from [`Scheme::message`]. What it does not cover is a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covers {
    /// The body's bytes.
    pub body: bool,
    /// The event's id.
    pub id: bool,
    /// The event's type.
    pub event_type: bool,
    /// The timestamp.
    pub timestamp: bool,
    /// The URL.
    pub url: bool,
}

impl Scheme {
    /// Derives what the MAC covers.
    #[must_use]
    pub fn covers(&self) -> Covers {
        Covers {
            body: self.has(&Part::Body),
            id: self
                .event_id
                .as_ref()
                .is_some_and(|field| self.covers_field(field)),
            event_type: self
                .event_type
                .as_ref()
                .is_some_and(|field| self.covers_field(field)),
            timestamp: self.has(&Part::Timestamp),
            url: false,
        }
    }

    /// Derives how strong a success is.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        match self.algorithm {
            Algorithm::Token => Assurance::Token,
            Algorithm::HmacSha256 if self.has(&Part::Body) => Assurance::Signed,
            Algorithm::HmacSha256 => Assurance::SignedPartial,
        }
    }

    /// Says whether the MAC covers what stands at this place.
    #[must_use]
    pub fn covers_field(&self, field: &Field) -> bool {
        match field {
            Field::Header(name) => self.has(&Part::Header(name.clone())),
            Field::Pointer(_) => self.has(&Part::Body),
        }
    }

    /// Says whether the body enters the message only as bytes, once. Then a
    /// host can compute the MAC without handing the body over.
    #[must_use]
    pub fn is_body_opaque(&self) -> bool {
        self.message
            .iter()
            .filter(|part| **part == Part::Body)
            .count()
            <= 1
    }

    /// Lists the headers that verification and labels read, in lower case, each once.
    #[must_use]
    pub fn reads(&self) -> Vec<&str> {
        let signature = match &self.signature.from {
            Source::Header(name) => Some(name),
            Source::Query(_) => None,
        };
        let stamp = self.timestamp.as_ref().and_then(|stamp| match &stamp.from {
            StampSource::Header(name) => Some(name),
            StampSource::Pair(_) => None,
        });
        let parts = self.message.iter().filter_map(|part| match part {
            Part::Header(name) => Some(name),
            Part::Literal(_) | Part::Timestamp | Part::Body => None,
        });
        let labels = self.labels().filter_map(|field| match field {
            Field::Header(name) => Some(name),
            Field::Pointer(_) => None,
        });
        let mut names: Vec<&str> = Vec::new();
        for name in signature
            .into_iter()
            .chain(stamp)
            .chain(parts)
            .chain(labels)
        {
            if !names.contains(&name.as_ref()) {
                names.push(name);
            }
        }
        names
    }

    /// Iterates over id, type and version, as far as the row names them.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &Field> {
        [&self.event_id, &self.event_type, &self.version]
            .into_iter()
            .flatten()
    }

    fn has(&self, part: &Part) -> bool {
        self.message.contains(part)
    }
}
