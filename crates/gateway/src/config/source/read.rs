//! Reads and checks a source.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::{Encoding, Place};
use waxseal::{Assurance, Code, Options, Program, Secret, Tolerance};

use super::{Dedupe, MaxAge, Method, Source, contract};
use crate::config::address::AddressRange;
use crate::config::secret::{self, Lookup};
use crate::config::table::Node;
use crate::config::value::check_name;
use crate::key::MarkerKey;
use crate::limits;
use crate::message::OnConflict;
use crate::rate::Rate;
use crate::spot::Spot;

pub(crate) fn read(name: &str, node: &Node<'_>, lookup: Lookup<'_>) -> Option<Source> {
    if let Err(detail) = check_name(name) {
        node.mistake("", Code::ConfigInvalid, detail);
    }
    let found = secret::read(node, lookup);
    let event_type = read_type(node);
    let options = read_options(node, event_type.as_ref());
    let key = read_key(node);
    let rate = read_rate(node);
    let allow_ips = read_addresses(node);
    let texts: Vec<Secret> = found
        .iter()
        .map(|found| Secret::text(found.text.as_str()))
        .collect();
    let scheme = node.text("scheme")?;
    // Without secrets there is a mistake already; an unknown scheme is told all the same.
    let (first, program) = match (found.first(), compile(node, scheme, &options, &texts)) {
        (Some(first), Some(program)) => (first, program),
        _ => return None,
    };
    check_lengths(node, &found, &program);
    check_key(node, &key, &program);
    let max_age = read_max_age(node, &program);
    let token_parameter = match program.scheme().places.first() {
        Some(Place::Query(name)) => Some(String::from(*name)),
        Some(Place::Header(_) | Place::Form(_) | Place::Pointer(_)) | None => None,
    };
    let token_parameter_is_key = key.iter().any(|(_, spot)| match spot {
        Spot::Query(name) => Some(name) == token_parameter.as_ref(),
        Spot::Form(_) | Spot::Header(_) | Spot::Pointer(_) => false,
    });
    if token_parameter_is_key {
        node.mistake("/key", Code::KeyInvalid, "must not be the token".into());
    }
    let contract = contract::read(node, scheme, event_type.as_ref());
    Some(Source {
        name: name.into(),
        marker_key: MarkerKey::derive(name, first.text.as_bytes()),
        methods: read_methods(node),
        event_type: event_type
            .clone()
            .filter(|spot| !matches!(spot, Spot::Pointer(_))),
        key: key.into_iter().map(|(_, spot)| spot).collect(),
        dedupe: match node.text("dedupe") {
            Some("ledger") => Dedupe::Ledger,
            _ => Dedupe::LedgerAndKv,
        },
        on_conflict: match node.text("on_conflict") {
            Some("forward") => OnConflict::Forward,
            Some("reject") => OnConflict::Reject,
            _ => OnConflict::Keep,
        },
        rate,
        allow_ips,
        max_age,
        contract,
        scheme: program.scheme().id.into(),
        url_counts: url_counts(&program),
        program: program.keep(),
        token_parameter,
    })
}

/// Says whether method and query are part of what was authenticated: by the
/// MAC, or by a token that vouches for the whole request.
fn url_counts(program: &Program<'_>) -> bool {
    let scheme = program.scheme();
    scheme.covers().url || scheme.assurance() == Assurance::Token
}

fn compile<'n>(
    node: &Node<'_>,
    scheme: &str,
    options: &Options<'n>,
    secrets: &[Secret],
) -> Option<Program<'n>> {
    match Program::compile(scheme, options, secrets) {
        Ok(program) => Some(program),
        // The list itself was told of already.
        Err(error) if error.code() == Code::SecretEmpty && secrets.is_empty() => None,
        Err(error) => {
            let is_secret = [Code::SecretEmpty, Code::SecretMalformed, Code::KeyInvalid]
                .contains(&error.code());
            let at = if error.code() == Code::SchemeUnknown {
                "/scheme"
            } else if is_secret {
                "/secrets"
            } else {
                ""
            };
            node.config_error(at, &error);
            None
        }
    }
}

fn read_options<'n>(node: &Node<'n>, event_type: Option<&'n Spot>) -> Options<'n> {
    let text = |name| node.text(name);
    Options {
        header: text("header"),
        query: text("query"),
        prefix: text("prefix"),
        encoding: node.text("encoding").and_then(Encoding::find),
        id: text("id"),
        event_type: match event_type {
            Some(Spot::Pointer(path)) => Some(path),
            _ => None,
        },
        version: text("version"),
        url: None,
        tolerance: node
            .tolerance_seconds("tolerance")
            .map(|(past, future)| Tolerance {
                past_seconds: u32::try_from(past).unwrap_or(u32::MAX),
                future_seconds: u32::try_from(future).unwrap_or(u32::MAX),
            }),
    }
}

