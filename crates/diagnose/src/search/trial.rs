//! One hypothesis with all its keys: laid out once, computed for each.

use alloc::rc::Rc;
use alloc::vec::Vec;

use waxseal::scheme::{Kind, Part, Scheme};
use waxseal::{Request, UnixMillis, explain};

use super::border;
use super::budget::Budget;
use super::key::Key;
use super::tag::{Spelling, Tags};
use crate::limits;

/// A reading of a request with one body.
pub(super) struct Trial<'t> {
    scheme: &'t Scheme<'t>,
    body: &'t [u8],
    content: explain::Content,
    tags: Rc<Tags>,
}

/// What the keys came to.
pub(super) enum Outcome {
    /// The position of the key, and how its MAC is written in the request.
    Hit(usize, Spelling),
    Missed,
    /// The budget was too short at the key of this position.
    Spent(usize),
}

/// Signatures that are checked under one public key. Senders put two while they rotate.
const PUBLIC_TAGS: usize = 4;

impl<'t> Trial<'t> {
    /// Lays it out; nothing if there is no signature, or not all that it covers.
    pub(super) fn new(
        scheme: &'t Scheme<'t>,
        request: Request<'t>,
        tags: Option<Rc<Tags>>,
    ) -> Option<Self> {
        let tags = tags.unwrap_or_else(|| Rc::new(Tags::read(scheme, &request)));
        if tags.is_empty() {
            return None;
        }
        Some(Self {
            scheme,
            body: request.body,
            content: lay_out(scheme, &request)?,
            tags,
        })
    }

    /// Returns the body.
    pub(super) fn body(&self) -> &'t [u8] {
        self.body
    }

    /// Returns the signatures.
    pub(super) fn tags(&self) -> Rc<Tags> {
        self.tags.clone()
    }

    /// Returns the bytes that are signed.
    pub(super) fn signed(&self) -> Vec<u8> {
        let body = if self.content.has_body() {
            self.body
        } else {
            &[]
        };
        [self.content.prefix(), body, self.content.suffix()].concat()
    }

    /// Computes with each key of so many causes, from one position on.
    pub(super) fn compare(
        &self,
        keys: &[Key],
        causes: (usize, usize),
        from: usize,
        budget: &mut Budget,
    ) -> Outcome {
        let is_public = self.scheme.algorithm.kind() == Kind::Public;
        let bytes = self.content.bytes(self.body);
        let cost = if is_public {
            let others = self.tags.decoded(self.scheme.algorithm).len();
            let tags = self.tags.own().len().min(PUBLIC_TAGS) + others.min(PUBLIC_TAGS);
            tags * (bytes + limits::PUBLIC_KEY_BYTES)
        } else {
            bytes + limits::MAC_BYTES
        };
        for (at, key) in keys.iter().enumerate().skip(from) {
            if !(causes.0..=causes.1).contains(&key.causes.len()) {
                continue;
            }
            if !budget.take(cost) {
                return Outcome::Spent(at);
            }
            let spelling = if is_public {
                self.find_signed(key)
            } else {
                let mac = self
                    .content
                    .mac(self.scheme.algorithm, &key.bytes, self.body);
                self.tags.find(&mac)
            };
            if let Some(spelling) = spelling {
                return Outcome::Hit(at, spelling);
            }
        }
        Outcome::Missed
    }

    fn find_signed(&self, key: &Key) -> Option<Spelling> {
        let algorithm = self.scheme.algorithm;
        let is_signed = |tag: &[u8]| {
            self.content
                .is_signed(algorithm, &key.bytes, self.body, tag)
        };
        let own = self.tags.own().iter().take(PUBLIC_TAGS);
        if own.into_iter().any(|tag| is_signed(tag)) {
            return Some(Spelling::Own);
        }
        self.tags
            .decoded(algorithm)
            .into_iter()
            .take(PUBLIC_TAGS)
            .find(|(_, tag)| is_signed(tag))
            .map(|(spelling, _)| spelling)
    }
}

/// Lays out what is signed, with the timestamp's text as it stands: what it says
/// is looked at when the signature holds. Nothing where the text is no whole
/// time, or where it stands beside a body from which it could have been cut.
fn lay_out(scheme: &Scheme<'_>, request: &Request<'_>) -> Option<explain::Content> {
    let stamp = match &scheme.timestamp {
        Some(stamp) if scheme.message.contains(&Part::Timestamp) => stamp,
        Some(_) | None => return explain::content(scheme, request, &[]).ok(),
    };
    let time = explain::time_text(scheme, stamp, request).ok()?;
    if let Ok(content) = explain::content(scheme, request, &time)
        && explain::age_seconds(scheme, stamp, &time, UnixMillis(0)).is_ok()
    {
        return Some(content);
    }
    let text = core::str::from_utf8(&time)
        .ok()
        .filter(|text| border::is_time(text.as_bytes()))?;
    let mut plain = scheme.clone();
    plain.timestamp = None;
    for part in &mut plain.message {
        if *part == Part::Timestamp {
            *part = Part::Literal(text);
        }
    }
    let content = explain::content(&plain, request, &[]).ok()?;
    let behind = content
        .prefix()
        .strip_suffix(text.as_bytes())
        .and(request.body.first());
    let before = content
        .suffix()
        .strip_prefix(text.as_bytes())
        .and(request.body.last());
    let is_apart = |byte: Option<&u8>| byte.is_none_or(|byte| border::is_json_end(*byte));
    (is_apart(behind) && is_apart(before)).then_some(content)
}
