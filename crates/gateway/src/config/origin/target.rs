//! Where an origin's requests go and what they say: the event itself, a
//! postback, or a message for people.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use waxseal::Code;
use waxseal_events::limits::VALUE_BYTES;
use waxseal_events::template::{Message, RenderCause};
use waxseal_events::{Document, Template};
use zeroize::Zeroizing;

use crate::config::address::{check_secret_url, check_url};
use crate::config::secret::{self, Lookup};
use crate::config::table::Node;
use crate::hidden::Hidden;

/// Where requests go and what they say.
pub(crate) enum Target {
    /// The event as it was received.
    Event { url: Zeroizing<String> },
    /// A URL with values of the event; by POST its query is the body.
    Postback {
        template: Template,
        secrets: Secrets,
    },
    /// Slack's `{ "text": … }`.
    Slack {
        url: Zeroizing<String>,
        text: Message,
    },
}

impl Target {
    /// Says whether the origin must be given a secret to verify with: a network's
    /// tracker and Slack know no signature, and their URL says who asks.
    pub(super) fn needs_signature(&self) -> bool {
        match self {
            Target::Event { .. } => true,
            Target::Postback { .. } | Target::Slack { .. } => false,
        }
    }
}

/// Reads where requests go, and with which method. What is secret there is
/// added to `used`. Nothing if a mistake was told.
pub(super) fn read(
    node: &Node<'_>,
    lookup: Lookup<'_>,
    is_insecure: bool,
    used: &mut Vec<Zeroizing<String>>,
) -> Option<(Target, &'static str)> {
    match (node.has("url"), node.has("postback")) {
        (true, true) => {
            let detail = "stands beside \"url\": an origin has one of them";
            told(node, "/postback", detail);
            None
        }
        (false, true) => read_postback(node, lookup, is_insecure, used),
        (_, false) => read_url(node, lookup, is_insecure, used),
    }
}

fn read_postback(
    node: &Node<'_>,
    lookup: Lookup<'_>,
    is_insecure: bool,
    used: &mut Vec<Zeroizing<String>>,
) -> Option<(Target, &'static str)> {
    for name in ["format", "text"] {
        if node.has(name) {
            told(
                node,
                &format!("/{name}"),
                "does nothing beside \"postback\"",
            );
        }
    }
    let method = method(node, &["GET", "POST"], "a postback is sent by GET or POST");
    let filled = postback(node.text("postback")?, lookup, is_insecure);
    let (template, secrets) = wrong(node, "/postback", filled)?;
    used.extend(secrets.iter().map(|(_, secret)| secret.clone()));
    Some((Target::Postback { template, secrets }, method?))
}

fn read_url(
    node: &Node<'_>,
    lookup: Lookup<'_>,
    is_insecure: bool,
    used: &mut Vec<Zeroizing<String>>,
) -> Option<(Target, &'static str)> {
    let text = read_text(node)?;
    let method = if text.is_some() {
        method(node, &["POST"], "a message is sent by POST")
    } else {
        let detail = "an event has a body, and GET sends none; a \"postback\" may use it";
        method(node, &["POST", "PUT", "PATCH"], detail)
    };
    let filled = url(node.text("url")?, lookup, is_insecure, used);
    let url = wrong(node, "/url", filled)?;
    let target = match text {
        Some(text) => Target::Slack { url, text },
        None => Target::Event { url },
    };
    Some((target, method?))
}

/// Reads the message of an origin that gets one. Nothing if a mistake was told.
fn read_text(node: &Node<'_>) -> Option<Option<Message>> {
    if !node.has("format") {
        if node.has("text") {
            told(node, "/text", "does nothing without \"format\": \"slack\"");
        }
        return Some(None);
    }
    if !node.has("text") {
        told(node, "", "\"text\" is missing");
    }
    Some(Some(wrong(node, "/text", message(node.text("text")?))?))
}

fn told(node: &Node<'_>, at: &str, detail: &str) {
    node.mistake(at, Code::OriginInvalid, detail.into());
}

