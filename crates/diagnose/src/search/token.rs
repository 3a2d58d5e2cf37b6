//! Schemes with a token: it is compared, and nothing is computed.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::{Algorithm, Place, Scheme, Syntax};
use waxseal::{Request, explain};

use super::key;
use super::tag::parse_base64;
use super::text::shown;
use super::view::View;
use crate::case::Case;
use crate::cause::{Cause, Certainty};
use crate::finding::{Fact, Finding};

/// A token as it was sent, and what is wrong with how it stands there.
struct Sent {
    text: Vec<u8>,
    cause: Option<Finding>,
}

/// Says why a token is refused: nothing if none of the secrets at hand was sent.
pub(crate) fn prove(
    case: &Case<'_>,
    base: &Scheme<'_>,
    views: &[View<'_>],
) -> Option<Vec<Finding>> {
    let keys = key::keys(base.algorithm, &base.key, case.secrets, case.others);
    let mut sent = Vec::new();
    for view in views {
        let request = view.request(&case.request, case.request.body);
        for mut one in tokens(base, &request) {
            one.cause = one.cause.or_else(|| view.cause.clone());
            sent.push(one);
        }
    }
    sent.extend(elsewhere(base, &case.request));
    for causes in 1..=2 {
        for one in &sent {
            for key in &keys {
                let count = key.causes.len() + usize::from(one.cause.is_some());
                if count == causes && *key.bytes == one.text {
                    let first = one.cause.clone().into_iter();
                    return Some(first.chain(key.causes.iter().cloned()).collect());
                }
            }
        }
    }
    None
}

/// Lists what was sent in the scheme's place: as it is taken, then as it may have been meant.
fn tokens(scheme: &Scheme<'_>, request: &Request<'_>) -> Vec<Sent> {
    let mut all = Vec::new();
    for value in scheme
        .places
        .iter()
        .filter_map(|place| explain::find(request, place))
    {
        let (own, label) = match (&scheme.syntax, scheme.algorithm) {
            (_, Algorithm::Basic) => (basic(&value), "Basic "),
            (Syntax::Items { prefix, .. }, _) => (
                value.strip_prefix(prefix.as_bytes()).map(<[u8]>::to_vec),
                *prefix,
            ),
            (Syntax::Pairs { .. } | Syntax::Positional { .. }, _) => (Some(value.to_vec()), ""),
        };
        if let Some(text) = own {
            all.push(Sent { text, cause: None });
        }
        for (text, how) in meant(&value) {
            let expected = if label.is_empty() {
                "alone".into()
            } else {
                format!("behind `{label}`")
            };
            let message =
                format!("The token is right but stands {how}; it is expected {expected}.");
            all.push(Sent {
                text,
                cause: Some(Finding::new(
                    Cause::SignatureEncoding,
                    Certainty::Proved,
                    message,
                )),
            });
        }
    }
    all
}

fn basic(value: &[u8]) -> Option<Vec<u8>> {
    let (name, rest) = value.split_at_checked(6)?;
    let text = core::str::from_utf8(rest).ok()?;
    name.eq_ignore_ascii_case(b"basic ")
        .then(|| parse_base64(text.trim()))
        .flatten()
}

/// What a value may have been meant as, and how it stands there.
fn meant(value: &[u8]) -> Vec<(Vec<u8>, &'static str)> {
    let mut all = alloc::vec![(value.to_vec(), "without a label")];
    let Ok(text) = core::str::from_utf8(value) else {
        return all;
    };
    if let Some((label, rest)) = text.split_once([' ', '=', ':'])
        && label.len() <= 16
    {
        all.push((rest.trim().as_bytes().to_vec(), "behind another label"));
        if let Some(decoded) = parse_base64(rest.trim()) {
            all.push((decoded, "in base64"));
        }
    }
    if let Some(decoded) = parse_base64(text) {
        all.push((decoded, "in base64"));
    }
    let bare = text.trim().trim_matches(['"', '\'']);
    all.push((bare.as_bytes().to_vec(), "in quotes or blanks"));
    let decoded = explain::percent_decoded(value).into_owned();
    all.push((decoded, "percent-encoded"));
    all.push((
        text.replace(' ', "+").into_bytes(),
        "with its plus signs read as blanks",
    ));
    all
}

/// Lists what stands in other places that may hold a token.
fn elsewhere(scheme: &Scheme<'_>, request: &Request<'_>) -> Vec<Sent> {
    const PLACES: usize = 24;
    let own: Vec<String> = scheme.reads();
    let sent = |text: &[u8], place: String| {
        let message = format!("The token stands in {place}, not where it is expected.");
        Sent {
            text: text.to_vec(),
            cause: Some(
                Finding::new(Cause::HeaderRenamed, Certainty::Proved, message)
                    .with(Fact::Received, place),
            ),
        }
    };
    let mut all = Vec::new();
    for header in request.meta.headers.iter().take(PLACES * 4) {
        let is_own = own
            .iter()
            .any(|name| name.eq_ignore_ascii_case(header.name));
        if is_own || !(8..=512).contains(&header.value.len()) || all.len() >= PLACES * 2 {
            continue;
        }
        let place = format!("the header {}", shown(header.name));
        let behind = header.value.splitn(2, |byte| *byte == b' ').nth(1);
        all.push(sent(header.value, place.clone()));
        all.extend(behind.map(|rest| sent(rest, place)));
    }
    let query = request
        .meta
        .url
        .split_once('?')
        .map_or("", |(_, query)| query);
    for pair in query.split('&').take(PLACES) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let is_own = scheme
            .places
            .iter()
            .any(|place| matches!(place, Place::Query(own) if *own == name));
        if !is_own && !value.is_empty() {
            let place = format!("the query parameter {}", shown(name));
            all.push(sent(&explain::percent_decoded(value.as_bytes()), place));
        }
    }
    all
}
