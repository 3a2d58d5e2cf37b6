//! Calls from the Worker to an object, bounded in time.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use waxseal::Code;
use waxseal_gateway::config::Config;
use waxseal_gateway::fault::Fault;
use worker::{Env, Method, ObjectNamespace, Request, RequestInit, Response};

use crate::race::within;
use crate::settings::settings;

const BINDING: &str = "LEDGER";

/// Posts `message` to the object `shard` as `verb`, and waits `budget_millis` at most.
///
/// After a fault it is unknown whether the object committed.
pub(crate) async fn ask(
    env: &Env,
    shard: &str,
    verb: &str,
    message: &[u8],
    budget_millis: u64,
) -> Result<Vec<u8>, Fault> {
    ask_object(env, BINDING, shard, verb, message, budget_millis).await
}

/// Posts `message` to the object `name` of a binding as `verb`, and waits `budget_millis` at most.
pub(crate) async fn ask_object(
    env: &Env,
    binding: &str,
    name: &str,
    verb: &str,
    message: &[u8],
    budget_millis: u64,
) -> Result<Vec<u8>, Fault> {
    within(budget_millis, exchange(env, binding, name, verb, message))
        .await
        .unwrap_or_else(|| Err(Fault::unavailable(format!("{binding} took too long"))))
}

async fn exchange(
    env: &Env,
    binding: &str,
    name: &str,
    verb: &str,
    message: &[u8],
) -> Result<Vec<u8>, Fault> {
    let mut response = send(env, binding, name, verb, message)
        .await
        .map_err(|error| fault(&error))?;
    let bytes = response.bytes().await.map_err(|error| fault(&error))?;
    match response.status_code() {
        200 => Ok(bytes),
        status => Err(refused(binding, verb, status, &bytes)),
    }
}

/// Reads what the object gave instead of an answer: the code of its fault.
fn refused(binding: &str, verb: &str, status: u16, body: &[u8]) -> Fault {
    let detail = format!("{binding} answered {status} to {verb}");
    if body == Code::StoreOverloaded.as_str().as_bytes() {
        Fault::overloaded(detail)
    } else if body == Code::Internal.as_str().as_bytes() {
        Fault::internal(detail)
    } else {
        Fault::unavailable(detail)
    }
}

async fn send(
    env: &Env,
    binding: &str,
    name: &str,
    verb: &str,
    message: &[u8],
) -> worker::Result<Response> {
    let stub = namespace(env, binding)?.get_by_name(name)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_body(Some(Uint8Array::from(message).into()));
    // The host part never leaves the platform; only the path is read.
    let request = Request::new_with_init(&format!("https://object/{verb}"), &init)?;
    stub.fetch_with_request(request).await
}

#[wasm_bindgen]
extern "C" {
    type Restrictable;

    #[wasm_bindgen(method, catch)]
    fn jurisdiction(this: &Restrictable, name: &str) -> Result<JsValue, JsValue>;
}

/// Returns a binding's objects, in the jurisdiction that the configuration names. Where the
/// platform has none, every call fails: data never stands where it must not.
fn namespace(env: &Env, binding: &str) -> worker::Result<ObjectNamespace> {
    let namespace = env.durable_object(binding)?;
    let config = settings(env).as_ref().ok();
    match config.and_then(Config::jurisdiction) {
        None => Ok(namespace),
        Some(name) => {
            let all: &Restrictable = namespace.as_ref().unchecked_ref();
            Ok(all.jurisdiction(name)?.unchecked_into())
        }
    }
}

/// Keeps apart what asking again at once would make worse.
fn fault(error: &worker::Error) -> Fault {
    if let worker::Error::UnknownJsError { original, .. } = error
        && Reflect::get(original, &JsValue::from_str("overloaded")).is_ok_and(|it| it.is_truthy())
    {
        return Fault::overloaded(error.to_string());
    }
    Fault::unavailable(error.to_string())
}
