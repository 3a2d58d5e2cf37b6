//! What is seen or likely, when nothing could be proved: what stands in the
//! request or the configuration itself comes first, then what fits.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::{Algorithm, KeyForm, Kind, Place, Scheme};
use waxseal::{Secret, explain, identify};

use super::clue;
use super::tag::Tags;
use super::text::shown;
use super::time;
use super::view::{View, stem};
use crate::body::{self, Hints};
use crate::case::Case;
use crate::cause::{Cause, Certainty};
use crate::finding::{Fact, Finding};

/// Findings that are told when none is proved.
const FINDINGS: usize = 8;

/// Lists what is seen, then what is likely; each cause once.
pub(crate) fn observe(
    case: &Case<'_>,
    base: Option<&Scheme<'_>>,
    hints: &Hints<'_>,
) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    if let Some(base) = base {
        all.extend(wrong_kind(base, case.secrets));
        all.extend(headers(base, case));
        all.extend(other_scheme(base, case));
        all.extend(unit(base, case));
    }
    // A body that no signature covers explains nothing.
    let covers = base.is_none_or(|base| base.covers().body);
    if covers {
        all.extend(bodies(case, hints));
    }
    if let Some(base) = base {
        all.extend(length(base, case));
        all.extend(skew(base, case));
        all.extend(usual(base, case, covers));
    }
    let mut told: Vec<Finding> = Vec::new();
    all.sort_by_key(|finding| core::cmp::Reverse(finding.certainty));
    for finding in all {
        if !told.iter().any(|one| one.cause == finding.cause) {
            told.push(finding);
        }
    }
    told.truncate(FINDINGS);
    told
}

fn bodies(case: &Case<'_>, hints: &Hints<'_>) -> Vec<Finding> {
    body::observe(case.request.body, hints)
        .into_iter()
        .map(|seen| {
            let finding = Finding::new(seen.cause, seen.certainty, seen.message)
                .with(Fact::BodyBytes, case.request.body.len())
                .with(Fact::Kind, seen.kind);
            match hints
                .content_length
                .and_then(|length| i64::try_from(length).ok())
            {
                Some(length) => finding.with(Fact::ContentLength, length),
                None => finding,
            }
        })
        .collect()
}

/// What was given is no signing secret, by its beginning.
fn wrong_kind(base: &Scheme<'_>, secrets: &[Secret]) -> Option<Finding> {
    secrets.iter().enumerate().find_map(|(position, secret)| {
        let text = core::str::from_utf8(secret.as_bytes()).ok()?.trim();
        let (what, certainty) = kind_of(text, base)?;
        let message = format!(
            "The secret looks like {what}, which signs no webhooks: its beginning says so."
        );
        Some(
            Finding::new(Cause::SecretWrongKind, certainty, message)
                .with(Fact::Secret, position)
                .with(Fact::Kind, what),
        )
    })
}

/// Beginnings that vendors publish, so that leaked keys are found.
const BEGINNINGS: [(&str, &str); 30] = [
    ("sk_live_", "a live API key"),
    ("sk_test_", "a test API key"),
    ("rk_live_", "a restricted live API key"),
    ("rk_test_", "a restricted test API key"),
    ("pk_live_", "a publishable key"),
    ("pk_test_", "a publishable key"),
    ("whpk_", "a Standard Webhooks public key"),
    ("whsk_", "a Standard Webhooks private signing key"),
    ("ghp_", "a GitHub access token"),
    ("gho_", "a GitHub access token"),
    ("ghs_", "a GitHub access token"),
    ("github_pat_", "a GitHub access token"),
    ("glpat-", "a GitLab access token"),
    ("xoxb-", "a Slack bot token"),
    ("xoxp-", "a Slack user token"),
    ("xapp-", "a Slack app token"),
    ("shpat_", "a Shopify access token"),
    ("shppa_", "a Shopify password"),
    ("sq0atp-", "a Square access token"),
    ("sq0idp-", "a Square application id"),
    ("SG.", "a SendGrid API key"),
    ("lin_api_", "a Linear API key"),
    ("dub_", "a Dub API key"),
    ("re_", "a Resend API key"),
    ("AKIA", "an AWS access key id"),
    ("eyJ", "a JSON Web Token"),
    ("-----BEGIN", "a PEM block"),
    ("ssh-", "an SSH public key"),
    ("http://", "a URL"),
    ("https://", "a URL"),
];

