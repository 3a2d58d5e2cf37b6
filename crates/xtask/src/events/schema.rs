//! JSON Schemas (draft 2020-12).

use serde_json::{Map, Value, json};
use waxseal_events::catalog::{Catalog, Event, Field, Need};
use waxseal_events::{Amounts, Currency, Kind, limits};

use super::tree::{self, Node};

/// The schema of currencies, which the others refer to.
pub(super) const CURRENCY: &str = "currency.schema.json";

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const BASE: &str = "https://raw.githubusercontent.com/waxseal/waxseal/main/docs/events";

/// Writes the schema of currencies.
pub(super) fn currency() -> String {
    let codes: Vec<&str> = Currency::all()
        .filter(|currency| currency.exponent().is_some())
        .map(Currency::code)
        .collect();
    write(&json!({
        "$schema": DRAFT,
        "$id": format!("{BASE}/{CURRENCY}"),
        "title": "Currency",
        "description": "The active codes of ISO 4217 that have a minor unit.",
        "enum": codes,
    }))
}

/// Writes the schema of one type.
pub(super) fn event(catalog: &'static Catalog, event: &'static Event) -> String {
    let members = tree::members(catalog, event);
    let mut schema = object(&members, event.name, catalog);
    put(&mut schema, "$schema", json!(DRAFT));
    put(
        &mut schema,
        "$id",
        json!(format!("{BASE}/{}", super::path(catalog, event))),
    );
    put(
        &mut schema,
        "title",
        json!(format!("{}: {}", catalog.title, super::name(event))),
    );
    put(&mut schema, "description", json!(event.about));
    let example = tree::example(catalog, event).map(|text| serde_json::from_str::<Value>(&text));
    if let Some(Ok(example)) = example {
        put(&mut schema, "examples", json!([example]));
    }
    if members.is_empty() {
        concepts(&mut schema, catalog, event);
    }
    write(&Value::Object(schema))
}

/// Fields whose place the vendor does not name: to be referred to from the
/// places that they have for this user.
fn concepts(schema: &mut Map<String, Value>, catalog: &'static Catalog, event: &'static Event) {
    let mut concepts = Map::new();
    for field in catalog.fields(Some(event)) {
        let value = described(field, kind(field.kind, catalog));
        concepts.insert(field.name.to_owned(), value);
    }
    put(schema, "$defs", Value::Object(concepts));
    put(
        schema,
        "$comment",
        json!(
            "The vendor names no JSON fields. Refer to these concepts from the places that they have in your payloads."
        ),
    );
}

fn object(members: &[Node], event_type: &str, catalog: &'static Catalog) -> Map<String, Value> {
    let mut schema = Map::new();
    put(&mut schema, "type", json!("object"));
    let mut properties = Map::new();
    let mut required = Vec::new();
    for node in members {
        let is_type = node.name == "type" && node.field.name == "type";
        let own = if is_type {
            json!({ "const": event_type })
        } else if node.members.is_empty() {
            kind(node.field.kind, catalog)
        } else {
            Value::Object(object(&node.members, event_type, catalog))
        };
        let own = match node.field.need {
            Need::Required => {
                required.push(node.name);
                own
            }
            Need::Optional => json!({ "anyOf": [own, { "type": "null" }] }),
        };
        properties.insert(node.name.to_owned(), described(node.field, own));
    }
    if !properties.is_empty() {
        put(&mut schema, "properties", Value::Object(properties));
    }
    if !required.is_empty() {
        put(&mut schema, "required", json!(required));
    }
    schema
}

fn kind(kind: Kind, catalog: &Catalog) -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    let integer =
        |most: i64| json!({ "type": "integer", "minimum": -limits::SAFE_INTEGER, "maximum": most });
    match kind {
        Kind::Text => text,
        Kind::Id => json!({ "anyOf": [text, integer(limits::SAFE_INTEGER)] }),
        Kind::Object => json!({ "type": "object" }),
        Kind::Any => json!({ "not": { "type": "null" } }),
        Kind::Minor | Kind::Amount => integer(limits::SAFE_INTEGER),
        Kind::Reversal => integer(-1),
        Kind::Currency => json!({ "$ref": format!("../{CURRENCY}") }),
        Kind::Time => json!({
            "type": "string",
            "format": "date-time",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
        }),
        Kind::Version => version(catalog.versions),
        Kind::Flag => json!({ "type": "boolean" }),
    }
}

/// The major versions that the catalog lists, or any.
fn version(versions: &[&str]) -> Value {
    if versions.is_empty() {
        return json!({ "anyOf": [
            { "type": "string", "pattern": "^[!-~]{1,64}$" },
            { "type": "number" },
        ] });
    }
    let numbers: Vec<Value> = versions
        .iter()
        .filter_map(|text| text.parse::<u32>().ok())
        .map(|major| json!({ "type": "number", "minimum": major, "exclusiveMaximum": major + 1 }))
        .collect();
    let pattern = format!("^v?({})(\\.[0-9]{{1,9}}){{0,2}}$", versions.join("|"));
    let mut forms = vec![json!({ "type": "string", "pattern": pattern })];
    forms.extend(numbers);
    json!({ "anyOf": forms })
}

fn described(field: &Field, mut schema: Value) -> Value {
    let about = format!(
        "{} Expected: {}.",
        field.about,
        field.kind.expected(Amounts::Minor)
    );
    if let Value::Object(map) = &mut schema {
        put(map, "description", json!(about));
    }
    schema
}

fn put(map: &mut Map<String, Value>, name: &str, value: Value) {
    map.insert(name.to_owned(), value);
}

fn write(schema: &Value) -> String {
    format!("{schema:#}\n")
}
