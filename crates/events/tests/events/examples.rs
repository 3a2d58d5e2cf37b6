//! The examples that the crate's check and the JSON Schemas must agree on.
//! tests/events/schemas.test.mjs holds the schemas against the same list.

use serde_json::{Map, Value};
use waxseal_events::{Contract, Options, catalogs};

const EXAMPLES: &str = include_str!("../../../../tests/events/examples.json");

fn check(base: &str, body: &str) -> Vec<String> {
    let catalog = catalogs::find(base.split('/').next().unwrap()).unwrap();
    let contract = Contract::new(catalog, &Options::default()).unwrap();
    let report = contract.check_json(body.as_bytes());
    let line =
        |finding: &waxseal_events::Finding| format!("{} {}", finding.path, finding.problem.code());
    report.findings.iter().map(line).collect()
}

/// Sets or removes the member that a pointer of plain names leads to.
fn change(body: &mut Value, pointer: &str, value: Option<&Value>) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent: &mut Map<String, Value> =
        body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => drop(parent.insert(name.to_owned(), value.clone())),
        None => drop(parent.remove(name).unwrap()),
    }
}

#[test]
fn every_type_with_fixed_fields_has_a_good_example() {
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap();
    let bases = examples["bases"].as_object().unwrap();
    for catalog in catalogs::ALL
        .iter()
        .filter(|catalog| catalog.id != "track360")
    {
        for event in catalog.events {
            let name = match event.name {
                "" => catalog.id.to_owned(),
                name => format!("{}/{name}", catalog.id),
            };
            let body = bases
                .get(&name)
                .unwrap_or_else(|| panic!("{name} has no example"));
            assert_eq!(
                check(&name, &body.to_string()),
                Vec::<String>::new(),
                "{name}"
            );
        }
    }
    assert_eq!(bases.len(), 8 + 1 + 7);
}

#[test]
fn every_example_has_the_findings_that_the_list_says() {
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap();
    let cases = examples["cases"].as_array().unwrap();
    for case in cases {
        let base = case["base"].as_str().unwrap();
        let mut body = examples["bases"][base].clone();
        for (pointer, value) in case["set"].as_object().into_iter().flatten() {
            change(&mut body, pointer, Some(value));
        }
        for pointer in case["remove"].as_array().into_iter().flatten() {
            change(&mut body, pointer.as_str().unwrap(), None);
        }
        let text = case["text"]
            .as_str()
            .map_or_else(|| body.to_string(), str::to_owned);
        let wanted: Vec<&str> = case["finds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line.as_str().unwrap())
            .collect();
        assert_eq!(check(base, &text), wanted, "{base}: {}", case["why"]);
    }
    assert!(cases.len() >= 60, "{}", cases.len());
}
