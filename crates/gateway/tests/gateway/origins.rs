//! What an origin is told to be: every mistake of its settings has its path, its code and what to do.

use serde_json::{Value, json};
use waxseal_gateway::config::{Config, schema};

use crate::support::secret;

/// Returns what is said of an origin.
fn said(origin: &Value) -> String {
    let text = json!({
        "sources": { "s": { "scheme": "github", "secrets": ["GITHUB"] } },
        "origins": { "o": origin },
    });
    match Config::parse(&text.to_string(), &secret) {
        Ok(_) => "valid".into(),
        Err(invalid) => invalid.to_string(),
    }
}

/// Adds members to an origin that gets every event.
fn with(more: Value) -> Value {
    let mut origin = json!({ "events": ["*"] });
    let members = more.as_object().unwrap().clone();
    origin.as_object_mut().unwrap().extend(members);
    origin
}

fn check(cases: &[(Value, &str)]) {
    for (more, expected) in cases {
        let expected = match *expected {
            "valid" => "valid".into(),
            expected => format!("/origins/o{expected}"),
        };
        assert_eq!(said(&with(more.clone())), expected, "{more}");
    }
}

const POSTBACK: &str = "https://t.example.com/pb?cid={/id}";
const SLACK: &str = "https://hooks.slack.com/services/x";

#[test]
fn a_postback_needs_no_secret_and_takes_get_or_post() {
    check(&[
        (json!({ "postback": POSTBACK }), "valid"),
        (json!({ "postback": POSTBACK, "method": "GET" }), "valid"),
        (json!({ "postback": POSTBACK, "method": "POST" }), "valid"),
        (
            json!({ "postback": POSTBACK, "secrets": ["CRM"], "sign": "svix" }),
            "valid",
        ),
        (
            json!({ "postback": "https://t.example.com/{secret:CRM_KEY}?{/id}={/id|major:USD}" }),
            "valid",
        ),
        (
            json!({ "postback": POSTBACK, "method": "PUT" }),
            "/method: a postback is sent by GET or POST (origin_invalid)",
        ),
        (
            json!({ "postback": POSTBACK, "url": "https://example.com" }),
            "/postback: stands beside \"url\": an origin has one of them (origin_invalid)",
        ),
        (
            json!({ "postback": POSTBACK, "format": "slack" }),
            "/format: does nothing beside \"postback\" (origin_invalid)",
        ),
        (
            json!({ "postback": POSTBACK, "text": "x" }),
            "/text: does nothing beside \"postback\" (origin_invalid)",
        ),
        (
            json!({ "postback": POSTBACK, "sign": "svix" }),
            "/sign: does nothing without \"secrets\" (origin_invalid)",
        ),
        (
            json!({ "postback": POSTBACK, "secrets": ["GONE?"] }),
            "/secrets: none of the secrets is set (secret_empty)",
        ),
        (
            json!({ "postback": 7 }),
            "/postback: must be a text (origin_invalid)",
        ),
        (
            json!({ "postback": "https://t.example.com/pb?cid={id}" }),
            "/postback: at byte 30: a placeholder holds a JSON pointer such as {/data/id}, and this one does not start with /, as a JSON pointer does (origin_invalid)",
        ),
        (
            json!({ "postback": "https://t.example.com/pb?cid={/id" }),
            "/postback: at byte 29: the brace that opens here is never closed (origin_invalid)",
        ),
        (
            json!({ "postback": "https://{/host}/pb" }),
            "/postback: at byte 8: a placeholder must not stand in scheme, host or port: an event could choose who gets it (origin_invalid)",
        ),
        (
            json!({ "postback": "http://t.example.com/pb" }),
            "/postback: must be https, because the body and its signature travel in it (or set \"insecure_origins\": true for a test) (origin_invalid)",
        ),
        (
            json!({ "postback": "https://t.example.com/pb?key={secret:GONE}" }),
            "/postback: the secret GONE is not set: npx wrangler secret put GONE, or locally .dev.vars (secret_empty)",
        ),
        (
            json!({ "postback": "https://t.example.com/pb?key={secret:EMPTY}" }),
            "/postback: the secret EMPTY is empty (secret_empty)",
        ),
        (
            json!({ "postback": "https://t.example.com/pb?key={secret:not a name}" }),
            "/postback: at byte 37: secret: is followed by the name of a secret (letters, digits and _), never by the secret itself (origin_invalid)",
        ),
        (
            json!({ "postback": "https://t.example.com/pb?key={secret:LONG}" }),
            "/postback: the secret LONG is longer than 1024 bytes (origin_invalid)",
        ),
        (
            json!({ "postback": "https://t.example.com/a/../{/id}" }),
            "/postback: at byte 21: the path that begins here has a segment . or .., which leads elsewhere: write where it leads (origin_invalid)",
        ),
        (
            json!({ "postback": format!("https://t.example.com/?{}", "{/a}".repeat(33)) }),
            "/postback: at byte 151: the template has more than 32 placeholders (origin_invalid)",
        ),
    ]);
}

