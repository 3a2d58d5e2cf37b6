//! One call to an origin: bounded in time and in what is kept of the answer.

use std::borrow::Cow;

use core::pin::pin;
use core::time::Duration;

use futures_util::future::{Either, select};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use waxseal::UnixMillis;
use waxseal_gateway::forward::{Call, Outgoing};
use waxseal_gateway::limits::RESPONSE_KEPT_BYTES;
use waxseal_gateway::outcome::Outcome;
use web_sys::{
    AbortController, Request, RequestInit, RequestRedirect, Response, WorkerGlobalScope,
};
use worker::Delay;

use crate::stream::read_response;
use crate::{host, pairs};

/// Sends `call` and says what became of it; never fails, never takes longer than its timeout.
///
/// The timer starts here, with the call, so at most as many calls may run as there are
/// connections; one that waits for a connection would time out without having been sent.
pub(crate) async fn send(call: &Call) -> Outcome {
    let started = host::now();
    let Ok(controller) = AbortController::new() else {
        return Outcome::network("the host has no AbortController", 0);
    };
    let exchange = pin!(exchange(&call.request, &controller));
    let timer = pin!(Delay::from(Duration::from_millis(call.timeout_millis)));
    let result = select(exchange, timer).await;
    let duration_millis = elapsed(started);
    match result {
        Either::Left((Ok(seen), _)) => {
            call.answered(seen.status, seen.retry_after, &seen.body, duration_millis)
        }
        Either::Left((Err(thrown), _)) => call.failed(&message(&thrown), duration_millis),
        Either::Right(((), _)) => {
            controller.abort();
            Outcome::timeout(duration_millis)
        }
    }
}

struct Seen {
    status: u16,
    retry_after: Option<String>,
    body: Vec<u8>,
}

async fn exchange(outgoing: &Outgoing, controller: &AbortController) -> Result<Seen, JsValue> {
    let request = build(outgoing, controller)?;
    let global: WorkerGlobalScope = js_sys::global().unchecked_into();
    let response: Response = JsFuture::from(global.fetch_with_request(&request))
        .await?
        .dyn_into()?;
    let retry_after = response.headers().get("retry-after")?;
    // The status stands once the headers are here: a body that breaks off does not change it.
    let body = match read_response(&response, RESPONSE_KEPT_BYTES).await {
        Ok(capped) => capped.into_bytes(),
        Err(_) => Vec::new(),
    };
    Ok(Seen {
        status: response.status(),
        retry_after,
        body,
    })
}

fn build(outgoing: &Outgoing, controller: &AbortController) -> Result<Request, JsValue> {
    let named = outgoing.headers.iter();
    let headers: Vec<(&str, Cow<'_, str>)> = named
        .map(|(name, value)| (name.as_str(), decode(value)))
        .collect();
    let init = RequestInit::new();
    init.set_method(outgoing.method);
    init.set_headers(&pairs::write(&headers)?);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&controller.signal()));
    if outgoing.has_body() {
        init.set_body(&Uint8Array::from(outgoing.body.as_ref()));
    }
    Request::new_with_str_and_init(&outgoing.url, &init)
}

/// The gateway's header values hold one byte per character; the runtime writes text as UTF-8.
fn decode(value: &str) -> Cow<'_, str> {
    if value.is_ascii() {
        return Cow::Borrowed(value);
    }
    let bytes: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.map_or(Cow::Borrowed(value), Cow::Owned)
}

fn elapsed(started: UnixMillis) -> u64 {
    u64::try_from(host::now().0.saturating_sub(started.0)).unwrap_or(0)
}

/// The runtime's words for a failed connection. They hold no header and no body of ours; what
/// they say of the URL, [`Call::failed`] takes out.
fn message(thrown: &JsValue) -> String {
    thrown.dyn_ref::<js_sys::Error>().map_or_else(
        || "network error".into(),
        |error| String::from(error.message()),
    )
}
