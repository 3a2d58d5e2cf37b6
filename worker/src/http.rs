//! Between the runtime's requests and answers and the gateway's.

use waxseal_gateway::intake::Head;
use waxseal_gateway::problem::Answer;
use worker::{Headers, Request, Response, ResponseBuilder, Result};

/// Reads method, URL, headers and the caller's address; the body stays where it is.
///
/// The runtime decodes header values as UTF-8 and joins repeated ones with ", ", so the bytes are
/// those that came, except that what was not UTF-8 is U+FFFD, which no signature contains.
pub(crate) fn head(request: &Request) -> Head {
    let inner = request.inner();
    let headers = request
        .headers()
        .entries()
        .map(|(name, value)| (name, value.into_bytes()))
        .collect();
    Head {
        method: inner.method(),
        url: inner.url(),
        headers,
        address: request.headers().get("cf-connecting-ip").ok().flatten(),
    }
}

/// Turns the gateway's answer into the runtime's.
pub(crate) fn response(answer: Answer) -> Result<Response> {
    let headers = Headers::new();
    for (name, value) in &answer.headers {
        headers.set(name, value)?;
    }
    Ok(ResponseBuilder::new()
        .with_status(answer.status)
        .with_headers(headers)
        .fixed(answer.body.into_bytes()))
}