#[test]
fn slack_has_a_url_and_a_text() {
    check(&[
        (
            json!({ "url": SLACK, "format": "slack", "text": "Payout {/id}" }),
            "valid",
        ),
        (
            json!({ "url": SLACK, "format": "slack", "text": "x", "method": "POST", "secrets": ["CRM"] }),
            "valid",
        ),
        (
            json!({ "url": "{secret:SLACK_URL}", "format": "slack", "text": "x" }),
            "valid",
        ),
        (
            json!({ "url": SLACK, "format": "teams", "text": "x" }),
            "/format: must be one of slack (origin_invalid)",
        ),
        (
            json!({ "url": SLACK, "format": "slack" }),
            ": \"text\" is missing (origin_invalid)",
        ),
        (
            json!({ "url": SLACK, "format": "slack", "text": "" }),
            "/text: at byte 0: must not be empty (origin_invalid)",
        ),
        (
            json!({ "url": SLACK, "format": "slack", "text": "{/id" }),
            "/text: at byte 0: the brace that opens here is never closed (origin_invalid)",
        ),
        (
            json!({ "url": SLACK, "text": "x", "secrets": ["CRM"] }),
            "/text: does nothing without \"format\": \"slack\" (origin_invalid)",
        ),
        (
            json!({ "url": SLACK, "format": "slack", "text": "x", "method": "GET" }),
            "/method: a message is sent by POST (origin_invalid)",
        ),
        (
            json!({ "format": "slack", "text": "x" }),
            ": \"url\" or \"postback\" is missing (origin_invalid)",
        ),
    ]);
}

#[test]
fn an_event_is_sent_with_a_body_and_a_signature() {
    check(&[
        (
            json!({ "url": "https://example.com" }),
            ": \"secrets\" is missing (origin_invalid)",
        ),
        (
            json!({ "url": "https://example.com", "secrets": ["CRM"], "method": "GET" }),
            "/method: an event has a body, and GET sends none; a \"postback\" may use it (origin_invalid)",
        ),
        (
            json!({ "url": "https://example.com", "secrets": ["CRM"], "method": "PATCH" }),
            "valid",
        ),
    ]);
}

#[test]
fn a_secret_url_is_checked_like_every_url_and_never_shown() {
    let cases = [
        (
            "{secret:LOCAL_URL}",
            "/url: the secret LOCAL_URL must have a public host (origin_invalid)",
        ),
        (
            "{secret:PLAIN_URL}",
            "/url: the secret PLAIN_URL must be https, because the body and its signature travel in it (or set \"insecure_origins\": true for a test) (origin_invalid)",
        ),
        (
            "{secret:LOGIN_URL}",
            "/url: the secret LOGIN_URL must hold no credentials: put them in \"headers\" as {secret:NAME} (origin_invalid)",
        ),
        (
            "{secret:LINE_URL}",
            "/url: the secret LINE_URL must be an absolute URL in ASCII, without blanks, backslash or fragment (origin_invalid)",
        ),
        (
            "{secret:CRM_KEY}",
            "/url: the secret CRM_KEY must be https, because the body and its signature travel in it (or set \"insecure_origins\": true for a test) (origin_invalid)",
        ),
        (
            "{secret:GONE}",
            "/url: the secret GONE is not set: npx wrangler secret put GONE, or locally .dev.vars (secret_empty)",
        ),
        (
            "{secret:EMPTY}",
            "/url: the secret EMPTY is empty (secret_empty)",
        ),
        (
            "{secret:https://x}",
            "/url: must be the name of a secret (letters, digits and _), never the secret itself (config_invalid)",
        ),
        (
            "https://example.com/{secret:CRM_KEY}/{/id}",
            "/url: must have no placeholder but {secret:NAME}; a URL that an event fills in is a \"postback\" (origin_invalid)",
        ),
        (
            "https://{secret:CRM_KEY}/",
            "/url: at byte 8: a placeholder must not stand in scheme, host or port: an event could choose who gets it (origin_invalid)",
        ),
        (
            "{secret:SLACK_URL}/more",
            "/url: at byte 0: must begin with https:// or http:// (origin_invalid)",
        ),
        (
            "https://example.com/{secret:CRM_KEY",
            "/url: at byte 20: the brace that opens here is never closed (origin_invalid)",
        ),
    ];
    for (url, expected) in cases {
        let told = said(&with(json!({ "url": url, "secrets": ["CRM"] })));
        assert_eq!(told, format!("/origins/o{expected}"), "{url}");
        for name in [
            "LOCAL_URL",
            "PLAIN_URL",
            "LOGIN_URL",
            "LINE_URL",
            "CRM_KEY",
            "SLACK_URL",
        ] {
            assert!(!told.contains(&secret(name).unwrap()), "{name}: {told}");
        }
        assert!(!told.contains("10.1.2.3"), "{told}");
    }
    for url in [
        "{secret:SLACK_URL}",
        "https://example.com/{secret:CRM_KEY}?a={secret:CRM_KEY}",
    ] {
        assert_eq!(
            said(&with(json!({ "url": url, "secrets": ["CRM"] }))),
            "valid"
        );
    }
}