/// Returns the method, which the first of those allowed is unless it is said.
fn method(node: &Node<'_>, allowed: &[&'static str], detail: &str) -> Option<&'static str> {
    let Some(text) = node.text("method") else {
        return allowed.first().copied();
    };
    let method = allowed.iter().find(|method| **method == text).copied();
    if method.is_none() && super::METHODS.contains(&text) {
        node.mistake("/method", Code::OriginInvalid, detail.into());
    }
    method
}

/// Tells a mistake.
fn wrong<T>(node: &Node<'_>, at: &str, result: Result<T, (Code, String)>) -> Option<T> {
    result
        .map_err(|(code, detail)| node.mistake(at, code, detail))
        .ok()
}

fn invalid(detail: impl Into<String>) -> (Code, String) {
    (Code::OriginInvalid, detail.into())
}

fn message(text: &str) -> Result<Message, (Code, String)> {
    Message::compile(text).map_err(|error| invalid(error.to_string()))
}

/// Secrets by name.
type Secrets = Vec<(String, Zeroizing<String>)>;

fn postback(
    text: &str,
    lookup: Lookup<'_>,
    is_insecure: bool,
) -> Result<(Template, Secrets), (Code, String)> {
    let template = Template::compile(text).map_err(|error| invalid(error.to_string()))?;
    check_url(template.origin(), is_insecure).map_err(invalid)?;
    let secrets = resolve(&template, lookup)?;
    Ok((template, secrets))
}

fn resolve(template: &Template, lookup: Lookup<'_>) -> Result<Secrets, (Code, String)> {
    let found = template.secrets().map(|name| {
        let secret = secret::require(name, lookup)?;
        if secret.len() > VALUE_BYTES {
            let detail = format!("the secret {name} is longer than {VALUE_BYTES} bytes");
            return Err(invalid(detail));
        }
        Ok((name.into(), secret))
    });
    found.collect()
}

/// Fills a URL. A secret is all of it, or stands in its path or query, where it
/// is percent-encoded.
fn url(
    text: &str,
    lookup: Lookup<'_>,
    is_insecure: bool,
    used: &mut Vec<Zeroizing<String>>,
) -> Result<Zeroizing<String>, (Code, String)> {
    let whole = text
        .strip_prefix("{secret:")
        .and_then(|rest| rest.strip_suffix('}'))
        .filter(|name| !name.contains(['{', '}']));
    if let Some(name) = whole {
        let url = secret::require(name, lookup)?;
        check_secret_url(&url, is_insecure)
            .map_err(|detail| invalid(format!("the secret {name} {detail}")))?;
        let parts = Hidden::parts_of(&url).into_iter();
        used.extend(parts.map(|part| Zeroizing::new(part.into())));
        return Ok(url);
    }
    if !text.contains("{secret:") {
        check_url(text, is_insecure).map_err(invalid)?;
        return Ok(Zeroizing::new(text.into()));
    }
    let template = Template::compile(text).map_err(|error| invalid(error.to_string()))?;
    check_url(template.origin(), is_insecure).map_err(invalid)?;
    let secrets = resolve(&template, lookup)?;
    let nothing = Document::parse_form(b"").map_err(|error| invalid(error.to_string()))?;
    let url = template
        .render_with(&nothing, &|name| find(&secrets, name))
        .map_err(|error| {
            if error.cause == RenderCause::Absent {
                invalid("must have no placeholder but {secret:NAME}; a URL that an event fills in is a \"postback\"")
            } else {
                invalid(error.to_string())
            }
        })?;
    used.extend(secrets.into_iter().map(|(_, secret)| secret));
    Ok(Zeroizing::new(url))
}

/// Finds a secret by its name.
pub(crate) fn find<'s>(secrets: &'s [(String, Zeroizing<String>)], name: &str) -> Option<&'s str> {
    secrets
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, secret)| secret.as_str())
}
