//! What of the request may have been signed beside its body: ids and times, wherever they stand.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::{Place, Scheme};
use waxseal::{Request, explain};

use super::border;
use super::view::View;

/// A text that may have been signed, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clue {
    pub(crate) text: String,
    pub(crate) place: String,
}

/// Ids that are tried.
const IDS: usize = 10;

/// Times that are tried.
const TIMES: usize = 3;

/// The longest id. Vendors send up to 64 characters.
const ID_BYTES: usize = 200;

/// Pointers under which bodies have their event's id.
const POINTERS: [&str; 14] = [
    "/id",
    "/event_id",
    "/eventId",
    "/event/id",
    "/webhook_id",
    "/webhookId",
    "/message_id",
    "/messageId",
    "/delivery_id",
    "/deliveryId",
    "/notification_id",
    "/uuid",
    "/data/id",
    "/meta/id",
];

/// Lists ids: of headers whose name says so, then of the body.
pub(crate) fn ids(view: &View<'_>, request: &Request<'_>) -> Vec<Clue> {
    let mut all = Vec::new();
    for header in &view.headers {
        let name = header.name.to_ascii_lowercase();
        let is_id = name.split(['-', '_']).any(|word| {
            matches!(
                word,
                "id" | "uuid" | "nonce" | "delivery" | "request" | "idempotency"
            )
        }) || name.ends_with("id");
        if is_id && is_one(header.value) {
            push(&mut all, header.value, &name);
        }
    }
    for pointer in POINTERS {
        if let Some(value) = explain::find(request, &Place::Pointer(pointer))
            && is_one(&value)
        {
            push(&mut all, &value, pointer);
        }
    }
    all.truncate(IDS);
    all
}

/// Says whether an id is one, and not two texts with a separator of messages between.
fn is_one(id: &[u8]) -> bool {
    !id.iter().any(|byte| b".|:\n ".contains(byte))
}

/// Lists times: the scheme's own first, then headers and labels of signatures that look like one.
pub(crate) fn times(scheme: &Scheme<'_>, view: &View<'_>, request: &Request<'_>) -> Vec<Clue> {
    let mut all = Vec::new();
    let stamp = scheme.timestamp.as_ref();
    if let Some(Ok(text)) = stamp.map(|stamp| explain::time_text(scheme, stamp, request))
        && border::is_time(&text)
    {
        push(&mut all, &text, "the timestamp");
    }
    for header in &view.headers {
        let name = header.name.to_ascii_lowercase();
        let is_time = name.contains("time") || name.ends_with("-ts") || name.ends_with("-date");
        if is_time && border::is_time(header.value) {
            push(&mut all, header.value, &name);
        }
        // `t=1700000000,v1=…`
        if name.contains("sign") {
            for item in header.value.split(|byte| b",;& ".contains(byte)) {
                let label = item.split(|byte| *byte == b'=').next().unwrap_or_default();
                let text = item.get(label.len() + 1..).unwrap_or_default();
                if matches!(label, b"t" | b"ts" | b"time" | b"timestamp") && border::is_time(text) {
                    push(&mut all, text, &name);
                }
            }
        }
    }
    all.truncate(TIMES);
    all
}

fn push(all: &mut Vec<Clue>, bytes: &[u8], place: &str) {
    let Ok(text) = core::str::from_utf8(bytes) else {
        return;
    };
    let is_fit = (1..=ID_BYTES).contains(&text.len()) && !text.contains(char::is_control);
    if is_fit && !all.iter().any(|clue| clue.text == text) {
        all.push(Clue {
            text: text.to_owned(),
            place: place.to_owned(),
        });
    }
}