#[test]
fn a_second_secret_needs_a_scheme_whose_signatures_are_a_list() {
    for scheme in ["standard-webhooks", "svix", "affiliatebase"] {
        let origin =
            json!({ "url": "https://example.com", "secrets": ["CRM", "OLD"], "sign": scheme });
        assert_eq!(said(&with(origin)), "valid", "{scheme}");
    }
    for scheme in ["github", "stripe", "track360", "shopify", "slack"] {
        let origin =
            json!({ "url": "https://example.com", "secrets": ["CRM", "OLD"], "sign": scheme });
        let expected = format!(
            "/origins/o/secrets: {scheme} carries one signature, so only one secret can sign; \
            give the receiver the new secret first, or let it take both (origin_invalid)"
        );
        assert_eq!(said(&with(origin)), expected);
        let one =
            json!({ "url": "https://example.com", "secrets": ["CRM", "GONE?"], "sign": scheme });
        assert_eq!(said(&with(one)), "valid", "an absent one does not sign");
    }
}

#[test]
fn every_mistake_of_a_filter_is_named_with_its_path() {
    let many: serde_json::Map<String, Value> = (0..9)
        .map(|number| (format!("/a{number}"), json!(1)))
        .collect();
    let cases = [
        (
            json!({ "/a": "x", "/b": [1, true, null, "y"], "/c": { "min": -1.5, "max": 2e3, "not": ["z"], "exists": true } }),
            "valid",
        ),
        (json!({ "/a": { "exists": false } }), "valid"),
        (
            json!({ "/a": 9_007_199_254_740_993_i64, "/b": 0.1, "/c": 1e21, "/d": u64::MAX }),
            "valid",
        ),
        (json!([]), "/where: must be an object"),
        (json!({}), "/where: has no condition"),
        (json!(many), "/where: has 9 conditions; 8 is the most"),
        (
            json!({ "data": 1 }),
            "/where/data: must be a JSON pointer such as /data/currency; it does not start with /, as a JSON pointer does",
        ),
        (
            json!({ "": 1 }),
            "/where/: must be a JSON pointer such as /data/currency; it does not start with /, as a JSON pointer does",
        ),
        (
            json!({ "/a~": 1 }),
            "/where/~1a~0: must be a JSON pointer such as /data/currency; it has a ~ that is neither ~0 (for ~) nor ~1 (for /)",
        ),
        (
            json!({ "/a": {} }),
            "/where/~1a: has no condition; known here are min, max, not, exists",
        ),
        (
            json!({ "/a": { "above": 1 } }),
            "/where/~1a/above: is unknown; known here are min, max, not, exists",
        ),
        (
            json!({ "/a": { "min": "1" } }),
            "/where/~1a/min: must be a number",
        ),
        (
            json!({ "/a": { "max": null } }),
            "/where/~1a/max: must be a number",
        ),
        (
            json!({ "/a": { "exists": 1 } }),
            "/where/~1a/exists: must be true or false",
        ),
        (
            json!({ "/a": { "not": {} } }),
            "/where/~1a/not: must be a text, a number, true, false or null, or a list of these",
        ),
        (
            json!({ "/a": [[1]] }),
            "/where/~1a/0: must be a text, a number, true, false or null, or a list of these",
        ),
        (
            json!({ "/a": ["x", { "not": 1 }] }),
            "/where/~1a/1: must be a text, a number, true, false or null, or a list of these",
        ),
        (json!({ "/a": [] }), "/where/~1a: must name 1 to 64 values"),
        (
            json!({ "/a": vec![1; 65] }),
            "/where/~1a: must name 1 to 64 values",
        ),
        (
            json!({ "/a": { "not": [] } }),
            "/where/~1a/not: must name 1 to 64 values",
        ),
        (
            json!({ "/a": { "exists": false, "min": 1 } }),
            "/where/~1a: asks for a value that is absent and for more: no event has that",
        ),
        (
            json!({ "/a": { "min": 10, "max": 9.5 } }),
            "/where/~1a: has a min above its max: no event has that",
        ),
        (
            json!({ "/a": 0.123_456_789_012_345_6 }),
            "/where/~1a: has more digits than are kept exactly; 15 is the most",
        ),
        (
            json!({ "/a": { "min": 1.844_674_407_370_955_2e19 } }),
            "/where/~1a/min: has more digits than are kept exactly; 15 is the most",
        ),
    ];
    for (filter, expected) in cases {
        let origin = json!({ "url": "https://example.com", "secrets": ["CRM"], "where": filter });
        let expected = match expected {
            "valid" => "valid".into(),
            expected => format!("/origins/o{expected} (origin_invalid)"),
        };
        assert_eq!(said(&with(origin)), expected);
    }
}

#[test]
fn the_schema_asks_for_one_of_url_and_postback() {
    let schema = schema();
    let origin = &schema["properties"]["origins"]["additionalProperties"];
    assert_eq!(origin["required"], json!(["events"]));
    assert_eq!(
        origin["allOf"],
        json!([{ "anyOf": [{ "required": ["url"] }, { "required": ["postback"] }] }])
    );
    assert_eq!(origin["properties"]["where"]["maxProperties"], json!(8));
    assert_eq!(schema["allOf"], Value::Null);
}
