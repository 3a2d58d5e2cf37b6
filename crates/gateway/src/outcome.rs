//! What became of a call to an origin.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::delivery::Cause;
use crate::limits;

/// The result of one call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What came back.
    #[serde(flatten)]
    pub received: Received,
    /// How long the call took, in milliseconds.
    pub duration_millis: u64,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "received", rename_all = "snake_case")]
pub enum Received {
    /// An HTTP answer.
    Answer {
        /// The status code.
        status: u16,
        /// `Retry-After` as received.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<String>,
        /// The start of the body as text, at most [`limits::RESPONSE_KEPT_BYTES`].
        #[serde(default, skip_serializing_if = "String::is_empty")]
        body: String,
    },
    /// Nothing within the timeout.
    Timeout,
    /// Nothing was sent: the request cannot be written for this event.
    Unsent {
        /// Why.
        cause: Cause,
    },
    /// No connection, or one that broke.
    Network {
        /// What the host says, without addresses of ours or secrets.
        detail: String,
    },
}

impl Outcome {
    /// Takes an answer. The body is cut to what is kept.
    #[must_use]
    pub fn answer(
        status: u16,
        retry_after: Option<String>,
        body: &[u8],
        duration_millis: u64,
    ) -> Self {
        // A date has 29 characters; more is not worth a row's space.
        let retry_after = retry_after.map(|text| text.chars().take(64).collect());
        let kept = body.get(..limits::RESPONSE_KEPT_BYTES).unwrap_or(body);
        let body = String::from_utf8_lossy(kept).into_owned();
        Self {
            received: Received::Answer {
                status,
                retry_after,
                body,
            },
            duration_millis,
        }
    }

    /// Nothing came within the timeout.
    #[must_use]
    pub fn timeout(duration_millis: u64) -> Self {
        Self {
            received: Received::Timeout,
            duration_millis,
        }
    }

    /// Nothing was sent, because the request cannot be written for this event.
    #[must_use]
    pub fn unsent(cause: Cause) -> Self {
        Self {
            received: Received::Unsent { cause },
            duration_millis: 0,
        }
    }

    /// The connection failed.
    #[must_use]
    pub fn network(detail: &str, duration_millis: u64) -> Self {
        let detail = detail.chars().take(200).collect();
        Self {
            received: Received::Network { detail },
            duration_millis,
        }
    }
}
