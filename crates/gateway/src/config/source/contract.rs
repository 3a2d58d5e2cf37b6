//! Reads what the events of a source should say.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use waxseal::Code;
use waxseal_events::catalog::{At, Catalog};
use waxseal_events::{Amounts, Contract, Options, Policy, catalogs};

use crate::config::table::Node;
use crate::spot::Spot;

/// What the events of a source should say, and what is done if they do not.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) contract: Contract,
    pub(crate) policy: Policy,
}

/// Settings that mean nothing without a contract.
const PARTS: [&str; 5] = ["catalog", "fields", "versions", "amounts", "currency"];

/// Reads the contract. `event_type` is where the source finds the type.
pub(super) fn read(
    node: &Node<'_>,
    scheme: &str,
    event_type: Option<&Spot>,
) -> Option<Box<Expected>> {
    let Some(policy) = node.text("contract") else {
        for part in PARTS.into_iter().filter(|part| node.has(part)) {
            let detail = "does nothing without \"contract\"".to_string();
            node.mistake(&format!("/{part}"), Code::ConfigInvalid, detail);
        }
        return None;
    };
    let catalog = catalogs::find(node.text("catalog").unwrap_or(scheme));
    let Some(catalog) = catalog else {
        // A name that is no catalog's was told of already.
        if !node.has("catalog") {
            let known: Vec<&str> = catalogs::ALL.iter().map(|catalog| catalog.id).collect();
            let detail = format!("needs a catalog: {}", known.join(", "));
            node.mistake("/contract", Code::ConfigInvalid, detail);
        }
        return None;
    };
    match Contract::new(catalog, &read_options(node, catalog, event_type)) {
        Ok(contract) => Some(Box::new(Expected {
            contract,
            policy: match policy {
                "reject" => Policy::Reject,
                _ => Policy::Warn,
            },
        })),
        Err(error) => {
            let at = error.at.replace("pointers/", "fields/");
            node.mistake(&format!("/{at}"), Code::ConfigInvalid, error.detail);
            None
        }
    }
}

fn read_options(node: &Node<'_>, catalog: &Catalog, event_type: Option<&Spot>) -> Options {
    let mut pointers: Vec<(String, String)> = node
        .text_map("fields")
        .into_iter()
        .map(|(_, name, pointer)| (name.to_string(), pointer.to_string()))
        .collect();
    // What the source reads itself need not be said twice.
    let known = [
        ("id", node.text("id")),
        ("schema_version", node.text("version")),
        (
            "type",
            match event_type {
                Some(Spot::Pointer(path)) => Some(path.as_str()),
                Some(Spot::Query(_) | Spot::Form(_) | Spot::Header(_)) | None => None,
            },
        ),
    ];
    for (name, pointer) in known {
        let is_open = catalog
            .field(name)
            .is_some_and(|field| field.at == At::Open);
        let is_set = pointers.iter().any(|(known, _)| known == name);
        if let (Some(pointer), true, false) = (pointer, is_open, is_set) {
            pointers.push((name.to_string(), pointer.to_string()));
        }
    }
    Options {
        pointers,
        versions: node
            .texts("versions")
            .into_iter()
            .map(|(_, text)| text.to_string())
            .collect(),
        amounts: match node.text("amounts") {
            Some("major") => Amounts::Major,
            _ => Amounts::Minor,
        },
        currency: node.text("currency").map(String::from),
    }
}
