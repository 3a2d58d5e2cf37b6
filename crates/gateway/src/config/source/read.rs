//! Reads and checks a source.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::{Encoding, Kind, Open, Scheme};
use waxseal::{Code, Options, Program, Tolerance};

use super::proof::Proof;
use super::scheme::Chosen;
use super::{
    Dedupe, MaxAge, Method, Shadow, Source, contract, covered, handshake, keep, named, proof,
    scheme, sight,
};
use crate::config::address::AddressRange;
use crate::config::caller::Caller;
use crate::config::secret::Lookup;
use crate::config::table::Node;
use crate::config::value::check_name;
use crate::key::MarkerKey;
use crate::limits;
use crate::message::OnConflict;
use crate::rate::Rate;
use crate::spot::Spot;

pub(crate) fn read(
    name: &str,
    node: &Node<'_>,
    lookup: Lookup<'_>,
    caller: &Caller,
) -> Option<Source> {
    if let Err(detail) = check_name(name) {
        node.mistake("", Code::ConfigInvalid, detail);
    }
    let chosen = scheme::read(node);
    let row = chosen.as_ref().and_then(|chosen| chosen.define(node));
    let proof = proof::read(node, lookup, row.as_ref());
    let event_type = read_type(node);
    let options = read_options(node, event_type.as_ref());
    let key = read_key(node);
    let rate = read_rate(node);
    let allow_ips = read_addresses(node, caller);
    let masks = keep::read_masks(node);
    check_url(node);
    let (chosen, row) = (chosen.as_ref()?, row.as_ref()?);
    proof::check_statements(node, row);
    check_type(node, chosen, row, event_type.as_ref());
    let verify_token = handshake::read_token(node, lookup, row, &proof);
    let program = compile(node, chosen, &options, &proof, row)?;
    check_lengths(node, &proof, &program);
    check_key(node, &key, &program);
    let max_age = read_max_age(node, &program);
    let marker_key = read_marker_key(name, node, row, &proof);
    let contract = contract::read(node, program.scheme().id, event_type.as_ref());
    let methods = program.scheme().handshake_methods();
    let keep_headers = keep::read_headers(node, program.scheme());
    let max_body_bytes = keep::read_max_body(node, program.scheme());
    Some(Source {
        name: name.into(),
        methods: read_methods(node),
        handshake_methods: methods.into_iter().map(String::from).collect(),
        verify_token,
        event_type: event_type
            .clone()
            .filter(|spot| !matches!(spot, Spot::Pointer(_))),
        key: key.into_iter().map(|(_, spot)| spot).collect(),
        dedupe: match (node.text("dedupe"), &marker_key) {
            (Some("ledger"), _) | (_, None) => Dedupe::Ledger,
            (_, Some(_)) => Dedupe::LedgerAndKv,
        },
        marker_key,
        on_conflict: match node.text("on_conflict") {
            Some("forward") => OnConflict::Forward,
            Some("reject") => OnConflict::Reject,
            _ => OnConflict::Keep,
        },
        rate,
        allow_ips,
        shadow: match node.text("shadow") {
            Some("log") => Some(Shadow::Log),
            Some("forward") => Some(Shadow::Forward),
            _ => None,
        },
        keep_headers,
        masks,
        max_body_bytes,
        secrets: named::secrets(name, &proof),
        secret_texts: named::texts(&proof, row.algorithm.kind()),
        max_age,
        contract,
        sight: sight::Sight::of(chosen.id(), &options),
        scheme: program.scheme().id.into(),
        url_counts: covered::url_counts(program.scheme()),
        token_parameter: covered::token_parameter(program.scheme()),
        program: program.keep(),
    })
}

fn compile<'c>(
    node: &Node<'_>,
    chosen: &'c Chosen<'_>,
    options: &Options<'c>,
    proof: &Proof,
    row: &Scheme<'_>,
) -> Option<Program<'c>> {
    let kind = row.algorithm.kind();
    let secrets = proof.secrets(kind);
    // Without a secret there is a mistake already.
    if secrets.is_empty() && kind != Kind::Nothing {
        return None;
    }
    match chosen.compile(options, &secrets) {
        Ok(program) => Some(program),
        Err(error) => {
            let is_secret = [Code::SecretEmpty, Code::SecretMalformed, Code::KeyInvalid]
                .contains(&error.code());
            let at = if is_secret {
                format!("/{}", proof.list)
            } else {
                String::new()
            };
            node.config_error(&at, &error);
            None
        }
    }
}

/// Derives the key of the markers from the first secret. A public key is known
/// to everybody, so that whoever reads KV could test guessed ids.
fn read_marker_key(
    name: &str,
    node: &Node<'_>,
    row: &Scheme<'_>,
    proof: &Proof,
) -> Option<MarkerKey> {
    if row.algorithm.kind() == Kind::Shared {
        let first = proof.found.first()?;
        return Some(MarkerKey::derive(name, first.text.as_bytes()));
    }
    if node.text("dedupe") == Some("ledger+kv") {
        let detail = format!(
            "needs a secret that keys the hashes in KV, and {} has none: use \"ledger\"",
            row.id
        );
        node.mistake("/dedupe", Code::SchemeInvalid, detail);
    }
    None
}

/// A scheme of one's own says itself where the type stands.
fn check_type(node: &Node<'_>, chosen: &Chosen<'_>, row: &Scheme<'_>, event_type: Option<&Spot>) {
    let is_beside = matches!(
        event_type,
        Some(Spot::Query(_) | Spot::Form(_) | Spot::Header(_))
    );
    if chosen.is_own() && is_beside && !row.opens.contains(&Open::Pointers) {
        let detail = "the scheme says where the type stands: put it there as \"type\"";
        node.mistake("/type", Code::SchemeInvalid, detail.into());
    }
}

/// The URL is signed byte for byte, so that nothing of it is mended here.
fn check_url(node: &Node<'_>) {
    let Some(url) = node.text("url") else { return };
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let is_whole = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?']));
    let is_plain = url
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'#');
    if !is_whole || !is_plain {
        let detail = "must be the whole URL as it is registered with the sender, such as https://hooks.example.com/in/shop";
        node.mistake("/url", Code::SchemeInvalid, detail.into());
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
        url: text("url"),
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
    for (path, spot) in key {
        if !covered::is_covered(scheme, spot) {
            let detail = format!(
                "is not covered by what {} authenticates, so a replayed request could carry another value",
                scheme.id
            );
            node.mistake(path, Code::KeyInvalid, detail);
        }
    }
    if key.iter().any(|(_, spot)| covered::is_token(scheme, spot)) {
        node.mistake("/key", Code::KeyInvalid, "must not be the token".into());
    }
}

fn check_lengths(node: &Node<'_>, proof: &Proof, program: &Program<'_>) {
    if node.flag("allow_short_secret") {
        return;
    }
    for position in program.short_secrets() {
        let path = proof
            .found
            .get(position)
            .map_or("/secrets", |found| &found.path);
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

fn read_addresses(node: &Node<'_>, caller: &Caller) -> Option<Vec<AddressRange>> {
    if !node.has("allow_ips") {
        return None;
    }
    if !caller.is_trusted {
        let detail = "needs \"client_ip\" at the root: outside Cloudflare whoever calls writes cf-connecting-ip as he likes, so name the header that the proxy in front writes";
        node.mistake("/allow_ips", Code::ConfigInvalid, detail.into());
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
