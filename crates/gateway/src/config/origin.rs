//! An origin: who gets the events, and how it knows that they come from here.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::Syntax;
use waxseal::{Code, Compiled, Options, Program, Secret};
use zeroize::Zeroizing;

use super::address::check_url;
use super::secret::{self, Lookup};
use super::table::{Field, Kind, Node, Table};
use super::value::{check_name, is_header_name, parse_duration};
use crate::limits;
use crate::route::Pattern;
use crate::schedule::Schedule;

pub(crate) static TABLE: Table = Table {
    code: Code::OriginInvalid,
    required: &["url", "events", "secrets"],
    later: &["postback", "format", "text", "paused", "breaker", "outcome"],
    fields: &[
        Field {
            name: "url",
            kind: Kind::Text,
            doc: "Where events are sent: https and public.",
        },
        Field {
            name: "events",
            kind: Kind::Texts,
            doc: "The types that it gets: a type, \"commission.*\" or \"*\".",
        },
        Field {
            name: "secrets",
            kind: Kind::TextOrTexts,
            doc: "Names of the secrets that sign what is sent, the current one first; two while one is replaced.",
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
            kind: Kind::Choice(&["POST", "PUT", "PATCH"]),
            doc: "The HTTP method. Default POST.",
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
    ],
};

/// Who gets the events.
pub struct Origin {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) method: &'static str,
    pub(crate) events: Vec<Pattern>,
    pub(crate) tests: bool,
    /// One program per secret, because a program signs with its first key.
    pub(crate) signers: Vec<Compiled>,
    pub(crate) headers: Vec<(String, Zeroizing<String>)>,
    pub(crate) schedule: Schedule,
    pub(crate) timeout_millis: u64,
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
    let url = node.text("url").unwrap_or_default();
    if node.has("url")
        && let Err(detail) = check_url(url, defaults.is_insecure)
    {
        node.mistake("/url", Code::OriginInvalid, detail);
    }
    let signers = read_signers(node, lookup);
    Some(Origin {
        name: name.into(),
        url: url.into(),
        method: match node.text("method") {
            Some("PUT") => "PUT",
            Some("PATCH") => "PATCH",
            _ => "POST",
        },
        events: read_events(node),
        tests: node.flag("tests"),
        headers: read_headers(node, lookup),
        schedule: read_schedule(node),
        timeout_millis: read_timeout(node).unwrap_or(defaults.timeout_millis),
        signers: signers?,
    })
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

fn read_signers(node: &Node<'_>, lookup: Lookup<'_>) -> Option<Vec<Compiled>> {
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
        let detail = format!("{scheme} carries one signature, so only one secret can sign");
        node.mistake("/secrets", Code::OriginInvalid, detail);
    }
    (!signers.is_empty()).then_some(signers)
}

/// Headers that waxseal sets itself, or that belong to the connection.
fn is_reserved(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "host",
        "content-length",
        "content-type",
        "content-encoding",
        "transfer-encoding",
        "connection",
        "upgrade",
        "te",
        "trailer",
        "expect",
        "keep-alive",
        "idempotency-key",
    ];
    const PREFIXES: [&str; 5] = ["waxseal-", "webhook-", "svix-", "proxy-", "cf-"];
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

fn read_headers(node: &Node<'_>, lookup: Lookup<'_>) -> Vec<(String, Zeroizing<String>)> {
    let mut headers: Vec<(String, Zeroizing<String>)> = Vec::new();
    for (path, name, template) in node.text_map("headers") {
        let lower = name.to_ascii_lowercase();
        let wrong = if !is_header_name(name) {
            Some("must be the name of an HTTP header")
        } else if is_reserved(&lower) {
            Some("is set by waxseal or by the connection")
        } else if headers.iter().any(|(other, _)| *other == lower) {
            Some("stands there twice")
        } else {
            None
        };
        if let Some(detail) = wrong {
            node.mistake(&path, Code::OriginInvalid, detail.into());
            continue;
        }
        match fill(template, lookup) {
            Ok(value) => headers.push((lower, value)),
            Err((code, detail)) => node.mistake(&path, code, detail),
        }
    }
    headers
}

/// Puts secrets in their places.
fn fill(template: &str, lookup: Lookup<'_>) -> Result<Zeroizing<String>, (Code, String)> {
    let mut value = Zeroizing::new(String::new());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{secret:") {
        let (name, after) = behind.split_once('}').ok_or_else(|| {
            (
                Code::OriginInvalid,
                "has a {secret: that is not closed".into(),
            )
        })?;
        let secret = secret::resolve(name, lookup)?
            .ok_or_else(|| (Code::SecretEmpty, secret::unset(name)))?;
        value.push_str(before);
        value.push_str(&secret);
        rest = after;
    }
    value.push_str(rest);
    // A line break would let a value become a header of its own.
    if !value
        .bytes()
        .all(|byte| byte == b'\t' || (0x20..=0x7e).contains(&byte))
        || value.trim() != value.as_str()
    {
        return Err((
            Code::OriginInvalid,
            "must be visible ASCII, without blanks around it".into(),
        ));
    }
    Ok(value)
}
