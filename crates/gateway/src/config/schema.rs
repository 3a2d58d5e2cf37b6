//! The JSON Schema (draft 2020-12) of the configuration, made of the tables that check it.

mod own;

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value, json};

use super::origin::conditions;
use super::table::{Kind, Table};
use super::{ROOT, own_scheme};

pub use own::own_scheme_schema;

/// Writes the schema for editors.
#[must_use]
pub fn schema() -> Value {
    let mut schema = object(&ROOT);
    if let Value::Object(map) = &mut schema {
        map.insert(
            "$schema".into(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        map.insert("title".into(), json!("waxseal.jsonc"));
    }
    schema
}

fn object(table: &Table) -> Value {
    let mut properties = Map::new();
    for field in table.fields {
        let mut property = kind(field.kind);
        if let Value::Object(map) = &mut property {
            map.insert("description".into(), json!(field.doc));
        }
        properties.insert(String::from(field.name), property);
    }
    let (either, required): (Vec<&str>, Vec<&str>) =
        table.required.iter().partition(|name| name.contains('|'));
    let mut object = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    let either: Vec<Value> = either
        .iter()
        .map(|names| {
            let each = names.split('|').map(|name| json!({ "required": [name] }));
            json!({ "anyOf": each.collect::<Vec<_>>() })
        })
        .collect();
    if let (Value::Object(map), false) = (&mut object, either.is_empty()) {
        map.insert("allOf".into(), json!(either));
    }
    object
}

fn kind(kind: Kind) -> Value {
    let text = || json!({ "type": "string" });
    let duration = || json!({ "type": "string", "pattern": "^[0-9]+(ms|s|m|h|d)$" });
    match kind {
        Kind::Text => text(),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Duration => duration(),
        Kind::Size => json!({ "type": "string", "pattern": "^[0-9]+(B|KB|MB)$" }),
        Kind::Number(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Texts => json!({ "type": "array", "items": text() }),
        Kind::TextOrTexts => json!({ "anyOf": [text(), { "type": "array", "items": text() }] }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Choices(words) => {
            json!({ "type": "array", "items": { "enum": words }, "minItems": 1 })
        }
        Kind::Retry(words) => {
            json!({ "anyOf": [{ "enum": words }, { "type": "array", "items": duration() }] })
        }
        Kind::Tolerance => json!({ "anyOf": [duration(), {
            "type": "object",
            "properties": { "past": duration(), "future": duration() },
            "required": ["past", "future"],
            "additionalProperties": false,
        }] }),
        Kind::Scheme => own_scheme::schema(),
        Kind::TextMap => json!({ "type": "object", "additionalProperties": text() }),
        Kind::Conditions => conditions::schema(),
        Kind::Objects(table) => json!({ "type": "object", "additionalProperties": object(table) }),
    }
}
