//! Between the runtime's requests and answers and the gateway's.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use waxseal_gateway::api::Reply;
use waxseal_gateway::config::Config;
use waxseal_gateway::intake::Head;
use waxseal_gateway::problem::Answer;
use web_sys::ResponseInit;
use worker::{Request, Response, Result};

use crate::pairs;

/// Reads method, URL, headers and the caller's address; the body stays where it is.
///
/// The runtime decodes header values as UTF-8 and joins repeated ones with ", ", so the bytes are
/// those that came, except that what was not UTF-8 is U+FFFD, which no signature contains.
pub(crate) fn head(request: &Request, config: &Config, has_limiter: bool) -> Head {
    let inner = request.inner();
    let headers = headers(request);
    let named = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_slice()));
    Head {
        method: inner.method(),
        url: inner.url(),
        address: config.client_address(named),
        tls: tls(inner),
        has_limiter,
        headers,
    }
}

fn headers(request: &Request) -> Vec<(String, Vec<u8>)> {
    let pairs = pairs::read(&request.inner().headers());
    let bytes = |(name, value): (String, String)| (name, value.into_bytes());
    pairs.into_iter().map(bytes).collect()
}

/// Reads the version of TLS that Cloudflare spoke with the sender; nowhere else is one told.
fn tls(request: &JsValue) -> Option<String> {
    let cf = Reflect::get(request, &"cf".into()).ok()?;
    Reflect::get(&cf, &"tlsVersion".into()).ok()?.as_string()
}

/// Reads a call of the API. Without a configuration nobody knows whose address a header tells.
pub(crate) fn api_head(request: &Request, config: Option<&Config>) -> Head {
    match config {
        Some(config) => head(request, config, false),
        None => Head {
            method: request.inner().method(),
            url: request.inner().url(),
            headers: headers(request),
            ..Head::default()
        },
    }
}

/// Turns the gateway's answer into the runtime's.
pub(crate) fn response(answer: Answer) -> Result<Response> {
    reply(answer.into())
}

/// Turns the API's answer into the runtime's.
pub(crate) fn reply(reply: Reply) -> Result<Response> {
    let named = reply.headers.iter();
    let named: Vec<(&str, &str)> = named
        .map(|(name, value)| (&**name, value.as_str()))
        .collect();
    let init = ResponseInit::new();
    init.set_status(reply.status);
    init.set_headers(&pairs::write(&named)?);
    let body = Uint8Array::from(reply.body.as_slice());
    let response = web_sys::Response::new_with_opt_buffer_source_and_init(Some(&body), &init)?;
    Ok(response.into())
}
