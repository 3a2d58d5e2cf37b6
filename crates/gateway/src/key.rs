//! What makes two requests the same event, and the names that follow from it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use waxseal::UnixMillis;
use zeroize::Zeroizing;

use crate::hash::{self, Parts, mac};
use crate::native::Native;

/// How many ledgers share the events. Fixed: a key's ledger never moves.
pub const SHARDS: u8 = 16;

/// The dedupe key: source and authenticated parts, hashed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EventKey([u8; 32]);

/// The hash of what a request says, apart from how it proves itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ContentHash([u8; 32]);

/// What identifies an event within its source.
#[derive(Clone, Copy, Debug)]
pub enum Identity<'a> {
    /// The id that the MAC covers.
    Id(&'a [u8]),
    /// The values of the fields that the source names, in its order.
    Fields(&'a [&'a [u8]]),
    /// Nothing but the content.
    Content(ContentHash),
}

impl EventKey {
    /// Derives the key. The kind of identity is a part, so that an id can never
    /// equal another event's field or hash.
    #[must_use]
    pub fn derive(source: &str, identity: Identity<'_>) -> Self {
        let parts = Parts::new().part(source.as_bytes());
        Self(match identity {
            Identity::Id(id) => parts.part(b"id").part(id).finish(),
            Identity::Fields(values) => values
                .iter()
                .fold(parts.part(b"fields"), |parts, value| parts.part(value))
                .finish(),
            Identity::Content(content) => parts.part(b"content").part(&content.0).finish(),
        })
    }

    /// Takes the bytes of a row.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes for a row.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the ledger that holds this key.
    #[must_use]
    pub const fn shard(&self) -> Shard {
        let [first, ..] = self.0;
        Shard(first % SHARDS)
    }
}

impl ContentHash {
    /// Hashes method, query without token, and body. What neither a MAC covers
    /// nor a token vouches for is passed as empty: whoever replays a captured
    /// request could change it, and the copy would count as new.
    #[must_use]
    pub fn derive(method: &str, query: &str, body: &[u8]) -> Self {
        Self::derive_on(&Native::default(), method, query, body)
    }

    /// Hashes the same with the host's crypto.
    pub(crate) fn derive_on(native: &Native, method: &str, query: &str, body: &[u8]) -> Self {
        let mut before = Vec::with_capacity(24 + method.len() + query.len());
        for part in [method, query] {
            before.extend_from_slice(&hash::length(part.as_bytes()));
            before.extend_from_slice(part.as_bytes());
        }
        before.extend_from_slice(&hash::length(body));
        Self(native.sha256(&before, body))
    }

    /// Takes the bytes of a row.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes for a row.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// One ledger of the sixteen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Shard(u8);

impl Shard {
    /// Iterates over all ledgers.
    pub fn all() -> impl Iterator<Item = Shard> {
        (0..SHARDS).map(Shard)
    }

    /// Finds a ledger by its number.
    #[must_use]
    pub fn find(number: u8) -> Option<Shard> {
        (number < SHARDS).then_some(Shard(number))
    }

    /// Returns the number, from 0.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Returns the object's name: layout version, number of ledgers, number.
    #[must_use]
    pub fn name(self) -> String {
        format!("v1-{SHARDS}-{}", self.0)
    }
}

/// Writes the `webhook-id`: the same in every repeat and replay, own per revision.
/// The key is a hash, so it tells an origin nothing of the sender's id.
#[must_use]
pub fn write_webhook_id(key: &EventKey, revision: u32) -> String {
    let hash = BASE64URL.encode(key.0);
    match revision {
        0 => format!("wx_{hash}"),
        _ => format!("wx_{hash}-r{revision}"),
    }
}

/// Reads what [`write_webhook_id`] wrote.
#[must_use]
pub fn parse_webhook_id(text: &str) -> Option<(EventKey, u32)> {
    let rest = text.strip_prefix("wx_")?;
    let (hash, tail) = rest.split_at_checked(43)?;
    let key = EventKey(parse_hash(hash)?);
    let revision = match tail {
        "" => 0,
        _ => tail
            .strip_prefix("-r")?
            .parse()
            .ok()
            .filter(|number| *number > 0)?,
    };
    // One spelling per id: no leading zeros, no plus sign.
    (write_webhook_id(&key, revision) == text).then_some((key, revision))
}

/// The key of a source's entries in KV.
///
/// KV holds keyed hashes only, so that whoever reads it cannot test guessed
/// ids. The key is derived from the source's first secret as HKDF-Extract does
/// (RFC 5869 section 2.2: the secret is the input, a fixed text the salt), so
/// nobody who gets a signature over a text of their choice can make it, and
/// there is no further secret to set, lose or rotate. When the first secret
/// changes, all markers miss once: that costs a call to the ledger and never a
/// wrong answer.
#[derive(Clone)]
pub struct MarkerKey(Zeroizing<[u8; 32]>);

impl MarkerKey {
    /// Derives the key from the source's name and its first secret.
    #[must_use]
    pub fn derive(source: &str, secret: &[u8]) -> Self {
        Self(Zeroizing::new(mac(
            b"waxseal kv marker 1",
            &[source.as_bytes(), secret],
        )))
    }

    /// Returns the name of an event's entry. `d1` is the prefix to change after
    /// a ledger was restored to an earlier state.
    #[must_use]
    pub fn write_name(&self, key: &EventKey) -> String {
        format!("d1:{}", BASE64URL.encode(mac(&*self.0, &[b"name", &key.0])))
    }

    /// Returns the entry: content, its revision, and when it was accepted.
    #[must_use]
    pub fn write_value(
        &self,
        content: &ContentHash,
        revision: u32,
        accepted_at: UnixMillis,
    ) -> String {
        format!("{}.{revision}.{}", self.content(content), accepted_at.0)
    }

    /// Reads an entry and says which revision this very content is. Nothing for
    /// other content or anything unreadable: then the ledger decides.
    #[must_use]
    pub fn parse_value(&self, value: &str, content: &ContentHash) -> Option<(u32, UnixMillis)> {
        let (tag, rest) = value.split_once('.')?;
        let (revision, accepted_at) = rest.split_once('.')?;
        let is_equal: bool = tag
            .as_bytes()
            .ct_eq(self.content(content).as_bytes())
            .into();
        is_equal.then_some(())?;
        Some((
            revision.parse().ok()?,
            UnixMillis(accepted_at.parse().ok()?),
        ))
    }

    fn content(&self, content: &ContentHash) -> String {
        BASE64URL.encode(mac(&*self.0, &[b"content", &content.0]))
    }
}

impl core::fmt::Debug for MarkerKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("MarkerKey(redacted)")
    }
}

macro_rules! text {
    ($type:ident) => {
        impl From<$type> for String {
            fn from(hash: $type) -> String {
                BASE64URL.encode(hash.0)
            }
        }

        impl TryFrom<String> for $type {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                parse_hash(&text)
                    .map(Self)
                    .ok_or("not 32 bytes in base64url")
            }
        }
    };
}

text!(EventKey);
text!(ContentHash);

fn parse_hash(text: &str) -> Option<[u8; 32]> {
    BASE64URL.decode(text).ok()?.try_into().ok()
}
