//! What `gen` writes from the catalogs of events: the reference page, a JSON
//! Schema per type, and the types of the npm package.

mod page;
mod schema;
mod tree;
mod types;

use std::fs;
use std::path::{Path, PathBuf};

use waxseal_events::catalog::{Catalog, Event};
use waxseal_events::catalogs;

use crate::paths;

/// The end of a schema's name.
const SCHEMA: &str = ".schema.json";

/// Returns every file, with its text.
pub(crate) fn files() -> Vec<(PathBuf, String)> {
    let root = paths::root();
    let schemas = root.join("docs/events");
    let mut files = vec![
        (root.join("docs/events.md"), page::page()),
        (
            root.join("npm/waxseal/src/generated-events.ts"),
            types::types(),
        ),
        (schemas.join(schema::CURRENCY), schema::currency()),
    ];
    for catalog in catalogs::ALL {
        for event in catalog.events {
            let path = schemas.join(path(catalog, event));
            files.push((path, schema::event(catalog, event)));
        }
    }
    files
}

/// Returns schemas that no catalog has any more: they would be taken for current.
pub(crate) fn leftovers() -> Vec<PathBuf> {
    let known: Vec<PathBuf> = files().into_iter().map(|(path, _)| path).collect();
    let mut there = schemas_in(&paths::root().join("docs/events"));
    there.retain(|path| !known.contains(path));
    there
}

fn schemas_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(schemas_in(&path));
        } else if path.to_string_lossy().ends_with(SCHEMA) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Returns where a type's schema stands, below docs/events.
fn path(catalog: &Catalog, event: &Event) -> String {
    format!("{}/{}{SCHEMA}", catalog.id, name(event))
}

/// Returns a type's name for files: a catalog without types has one.
fn name(event: &Event) -> &str {
    if event.name.is_empty() {
        "event"
    } else {
        event.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_schema_and_stands_on_the_page() {
        let files = files();
        let types: usize = catalogs::ALL.iter().map(|c| c.events.len()).sum();
        assert_eq!(types, 8 + 17 + 1 + 7);
        assert_eq!(files.len(), types + 3);
        let page = &files[0].1;
        for event in catalogs::ALL.iter().flat_map(|catalog| catalog.events) {
            assert!(page.contains(event.name), "{}", event.name);
            assert!(page.contains(event.about), "{}", event.about);
        }
    }

    #[test]
    fn every_example_on_the_page_is_what_its_contract_asks_for() {
        let mut examples = 0;
        for catalog in catalogs::ALL {
            let contract =
                waxseal_events::Contract::new(catalog, &waxseal_events::Options::default())
                    .unwrap();
            for event in catalog.events {
                let Some(text) = tree::example(catalog, event) else {
                    continue;
                };
                let report = contract.check_json(text.as_bytes());
                assert!(report.findings.is_empty(), "{text}: {:?}", report.findings);
                examples += 1;
            }
        }
        // Of AffiliateBase's types, one is documented whole; of Track360's, none.
        assert_eq!(examples, 1 + 1 + 7);
    }
}
