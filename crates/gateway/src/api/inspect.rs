//! The way from a captured request into the inspector: all of it in a link's fragment, which no
//! browser sends to anybody.

use alloc::format;
use alloc::string::{String, ToString as _};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use serde_json::{Map, Value, json};

use crate::config::Source;
use crate::control::message::{CaptureView, ContentView, RequestView};

/// The version of what stands in a fragment.
const VERSION: u32 = 1;

/// Writes a capture, each request with its link. `source` is none if the configuration has it no more.
pub(super) fn linked(capture: &CaptureView, source: Option<&Source>) -> Value {
    let mut shown = json!(capture);
    let requests = shown.get_mut("requests").and_then(Value::as_array_mut);
    for (shown, request) in requests.into_iter().flatten().zip(&capture.requests) {
        if let (Value::Object(shown), Some(content)) = (shown, &request.content) {
            shown.insert("inspect".into(), json!(link(request, content, source)));
        }
    }
    shown
}

/// Writes the path. Scheme and options are those of the configuration as it is now.
fn link(request: &RequestView, content: &ContentView, source: Option<&Source>) -> String {
    let mut fragment = Map::from_iter([
        ("v".into(), json!(VERSION)),
        ("method".into(), json!(request.method)),
        ("url".into(), json!(request.url)),
        ("headers".into(), json!(content.headers)),
        ("body".into(), json!(content.body)),
        ("now".into(), json!(request.at)),
        ("code".into(), json!(request.code)),
        ("from".into(), json!("capture")),
    ]);
    if content.is_cut || content.is_masked {
        fragment.insert("isCut".into(), json!(true));
    }
    if let Some(sight) = source.map(|source| &source.sight) {
        fragment.extend(sight.scheme.iter().map(|it| ("scheme".into(), json!(it))));
        fragment.insert("options".into(), Value::Object(sight.options.clone()));
    }
    let text = Value::Object(fragment).to_string();
    format!("/inspect#request={}", BASE64URL.encode(text))
}