fn kind_of(text: &str, base: &Scheme<'_>) -> Option<(&'static str, Certainty)> {
    if base.algorithm.kind() == Kind::Public {
        // Where a public key is asked for, PEM is right and a signing secret is not.
        let what = "a shared secret, where the sender's public key is needed";
        return text
            .starts_with("whsec_")
            .then_some((what, Certainty::Observed));
    }
    if text.starts_with('{') && text.ends_with('}') {
        return Some(("JSON", Certainty::Observed));
    }
    if base.algorithm.kind() != Kind::Shared || !base.algorithm.is_signature() {
        return None;
    }
    let known = BEGINNINGS.iter().find(|(start, _)| text.starts_with(start));
    if let Some((start, what)) = known {
        // Some vendors sign with what is an API key elsewhere.
        let is_sure = !matches!(start.get(..3), Some("sk_" | "rk_")) || has_own_prefix(base);
        let certainty = if is_sure {
            Certainty::Observed
        } else {
            Certainty::Likely
        };
        return Some((what, certainty));
    }
    is_email_or_id(text).map(|what| (what, Certainty::Likely))
}

/// Says whether this sender's signing secrets begin with `whsec_`.
fn has_own_prefix(base: &Scheme<'_>) -> bool {
    base.key.contains(&KeyForm::Whsec)
        || base.key.contains(&KeyForm::WhsecOrBare)
        || matches!(base.id, "stripe" | "dub" | "affonso" | "polar")
}

fn is_email_or_id(text: &str) -> Option<&'static str> {
    if text.contains('@') && text.contains('.') && !text.contains(' ') {
        return Some("an e-mail address");
    }
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let is_hex = text
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    (groups == [8, 4, 4, 4, 12] && is_hex).then_some("a UUID, as ids are written")
}

/// Headers that the signature needs and that are not there, or stand under another name.
fn headers(base: &Scheme<'_>, case: &Case<'_>) -> Vec<Finding> {
    let meta = &case.request.meta;
    let is_there = |names: &str| {
        explain::header_values(meta, names)
            .iter()
            .any(|value| !value.is_empty())
    };
    let names = super::need::headers(base);
    // A label that nobody signs says as well whose request it is.
    let known = base.reads();
    let present = known.iter().find(|name| is_there(name));
    let mut all = Vec::new();
    for names in names.iter().filter(|names| !is_there(names)) {
        let name = names.split(',').next().unwrap_or_default();
        let renamed = meta
            .headers
            .iter()
            .find(|header| stem(header.name) == stem(name) && !header.value.is_empty());
        if let Some(header) = renamed {
            let message = format!(
                "The header {name} is not there, but {} is: something renamed it on the way.",
                shown(header.name)
            );
            all.push(
                Finding::new(Cause::HeaderRenamed, Certainty::Observed, message)
                    .with(Fact::Header, name)
                    .with(Fact::Received, shown(header.name)),
            );
        } else if let Some(other) = present {
            let message = format!(
                "The header {name} is not there, though {other} is: something dropped it on the way.",
            );
            all.push(
                Finding::new(Cause::HeaderDropped, Certainty::Observed, message)
                    .with(Fact::Header, name),
            );
        } else if !meta.headers.is_empty() && is_place(base, names) {
            let message = format!(
                "The header {name} is not there: it was dropped on the way, or the request is not from this sender.",
            );
            all.push(
                Finding::new(Cause::HeaderDropped, Certainty::Likely, message)
                    .with(Fact::Header, name),
            );
        }
    }
    all
}

fn is_place(base: &Scheme<'_>, names: &str) -> bool {
    base.places
        .iter()
        .any(|place| matches!(place, Place::Header(own) if *own == names))
}

/// The request carries another scheme's signature, and not this one's.
fn other_scheme(base: &Scheme<'_>, case: &Case<'_>) -> Option<Finding> {
    /// What a signature in its form, and another header of its scheme, add up to.
    const CLEAR: u32 = 20;
    if explain::signatures(base, &case.request).is_ok() {
        return None;
    }
    let candidates = identify(&case.request);
    let best = candidates.first()?;
    let is_own = candidates
        .iter()
        .any(|one| one.scheme == base.id && one.score == best.score);
    if is_own || best.score < CLEAR {
        return None;
    }
    let message = format!(
        "The request looks signed as {} signs, not as {}: {}.",
        best.scheme, base.id, best.because
    );
    Some(
        Finding::new(Cause::SchemeOther, Certainty::Observed, message)
            .with(Fact::Scheme, best.scheme)
            .fixed_by(format!("Verify with the scheme {}.", best.scheme)),
    )
}

/// The timestamp is not in the scheme's unit.
fn unit(base: &Scheme<'_>, case: &Case<'_>) -> Option<Finding> {
    let stamp = base.timestamp.as_ref()?;
    let text = explain::time_text(base, stamp, &case.request).ok()?;
    explain::age_seconds(base, stamp, &text, case.now).err()?;
    let (unit, _) = time::read(&text, case.now);
    let message = format!(
        "The timestamp is in {unit}; the scheme has {}.",
        time::unit_of(stamp)
    );
    Some(Finding::new(Cause::TimestampUnit, Certainty::Observed, message).with(Fact::Unit, unit))
}

