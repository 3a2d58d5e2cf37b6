//! An origin: who gets the events, and how it knows that they come from here.

mod caps;
pub(crate) mod conditions;
mod headers;
pub(crate) mod target;
mod verifiers;

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde_json::Value;
use waxseal::scheme::Syntax;
use waxseal::{Code, Compiled, Options, Program, Secret};
use zeroize::Zeroizing;

use super::secret::{self, Lookup};
use super::table::{Field, Kind, Node, Table};
use super::value::{check_name, parse_duration};
use crate::filter::Condition;
use crate::gate::Caps;
use crate::hidden::Hidden;
use crate::limits;
use crate::route::Pattern;
use crate::schedule::Schedule;
use target::Target;

/// The methods of origins, those of a postback included.
const METHODS: &[&str] = &["POST", "PUT", "PATCH", "GET"];

pub(crate) static TABLE: Table = Table {
    code: Code::OriginInvalid,
    required: &["url|postback", "events"],
    later: &["paused", "outcome"],
    fields: &[
        Field {
            name: "url",
            kind: Kind::Text,
            doc: "Where events are sent: https and public. {secret:NAME} is all of it, or a part of its path or query.",
        },
        Field {
            name: "postback",
            kind: Kind::Text,
            doc: "A URL that an event fills in, instead of url: {/data/click_id}, {/data/amount_cents|major:/data/currency}, {secret:NAME}.",
        },
        Field {
            name: "format",
            kind: Kind::Choice(&["slack"]),
            doc: "What is sent instead of the event: slack is a message of \"text\".",
        },
        Field {
            name: "text",
            kind: Kind::Text,
            doc: "The message, with values of the event: Payout {/data/id} failed.",
        },
        Field {
            name: "events",
            kind: Kind::Texts,
            doc: "The types that it gets: a type, \"commission.*\" or \"*\".",
        },
        Field {
            name: "where",
            kind: Kind::Conditions,
            doc: "The values that an event must have, by JSON pointer: a value, a list of values, or { min, max, not, exists }. All must hold.",
        },
        Field {
            name: "secrets",
            kind: Kind::TextOrTexts,
            doc: "Names of the secrets that sign what is sent, the current one first; two while one is replaced. A postback and Slack need none.",
        },
        Field {
            name: "sign",
            kind: Kind::Text,
            doc: "The scheme of the outgoing signature. Default standard-webhooks.",
        },
        Field {
            name: "headers",
            kind: Kind::TextMap,
            doc: "Headers to send along. {secret:NAME} stands for a secret.",
        },
        Field {
            name: "method",
            kind: Kind::Choice(METHODS),
            doc: "The HTTP method. Default POST; of a postback GET, and POST sends its query as a form.",
        },
        Field {
            name: "retry",
            kind: Kind::Retry(&["backoff", "hourly", "day"]),
            doc: "When a failed delivery is tried again. Default backoff.",
        },
        Field {
            name: "tests",
            kind: Kind::Flag,
            doc: "Whether test events are sent here too.",
        },
        Field {
            name: "timeout",
            kind: Kind::Duration,
            doc: "How long a call may take, at most 15s.",
        },
        Field {
            name: "parallel",
            kind: Kind::Number(caps::PARALLEL_LEAST, caps::PARALLEL_MOST),
            doc: "How many calls may run at once. Each of the 16 ledgers has its share, and one call at least. Default without limit.",
        },
        Field {
            name: "rate",
            kind: Kind::Text,
            doc: "How many calls it takes per second, minute or hour, such as \"300/m\": spread evenly over the time and the 16 ledgers.",
        },
        Field {
            name: "breaker",
            kind: Kind::Number(0, caps::BREAKER_MOST),
            doc: "How many calls fail in a row, in one of the 16 ledgers, before the origin is left alone: 30 seconds at first, up to 10 minutes. Retries wait and are not spent. Default 10; 0 never.",
        },
    ],
};

/// Who gets the events.
pub struct Origin {
    pub(crate) name: String,
    pub(crate) target: Target,
    pub(crate) method: &'static str,
    pub(crate) events: Vec<Pattern>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) tests: bool,
    /// One program per secret, because a program signs with its first key.
    pub(crate) signers: Vec<Compiled>,
    /// What the origin's own calls are verified with, one per secret.
    pub(crate) verifiers: Vec<Compiled>,
    pub(crate) headers: Vec<(String, Zeroizing<String>)>,
    /// What of its requests must not be shown.
    pub(crate) hidden: Arc<Hidden>,
    pub(crate) schedule: Schedule,
    pub(crate) timeout_millis: u64,
    pub(crate) caps: Caps,
}

/// What holds for an origin that says nothing else.
pub(crate) struct Defaults {
    pub(crate) is_insecure: bool,
    pub(crate) timeout_millis: u64,
}

impl Origin {
    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns how long a call may take, in milliseconds.
    #[must_use]
    pub fn timeout_millis(&self) -> u64 {
        self.timeout_millis
    }
}

