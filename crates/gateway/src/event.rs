//! What is known of an event besides its body.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use waxseal_events::Document;
use waxseal_events::document::BodyError;

/// The state of an event. `duplicate` is an answer, never a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventState {
    /// New, and delivered to every matching origin.
    Accepted,
    /// The same key came before with other content.
    Conflict,
    /// No origin matches. Kept until an operator acts.
    Unrouted,
}

impl EventState {
    /// Every state.
    pub const ALL: [EventState; 3] = [
        EventState::Accepted,
        EventState::Conflict,
        EventState::Unrouted,
    ];

    /// Returns the name as it appears in every API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            EventState::Accepted => "accepted",
            EventState::Conflict => "conflict",
            EventState::Unrouted => "unrouted",
        }
    }
}

/// What is unusual about a genuine event. It is accepted all the same; without
/// an id its content identifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The body should be JSON and is not.
    BodyNotJson,
    /// The authenticated id, or a field of the source's key, is absent, empty or repeated.
    KeyMissing,
}

/// Something that an event lacks of its source's contract. No value of the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// Where, as a JSON pointer. Empty for the body as a whole.
    pub path: String,
    /// What, such as `field_missing`: see `waxseal_events::Problem::code`.
    pub code: String,
}

/// What is kept of the request that brought an event. No token, no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The source's name.
    pub source: String,
    /// The scheme's id.
    pub scheme: String,
    /// How strong the proof was.
    pub assurance: String,
    /// The sender's id: authenticated if it is the key, otherwise a label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// How many ids stand in a list of events. Such has no id of its own.
    #[serde(default, skip_serializing_if = "is_none")]
    pub event_ids: usize,
    /// The event's type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// What is unusual about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// What it lacks of its source's contract.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Noted>,
    /// Whether it is a test event.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub test: bool,
    /// The method in upper case.
    pub method: String,
    /// The raw query without the token.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// Whether method and query are part of the content's hash.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub url_counts: bool,
    /// Headers to forward, by the name under which they are forwarded. Each
    /// character is one byte (Latin-1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// The signed timestamp in Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<i64>,
    /// The position of the secret that matched: says when an old one can go.
    pub secret: usize,
    /// Its name in the environment. Nothing where no secret was needed, and in rows of old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_name: Option<String>,
    /// The form in which that secret was the key.
    pub form: String,
    /// The body's length.
    pub body_bytes: usize,
    /// What a newer version wrote beside this.
    #[serde(flatten)]
    pub(crate) unknown: serde_json::Map<String, serde_json::Value>,
}

impl Facts {
    /// Says whether the query is what the event says: a postback without a body.
    pub(crate) fn is_query(&self, body: &[u8]) -> bool {
        body.is_empty() && (self.method == "GET" || !self.query.is_empty())
    }

    /// Reads the event as values: JSON, a form by its content type, or the
    /// query of a postback. What filters and templates see.
    ///
    /// # Errors
    /// [`BodyError`], if it is none of these or beyond the limits of reading.
    pub(crate) fn document<'a>(&'a self, body: &'a [u8]) -> Result<Document<'a>, BodyError> {
        if self.is_query(body) {
            return Document::parse_form(self.query.as_bytes());
        }
        let is_form = self.headers.iter().any(|(name, value)| {
            let media = value.split(';').next().unwrap_or_default().trim();
            name == "content-type"
                && media.eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
        if is_form {
            Document::parse_form(body)
        } else {
            Document::parse_json(body)
        }
    }
}

pub(crate) const fn is_none(count: &usize) -> bool {
    *count == 0
}
