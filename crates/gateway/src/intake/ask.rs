//! What an intake asks of its host, and what the host answers.

use alloc::string::String;
use alloc::vec::Vec;

use crate::fault::Fault;
use crate::forward::Call;
use crate::key::Shard;
use crate::message::Marker;
use crate::outcome::Outcome;
use crate::problem::Answer;

/// A request without its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The method in upper case.
    pub method: String,
    /// The absolute URL as received.
    pub url: String,
    /// Every header as received.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The sender's address: see [`crate::config::Config::client_address`].
    pub address: Option<String>,
    /// The version of TLS, as the platform tells it (Cloudflare: `cf.tlsVersion`).
    pub tls: Option<String>,
    /// Whether the host has a limiter that can be asked.
    pub has_limiter: bool,
}

/// What is to be done with the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Accept the event: `/in/{source}`.
    Accept,
    /// Say whether it would be: `/try/{source}`. Stores and forwards nothing.
    Try,
}

/// What the host is to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Ask the limiter whether there is room for this key. Answer: [`Tell::Limit`], [`Tell::Fault`].
    Limit {
        /// What it counts by.
        key: String,
        /// How long it may take, in milliseconds.
        budget_millis: u64,
    },
    /// Read the body, at most so many bytes. Answer: [`Tell::Body`], [`Tell::BodyTooLarge`], [`Tell::BodyBroken`].
    Body {
        /// The cap in bytes.
        cap_bytes: usize,
    },
    /// Read an entry of KV. Answer: [`Tell::Filter`].
    Filter {
        /// The entry's name.
        name: String,
        /// How long it may take, in milliseconds.
        budget_millis: u64,
    },
    /// Pass a message to a ledger's accept. Answer: [`Tell::Accepted`], [`Tell::Fault`].
    Accept {
        /// The ledger.
        shard: Shard,
        /// The message.
        message: Vec<u8>,
        /// How long it may take, in milliseconds.
        budget_millis: u64,
    },
    /// Answer the sender, and go on. Answer: [`Tell::Answered`].
    Answer(Answer),
    /// Make these calls at once. Answer: [`Tell::Delivered`].
    Deliver(Vec<Call>),
    /// Pass a message to a ledger's report, after a pause. Answer: [`Tell::Reported`], [`Tell::Fault`].
    Report {
        /// The ledger.
        shard: Shard,
        /// The message.
        message: Vec<u8>,
        /// How long to wait before, in milliseconds.
        pause_millis: u64,
        /// How long it may take, in milliseconds.
        budget_millis: u64,
    },
    /// Write an entry of KV, best effort. Answer: [`Tell::Marked`].
    Mark {
        /// The entry.
        marker: Marker,
        /// How long it may take, in milliseconds.
        budget_millis: u64,
    },
    /// Nothing more.
    Done,
}

/// What the host answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// Whether the limiter has room.
    Limit {
        /// It has.
        has_room: bool,
    },
    /// The body, whole.
    Body(Vec<u8>),
    /// The body is longer than the cap.
    BodyTooLarge,
    /// The body could not be read to its end.
    BodyBroken,
    /// What KV holds; nothing also if it failed or was slow.
    Filter(Option<String>),
    /// The ledger's answer to accept.
    Accepted(Vec<u8>),
    /// The sender has its answer.
    Answered,
    /// The outcome of each call, in their order.
    Delivered(Vec<Outcome>),
    /// The ledger's answer to report.
    Reported(Vec<u8>),
    /// The marker is written, or not.
    Marked,
    /// A ledger or the limiter failed or was slow.
    Fault(Fault),
}
