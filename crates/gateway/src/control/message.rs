//! What the Worker and the control object tell each other.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::version;

/// Tells what an isolate counted since its last flush.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flush {
    /// What tells this flush from others. One whose answer was lost is sent again under the same
    /// id, and must count once.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// What happened and touched no ledger.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Count>,
    /// Secrets that proved a request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<Use>,
    /// Secrets that the configuration names, with the first flush of an isolate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub configured: Vec<Configured>,
    /// The minute that the counts belong to, in Unix minutes.
    pub minute: i64,
}

/// How often one thing happened at one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The source's name.
    pub source: String,
    /// A reject's code, `duplicate_kv`, `handshake` or `shadow`.
    pub what: String,
    /// How often.
    pub number: u64,
}

/// The latest use of a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// The source's name.
    pub source: String,
    /// The secret's name in the environment.
    pub secret: String,
    /// What tells one value of it from another, keyed with the value itself.
    pub fingerprint: String,
    /// When, in Unix milliseconds.
    pub at: i64,
}

/// A secret that stands in the configuration and in the environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configured {
    /// The source's name.
    pub source: String,
    /// The secret's name in the environment.
    pub secret: String,
    /// What tells one value of it from another, keyed with the value itself.
    pub fingerprint: String,
}

/// What the control object answers to [`Flush`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flushed {
    /// The sources whose requests are to be captured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub armed: Vec<Armed>,
}

/// A source whose requests are to be captured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Armed {
    /// The source's name.
    pub source: String,
    /// Until when, in Unix milliseconds.
    pub until: i64,
    /// How many more.
    pub left: u32,
}

/// A request that came to an armed source. Secrets are masked already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    /// The source's name.
    pub source: String,
    /// When it came, in Unix milliseconds.
    pub at: i64,
    /// A reject's code, or what became of the event.
    pub code: String,
    /// Its method.
    pub method: String,
    /// Its URL, without the token.
    pub url: String,
    /// Its headers, without tokens.
    pub headers: Vec<(String, String)>,
    /// The body in base64, at most [`crate::limits::CAPTURE_BODY_BYTES`] of it.
    pub body: String,
    /// Whether the body was longer.
    pub is_cut: bool,
    /// The sender's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// What the control object answers to [`Captured`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureTaken {
    /// How many more requests of the source it keeps.
    pub left: u32,
}

version::message!(Flush, "flush");
version::message!(Flushed, "flush answer");
version::message!(Captured, "captured request");
version::message!(CaptureTaken, "capture answer");
