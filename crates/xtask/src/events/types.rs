//! The events as TypeScript.

use std::fmt::Write as _;

use waxseal_events::Kind;
use waxseal_events::catalog::{Catalog, Event, Need};
use waxseal_events::catalogs;

use super::tree::{self, Node};

/// Writes `generated-events.ts`.
pub(super) fn types() -> String {
    let mut text = String::from(
        "// Written by `cargo xtask gen` from the catalogs of events. Do not edit.\n\
         // Only types: what a sender should send. None of it is checked here.\n",
    );
    for catalog in catalogs::ALL {
        let prefix = pascal(catalog.title);
        let mut events = Vec::new();
        for event in catalog.events {
            let members = tree::members(catalog, event);
            if !members.is_empty() {
                let name = match event.name {
                    "" => format!("{prefix}Event"),
                    name => format!("{prefix}{}", pascal(name)),
                };
                interface(&mut text, &name, event, &members);
                events.push(name);
            }
        }
        if catalog.has_types() {
            unions(&mut text, catalog, &prefix, &events);
        }
    }
    text
}

fn unions(text: &mut String, catalog: &Catalog, prefix: &str, events: &[String]) {
    let title = catalog.title;
    if !events.is_empty() {
        let _ = write!(
            text,
            "\n/** An event of {title}. It narrows on `type`; types that are newer than this list arrive too. */\n\
             export type {prefix}Event =\n  | {};\n",
            events.join("\n  | ")
        );
    }
    let names: Vec<String> = catalog
        .events
        .iter()
        .map(|event| format!("{:?}", event.name))
        .collect();
    let _ = write!(
        text,
        "\n/** The types of {title}. */\nexport type {prefix}Type =\n  | {};\n",
        names.join("\n  | ")
    );
}

fn interface(text: &mut String, name: &str, event: &Event, members: &[Node]) {
    let _ = writeln!(text, "\n/** {} */\nexport interface {name} {{", event.about);
    body(text, members, event.name, 1);
    text.push_str("}\n");
}

fn body(text: &mut String, members: &[Node], event_type: &str, depth: usize) {
    let indent = "  ".repeat(depth);
    for node in members {
        let (mark, or_null) = match node.field.need {
            Need::Required => ("", ""),
            Need::Optional => ("?", " | null"),
        };
        let name = node.name;
        let _ = writeln!(text, "{indent}/** {} */", node.field.about);
        if node.members.is_empty() {
            let own = if name == "type" && depth == 1 {
                format!("{event_type:?}")
            } else {
                kind(node.field.kind).to_owned()
            };
            let _ = writeln!(text, "{indent}readonly {name}{mark}: {own}{or_null};");
        } else {
            let _ = writeln!(text, "{indent}readonly {name}{mark}: {{");
            body(text, &node.members, event_type, depth + 1);
            let _ = writeln!(text, "{indent}}}{or_null};");
        }
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Currency | Kind::Time => "string",
        Kind::Id | Kind::Version => "string | number",
        Kind::Object => "object",
        Kind::Any => "unknown",
        Kind::Minor | Kind::Reversal | Kind::Amount => "number",
        Kind::Flag => "boolean",
    }
}

/// Writes `kyc.status_changed` as `KycStatusChanged`.
fn pascal(name: &str) -> String {
    let title = |word: &str| {
        let mut chars = word.chars();
        chars
            .next()
            .map(|first| first.to_uppercase().chain(chars).collect::<String>())
    };
    // A catalog's title may have words; only its first names it.
    let first = name.split(' ').next().unwrap_or_default();
    first.split(['.', '_', '-']).filter_map(title).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_names_of_typescript() {
        assert_eq!(pascal("kyc.status_changed"), "KycStatusChanged");
        assert_eq!(pascal("AffiliateBase"), "AffiliateBase");
        assert_eq!(pascal("Minimum contract"), "Minimum");
    }

    #[test]
    fn a_type_carries_its_name_as_a_literal() {
        let text = types();
        assert!(text.contains("export interface AffiliateBaseCommissionCreated {"));
        assert!(text.contains("  readonly type: \"commission.created\";\n"));
        assert!(text.contains("    readonly amount_cents: number;\n"));
        assert!(text.contains("    readonly amount_cents?: number | null;\n"));
        assert!(text.contains("  | \"partner.terminated\";\n"));
    }
}
