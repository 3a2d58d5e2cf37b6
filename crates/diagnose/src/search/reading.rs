//! The ways to read a request: as the scheme does, and with one thing changed.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::define::CUSTOM;
use waxseal::scheme::{Algorithm, Kind, Open, Part, Place, Scheme, Syntax};
use waxseal::{Request, Secret, explain, identify, schemes};

use super::clue::Clue;
use super::template;
use super::text::shown;
use super::view::View;
use crate::cause::{Cause, Certainty};
use crate::finding::{Fact, Finding};
use crate::limits;

/// One way to read the request.
#[derive(Clone)]
pub(crate) struct Reading<'c> {
    /// The position of its headers among the views.
    pub(crate) view: usize,
    /// How it is read.
    pub(crate) scheme: Scheme<'c>,
    /// What must have happened for it to be right: nothing for the scheme's own.
    pub(crate) cause: Option<Finding>,
}

/// What of the request readings are made of.
pub(crate) struct Clues<'c> {
    pub(crate) views: &'c [View<'c>],
    pub(crate) ids: &'c [Clue],
    pub(crate) times: &'c [Clue],
    pub(crate) urls: &'c [String],
}

/// Schemes of the table that are tried.
const SCHEMES: usize = 10;

/// Lists the readings, the scheme's own first.
pub(crate) fn readings<'c>(
    base: &Scheme<'c>,
    request: &Request<'c>,
    clues: &Clues<'c>,
    secrets: &[Secret],
) -> Vec<Reading<'c>> {
    let mut all: Vec<Reading<'c>> = clues
        .views
        .iter()
        .enumerate()
        .map(|(view, shape)| Reading {
            view,
            scheme: base.clone(),
            cause: shape.cause.clone(),
        })
        .collect();
    let is_shared = base.algorithm.kind() == Kind::Shared;
    let mut others: Vec<Changed<'c>> = Vec::new();
    // Where the sender may choose the header, another one is no other scheme.
    let is_open = base.opens.contains(&Open::Header) || base.id == CUSTOM;
    if is_open {
        others.extend(elsewhere(base, request));
    }
    others.extend(other_urls(base, request, clues));
    others.extend(other_ids(base, request, clues));
    if is_shared {
        others.extend(other_algorithms(base));
        others.extend(other_schemes(base, request, secrets));
    }
    if !is_open {
        others.extend(elsewhere(base, request));
    }
    others.extend(other_messages(base, clues));
    all.extend(others.into_iter().map(|(scheme, cause)| Reading {
        view: 0,
        scheme,
        cause: Some(cause),
    }));
    all.truncate(limits::READINGS);
    all
}

/// A scheme with one thing changed, and what that says.
type Changed<'c> = (Scheme<'c>, Finding);

/// The signature stands in a header of another name.
fn elsewhere<'c>(base: &Scheme<'c>, request: &Request<'c>) -> Vec<Changed<'c>> {
    let [Place::Header(own)] = base.places.as_slice() else {
        return Vec::new();
    };
    let is_there = |names: &str| !explain::header_values(&request.meta, names).is_empty();
    if is_there(own) {
        return Vec::new();
    }
    let is_other = |name: &str| {
        let name = name.to_ascii_lowercase();
        [
            "sign", "hmac", "hash", "digest", "auth", "token", "secret", "key",
        ]
        .iter()
        .any(|word| name.contains(word))
    };
    let headers = request
        .meta
        .headers
        .iter()
        .filter(|header| is_other(header.name));
    headers
        .take(8)
        .map(|header| {
            let mut scheme = base.clone();
            scheme.places = alloc::vec![Place::Header(header.name)];
            let message = format!(
                "The signature stands in the header {}, not in {}.",
                shown(header.name),
                own.replace(',', " or ")
            );
            let cause = Finding::new(Cause::HeaderRenamed, Certainty::Proved, message)
                .with(Fact::Header, *own)
                .with(Fact::Received, shown(header.name));
            (scheme, cause)
        })
        .collect()
}

fn other_urls<'c>(base: &Scheme<'c>, request: &Request<'c>, clues: &Clues<'c>) -> Vec<Changed<'c>> {
    let received = base.url.unwrap_or(request.meta.url);
    let is_url = |part: &Part<'_>| matches!(part, Part::Url { .. } | Part::Path);
    if !base.message.iter().any(is_url) {
        return Vec::new();
    }
    clues
        .urls
        .iter()
        .map(|url| {
            let mut scheme = base.clone();
            scheme.url = Some(url);
            let message = format!("The sender signed the URL {}.", shown(url));
            let cause = Finding::new(Cause::UrlOther, Certainty::Proved, message)
                .with(Fact::Received, shown(received))
                .with(Fact::Signed, shown(url));
            (scheme, cause)
        })
        .collect()
}

fn other_ids<'c>(base: &Scheme<'c>, request: &Request<'c>, clues: &Clues<'c>) -> Vec<Changed<'c>> {
    let is_id = |part: &Part<'_>| match part.place() {
        Some(place @ Place::Header(name)) => {
            base.event_id.as_ref() == Some(place) || name.contains("id")
        }
        Some(Place::Query(_) | Place::Form(_) | Place::Pointer(_)) | None => false,
    };
    let Some((position, place)) = base
        .message
        .iter()
        .enumerate()
        .find(|(_, part)| is_id(part))
        .and_then(|(position, part)| Some((position, part.place()?)))
    else {
        return Vec::new();
    };
    let received = explain::find(request, place).unwrap_or_default();
    let ids = clues
        .ids
        .iter()
        .filter(|clue| clue.text.as_bytes() != &*received);
    ids.map(|clue| {
        let mut scheme = base.clone();
        if let Some(part) = scheme.message.get_mut(position) {
            *part = Part::Literal(&clue.text);
        }
        let message = format!(
            "The id that was signed stands in {}, not beside the signature.",
            clue.place
        );
        let cause = Finding::new(Cause::IdOther, Certainty::Proved, message)
            .with(Fact::Received, super::text::shown_bytes(&received))
            .with(Fact::Signed, shown(&clue.text));
        (scheme, cause)
    })
    .collect()
}

