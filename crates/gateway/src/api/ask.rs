//! What the API asks of its host, and what the host answers.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::fault::Fault;
use crate::intake::Head;
use crate::key::Shard;
use crate::problem::Answer;

/// What the host is to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Read the body, at most so many bytes. Answer: [`Tell::Body`], [`Tell::BodyTooLarge`], [`Tell::BodyBroken`].
    Body {
        /// The cap in bytes.
        cap_bytes: usize,
    },
    /// Count somebody who may be guessing. Answer: [`Tell::Limit`].
    Limit {
        /// Who.
        key: String,
    },
    /// Pass a message to a ledger. Answer: [`Tell::Ledger`].
    Ledger {
        /// The ledger.
        shard: Shard,
        /// Which of its verbs.
        verb: &'static str,
        /// The message.
        message: Vec<u8>,
        /// How long it may take, in milliseconds.
        budget_millis: u64,
    },
    /// Pass a message to each of several ledgers at once. Answer: [`Tell::Ledgers`].
    Ledgers {
        /// Which of their verbs.
        verb: &'static str,
        /// The messages.
        messages: Vec<(Shard, Vec<u8>)>,
        /// How long each may take, in milliseconds.
        budget_millis: u64,
    },
    /// Pass a message to the control object. Answer: [`Tell::Control`].
    Control {
        /// Which of its verbs.
        verb: &'static str,
        /// The message.
        message: Vec<u8>,
        /// How long it may take, in milliseconds.
        budget_millis: u64,
    },
    /// Take a request as if it had come to `/in/{source}`. Answer: [`Tell::Intake`].
    Intake {
        /// The source's name.
        source: String,
        /// The request without its body.
        head: Head,
        /// Its body.
        body: Vec<u8>,
    },
    /// Answer the caller. It is the last thing to do.
    Answer(Reply),
    /// Nothing more.
    Done,
}

/// What the host answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// The body, whole.
    Body(Vec<u8>),
    /// The body is longer than the cap.
    BodyTooLarge,
    /// The body could not be read to its end.
    BodyBroken,
    /// Whether there were too many. A host without a limiter says no.
    Limit {
        /// Too many.
        is_over: bool,
    },
    /// The ledger's answer.
    Ledger(Result<Vec<u8>, Fault>),
    /// The answers of ledgers, in the order of the messages.
    Ledgers(Vec<(Shard, Result<Vec<u8>, Fault>)>),
    /// The control object's answer.
    Control(Result<Vec<u8>, Fault>),
    /// What the sender would have been told.
    Intake(Answer),
}

/// An HTTP answer with any bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Headers; `cache-control: no-store` is always among them.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// Makes an answer of bytes that no browser takes for anything else.
    pub(super) fn bytes(content_type: &str, body: Vec<u8>) -> Self {
        let guarded = Answer::guarded(200);
        Self {
            body,
            ..Self::from(guarded)
        }
        .with("content-type", content_type)
    }

    /// Adds a header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((Cow::Borrowed(name), value.into()));
        self
    }
}