/// The signature has the length of another hash, or another alphabet.
fn length(base: &Scheme<'_>, case: &Case<'_>) -> Option<Finding> {
    if base.algorithm.kind() != Kind::Shared || !base.algorithm.is_signature() {
        return None;
    }
    if explain::signatures(base, &case.request).is_ok() {
        return None;
    }
    let tags = Tags::read(base, &case.request);
    let lengths = tags.lengths();
    let of = |bytes: usize| lengths.iter().find(|(_, length)| *length == bytes);
    if let Some((encoding, _)) = of(base.algorithm.tag_bytes()) {
        let message = format!(
            "The signature is written in {encoding}; it is expected {}.",
            super::reading::form_of(base)
        );
        let finding = Finding::new(Cause::SignatureEncoding, Certainty::Observed, message);
        return Some(finding.with(Fact::Encoding, *encoding));
    }
    [
        (32, Algorithm::HmacSha256),
        (20, Algorithm::HmacSha1),
        (64, Algorithm::HmacSha512),
    ]
    .into_iter()
    .find(|(bytes, _)| of(*bytes).is_some())
    .map(|(bytes, algorithm)| {
        let message = format!(
            "The signature has {bytes} bytes, as {} makes them; {} makes {}.",
            algorithm.word(),
            base.algorithm.word(),
            base.algorithm.tag_bytes()
        );
        Finding::new(Cause::AlgorithmOther, Certainty::Likely, message)
            .with(Fact::Algorithm, algorithm.word())
    })
}

/// A time outside the window beside a signature that does not match proves nothing, and is told.
fn skew(base: &Scheme<'_>, case: &Case<'_>) -> Option<Finding> {
    let stamp = base.timestamp.as_ref()?;
    let text = explain::time_text(base, stamp, &case.request).ok()?;
    let age = explain::age_seconds(base, stamp, &text, case.now).ok()?;
    let (side, _) = time::outside(stamp, age)?;
    let message = format!(
        "The timestamp is {} s {side}; nothing authenticates it, because the signature does not match.",
        age.unsigned_abs()
    );
    let finding = Finding::new(Cause::TimestampSkew, Certainty::Likely, message);
    Some(finding.with(Fact::SkewSeconds, age))
}

/// What it usually is, when nothing speaks.
fn usual(base: &Scheme<'_>, case: &Case<'_>, covers: bool) -> Vec<Finding> {
    let mut all = Vec::new();
    if base.algorithm.kind() == Kind::Nothing {
        return all;
    }
    let has_signature = !Tags::read(base, &case.request).is_empty();
    let is_token = !base.algorithm.is_signature();
    if has_signature || is_token {
        let secret = if base.algorithm.kind() == Kind::Public {
            "public key"
        } else {
            "secret"
        };
        let message = format!(
            "Nothing that was tried with the given {secret} makes this signature: most likely it is not the one of this endpoint (another endpoint's, test for live, a rotated one), or the request is forged."
        );
        all.push(Finding::new(Cause::SecretOther, Certainty::Likely, message));
    }
    if covers && has_signature && !case.request.body.is_empty() {
        let message = "If the secret is right, the body was changed on the way in a manner that cannot be undone: parsed and written again with other numbers, keys or fields.";
        all.push(Finding::new(
            Cause::BodyReserialized,
            Certainty::Likely,
            message,
        ));
    }
    if base.reads_url() && has_signature && is_proxied(case) {
        let message = "The URL is signed, and the request came through a proxy: the sender may have called another one.";
        all.push(Finding::new(Cause::UrlOther, Certainty::Likely, message));
    }
    all.extend(conflicting_ids(base, case));
    all
}

fn is_proxied(case: &Case<'_>) -> bool {
    let names = [
        "x-forwarded-host",
        "x-forwarded-proto",
        "forwarded",
        "via",
        "x-forwarded-for",
    ];
    names
        .iter()
        .any(|name| !explain::header_values(&case.request.meta, name).is_empty())
}

/// The id that is signed differs from the one in the body.
fn conflicting_ids(base: &Scheme<'_>, case: &Case<'_>) -> Option<Finding> {
    let place = base.message.iter().find_map(|part| {
        let place = part.place()?;
        (base.event_id.as_ref() == Some(place)).then_some(place)
    })?;
    let signed = explain::find(&case.request, place)?;
    let view = View {
        headers: Vec::new(),
        cause: None,
    };
    let ids = clue::ids(&view, &case.request);
    let other = ids
        .first()
        .filter(|clue| clue.text.as_bytes() != &*signed)?;
    // Many senders number deliveries and events apart.
    let is_alike = other.text.len() == signed.len();
    is_alike.then(|| {
        let message: String = format!(
            "The id beside the signature is not the one in {}.",
            other.place
        );
        Finding::new(Cause::IdOther, Certainty::Likely, message)
            .with(Fact::Received, super::text::shown_bytes(&signed))
            .with(Fact::Signed, shown(&other.text))
    })
}
