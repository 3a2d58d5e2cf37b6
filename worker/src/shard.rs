//! Calls from the Worker to a ledger object, bounded in time.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use worker::{Env, Method, Request, RequestInit};

use crate::race::within;

const BINDING: &str = "LEDGER";

/// Why the ledger gave no answer. Whether it committed is unknown to the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LedgerFault {
    /// No answer in the budget, an error, or a status other than 200.
    Unavailable,
    /// The runtime sheds load: asking again at once makes it worse.
    Overloaded,
}

/// Asks the object `shard` for `verb` with `message`, and waits `budget_ms` at most.
pub(crate) async fn ask(
    env: &Env,
    shard: &str,
    verb: &str,
    message: &[u8],
    budget_ms: u32,
) -> Result<Vec<u8>, LedgerFault> {
    within(budget_ms, exchange(env, shard, verb, message))
        .await
        .unwrap_or(Err(LedgerFault::Unavailable))
}

async fn exchange(env: &Env, shard: &str, verb: &str, message: &[u8]) -> Result<Vec<u8>, LedgerFault> {
    let mut response = send(env, shard, verb, message).await.map_err(|error| fault(&error))?;
    if response.status_code() != 200 {
        return Err(LedgerFault::Unavailable);
    }
    response.bytes().await.map_err(|error| fault(&error))
}

async fn send(env: &Env, shard: &str, verb: &str, message: &[u8]) -> worker::Result<worker::Response> {
    let stub = env.durable_object(BINDING)?.get_by_name(shard)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_body(Some(Uint8Array::from(message).into()));
    // The host part never leaves the platform; only the path is read.
    let request = Request::new_with_init(&format!("https://ledger/{verb}"), &init)?;
    stub.fetch_with_request(request).await
}

fn fault(error: &worker::Error) -> LedgerFault {
    let worker::Error::UnknownJsError { original, .. } = error else {
        return LedgerFault::Unavailable;
    };
    let overloaded = js_sys::Reflect::get(original, &JsValue::from_str("overloaded"))
        .is_ok_and(|value| value.is_truthy());
    if overloaded { LedgerFault::Overloaded } else { LedgerFault::Unavailable }
}