impl core::fmt::Debug for Origin {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Origin")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

pub(crate) fn read(
    name: &str,
    node: &Node<'_>,
    lookup: Lookup<'_>,
    defaults: &Defaults,
) -> Option<Origin> {
    if let Err(detail) = check_name(name) {
        node.mistake("", Code::OriginInvalid, detail);
    }
    let mut used = Vec::new();
    let target = target::read(node, lookup, defaults.is_insecure, &mut used);
    let needs_signature = target
        .as_ref()
        .is_some_and(|(target, _)| target.needs_signature());
    let signers = read_signers(node, lookup, needs_signature);
    let headers = headers::read(node, lookup, &mut used);
    let events = read_events(node);
    let schedule = read_schedule(node);
    let timeout_millis = read_timeout(node).unwrap_or(defaults.timeout_millis);
    let (target, method) = target?;
    Some(Origin {
        name: name.into(),
        target,
        method,
        events,
        conditions: read_conditions(node),
        tests: node.flag("tests"),
        headers,
        hidden: Arc::new(Hidden::of(used.iter().map(|secret| secret.as_str()))),
        schedule,
        timeout_millis,
        caps: caps::read(node),
        signers: signers?,
        verifiers: verifiers::read(node, lookup),
    })
}

/// Reads the filter. A mistake in it was told of already.
fn read_conditions(node: &Node<'_>) -> Vec<Condition> {
    node.value("where")
        .and_then(Value::as_object)
        .and_then(|map| conditions::read(map).ok())
        .unwrap_or_default()
}

/// Reads a timeout; nothing if none is set.
pub(crate) fn read_timeout(node: &Node<'_>) -> Option<u64> {
    let millis = node.duration_millis("timeout")?;
    if millis == 0 || millis > limits::TIMEOUT_CAP_MILLIS {
        let detail = format!(
            "must be more than nothing and at most {}s",
            limits::TIMEOUT_CAP_MILLIS / 1_000
        );
        node.mistake("/timeout", Code::OriginInvalid, detail);
    }
    Some(millis)
}

fn read_events(node: &Node<'_>) -> Vec<Pattern> {
    let texts = node.texts("events");
    if node.has("events") && texts.is_empty() {
        node.mistake(
            "/events",
            Code::OriginInvalid,
            "must name at least one type, or \"*\"".into(),
        );
    }
    texts
        .into_iter()
        .filter_map(|(path, text)| {
            let pattern = Pattern::parse(text);
            if pattern.is_none() {
                let detail = "must be a type, \"prefix.*\" or \"*\"";
                node.mistake(&path, Code::OriginInvalid, detail.into());
            }
            pattern
        })
        .collect()
}

fn read_schedule(node: &Node<'_>) -> Schedule {
    let delays: Vec<u64> = node
        .texts("retry")
        .into_iter()
        .filter_map(|(_, text)| parse_duration(text).ok())
        .collect();
    match node.text("retry") {
        Some("hourly") => Schedule::hourly(),
        Some("day") => Schedule::day(),
        None if node.has("retry") => {
            if delays.len() > 64 {
                node.mistake(
                    "/retry",
                    Code::OriginInvalid,
                    "has more than 64 entries".into(),
                );
            }
            Schedule::list(&delays)
        }
        _ => Schedule::backoff(),
    }
}

/// Reads what signs. Nothing if a mistake was told.
fn read_signers(node: &Node<'_>, lookup: Lookup<'_>, is_needed: bool) -> Option<Vec<Compiled>> {
    if !node.has("secrets") {
        if is_needed {
            node.mistake("", Code::OriginInvalid, "\"secrets\" is missing".into());
            return None;
        }
        if node.has("sign") {
            let detail = "does nothing without \"secrets\"";
            node.mistake("/sign", Code::OriginInvalid, detail.into());
        }
        return Some(Vec::new());
    }
    let scheme = node.text("sign").unwrap_or("standard-webhooks");
    let found = secret::read(node, lookup);
    let mut signers = Vec::with_capacity(found.len());
    for found in &found {
        match Program::compile(
            scheme,
            &Options::default(),
            &[Secret::text(found.text.as_str())],
        ) {
            Ok(program) => {
                if !program.short_secrets().is_empty() {
                    let detail = "has less than 16 bytes and can be guessed";
                    node.mistake(&found.path, Code::SecretShort, detail.into());
                }
                signers.push(program.keep());
            }
            Err(error) => {
                let is_secret = matches!(error.code(), Code::SecretEmpty | Code::SecretMalformed);
                node.config_error(if is_secret { &found.path } else { "/sign" }, &error);
                if !is_secret {
                    break;
                }
            }
        }
    }
    let is_list = |signer: &Compiled| {
        matches!(
            signer.program().scheme().syntax,
            Syntax::Items {
                between: Some(b' '),
                ..
            }
        )
    };
    if signers.len() > 1 && !signers.iter().all(is_list) {
        let detail = format!(
            "{scheme} carries one signature, so only one secret can sign; \
             give the receiver the new secret first, or let it take both"
        );
        node.mistake("/secrets", Code::OriginInvalid, detail);
    }
    (!signers.is_empty()).then_some(signers)
}
