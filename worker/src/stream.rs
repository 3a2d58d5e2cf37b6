//! Reading a body with a hard cap, and letting go of the rest.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, ReadableStream, ReadableStreamDefaultReader, Request, Response};

/// What a capped read gave.
#[derive(Debug)]
pub(crate) enum Capped {
    /// The whole body.
    Whole(Vec<u8>),
    /// The first `cap` bytes of a longer body; the rest was cancelled.
    Cut(Vec<u8>),
}

impl Capped {
    /// Takes the bytes, whole or cut.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Whole(bytes) | Self::Cut(bytes) => bytes,
        }
    }
}

/// Reads a request's body, at most `cap` bytes of it.
///
/// Where the sender said how long it is, the runtime holds it to that, and reads it at once.
pub(crate) async fn read_request(request: &Request, cap: usize) -> Result<Capped, JsValue> {
    if is_within(&request.headers(), cap)? {
        return whole(request.array_buffer()?).await;
    }
    read_capped(request.body(), cap).await
}

/// Says whether a message is known to have `cap` bytes or less. A length beside a transfer coding
/// is nobody's word: the runtime goes by the coding (RFC 9112 section 6.3) and shows both.
fn is_within(headers: &Headers, cap: usize) -> Result<bool, JsValue> {
    let length = headers.get("content-length")?;
    let length = length.and_then(|text| text.parse::<usize>().ok());
    Ok(length.is_some_and(|length| length <= cap) && headers.get("transfer-encoding")?.is_none())
}

/// Reads a response's body, at most `cap` bytes of it.
pub(crate) async fn read_response(response: &Response, cap: usize) -> Result<Capped, JsValue> {
    let headers = response.headers();
    // What was compressed is longer than it says.
    if is_within(&headers, cap)? && headers.get("content-encoding")?.is_none() {
        return whole(response.array_buffer()?).await;
    }
    read_capped(response.body(), cap).await
}

async fn whole(bytes: Promise) -> Result<Capped, JsValue> {
    let buffer = JsFuture::from(bytes).await?;
    Ok(Capped::Whole(Uint8Array::new(&buffer).to_vec()))
}

/// Reads at most `cap` bytes of `stream`; an absent stream is an empty body.
///
/// Fails when the peer breaks off. Never holds more than `cap` and one chunk.
async fn read_capped(stream: Option<ReadableStream>, cap: usize) -> Result<Capped, JsValue> {
    let mut bytes = Vec::new();
    let Some(stream) = stream else {
        return Ok(Capped::Whole(bytes));
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into()?;
    loop {
        let step = JsFuture::from(reader.read()).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(Capped::Whole(bytes));
        }
        let chunk: Uint8Array = Reflect::get(&step, &"value".into())?.dyn_into()?;
        let chunk = chunk.to_vec();
        let room = cap.saturating_sub(bytes.len());
        match chunk.get(..room) {
            Some(part) if part.len() < chunk.len() => {
                bytes.extend_from_slice(part);
                cancel(&reader);
                return Ok(Capped::Cut(bytes));
            }
            _ => bytes.extend_from_slice(&chunk),
        }
    }
}

/// Tells the peer that the rest is not wanted; nobody waits for its answer.
fn cancel(reader: &ReadableStreamDefaultReader) {
    let promise = reader.cancel();
    wasm_bindgen_futures::spawn_local(async move {
        let _ = JsFuture::from(promise).await;
    });
}
