//! Reads `"where"`: conditions by JSON pointer.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::cmp::Ordering;

use serde_json::{Map, Number, Value, json};
use waxseal_events::{Pointer, decimal};

use crate::config::table::segment;
use crate::filter::{Condition, Scalar, Test};
use crate::limits;

/// A mistake: the rest of its path, and what is wrong there.
type Wrong = (String, String);

const KNOWN: [&str; 4] = ["min", "max", "not", "exists"];

/// Digits that a floating-point number of the configuration keeps exactly
/// (IEEE 754 binary64: 15 whatever the number).
const EXACT_DIGITS: usize = 15;

/// Reads all conditions of an origin.
///
/// # Errors
/// The first mistake.
pub(crate) fn read(map: &Map<String, Value>) -> Result<Vec<Condition>, Wrong> {
    if map.is_empty() {
        return here("has no condition");
    }
    if map.len() > limits::CONDITIONS {
        return here(&format!(
            "has {} conditions; {} is the most",
            map.len(),
            limits::CONDITIONS
        ));
    }
    map.iter()
        .map(|(pointer, value)| {
            let below = |(at, detail)| (format!("{}{at}", segment(pointer)), detail);
            let at = Pointer::parse(pointer).map_err(|wrong| {
                let detail = format!("must be a JSON pointer such as /data/currency; it {wrong}");
                below((String::new(), detail))
            })?;
            let tests = tests(value).map_err(below)?;
            Ok(Condition { at, tests })
        })
        .collect()
}

fn here<T>(detail: &str) -> Result<T, Wrong> {
    Err((String::new(), detail.to_owned()))
}

fn tests(value: &Value) -> Result<Vec<Test>, Wrong> {
    let Value::Object(map) = value else {
        return Ok(alloc::vec![Test::OneOf(scalars(value)?)]);
    };
    if map.is_empty() {
        return here("has no condition; known here are min, max, not, exists");
    }
    let mut tests = Vec::with_capacity(map.len());
    for (name, value) in map {
        let test =
            test(name, value).map_err(|(at, detail)| (format!("{}{at}", segment(name)), detail))?;
        tests.push(test);
    }
    check_together(&tests)?;
    Ok(tests)
}

fn test(name: &str, value: &Value) -> Result<Test, Wrong> {
    match (name, value) {
        ("min", Value::Number(least)) => number(least).map(Test::Min),
        ("max", Value::Number(most)) => number(most).map(Test::Max),
        ("min" | "max", _) => here("must be a number"),
        ("not", _) => scalars(value).map(Test::NoneOf),
        ("exists", Value::Bool(flag)) => Ok(Test::Exists(*flag)),
        ("exists", _) => here("must be true or false"),
        _ => here(&format!("is unknown; known here are {}", KNOWN.join(", "))),
    }
}

/// Refuses what no event can meet.
fn check_together(tests: &[Test]) -> Result<(), Wrong> {
    let is_absent = tests.iter().any(|test| matches!(test, Test::Exists(false)));
    if is_absent && tests.len() > 1 {
        return here("asks for a value that is absent and for more: no event has that");
    }
    let bound = |wanted: fn(&Test) -> Option<&String>| tests.iter().find_map(wanted);
    let least = bound(|test| match test {
        Test::Min(least) => Some(least),
        Test::Max(_) | Test::OneOf(_) | Test::NoneOf(_) | Test::Exists(_) => None,
    });
    let most = bound(|test| match test {
        Test::Max(most) => Some(most),
        Test::Min(_) | Test::OneOf(_) | Test::NoneOf(_) | Test::Exists(_) => None,
    });
    match least.zip(most) {
        Some((least, most)) if decimal::compare(least, most) == Some(Ordering::Greater) => {
            here("has a min above its max: no event has that")
        }
        _ => Ok(()),
    }
}

fn scalars(value: &Value) -> Result<Vec<Scalar>, Wrong> {
    let Value::Array(items) = value else {
        return Ok(alloc::vec![scalar(value)?]);
    };
    if items.is_empty() || items.len() > limits::CONDITION_VALUES {
        return here(&format!(
            "must name 1 to {} values",
            limits::CONDITION_VALUES
        ));
    }
    let each = items.iter().enumerate().map(|(position, item)| {
        scalar(item).map_err(|(at, detail)| (format!("/{position}{at}"), detail))
    });
    each.collect()
}

fn scalar(value: &Value) -> Result<Scalar, Wrong> {
    match value {
        Value::Null => Ok(Scalar::Null),
        Value::Bool(flag) => Ok(Scalar::Bool(*flag)),
        Value::Number(value) => number(value).map(Scalar::Number),
        Value::String(text) => Ok(Scalar::Text(text.clone())),
        Value::Array(_) | Value::Object(_) => {
            here("must be a text, a number, true, false or null, or a list of these")
        }
    }
}

/// Takes a number as it is written, as far as its reader kept it so.
fn number(value: &Number) -> Result<String, Wrong> {
    let text = value.to_string();
    if value.is_f64() {
        let digits = text.split(['e', 'E']).next().unwrap_or_default();
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        let count = digits.trim_matches('0').len();
        if count > EXACT_DIGITS {
            return here(&format!(
                "has more digits than are kept exactly; {EXACT_DIGITS} is the most"
            ));
        }
    }
    Ok(text)
}

/// Writes the JSON Schema.
pub(crate) fn schema() -> Value {
    let scalar = json!({ "type": ["string", "number", "boolean", "null"] });
    let scalars = json!({ "anyOf": [
        scalar,
        { "type": "array", "items": scalar, "minItems": 1, "maxItems": limits::CONDITION_VALUES },
    ] });
    json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": limits::CONDITIONS,
        "propertyNames": { "pattern": "^/" },
        "additionalProperties": { "anyOf": [
            scalars,
            {
                "type": "object",
                "minProperties": 1,
                "properties": {
                    "min": { "type": "number" },
                    "max": { "type": "number" },
                    "not": scalars,
                    "exists": { "type": "boolean" },
                },
                "additionalProperties": false,
            },
        ] },
    })
}
