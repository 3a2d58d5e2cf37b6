//! The request that an origin gets.

mod content;
mod sign;
mod unsent;

use alloc::borrow::Cow;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use waxseal::{SignInput, UnixMillis};

use crate::config::Origin;
use crate::delivery::Turn;
use crate::event::Facts;
use crate::hidden::Hidden;
use crate::key::{EventKey, write_webhook_id};
use crate::limits;
use crate::native::Native;
use crate::outcome::Outcome;
use content::Content;
use sign::{sign, with_query};

pub(crate) use unsent::Unsent;

/// The prefix of headers that are forwarded under another name.
pub(crate) const ORIGINAL: &str = "waxseal-original-";

/// A request to send. Its `Debug` shows neither URL nor values nor body: each
/// may be secret or personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The method.
    pub method: &'static str,
    /// The URL.
    pub url: String,
    /// Headers with lower-case names. Each character of a value is one byte.
    pub headers: Vec<(String, String)>,
    /// The body. A GET has none, see [`Outgoing::has_body`].
    pub body: Rc<[u8]>,
    /// What of it must not be shown.
    pub hidden: Arc<Hidden>,
}

impl Outgoing {
    /// Says whether the body is sent. Hosts refuse a GET with a body, even an empty one.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.method != "GET"
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Outgoing")
            .field("method", &self.method)
            .field("headers", &names)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A call to make. Redirects are not followed: they are an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What to report with the outcome.
    pub ticket: Ticket,
    /// What to send.
    pub request: Outgoing,
    /// How long it may take.
    pub timeout_millis: u64,
}

impl Call {
    /// Takes the answer. `body` is its beginning; what the request had of
    /// secrets is taken out before the rest is cut to what is kept.
    #[must_use]
    pub fn answered(
        &self,
        status: u16,
        retry_after: Option<String>,
        body: &[u8],
        duration_millis: u64,
    ) -> Outcome {
        let is_cut = body.len() >= limits::RESPONSE_KEPT_BYTES;
        let hidden = &self.request.hidden;
        let body = hidden.hide(&String::from_utf8_lossy(body), is_cut);
        let retry_after = retry_after.map(|text| hidden.hide(&text, false));
        Outcome::answer(status, retry_after, body.as_bytes(), duration_millis)
    }

    /// Takes what the host says of a connection that failed. Some name the URL.
    #[must_use]
    pub fn failed(&self, detail: &str, duration_millis: u64) -> Outcome {
        let detail = self.request.hidden.hide(detail, false);
        let detail = match self.request.url.as_str() {
            "" => detail,
            url => detail.replace(url, "the origin's URL"),
        };
        Outcome::network(&detail, duration_millis)
    }
}

/// Names one attempt of one delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The event.
    pub key: EventKey,
    /// Its revision.
    pub revision: u32,
    /// The delivery and its attempt.
    pub turn: Turn,
}

/// An event as it is sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parcel<'a> {
    pub(crate) key: EventKey,
    pub(crate) revision: u32,
    pub(crate) is_conflict: bool,
    pub(crate) facts: &'a Facts,
    pub(crate) body: &'a Rc<[u8]>,
    pub(crate) native: &'a Native,
}

impl Parcel<'_> {
    /// Makes the call of an attempt that was started.
    pub(crate) fn call(
        &self,
        origin: &Origin,
        turn: Turn,
        now: UnixMillis,
    ) -> Result<Call, Unsent> {
        let request = self.write(origin, &turn, now)?;
        let ticket = Ticket {
            key: self.key,
            revision: self.revision,
            turn,
        };
        Ok(Call {
            ticket,
            request,
            timeout_millis: origin.timeout_millis,
        })
    }

    fn write(&self, origin: &Origin, turn: &Turn, now: UnixMillis) -> Result<Outgoing, Unsent> {
        let id = write_webhook_id(&self.key, self.revision);
        let mut headers: Vec<(String, String)> = origin
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect();
        let Content {
            url,
            headers: described,
            body,
        } = self.content(origin)?;
        headers.extend(described);
        let input = SignInput {
            method: origin.method,
            url: &url,
            headers: &[],
            body: &body,
            id: Some(&id),
            event_type: self
                .facts
                .event_type
                .as_deref()
                .filter(|text| is_visible(text)),
            timestamp: now,
        };
        let query = sign(self.native, origin, &input, &mut headers)?;
        let mut add = |name: &str, value: &str| {
            if !headers.iter().any(|(other, _)| other == name) {
                headers.push((name.into(), value.into()));
            }
        };
        add("webhook-id", &id);
        add("webhook-timestamp", &now.seconds().to_string());
        add("idempotency-key", &id);
        add("waxseal-source", &self.facts.source);
        if let Some(event_id) = &self.facts.event_id {
            add("waxseal-event-id", &header_text(event_id));
        }
        if let Some(event_type) = &self.facts.event_type {
            add("waxseal-event-type", &header_text(event_type));
        }
        add("waxseal-attempt", &turn.attempt.to_string());
        for (is_set, name) in [
            (self.is_conflict, "waxseal-conflict"),
            (self.facts.test, "waxseal-test"),
        ] {
            if is_set {
                add(name, "true");
            }
        }
        for (number, name) in [
            (self.revision, "waxseal-revision"),
            (turn.generation, "waxseal-replay"),
        ] {
            if number > 0 {
                add(name, &number.to_string());
            }
        }
        Ok(Outgoing {
            method: origin.method,
            url: with_query(&url, &query),
            headers,
            body,
            hidden: Arc::clone(&origin.hidden),
        })
    }
}

fn is_visible(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Makes a header's value of any text: as it is if it is visible ASCII,
/// otherwise percent-encoded, so that no line break gets through.
fn header_text(text: &str) -> Cow<'_, str> {
    if is_visible(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(out)
}
