//! The reference page, for people who run an affiliate program.

use std::fmt::Write as _;

use waxseal_events::catalog::{At, Catalog, Event, Field, Need, Owner};
use waxseal_events::{Amounts, catalogs};

use super::tree;

const HEAD: &str = include_str!("page_head.md");
const TAIL: &str = include_str!("page_tail.md");

/// Writes `docs/events.md`.
pub(super) fn page() -> String {
    let mut text =
        String::from("<!-- Written by `cargo xtask gen` from crates/events. Do not edit. -->\n\n");
    text.push_str(HEAD);
    for catalog in catalogs::ALL {
        section(&mut text, catalog);
    }
    text.push('\n');
    text.push_str(TAIL);
    text
}

fn section(text: &mut String, catalog: &'static Catalog) {
    let _ = write!(text, "\n## {}\n\n{}\n\n", catalog.title, catalog.about);
    let names = match catalog.owner {
        Owner::Source => "the source's own",
        Owner::Waxseal => "ours",
    };
    let _ = writeln!(
        text,
        "Catalog `{}`. Names: {names}. Source: {}.",
        catalog.id, catalog.reference
    );
    if catalog.has_types() {
        text.push_str(
            "\n| Type | When it is sent | Fields of its own | Schema |\n|---|---|---|---|\n",
        );
        for event in catalog.events {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | [JSON Schema](events/{}) |",
                event.name,
                event.about,
                own(event),
                super::path(catalog, event)
            );
        }
    } else {
        for event in catalog.events {
            let path = super::path(catalog, event);
            let _ = writeln!(text, "\n{} [JSON Schema](events/{path})", event.about);
        }
    }
    fields(text, catalog);
    examples(text, catalog);
}

/// Names the fields that a type adds, in the order of the catalog.
fn own(event: &Event) -> String {
    let required: Vec<String> = names(event, Need::Required);
    let optional: Vec<String> = names(event, Need::Optional);
    match (required.is_empty(), optional.is_empty()) {
        (true, true) => "–".to_owned(),
        (false, true) => required.join(", "),
        (true, false) => "those below that are present".to_owned(),
        (false, false) => format!(
            "{}; if present: {}",
            required.join(", "),
            optional.join(", ")
        ),
    }
}

fn names(event: &Event, need: Need) -> Vec<String> {
    let fields = event.fields.iter().filter(|field| field.need == need);
    fields.map(|field| format!("`{}`", field.name)).collect()
}

fn fields(text: &mut String, catalog: &'static Catalog) {
    text.push_str(
        "\n| Field | Where | Must be there | What is expected | Meaning |\n|---|---|---|---|---|\n",
    );
    let own = catalog.events.iter().flat_map(|event| event.fields);
    let mut told: Vec<(&str, &str)> = Vec::new();
    for field in catalog.common.iter().chain(own) {
        let line = (field.name, field.kind.expected(Amounts::Minor));
        if told.contains(&line) {
            continue;
        }
        told.push(line);
        let place = match field.at {
            At::Fixed(at) => format!("`{at}`"),
            At::Default(at) => format!("`{at}`, or where you set it"),
            At::Open => "where you set it".to_owned(),
        };
        let _ = writeln!(
            text,
            "| `{}` | {place} | {} | {} | {} |",
            field.name,
            must(catalog, field),
            field.kind.expected(Amounts::Minor),
            field.about
        );
    }
}

/// Says where a field must be there.
fn must(catalog: &'static Catalog, field: &'static Field) -> String {
    let is_required = |event: &&Event| {
        event
            .fields
            .iter()
            .any(|own| own.name == field.name && own.need == Need::Required)
    };
    let is_common = catalog
        .common
        .iter()
        .any(|common| common.name == field.name);
    let is_open = field.at == At::Open;
    match (is_common, field.need) {
        (true, Need::Required) if is_open => "once set".to_owned(),
        (true, Need::Required) => "yes".to_owned(),
        (true, Need::Optional) => "no".to_owned(),
        (false, _) if is_open => "once set, in the types that list it".to_owned(),
        (false, _) => {
            let required: Vec<String> = catalog
                .events
                .iter()
                .filter(is_required)
                .map(|event| format!("`{}`", event.name))
                .collect();
            match required.len() {
                0 => "no".to_owned(),
                1 => format!("in {}", required.join("")),
                _ => "in the types that list it".to_owned(),
            }
        }
    }
}

/// Shows the fullest example of the catalog, and one of what is taken back.
fn examples(text: &mut String, catalog: &'static Catalog) {
    let required = |event: &&Event| {
        event
            .fields
            .iter()
            .filter(|field| field.need == Need::Required)
            .count()
    };
    // The first of those with the most fields.
    let fullest = catalog.events.iter().rev().max_by_key(required);
    let reversal = catalog
        .events
        .iter()
        .find(|event| event.name.ends_with(".reversed"));
    for event in fullest.into_iter().chain(reversal) {
        if let Some(example) = tree::example(catalog, event) {
            let title = if event.name.is_empty() {
                "Example:".to_owned()
            } else {
                format!("Example of `{}`:", event.name)
            };
            let _ = write!(text, "\n{title}\n\n```json\n{example}\n```\n");
        }
    }
}
