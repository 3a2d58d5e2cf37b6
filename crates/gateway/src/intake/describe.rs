//! What a verified request says: its key, its content, and where it goes.
//!
//! Everything here takes a [`Verified`], so nothing can be read, hashed or
//! stored of a request that was not authenticated.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::{Assurance, Code, Request, UnixMillis, Verified};

use super::contract::Checked;
use crate::config::{Config, MaxAge, Source};
use crate::event::{Facts, Mark};
use crate::form;
use crate::forward::ORIGINAL;
use crate::key::{EventKey, Identity};
use crate::limits;
use crate::message::Accept;
use crate::moment;
use crate::route::routes;
use crate::schedule::later;
use crate::spot::{self, Absent};

/// Makes the message that asks a ledger to accept the event.
pub(super) fn accept(
    config: &Config,
    source: &Source,
    verified: &Verified<'_>,
    checked: Checked,
) -> Accept {
    let labels = read_labels(source, verified);
    let facts = describe(source, verified, &labels, checked);
    let content = facts.hash_on(config.native(), verified.request().body);
    let fields: Vec<&[u8]> = match &labels.found {
        Found::Fields(values) => values.iter().map(Vec::as_slice).collect(),
        Found::Id(_) | Found::Nothing => Vec::new(),
    };
    let identity = match &labels.found {
        Found::Id(id) => Identity::Id(id.as_bytes()),
        Found::Fields(_) => Identity::Fields(&fields),
        Found::Nothing => Identity::Content(content),
    };
    Accept {
        key: EventKey::derive(source.name(), identity),
        content,
        on_conflict: source.on_conflict,
        routes: routes(config, &facts, verified.request().body),
        leases: limits::PARALLEL_CALLS,
        rate: source.rate,
        facts,
    }
}

/// Checks the age of an event by the signed moment in its body.
pub(super) fn check_age(
    source: &Source,
    verified: &Verified<'_>,
    now: UnixMillis,
) -> Result<(), Code> {
    let Some(MaxAge { at, millis }) = &source.max_age else {
        return Ok(());
    };
    let values = spot::read(core::slice::from_ref(at), verified.request())
        .map_err(|_: Absent| Code::TimestampMissing)?;
    let moment = text(values).and_then(|text| moment::parse(&text));
    let moment = moment.ok_or(Code::TimestampMalformed)?;
    if later(moment, *millis) < now {
        return Err(Code::TimestampStale);
    }
    Ok(())
}

struct Labels {
    id: Option<String>,
    ids: usize,
    event_type: Option<String>,
    found: Found,
    mark: Option<Mark>,
}

/// What identifies the event.
enum Found {
    Id(String),
    Fields(Vec<Vec<u8>>),
    Nothing,
}

fn read_labels(source: &Source, verified: &Verified<'_>) -> Labels {
    let request = verified.request();
    let fields = verified.fields();
    let is_json = fields.unreadable.is_none();
    let is_covered = verified.covers().id;
    let (found, mark) = if source.key.is_empty() {
        match &fields.id {
            Some(id) if is_covered => (
                Found::Id(id.clone()),
                (!is_json).then_some(Mark::BodyNotJson),
            ),
            _ if !is_json => (Found::Nothing, Some(Mark::BodyNotJson)),
            // A list of events has many ids and no key but its content.
            _ => {
                let is_missing = is_covered && fields.ids.is_empty();
                (Found::Nothing, is_missing.then_some(Mark::KeyMissing))
            }
        }
    } else {
        match spot::read(&source.key, request) {
            Ok(values) => (Found::Fields(values), None),
            Err(Absent::NotJson) => (Found::Nothing, Some(Mark::BodyNotJson)),
            Err(Absent::Missing) => (Found::Nothing, Some(Mark::KeyMissing)),
        }
    };
    let event_type = match &source.event_type {
        Some(place) => spot::read(core::slice::from_ref(place), request)
            .ok()
            .and_then(text),
        None => fields.event_type,
    };
    let id = match &found {
        // One field stands for the sender's id; of several, none does.
        Found::Fields(values) if fields.id.is_none() && values.len() == 1 => text(values.clone()),
        Found::Fields(_) | Found::Id(_) | Found::Nothing => fields.id,
    };
    Labels {
        id,
        ids: fields.ids.len(),
        event_type,
        found,
        mark,
    }
}

