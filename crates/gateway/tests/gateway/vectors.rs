//! Every scheme of the table as a source: its genuine vector is an event, and
//! what its vendor asks before is answered as the core answers it.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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

/// Text, or bytes in base64.
fn bytes(value: &Value) -> Vec<u8> {
    match &value["base64"] {
        Value::String(base64) => STANDARD.decode(base64).unwrap(),
        _ => text(value).into_bytes(),
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
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

/// A gateway's host knows the whole URL, also where the vector has a path alone.
fn whole(url: &str) -> String {
    let is_path = url.starts_with('/');
    let origin = if is_path {
        "https://hooks.example.test"
    } else {
        ""
    };
    [origin, url].concat()
}

fn head(vector: &Value) -> Head {
    let request = &vector["request"];
    let headers = request["headers"].as_array().unwrap().iter();
    Head {
        method: request["method"].as_str().unwrap().into(),
        url: whole(request["url"].as_str().unwrap()),
        headers: headers
            .map(|pair| (text(&pair[0]), bytes(&pair[1])))
            .collect(),
        ..Head::default()
    }
}

#[test]
fn the_genuine_vector_of_every_scheme_is_an_event() {
    let folder = folder();
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

/// What an operator's configuration makes of a vector.
fn configured(vector: &Value) -> Config {
    let secrets = texts(&vector["secrets"]);
    let lookup = |name: &str| match name.strip_prefix("SECRET_") {
        Some(at) => secrets.get(at.parse::<usize>().unwrap()).cloned(),
        None if vector["token"].is_null() => None,
        None => Some(text(&vector["token"])),
    };
    let whole = json!({ "sources": { "s": source(vector) } });
    Config::parse(&whole.to_string(), &lookup)
        .unwrap_or_else(|invalid| panic!("{}: {invalid}", vector["id"]))
}

/// Whether the request was answered as a handshake, and the answer or the code.
fn asked(vector: &Value) -> (bool, Value) {
    let config = configured(vector);
    let (mut intake, mut ask) = Intake::begin(&config, Purpose::Accept, "s", head(vector));
    if matches!(ask, Ask::Body { .. }) {
        let now = UnixMillis(vector["now"].as_i64().unwrap());
        ask = intake.tell(Tell::Body(bytes(&vector["request"]["body"])), now);
    }
    let Ask::Answer(answer) = ask else {
        return (intake.is_handshake(), Value::Null);
    };
    let problem: Option<Value> = serde_json::from_str(&answer.body).ok();
    if answer.status != 200 {
        return (intake.is_handshake(), problem.unwrap()["code"].clone());
    }
    let mut headers = Map::new();
    for (name, value) in answer.headers {
        let twice = headers.insert(name.into_owned(), value.into());
        assert_eq!(twice, None, "{}: a header twice", vector["id"]);
    }
    assert_eq!(headers.remove("cache-control"), Some("no-store".into()));
    let shown = json!({ "status": answer.status, "headers": headers, "body": answer.body });
    (intake.is_handshake(), shown)
}

#[test]
fn what_vendors_ask_is_answered_here_as_the_vectors_say() {
    let mut ran = 0;
    for file in fs::read_dir(folder().join("handshakes")).unwrap() {
        let vectors = fs::read_to_string(file.unwrap().path()).unwrap();
        let vectors: Value = serde_json::from_str(&vectors).unwrap();
        for vector in vectors.as_array().unwrap() {
            let scheme = waxseal::schemes::find(vector["scheme"].as_str().unwrap()).unwrap();
            // A source without the token that its vendor sends is no configuration.
            if scheme.has_verify_token() && vector["token"].is_null() {
                continue;
            }
            let id = &vector["id"];
            let (is_handshake, got) = asked(vector);
            match vector["expect"].as_str().unwrap() {
                "answered" => assert_eq!((is_handshake, &got), (true, &vector["answer"]), "{id}"),
                "no_handshake" => assert!(!is_handshake, "{id}: {got}"),
                code => assert_eq!((is_handshake, got), (false, code.into()), "{id}"),
            }
            ran += 1;
        }
    }
    assert!(ran > 600, "{ran} vectors");
}
