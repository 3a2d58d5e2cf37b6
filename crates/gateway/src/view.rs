//! What this code would do with one request, for who looks into it.
//!
//! The request goes through the real intake of a configuration that holds its source alone, with
//! stores that answer as they do for a new event: KV knows nothing, the ledger accepts. Key, hash,
//! retry dates and findings come from the code that makes them for the Worker.
//!
//! Not here: any verdict of its own. Whoever shows a view says that nothing was stored or sent.
//! No part of it holds a secret, as long as it has at least eight bytes.
//!
//! ```
//! use waxseal::{Meta, Request, UnixMillis};
//! use waxseal_gateway::view::{Given, Proof, Who, view};
//!
//! let given = Given {
//!     who: Who::Id("github"),
//!     settings: vec![],
//!     tolerance: None,
//!     proofs: vec![Proof::Text("0123456789abcdef0123456789abcdef")],
//! };
//! let meta = Meta { method: "POST", url: "/in/shop", headers: &[] };
//! let request = Request { meta, body: b"{}" };
//! let view = view(&given, &request, UnixMillis(1_767_225_600_000));
//! assert_eq!(view["answer"]["status"], 401);
//! assert_eq!(view["answer"]["code"], "signature_missing");
//! assert_eq!(view["source"]["settings"]["secrets"][0], "SHOP_SECRET");
//! ```

mod event;
mod hide;
mod key;
mod request;
mod retries;
mod source;
mod walk;

use alloc::vec::Vec;

use serde_json::{Value, json};
use waxseal::{Request, Tolerance, UnixMillis};

use crate::config::Windows;
use crate::problem::{self, Answer};

/// A source as somebody sets it up to look into a request.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    /// Who signs.
    pub who: Who<'a>,
    /// What the scheme leaves open, by the names of the configuration: `header`, `query`,
    /// `prefix`, `id`, `type`, `version`, `url`, `encoding`.
    pub settings: Vec<(&'a str, &'a str)>,
    /// How far a signed timestamp may lie from now.
    pub tolerance: Option<Tolerance>,
    /// What proves the request.
    pub proofs: Vec<Proof<'a>>,
}

/// Who signs.
#[derive(Clone, Debug)]
pub enum Who<'a> {
    /// A scheme of the table, by its id.
    Id(&'a str),
    /// A scheme of one's own: fields and values.
    Own(Vec<(&'a str, &'a str)>),
}

/// One secret, or one public key of the sender.
#[derive(Clone, Copy)]
pub enum Proof<'a> {
    /// A secret as text.
    Text(&'a str),
    /// A secret as the key itself, which no variable of an environment can hold.
    Bytes(&'a [u8]),
    /// A public key: its text, or its DER.
    Public(&'a [u8]),
}

impl core::fmt::Debug for Proof<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Proof(redacted)")
    }
}

/// Says what would be answered to a request, what would make it a duplicate, when its delivery
/// would be tried again, and what the catalogs say of its event.
///
/// The members are `answer`, `key` (none unless the request is proved), `retries`, `event` (none
/// for a handshake, and where the scheme is none) and `source`: the configuration that was used,
/// and why it would be refused if it would.
#[must_use]
pub fn view(given: &Given<'_>, request: &Request<'_>, now: UnixMillis) -> Value {
    let set = source::set_up(given, &request.meta);
    let walked = match &set.config {
        Some(config) => walk::walk(config, &set.name, request, now),
        None => walk::Walked::refused(&problem::config_invalid()),
    };
    let accepted = set.config.as_ref().zip(walked.accept.as_ref());
    let key = accepted.and_then(|(config, accept)| {
        let source = config.source(&set.name)?;
        Some(key::show(source, accept, request.body))
    });
    let windows = set
        .config
        .as_ref()
        .map_or_else(Windows::default, |it| it.windows());
    let event = (!walked.is_handshake).then(|| event::show(given, request));
    let mut view = json!({
        "answer": show(&walked),
        "key": key,
        "retries": retries::show(&windows, now),
        "event": event.flatten(),
        "source": set.show(),
    });
    hide::hide(&mut view, &given.proofs);
    view
}

fn show(walked: &walk::Walked) -> Value {
    let Answer {
        status,
        headers,
        body,
    } = &walked.answer;
    let headers = headers.iter().map(|(name, value)| json!([name, value]));
    json!({
        "status": status,
        "code": walked.code,
        "outcome": walked.outcome,
        "body": body,
        "headers": headers.collect::<Vec<_>>(),
    })
}
