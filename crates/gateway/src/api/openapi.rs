//! The OpenAPI 3.1 document, made of the routes' table.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value, json};
use waxseal::Code;

use super::refusal::CODES;
use super::route::{ROUTES, Route, Token, names};
use super::schema;
use super::shape::Named;

/// Writes the document.
#[must_use]
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = path {
            methods.insert(route.method.to_ascii_lowercase(), operation(route));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "waxseal",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The event log, the delivery log, and orders to them. Moments are Unix milliseconds. HEAD works where GET does. No answer may be cached.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "read": { "type": "http", "scheme": "bearer", "description": "WAXSEAL_READ_TOKEN or WAXSEAL_ADMIN_TOKEN" },
                "admin": { "type": "http", "scheme": "bearer", "description": "WAXSEAL_ADMIN_TOKEN. Each call stands in the audit list" },
            },
            "schemas": schemas(),
        },
    })
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": route.verb,
        "summary": route.summary,
        "security": match route.token {
            Token::Nobody | Token::Signature => json!([]),
            Token::Read => json!([{ "read": [] }]),
            Token::Admin => json!([{ "admin": [] }]),
        },
        "parameters": parameters(route),
        "responses": responses(route),
    });
    if let (Some(shape), Value::Object(fields)) = (route.body, &mut operation) {
        fields.insert(
            "requestBody".into(),
            json!({ "content": { "application/json": { "schema": shape.schema() } } }),
        );
    }
    operation
}

fn parameters(route: &Route) -> Vec<Value> {
    let path = names(route.path).map(|name| {
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
    });
    let query = route.parameters.iter().map(|parameter| {
        json!({
            "name": parameter.name,
            "in": "query",
            "required": parameter.is_required,
            "description": parameter.doc,
            "schema": parameter.shape.schema(),
        })
    });
    path.chain(query).collect()
}

fn responses(route: &Route) -> Value {
    let mut responses = Map::new();
    let mut content = Map::new();
    for (media, shape) in route.answers {
        let schema = shape.map_or_else(|| json!({ "type": "string" }), |shape| shape.schema());
        let media = media.split(';').next().unwrap_or(media);
        content.insert(media.into(), json!({ "schema": schema }));
    }
    let mut found = json!({ "description": "Done", "content": content });
    if let ("export_events", Value::Object(fields)) = (route.verb, &mut found) {
        let header = json!({ "description": "Where the export goes on, for `after`.", "required": true, "schema": { "type": "string" } });
        fields.insert("headers".into(), json!({ "waxseal-cursor": header }));
    }
    responses.insert("200".into(), found);
    for (status, codes) in failures(route) {
        let problem = json!({ "allOf": [schema::PROBLEM.schema(), { "properties": { "code": { "enum": codes } } }] });
        responses.insert(
            format!("{status}"),
            json!({
                "description": codes.join(", "),
                "content": { "application/problem+json": { "schema": problem } },
            }),
        );
    }
    Value::Object(responses)
}

/// Returns the codes of a route by status: its own, and those that follow from its row.
fn failures(route: &Route) -> BTreeMap<u16, Vec<&'static str>> {
    let mut codes: Vec<&'static str> = route.codes.to_vec();
    codes.push("parameter_invalid");
    if route.token != Token::Nobody {
        codes.extend([
            "insecure_transport",
            "config_invalid",
            "store_unavailable",
            "store_overloaded",
            "internal",
        ]);
    }
    if matches!(route.token, Token::Read | Token::Admin) {
        codes.extend(["token_missing", "token_mismatch", "rate_limited"]);
    }
    if route.token == Token::Admin {
        codes.push("admin_required");
    }
    if route.method != "GET" {
        codes.extend(["body_too_large", "body_malformed"]);
    }
    let mut failures: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    for code in codes {
        failures.entry(status(code)).or_default().push(code);
    }
    failures
}

fn status(code: &str) -> u16 {
    let own = CODES.iter().find(|(other, ..)| *other == code);
    own.map(|(_, status, _)| *status)
        .or_else(|| Code::find(code).map(Code::http_status))
        .unwrap_or(500)
}

fn schemas() -> Value {
    let mut found: Vec<&'static Named> = Vec::new();
    schema::PROBLEM.named(&mut found);
    for route in ROUTES {
        for (_, shape) in route.answers {
            if let Some(shape) = shape {
                shape.named(&mut found);
            }
        }
        if let Some(shape) = route.body {
            shape.named(&mut found);
        }
    }
    let mut schemas = Map::new();
    for named in found {
        schemas.insert(named.name.into(), named.shape.schema());
    }
    Value::Object(schemas)
}

#[cfg(test)]
mod tests {
    use waxseal::Class;

    use super::*;

    #[test]
    fn every_code_of_the_table_is_one_of_the_vocabulary() {
        for route in ROUTES {
            for (status, codes) in failures(route) {
                assert!((400..=503).contains(&status), "{} {codes:?}", route.verb);
            }
        }
        for code in Code::ALL
            .iter()
            .filter(|code| code.class() != Class::Config)
        {
            assert_ne!(status(code.as_str()), 500);
        }
    }
}
