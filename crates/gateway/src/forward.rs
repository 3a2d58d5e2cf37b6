//! The request that an origin gets.

use alloc::borrow::Cow;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use waxseal::scheme::{Place, Syntax};
use waxseal::{Compiled, SignError, SignInput, UnixMillis};

use crate::config::Origin;
use crate::delivery::Turn;
use crate::event::Facts;
use crate::key::{EventKey, write_webhook_id};

/// The prefix of headers that are forwarded under another name.
pub(crate) const ORIGINAL: &str = "waxseal-original-";

/// A request to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The method.
    pub method: &'static str,
    /// The URL.
    pub url: String,
    /// Headers with lower-case names. Each character of a value is one byte.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Rc<[u8]>,
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
}

impl Parcel<'_> {
    /// Makes the call of an attempt that was started.
    pub(crate) fn call(
        &self,
        origin: &Origin,
        turn: Turn,
        now: UnixMillis,
    ) -> Result<Call, SignError> {
        let request = self.write(origin, turn.attempt, now)?;
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

    fn write(&self, origin: &Origin, attempt: u32, now: UnixMillis) -> Result<Outgoing, SignError> {
        let id = write_webhook_id(&self.key, self.revision);
        let mut headers: Vec<(String, String)> = origin
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect();
        let body = self.write_content(&mut headers);
        let input = SignInput {
            method: "POST",
            url: &origin.url,
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
        let query = sign(origin, &input, &mut headers)?;
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
        add("waxseal-attempt", &attempt.to_string());
        for (is_set, name) in [
            (self.is_conflict, "waxseal-conflict"),
            (self.facts.test, "waxseal-test"),
        ] {
            if is_set {
                add(name, "true");
            }
        }
        if self.revision > 0 {
            add("waxseal-revision", &self.revision.to_string());
        }
        Ok(Outgoing {
            method: origin.method,
            url: with_query(&origin.url, &query),
            headers,
            body,
        })
    }

    /// Writes the body and what describes it. A postback has its content in
    /// the query: it becomes a form, because origins take POST. Beside a body,
    /// the query is told in a header.
    fn write_content(&self, headers: &mut Vec<(String, String)>) -> Rc<[u8]> {
        let Facts { method, query, .. } = self.facts;
        let is_postback = self.body.is_empty() && (method == "GET" || !query.is_empty());
        for (name, value) in &self.facts.headers {
            if !is_postback || name.starts_with(ORIGINAL) {
                headers.push((name.clone(), value.clone()));
            }
        }
        if is_postback {
            let form = "application/x-www-form-urlencoded";
            headers.push(("content-type".into(), form.into()));
            headers.push((format!("{ORIGINAL}method"), method.clone()));
            return Rc::from(query.as_bytes());
        }
        if !query.is_empty() {
            headers.push((format!("{ORIGINAL}query"), header_text(query).into_owned()));
        }
        Rc::clone(self.body)
    }
}

/// Signs with every secret of the origin, as far as the scheme has lists, and
/// returns what belongs into the query.
fn sign(
    origin: &Origin,
    input: &SignInput<'_>,
    headers: &mut Vec<(String, String)>,
) -> Result<Vec<(String, String)>, SignError> {
    let mut signers = origin.signers.iter().map(Compiled::program);
    let Some(first) = signers.next() else {
        return Ok(Vec::new());
    };
    let mut signed = waxseal::sign(&first, input)?;
    let scheme = first.scheme();
    // A receiver that takes a bare tag reads the whole header as one (AffiliateBase's sample
    // throws at a list), so it gets the current secret's signature alone.
    if let (
        Some(Place::Header(name)),
        Syntax::Items {
            between: Some(b' '),
            bare: false,
            ..
        },
    ) = (scheme.places.first(), &scheme.syntax)
    {
        // Of a header's aliases the first one is written.
        let name = name.split(',').next().unwrap_or(name);
        for signer in signers {
            let other = waxseal::sign(&signer, input)?;
            let tag = other.headers.iter().find(|(other, _)| other == name);
            let list = signed.headers.iter_mut().find(|(other, _)| other == name);
            if let (Some((_, tag)), Some((_, list))) = (tag, list) {
                list.push(' ');
                list.push_str(tag);
            }
        }
    }
    // A header that the origin's settings name too is the signature's.
    headers.retain(|(name, _)| !signed.headers.iter().any(|(other, _)| other == name));
    headers.append(&mut signed.headers);
    Ok(signed.query)
}

fn with_query(url: &str, query: &[(String, String)]) -> String {
    let mut url = String::from(url);
    for (name, value) in query {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(name);
        url.push('=');
        url.push_str(value);
    }
    url
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
