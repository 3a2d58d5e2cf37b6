//! A scheme of the operator's own, as JSON: the fields of [`waxseal::define`].

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::{Map, Value, json};
use waxseal::ConfigError;
use waxseal::define::FIELDS;
use waxseal::schemes;

use super::schema::own_scheme_schema;
use super::table::segment;
use super::value::nearest;

/// Where a mistake stands, below the object, and what it is.
type Wrong = (String, String);

/// The field that may be a number: seconds.
const NUMBER: &str = "tolerance";

/// Checks the shape of every field; what they say, the core checks.
pub(crate) fn check(map: &Map<String, Value>) -> Result<(), Wrong> {
    for (name, value) in map {
        if FIELDS.iter().all(|field| field.name != name) {
            return Err((segment(name), unknown(name)));
        }
        check_value(name, value).map_err(|(at, why)| (format!("{}{at}", segment(name)), why))?;
    }
    Ok(())
}

fn unknown(name: &str) -> String {
    let known = FIELDS.iter().map(|field| field.name);
    match nearest(name, known.clone()) {
        Some(near) => format!("is unknown; did you mean {near:?}?"),
        None => format!(
            "is unknown; known here are {}",
            known.collect::<Vec<_>>().join(", ")
        ),
    }
}

fn check_value(name: &str, value: &Value) -> Result<(), Wrong> {
    let here = |why: &str| Err((String::new(), why.to_string()));
    match (value, between(name)) {
        (Value::String(_), _) => Ok(()),
        (Value::Number(number), _) if name == NUMBER => match number.as_u64() {
            Some(_) => Ok(()),
            None => here("must be whole seconds, or a text such as \"600/300\""),
        },
        (Value::Array(items), Some(_)) => {
            let wrong = items.iter().position(|item| !item.is_string());
            match wrong {
                Some(position) => Err((format!("/{position}"), "must be a text".into())),
                None => Ok(()),
            }
        }
        (_, Some(_)) => here("must be a text or a list of texts"),
        (_, None) => here("must be a text"),
    }
}

/// What joins the elements of a field that may be a list.
fn between(name: &str) -> Option<&'static str> {
    let field = FIELDS.iter().find(|field| field.name == name)?;
    Some(field.between).filter(|between| !between.is_empty())
}

/// Returns the fields as the core takes them; nothing if the shape is wrong.
pub(crate) fn fields(map: &Map<String, Value>) -> Option<Vec<(&str, Cow<'_, str>)>> {
    check(map).ok()?;
    map.iter()
        .map(|(name, value)| Some((name.as_str(), text(name, value)?)))
        .collect()
}

fn text<'v>(name: &str, value: &'v Value) -> Option<Cow<'v, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            Some(Cow::Owned(items.join(between(name)?)))
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

/// Splits what the core says of a definition: the path of the field, and the sentence.
pub(crate) fn split(error: &ConfigError) -> (&str, &str) {
    let detail = error.detail();
    let split = detail
        .split_once(": ")
        .filter(|(path, _)| path.starts_with('/'));
    split.unwrap_or(("", detail))
}

/// Writes the schema of a source's scheme: an id, or an object of these fields.
pub(crate) fn schema() -> Value {
    let ids: Vec<&str> = schemes::ids().collect();
    json!({ "anyOf": [
        { "description": "The id of a scheme: docs/schemes.md lists all.", "enum": ids },
        own_scheme_schema(),
    ] })
}