/// Returns the first value, if it is text that a log can show.
fn text(values: Vec<Vec<u8>>) -> Option<String> {
    let text = String::from_utf8(values.into_iter().next()?).ok()?;
    (text.len() <= waxseal::limits::FIELD_BYTES && !text.chars().any(char::is_control))
        .then_some(text)
}

fn describe(source: &Source, verified: &Verified<'_>, labels: &Labels, checked: Checked) -> Facts {
    let request = verified.request();
    let url_counts = source.url_counts;
    let query = match (&source.token_parameter, url_counts) {
        (_, false) => String::new(),
        (Some(name), true) => form::without(form::query(request.meta.url), name),
        (None, true) => form::query(request.meta.url).into(),
    };
    Facts {
        source: source.name().into(),
        scheme: source.scheme().into(),
        assurance: verified.assurance().as_str().into(),
        event_id: labels.id.clone(),
        event_ids: labels.ids,
        event_type: labels.event_type.clone(),
        mark: labels.mark,
        findings: checked.findings,
        test: checked.is_test || is_test(request, &query),
        method: request.meta.method.into(),
        headers: headers(source, verified),
        url_counts,
        query,
        signed_at: verified.timestamp().map(|at| at.0),
        secret: verified.matched().map_or(0, |matched| matched.secret),
        secret_name: verified.matched().and_then(|matched| {
            let (name, _) = source.secrets.get(matched.secret)?;
            Some(name.clone())
        }),
        form: verified
            .matched()
            .map_or("none", |matched| matched.form.as_str())
            .into(),
        body_bytes: request.body.len(),
        unknown: serde_json::Map::new(),
    }
}

/// A test event says `test: true` in its JSON (AffiliateBase), or as a field of its postback.
pub(crate) fn is_test(request: &Request<'_>, query: &str) -> bool {
    form::pairs(query).any(|(name, value)| name == "test" && matches!(value, "true" | "1"))
        || spot::is_true("/test", request.body)
}

/// Collects the headers to forward: those that say what the body is, and of a
/// signed source those that its scheme reads, and those that the source keeps although nobody
/// signed them. A token is never among them.
fn headers(source: &Source, verified: &Verified<'_>) -> Vec<(String, String)> {
    let all = verified.request().meta.headers;
    let mut kept: Vec<(String, String)> = Vec::new();
    for name in ["content-type", "content-encoding"] {
        kept.extend(header(all, name).map(|value| (name.into(), value)));
    }
    let is_signed = match verified.assurance() {
        Assurance::Signed | Assurance::SignedPartial => true,
        Assurance::Token | Assurance::None => false,
    };
    if is_signed {
        for name in verified.scheme().reads() {
            kept.extend(header(all, &name).map(|value| (format!("{ORIGINAL}{name}"), value)));
        }
    }
    for name in &source.keep_headers {
        let original = format!("{ORIGINAL}{name}");
        let value = header(all, name).filter(|value| value.len() <= limits::KEPT_HEADER_BYTES);
        if !kept.iter().any(|(known, _)| *known == original) {
            kept.extend(value.map(|value| (original, value)));
        }
    }
    kept
}

/// Returns a header's values as Latin-1 text: one character per byte.
fn header(all: &[waxseal::Header<'_>], name: &str) -> Option<String> {
    let values: Vec<String> = all
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case(name))
        .map(|header| header.value.iter().copied().map(char::from).collect())
        .collect();
    let is_sendable = |c: char| c == '\t' || (' '..='\u{ff}').contains(&c) && c != '\u{7f}';
    let value = values.join(", ");
    (!value.is_empty() && value.chars().all(is_sendable)).then_some(value)
}
