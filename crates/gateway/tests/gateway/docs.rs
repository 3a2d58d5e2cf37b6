//! What docs/sources.md prints is valid, and no setting is left out of it.

use serde_json::Value;
use waxseal_gateway::config::{Config, schema};

use crate::support::secret;

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sources.md");
    std::fs::read_to_string(path).unwrap()
}

/// Every secret is there, in a form that its scheme takes.
fn any_secret(name: &str) -> Option<String> {
    secret(match name {
        "WAXSEAL_SELF_HOSTED" => return Some("1".into()),
        "BASIC_USER_AND_PASSWORD" => "BASIC",
        "VENDOR_KEY" => "SHORT",
        "LATE_SECRET" => "SVIX",
        "WHATSAPP_VERIFY" => "VERIFY",
        _ => "GITHUB",
    })
}

/// The configurations of the page: blocks of JSON with sources.
fn blocks(page: &str) -> Vec<&str> {
    page.split("```jsonc\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .filter(|block| block.contains("\"sources\""))
        .collect()
}

#[test]
fn every_sample_of_the_page_is_a_configuration() {
    let page = page();
    let blocks = blocks(&page);
    assert!(blocks.len() >= 12, "{}", blocks.len());
    for text in blocks {
        // Printed samples that need it say client_ip themselves; the others are for Cloudflare.
        let is_far = text.contains("client_ip");
        let lookup = |name: &str| match name {
            "WAXSEAL_SELF_HOSTED" if !is_far => None,
            _ => any_secret(name),
        };
        Config::parse(text, &lookup).unwrap_or_else(|invalid| panic!("{invalid}\n{text}"));
    }
    let broken = page.replace("\"scheme\": \"stripe\"", "\"scheme\": \"strype\"");
    let is_broken = |text: &&str| Config::parse(text, &any_secret).is_err();
    assert!(
        blocks_of(&broken).iter().any(is_broken),
        "a slip on the page would be found"
    );
}

fn blocks_of(page: &str) -> Vec<&str> {
    blocks(page)
        .into_iter()
        .filter(|text| text.contains("strype"))
        .collect()
}

#[test]
fn the_page_names_every_setting_of_a_source() {
    let (page, schema) = (page(), schema());
    let source = &schema["properties"]["sources"]["additionalProperties"]["properties"];
    let Value::Object(settings) = source else {
        panic!("{source}")
    };
    let missing: Vec<&String> = settings
        .keys()
        .filter(|name| !page.contains(&format!("`\"{name}\"`")))
        .collect();
    assert!(missing.is_empty(), "not on the page: {missing:?}");
    assert!(page.contains("client_ip"));
}
