//! docs/own-schemes.md is written by hand: every example on it is compiled,
//! every request verified, every message provoked.

use std::fs;

use serde_json::{Map, Value};
use waxseal::define::{FIELDS, define};
use waxseal::{Header, Meta, Options, Program, Request, Secret, UnixMillis, verify};

use super::entry::covered;
use crate::paths;

fn page() -> String {
    fs::read_to_string(paths::root().join("docs/own-schemes.md")).unwrap()
}

const SECRET: &str = "a secret of at least sixteen bytes";
const NOW: UnixMillis = UnixMillis(1_780_063_272_000);

/// The blocks of a language, each with the text up to the next one.
fn blocks(text: &str, language: &str) -> Vec<(String, String)> {
    let fence = format!("\n```{language}\n");
    text.split(&fence)
        .skip(1)
        .map(|rest| {
            let (block, rest) = rest.split_once("\n```").unwrap();
            let after = rest.split(&fence).next().unwrap();
            (block.to_owned(), after.to_owned())
        })
        .collect()
}

/// The fields as npm and the Worker hand them to the core: lists are joined.
fn fields(object: &Map<String, Value>) -> Vec<(String, String)> {
    object
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| {
            let text = if let Value::Array(items) = value {
                let items: Vec<&str> = items.iter().map(|item| item.as_str().unwrap()).collect();
                let field = FIELDS.iter().find(|field| field.name == name);
                items.join(field.unwrap().between)
            } else {
                value.as_str().unwrap().to_owned()
            };
            (name.clone(), text)
        })
        .collect()
}

fn pairs(fields: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

fn own_schemes() -> Vec<Map<String, Value>> {
    let blocks = blocks(&page(), "json");
    let parse = |(block, _): &(String, String)| serde_json::from_str(block).unwrap();
    blocks.iter().map(parse).collect()
}

#[test]
fn every_object_of_the_page_on_own_schemes_compiles() {
    let all = own_schemes();
    assert_eq!(all.len(), 4);
    for object in all {
        let fields = fields(&object);
        let secrets = [Secret::text(SECRET)];
        Program::compile_own(pairs(&fields), &Options::default(), &secrets).unwrap();
    }
}

#[test]
fn the_requests_on_the_page_are_genuine_and_covered_as_it_says() {
    let page = page();
    assert!(page.contains(SECRET) && page.contains("1780063272 (seconds"));
    let requests = blocks(&page, "http");
    assert_eq!(requests.len(), 3);
    for (object, (request, after)) in own_schemes().iter().zip(&requests) {
        let fields = fields(object);
        let secrets = [Secret::text(SECRET)];
        let program = Program::compile_own(pairs(&fields), &Options::default(), &secrets).unwrap();
        let (head, body) = request.split_once("\n\n").unwrap();
        let headers: Vec<Header<'_>> = head
            .lines()
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| Header {
                name,
                value: value.as_bytes(),
            })
            .collect();
        let meta = Meta {
            method: "POST",
            url: "/hook",
            headers: &headers,
        };
        let check = |body: &str| {
            let body = body.as_bytes();
            verify(&program, &Request { meta, body }, NOW, 0).map(|verified| verified.fields().id)
        };
        assert!(check(body).unwrap().is_some(), "{request}");
        assert!(check(&body.replace("o_17", "o_18").replace("evt_17", "evt_18")).is_err());
        let scheme = program.scheme();
        assert!(after.contains(&covered(scheme)), "{}", covered(scheme));
    }
}

#[test]
fn the_messages_on_the_page_are_those_of_the_core() {
    let page = page();
    let (_, table) = page.split_once("| Written | Told |\n|---|---|\n").unwrap();
    let base = own_schemes().remove(0);
    let mut lines = 0;
    for line in table.lines().take_while(|line| line.starts_with('|')) {
        let line = line.replace("\\|", "|");
        let cells = line
            .strip_prefix("| `")
            .unwrap()
            .strip_suffix("` |")
            .unwrap();
        let (written, told) = cells.split_once("` | `").unwrap();
        let mut object = base.clone();
        object.extend(serde_json::from_str::<Map<String, Value>>(written).unwrap());
        let fields = fields(&object);
        let error = define("custom", pairs(&fields)).unwrap_err();
        assert_eq!(error.code(), waxseal::Code::SchemeInvalid);
        assert_eq!(error.detail(), told, "{written}");
        lines += 1;
    }
    assert_eq!(lines, 14);
}