fn read_type(node: &Node<'_>) -> Option<Spot> {
    match Spot::parse(node.text("type")?) {
        Ok(spot) => Some(spot),
        Err(detail) => {
            node.mistake("/type", Code::SchemeInvalid, detail);
            None
        }
    }
}

fn read_key(node: &Node<'_>) -> Vec<(String, Spot)> {
    let texts = node.texts("key");
    if node.has("key") && texts.is_empty() || texts.len() > limits::KEY_FIELDS {
        let detail = format!("must name 1 to {} places", limits::KEY_FIELDS);
        node.mistake("/key", Code::KeyInvalid, detail);
    }
    let mut spots: Vec<(String, Spot)> = Vec::new();
    for (path, text) in texts {
        match Spot::parse(text) {
            Ok(spot) if spots.iter().any(|(_, other)| *other == spot) => {
                node.mistake(&path, Code::KeyInvalid, "stands there twice".into());
            }
            Ok(spot) => spots.push((path, spot)),
            Err(detail) => node.mistake(&path, Code::KeyInvalid, detail),
        }
    }
    spots
}

/// A key must consist of authenticated parts: otherwise whoever replays a
/// captured request could change it, and the copy would count as new.
fn check_key(node: &Node<'_>, key: &[(String, Spot)], program: &Program<'_>) {
    let scheme = program.scheme();
    let is_token = scheme.assurance() == Assurance::Token;
    for (path, spot) in key {
        let is_covered = match spot {
            Spot::Query(_) => is_token || scheme.covers().url,
            Spot::Form(_) | Spot::Pointer(_) => is_token || scheme.covers().body,
            Spot::Header(name) => scheme.covers_field(&Place::Header(name)),
        };
        if !is_covered {
            let detail = format!(
                "is not covered by what {} authenticates, so a replayed request could carry another value",
                scheme.id
            );
            node.mistake(path, Code::KeyInvalid, detail);
        }
    }
}

fn check_lengths(node: &Node<'_>, found: &[secret::Found], program: &Program<'_>) {
    if node.flag("allow_short_secret") {
        return;
    }
    for position in program.short_secrets() {
        let path = found.get(position).map_or("/secrets", |found| &found.path);
        let detail = "has less than 16 bytes and can be guessed; if the vendor issues such, set \"allow_short_secret\": true";
        node.mistake(path, Code::SecretShort, detail.into());
    }
}

fn read_max_age(node: &Node<'_>, program: &Program<'_>) -> Option<MaxAge> {
    let scheme = program.scheme();
    let refuse = |at: &str, detail: String| {
        node.mistake(at, Code::SchemeInvalid, detail);
        None
    };
    match (node.text("timestamp"), node.duration_millis("max_age")) {
        (None, None) => None,
        (Some(_), None) => refuse("/timestamp", "does nothing without max_age".into()),
        (None, Some(_)) => refuse(
            "/max_age",
            "needs a timestamp: where the moment stands in the body".into(),
        ),
        (Some(_), Some(_)) if !scheme.covers().body => {
            let detail = format!(
                "{} does not sign the body, so its moment proves nothing",
                scheme.id
            );
            refuse("/max_age", detail)
        }
        (Some(text), Some(millis)) => match Spot::parse(text) {
            Ok(at @ Spot::Pointer(_)) => Some(MaxAge { at, millis }),
            Ok(Spot::Query(_) | Spot::Form(_) | Spot::Header(_)) | Err(_) => refuse(
                "/timestamp",
                "must be a JSON pointer such as /occurred_at".into(),
            ),
        },
    }
}

fn read_methods(node: &Node<'_>) -> Vec<Method> {
    let mut methods: Vec<Method> = Vec::new();
    for (_, text) in node.texts("methods") {
        let method = if text == "GET" {
            Method::Get
        } else {
            Method::Post
        };
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    if methods.is_empty() {
        alloc::vec![Method::Post]
    } else {
        methods
    }
}

fn read_rate(node: &Node<'_>) -> Option<Rate> {
    let rate = Rate::parse(node.text("rate_limit")?);
    if rate.is_none() {
        let detail = "must be a number and a span, such as \"600/m\" (s, m or h)";
        node.mistake("/rate_limit", Code::ConfigInvalid, detail.into());
    }
    rate
}

fn read_addresses(node: &Node<'_>) -> Option<Vec<AddressRange>> {
    if !node.has("allow_ips") {
        return None;
    }
    let mut ranges = Vec::new();
    for (path, text) in node.texts("allow_ips") {
        match AddressRange::parse(text) {
            Some(range) => ranges.push(range),
            None => {
                let detail = "must be an address or a range such as 203.0.113.0/24, with zeros behind the prefix";
                node.mistake(&path, Code::ConfigInvalid, detail.into());
            }
        }
    }
    Some(ranges)
}
