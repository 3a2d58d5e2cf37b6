//! Holds a verified event against the contract of its source.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::{Code, Request, Verified};
use waxseal_events::document::BodyError;
use waxseal_events::{Document, Report};

use crate::config::Source;
use crate::event::Noted;
use crate::form;
use crate::limits;
use crate::spot::{self, Spot};

/// What was found, to be stored with the event.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) findings: Vec<Noted>,
    pub(super) is_test: bool,
}

/// Checks an event against its contract, if its source has one.
///
/// # Errors
/// `body_malformed` where the operator chose `reject`. A warning never
/// turns a genuine event away.
pub(super) fn check(source: &Source, verified: &Verified<'_>) -> Result<Checked, Code> {
    let Some(expected) = &source.contract else {
        return Ok(Checked::default());
    };
    let request = verified.request();
    let content = Content::of(
        source.url_counts,
        source.token_parameter.as_deref(),
        request,
    );
    let event_type = source
        .event_type
        .as_ref()
        .and_then(|spot| outside(spot, request));
    let report = match content.document() {
        Ok(document) => expected.contract.check(&document, event_type.as_deref()),
        Err(error) => Report::unreadable(error),
    };
    if report.is_rejected(expected.policy) {
        return Err(Code::BodyMalformed);
    }
    let findings = report.findings.into_iter().take(limits::FINDINGS);
    Ok(Checked {
        findings: findings
            .map(|finding| Noted {
                code: finding.problem.code().to_owned(),
                path: finding.path,
            })
            .collect(),
        is_test: report.is_test,
    })
}

/// What an event stands in.
pub(crate) enum Content<'r> {
    /// A postback without a body: its query, without the token.
    Query(String),
    /// A body that its type calls a form.
    Form(&'r [u8]),
    /// Any other body.
    Json(&'r [u8]),
}

impl<'r> Content<'r> {
    /// Finds it. An empty body says nothing, and a query that the proof does not cover is not read.
    pub(crate) fn of(
        url_counts: bool,
        token_parameter: Option<&str>,
        request: &Request<'r>,
    ) -> Self {
        if request.body.is_empty() && url_counts {
            let raw = form::query(request.meta.url);
            return Content::Query(match token_parameter {
                Some(name) => form::without(raw, name),
                None => raw.to_owned(),
            });
        }
        match is_form(request) {
            true => Content::Form(request.body),
            false => Content::Json(request.body),
        }
    }

    /// Reads it as values.
    pub(crate) fn document(&self) -> Result<Document<'_>, BodyError> {
        match self {
            Content::Query(query) => Document::parse_form(query.as_bytes()),
            Content::Form(body) => Document::parse_form(body),
            Content::Json(body) => Document::parse_json(body),
        }
    }
}

fn is_form(request: &Request<'_>) -> bool {
    const FORM: &[u8] = b"application/x-www-form-urlencoded";
    request.meta.headers.iter().any(|header| {
        let media = header
            .value
            .split(|byte| *byte == b';')
            .next()
            .unwrap_or_default();
        header.name.eq_ignore_ascii_case("content-type")
            && media.trim_ascii().eq_ignore_ascii_case(FORM)
    })
}

/// Returns a type that stands outside the body.
pub(crate) fn outside(spot: &Spot, request: &Request<'_>) -> Option<String> {
    let value = spot::read(core::slice::from_ref(spot), request).ok()?;
    String::from_utf8(value.into_iter().next()?).ok()
}
