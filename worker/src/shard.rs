//! Calls from the Worker to an object, bounded in time.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use waxseal::Code;
use waxseal_gateway::config::Config;
use waxseal_gateway::fault::Fault;
use web_sys::{RequestInit, Response};
use worker::Env;

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
    let (status, bytes) = send(env, binding, name, verb, message)
        .await
        .map_err(|thrown| fault(&thrown))?;
    match status {
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

#[wasm_bindgen]
extern "C" {
    type Namespace;

    #[wasm_bindgen(method, catch)]
    fn jurisdiction(this: &Namespace, name: &str) -> Result<Namespace, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &Namespace, name: &str) -> Result<Stub, JsValue>;

    type Stub;

    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Stub, url: &str, init: &RequestInit) -> Result<Promise, JsValue>;
}

/// The `worker` crate would read the answer through a stream, in four steps.
async fn send(
    env: &Env,
    binding: &str,
    name: &str,
    verb: &str,
    message: &[u8],
) -> Result<(u16, Vec<u8>), JsValue> {
    let stub = namespace(env, binding)?.get_by_name(name)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&Uint8Array::from(message));
    // The host part never leaves the platform; only the path is read.
    let answer = stub.fetch(&format!("https://object/{verb}"), &init)?;
    let response: Response = JsFuture::from(answer).await?.dyn_into()?;
    let body = JsFuture::from(response.array_buffer()?).await?;
    Ok((response.status(), Uint8Array::new(&body).to_vec()))
}

/// Returns a binding's objects, in the jurisdiction that the configuration names. Where the
/// platform has none, every call fails: data never stands where it must not.
fn namespace(env: &Env, binding: &str) -> Result<Namespace, JsValue> {
    let bound = Reflect::get(env, &binding.into())?;
    if !bound.is_object() {
        return Err(js_sys::Error::new(&format!("no binding {binding}")).into());
    }
    let all: Namespace = bound.unchecked_into();
    let config = settings(env).as_ref().ok();
    match config.and_then(Config::jurisdiction) {
        None => Ok(all),
        Some(name) => all.jurisdiction(name),
    }
}

/// Keeps apart what asking again at once would make worse.
fn fault(thrown: &JsValue) -> Fault {
    let detail = match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{thrown:?}"),
    };
    let overloaded = Reflect::get(thrown, &"overloaded".into());
    if overloaded.is_ok_and(|it| it.is_truthy()) {
        return Fault::overloaded(detail);
    }
    Fault::unavailable(detail)
}
