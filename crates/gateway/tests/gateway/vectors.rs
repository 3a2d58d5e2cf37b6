//! Every scheme of the table as a source: its genuine vector is an event.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use waxseal::UnixMillis;
use waxseal_gateway::config::Config;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};

/// Text, or text in pieces.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(pieces) => pieces.iter().map(text).collect(),
        other => panic!("no text: {other}"),
    }
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(text).collect()
}

/// The source that a vector's sender would be, as an operator writes it.
fn source(vector: &Value) -> Value {
    let scheme = vector["scheme"].as_str().unwrap();
    let mut source = Map::new();
    source.insert("scheme".into(), json!(scheme));
    source.insert("methods".into(), json!(["GET", "POST"]));
    source.insert("allow_short_secret".into(), json!(true));
    let names = |list: &str| -> Vec<String> {
        let count = texts(&vector[list]).len();
        (0..count).map(|at| format!("SECRET_{at}")).collect()
    };
    if vector["secrets"].is_array() {
        source.insert("secrets".into(), json!(names("secrets")));
    }
    if vector["keys"].is_array() {
        source.insert("keys".into(), json!(texts(&vector["keys"])));
    }
    if let Value::Object(options) = &vector["options"] {
        for (name, value) in options {
            assert_ne!(name, "toleranceSeconds", "genuine needs none");
            source.insert(name.clone(), value.clone());
        }
    }
    let row = waxseal::schemes::find(scheme).unwrap();
    if row.has_verify_token() {
        source.insert("verify_token".into(), json!("VERIFY"));
    }
    if row.algorithm == waxseal::scheme::Algorithm::None {
        source.insert("accept_unsigned".into(), json!(true));
    }
    if row.algorithm == waxseal::scheme::Algorithm::Token
        && row.places.iter().any(|place| {
            use waxseal::scheme::Place;
            matches!(place, Place::Form(_) | Place::Pointer(_))
        })
    {
        source.insert("forward_token".into(), json!(true));
    }
    Value::Object(source)
}

fn head(vector: &Value) -> Head {
    let request = &vector["request"];
    let headers = request["headers"].as_array().unwrap().iter();
    Head {
        method: request["method"].as_str().unwrap().into(),
        url: request["url"].as_str().unwrap().into(),
        headers: headers
            .map(|pair| (text(&pair[0]), text(&pair[1]).into_bytes()))
            .collect(),
        address: None,
    }
}

#[test]
fn the_genuine_vector_of_every_scheme_is_an_event() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let mut ran = 0;
    for id in waxseal::schemes::ids() {
        let file = fs::read_to_string(folder.join(format!("{id}.json"))).unwrap();
        let vectors: Value = serde_json::from_str(&file).unwrap();
        let genuine = vectors.as_array().unwrap().iter();
        let vector = genuine
            .clone()
            .find(|vector| vector["id"] == format!("{id}/genuine"))
            .unwrap_or_else(|| panic!("{id} has no genuine vector"));
        let whole = json!({ "sources": { "s": source(vector) } });
        let secrets = texts(&vector["secrets"]);
        let lookup = |name: &str| match name.strip_prefix("SECRET_") {
            Some(at) => secrets.get(at.parse::<usize>().unwrap()).cloned(),
            None => Some(["meaty", "hamhock"].concat()),
        };
        let config = Config::parse(&whole.to_string(), &lookup)
            .unwrap_or_else(|invalid| panic!("{id}: {invalid}"));
        let (mut intake, asked) = Intake::begin(&config, Purpose::Accept, "s", head(vector));
        assert!(matches!(asked, Ask::Body { .. }), "{id}: {asked:?}");
        let now = UnixMillis(vector["now"].as_i64().unwrap());
        let body = text(&vector["request"]["body"]).into_bytes();
        let asked = intake.tell(Tell::Body(body), now);
        assert!(
            matches!(asked, Ask::Filter { .. } | Ask::Accept { .. }),
            "{id}: {asked:?}"
        );
        ran += 1;
    }
    assert!(ran >= 120, "{ran} schemes");
}