fn other_algorithms<'c>(base: &Scheme<'c>) -> Vec<Changed<'c>> {
    let plain = |scheme: &mut Scheme<'c>| scheme.message.insert(0, Part::Secret);
    [
        Algorithm::HmacSha256,
        Algorithm::HmacSha1,
        Algorithm::HmacSha512,
        Algorithm::Sha256,
    ]
    .into_iter()
    .filter(|algorithm| *algorithm != base.algorithm && base.algorithm.is_signature())
    .map(|algorithm| {
        let mut scheme = base.clone();
        scheme.algorithm = algorithm;
        scheme.message.retain(|part| *part != Part::Secret);
        if algorithm == Algorithm::Sha256 {
            plain(&mut scheme);
        }
        let message = format!(
            "The sender signs with {}, not with {}.",
            name_of(algorithm),
            name_of(base.algorithm)
        );
        let cause = Finding::new(Cause::AlgorithmOther, Certainty::Proved, message)
            .with(Fact::Algorithm, algorithm.word());
        (scheme, cause)
    })
    .collect()
}

fn name_of(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HmacSha256 => "HMAC-SHA256",
        Algorithm::HmacSha1 => "HMAC-SHA1",
        Algorithm::HmacSha512 => "HMAC-SHA512",
        Algorithm::Sha256 => "SHA-256 over the secret and the message, without HMAC",
        Algorithm::Ed25519 => "Ed25519",
        Algorithm::EcdsaP256 => "ECDSA on P-256",
        Algorithm::RsaSha256 => "RSA with SHA-256",
        Algorithm::Token | Algorithm::Basic => "a token",
        Algorithm::None => "nothing",
    }
}

/// The schemes of the table that the request looks like, as far as they differ.
fn other_schemes<'c>(
    base: &Scheme<'c>,
    request: &Request<'c>,
    secrets: &[Secret],
) -> Vec<Changed<'c>> {
    if secrets.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<Changed<'c>> = Vec::new();
    for candidate in identify(request) {
        let row = schemes::find(candidate.scheme);
        let Some(mut scheme) = row.filter(|row| is_shared(row.algorithm)) else {
            continue;
        };
        // A signature that covers no body would explain any.
        let is_form = |part: &Part<'_>| matches!(part, Part::SortedForm { .. });
        let covers = scheme.covers().body || scheme.message.iter().any(is_form);
        // What is only written otherwise is no other scheme.
        let is_spelling = scheme.message == base.message
            && scheme.places == base.places
            && scheme.algorithm == base.algorithm;
        if is_spelling || (base.covers().body && !covers) {
            continue;
        }
        if scheme.covers().url {
            scheme.url = base.url;
        }
        let is_same = |other: &Scheme<'_>| signs_alike(other, &scheme);
        if is_same(base) || all.iter().any(|(other, _)| is_same(other)) {
            continue;
        }
        let message = format!(
            "The request is signed as {} signs, not as {}: {}.",
            candidate.scheme, base.id, candidate.because
        );
        let cause = Finding::new(Cause::SchemeOther, Certainty::Proved, message)
            .with(Fact::Scheme, candidate.scheme)
            .fixed_by(format!("Verify with the scheme {}.", candidate.scheme));
        all.push((scheme, cause));
        if all.len() == SCHEMES {
            break;
        }
    }
    all
}

fn is_shared(algorithm: Algorithm) -> bool {
    algorithm.kind() == Kind::Shared && algorithm.is_signature()
}

fn signs_alike(left: &Scheme<'_>, right: &Scheme<'_>) -> bool {
    left.places == right.places
        && left.syntax == right.syntax
        && left.encoding == right.encoding
        && left.message == right.message
        && left.algorithm == right.algorithm
        && left.key == right.key
}

fn other_messages<'c>(base: &Scheme<'c>, clues: &Clues<'c>) -> Vec<Changed<'c>> {
    if !base.algorithm.is_signature() {
        return Vec::new();
    }
    let mut all: Vec<Changed<'c>> = Vec::new();
    for template in template::templates(clues.times, clues.ids, base.algorithm) {
        if all.iter().any(|(other, _)| other.message == template.parts) {
            continue;
        }
        let mut scheme = base.clone();
        // The time stands as a literal in the message: no window is read.
        scheme.timestamp = None;
        scheme.message = template.parts;
        let message = format!(
            "The sender signs {}, put together otherwise than {} does.",
            template.name, base.id
        );
        let cause = Finding::new(Cause::MessageOther, Certainty::Proved, message)
            .with(Fact::Message, template.name);
        all.push((scheme, cause));
    }
    all
}

/// Says how a scheme writes its signature, for a person.
pub(crate) fn form_of(scheme: &Scheme<'_>) -> String {
    let label = match &scheme.syntax {
        Syntax::Items { prefix, .. } => (*prefix).into(),
        Syntax::Pairs { key, .. } => format!("{key}="),
        Syntax::Positional { .. } => String::new(),
    };
    let encoding = scheme.encoding.word();
    if label.is_empty() {
        format!("in {encoding}, without a label")
    } else {
        format!("in {encoding} behind `{label}`")
    }
}
