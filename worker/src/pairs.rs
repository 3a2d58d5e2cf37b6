//! Headers between the runtime and Rust, as one JSON text: a call across the border for each name
//! and each value costs more than all of them together.

use js_sys::{Array, JSON};
use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::Headers;

/// Reads all headers. The runtime joins repeated ones with ", ".
pub(crate) fn read(headers: &Headers) -> Vec<(String, String)> {
    let pairs: JsValue = Array::from(headers).into();
    JSON::stringify(&pairs)
        .ok()
        .and_then(|text| serde_json::from_str(&String::from(text)).ok())
        .unwrap_or_default()
}

/// Writes pairs as what `new Headers` takes.
pub(crate) fn write<V: Serialize>(pairs: &[(&str, V)]) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(pairs).unwrap_or_default();
    JSON::parse(&text)
}
