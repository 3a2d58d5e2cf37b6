//! The JSON Schema of a user's own scheme, made of the core's list of fields.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value, json};
use waxseal::define::{FIELDS, Field};
use waxseal::scheme::{Algorithm, Kind};

/// Writes the schema of a scheme that is not in the table. What it cannot say
/// (which parts may stand side by side), the core says at construction.
#[must_use]
pub fn own_scheme_schema() -> Value {
    let properties: Map<String, Value> = FIELDS
        .iter()
        .map(|field| (String::from(field.name), property(field)))
        .collect();
    json!({
        "type": "object",
        "description": "A scheme of your own, in the language of the built-in ones.",
        "properties": properties,
        "additionalProperties": false,
        "allOf": [
            where_algorithm(|known| known.is_signature() || known == Algorithm::Token, json!({ "required": ["signature"] }), json!({ "not": { "required": ["signature"] } })),
            where_algorithm(Algorithm::is_signature, json!({ "required": ["message"] }), without(&["message", "timestamp", "unit", "tolerance"])),
            where_algorithm(|known| known.kind() == Kind::Shared, json!(true), without(&["key"])),
            where_algorithm(|known| known == Algorithm::Sha256, says("message", "\\{secret\\}"), json!({ "not": says("message", "\\{secret\\}") })),
            {
                "if": { "anyOf": [
                    says("message", "\\{timestamp\\}"),
                    { "required": ["unit"] },
                    { "required": ["tolerance"] },
                ] },
                "then": { "anyOf": [
                    { "required": ["timestamp"] },
                    says("form", "\\{timestamp\\}"),
                ] },
            },
            { "not": { "allOf": [{ "required": ["timestamp"] }, says("form", "\\{timestamp\\}")] } },
        ],
    })
}

fn property(field: &Field) -> Value {
    let mut property = kind(field);
    if let Value::Object(map) = &mut property {
        map.insert("description".into(), json!(field.summary));
    }
    property
}

fn kind(field: &Field) -> Value {
    let is_list = !field.between.is_empty();
    let word = json!({ "enum": field.words });
    match (field.words.is_empty(), is_list) {
        (false, false) => word,
        (false, true) => {
            let words = field.words.join("|");
            let pattern = format!(r"^\s*(?:{words})(?:\s+(?:{words}))*\s*$");
            json!({ "anyOf": [text(&pattern), list(&word)] })
        }
        (true, true) => json!({ "anyOf": [text(field.pattern), list(&text(field.pattern))] }),
        (true, false) if field.name == "tolerance" => {
            json!({ "anyOf": [text(field.pattern), { "type": "integer", "minimum": 0, "maximum": u32::MAX }] })
        }
        (true, false) => text(field.pattern),
    }
}

fn text(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items, "minItems": 1 })
}

/// Asks for `then` where the algorithm is one of those, else for `otherwise`.
fn where_algorithm(is_one: impl Fn(Algorithm) -> bool, then: Value, otherwise: Value) -> Value {
    let words: Vec<&str> = Algorithm::ALL
        .iter()
        .filter(|known| is_one(**known))
        .map(|known| known.word())
        .collect();
    let mut named = json!({ "properties": { "algorithm": { "enum": words } } });
    // Without the field it is the default.
    if !is_one(Algorithm::HmacSha256)
        && let Value::Object(map) = &mut named
    {
        map.insert("required".into(), json!(["algorithm"]));
    }
    json!({ "if": named, "then": then, "else": otherwise })
}

fn without(names: &[&str]) -> Value {
    let each: Vec<Value> = names
        .iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
    json!({ "not": { "anyOf": each } })
}

/// Holds where a field is there and its text matches.
fn says(field: &str, pattern: &str) -> Value {
    let mut properties = Map::new();
    properties.insert(
        String::from(field),
        json!({ "type": "string", "pattern": pattern }),
    );
    json!({ "required": [field], "properties": properties })
}
