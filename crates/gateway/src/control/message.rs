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
    /// Whether something is masked that the sender's proof is made of, or that is the proof.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_masked: bool,
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

/// Writes down a call of the API, before it is carried out or after. Answer: [`Noted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The entry of the call that this one ends; none at its beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<i64>,
    /// The name of the token that ordered it, never the token.
    pub token: String,
    /// What is ordered, such as `pause_origin`.
    pub verb: String,
    /// Of what: the path behind `/api/`.
    pub target: String,
    /// The body of the order, as it came; cut to [`super::limits::AUDIT_ORDER_BYTES`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub order: String,
    /// `asked`, `done`, or the code of what it failed with.
    pub result: String,
}

/// What the control object answers to [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The entry's number.
    pub number: i64,
}

/// Asks for the latest entries of the audit list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditQuery {
    /// How many at the most.
    pub limit: u32,
    /// Entries before this number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
}

/// A part of the audit list, the newest entry first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditView {
    /// The entries.
    pub entries: Vec<EntryView>,
    /// Whether there are older ones.
    pub more: bool,
}

/// One entry of the audit list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// Counts the entries from 1, without a gap.
    pub number: i64,
    /// When it was written, in Unix milliseconds.
    pub at: i64,
    /// What was written.
    #[serde(flatten)]
    pub note: Note,
}

/// Arms a capture for one source. Answer: [`ArmTaken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArmOrder {
    /// The source's name.
    pub source: String,
    /// Who wants it: the name of a token.
    pub by: String,
}

/// What the control object answers to [`ArmOrder`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArmTaken {
    /// The capture; none when too many others are armed.
    #[serde(default)]
    pub capture: Option<CaptureView>,
}

/// Asks for the captures that are kept: for one with its requests whole, for all without bodies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturesQuery {
    /// The capture's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
}

/// Captures, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturesView {
    /// Each with its requests, the oldest first.
    pub captures: Vec<CaptureView>,
}

/// What one arming captured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureView {
    /// Its number.
    pub id: i64,
    /// The source's name.
    pub source: String,
    /// When it was armed, in Unix milliseconds.
    pub armed_at: i64,
    /// Until when it captures, in Unix milliseconds.
    pub until: i64,
    /// How many more requests it takes.
    pub left: u32,
    /// Whether it still captures.
    pub is_armed: bool,
    /// Who armed it: the name of a token.
    pub by: String,
    /// The requests. Without headers and body in a list.
    pub requests: Vec<RequestView>,
}

/// One captured request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// When it came, in Unix milliseconds.
    pub at: i64,
    /// A reject's code, or what became of the event.
    pub code: String,
    /// Its method.
    pub method: String,
    /// Its URL, without the token.
    pub url: String,
    /// The sender's address.
    #[serde(default)]
    pub address: Option<String>,
    /// Headers and body, unless it stands in a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<ContentView>,
}

/// The headers and the body of a captured request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentView {
    /// Headers without tokens.
    pub headers: Vec<(String, String)>,
    /// The body in base64.
    pub body: String,
    /// Whether something was cut off.
    pub is_cut: bool,
    /// Whether something is masked that the sender's proof is made of, or that is the proof.
    #[serde(default)]
    pub is_masked: bool,
}

/// Removes a capture. Answer: [`DropTaken`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropOrder {
    /// Its number.
    pub id: i64,
}

/// What the control object answers to [`DropOrder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropTaken {
    /// Whether it was there.
    pub is_known: bool,
}

/// Asks what was counted since a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountsQuery {
    /// Unix milliseconds.
    pub since: i64,
}

/// What was counted, by source and word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountsView {
    /// The sums.
    pub counts: Vec<Count>,
}

/// When what runs by the clock ran last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heartbeat {
    /// The cron, in Unix milliseconds; nothing if it never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cron_at: Option<i64>,
}

/// The secrets that were seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretsView {
    /// Each value of each secret, the newest first.
    pub secrets: Vec<SecretView>,
}

/// One value of a secret. Its fingerprint stays inside: who has it could test guesses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretView {
    /// The source's name.
    pub source: String,
    /// The secret's name in the environment.
    pub secret: String,
    /// When this value was first seen, in Unix milliseconds.
    pub first_seen_at: i64,
    /// When a request was last proved with it, in Unix milliseconds; never, so far, without it.
    #[serde(default)]
    pub last_used_at: Option<i64>,
    /// Whether it is the value that this name was seen with last.
    pub is_current: bool,
}

version::message!(Note, "note");
version::message!(Noted, "note's answer");
version::message!(AuditQuery, "audit query");
version::message!(AuditView, "audit list");
version::message!(ArmOrder, "order to arm");
version::message!(ArmTaken, "answer to arm");
version::message!(CapturesQuery, "captures query");
version::message!(CapturesView, "list of captures");
version::message!(DropOrder, "order to drop");
version::message!(DropTaken, "answer to drop");
version::message!(CountsQuery, "counts query");
version::message!(CountsView, "counts");
version::message!(SecretsView, "list of secrets");
version::message!(Heartbeat, "heartbeat");
