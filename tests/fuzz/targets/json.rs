//! The JSON scanner beside serde_json.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal::Pointer;
use waxseal::scan::{ScanError, Scanner, Value};
use waxseal_fuzz::{split_at_first, text};

fuzz_target!(|bytes: &[u8]| {
    let (path, json) = split_at_first(bytes, b'\n');
    let Some(pointer) = Pointer::parse(text(path)) else {
        return;
    };
    let is_list = pointer.tokens().iter().any(|token| token == "*");
    let pointers = [pointer];
    let ours = scan(&pointers, json, json.len().max(1));
    for piece in [1, 3] {
        assert_eq!(
            scan(&pointers, json, piece),
            ours,
            "cut every {piece} bytes"
        );
    }
    // As in JSON.parse's callers: a byte order mark before the text is none of it.
    let plain = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let theirs = serde_json::from_slice::<serde_json::Value>(plain);
    match (&ours, &theirs) {
        // Half surrogate pairs are JSON to JSON.parse and to us.
        (Ok(_), Err(error)) => assert!(
            plain
                .windows(3)
                .any(|three| three.eq_ignore_ascii_case(b"\\ud")),
            "serde_json: {error}"
        ),
        (Err(ScanError::TooDeep { .. }), _) | (Err(_), Err(_)) => {}
        (Err(error), Ok(_)) => panic!("refused: {error:?}"),
        (Ok(values), Ok(json)) if !is_list => {
            let theirs = json.pointer(text(path)).and_then(scalar);
            let ours = values.first().cloned().flatten();
            let is_long = theirs
                .as_ref()
                .is_some_and(|(_, text)| text.len() > waxseal::limits::FIELD_BYTES);
            if !is_long {
                assert_eq!(ours.map(|value| spelled(&value)), theirs);
            }
        }
        (Ok(_), Ok(_)) => {}
    }
});

fn scan(pointers: &[Pointer], json: &[u8], piece: usize) -> Result<Vec<Option<Value>>, ScanError> {
    let mut scanner = Scanner::new(pointers);
    json.chunks(piece).for_each(|piece| scanner.feed(piece));
    scanner.finish()
}

fn spelled(value: &Value) -> (&'static str, String) {
    match value {
        Value::Text(text) => ("text", text.clone()),
        Value::Number(text) => ("number", with_sign(text)),
        Value::Bool(is) => ("bool", is.to_string()),
        Value::Null => ("null", String::new()),
    }
}

/// A number as serde_json writes it: the exponent behind a small letter and a
/// sign. Ours stays as it was received.
fn with_sign(number: &str) -> String {
    let small = number.replace('E', "e");
    match small.split_once('e') {
        Some((_, exponent)) if exponent.starts_with(['+', '-']) => small,
        Some((before, exponent)) => format!("{before}e+{exponent}"),
        None => small,
    }
}

fn scalar(value: &serde_json::Value) -> Option<(&'static str, String)> {
    Some(match value {
        serde_json::Value::String(text) => ("text", text.clone()),
        serde_json::Value::Number(number) => ("number", number.to_string()),
        serde_json::Value::Bool(is) => ("bool", is.to_string()),
        serde_json::Value::Null => ("null", String::new()),
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => return None,
    })
}
