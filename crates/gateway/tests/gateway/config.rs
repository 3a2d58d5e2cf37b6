//! The configuration: every mistake is named with its path, its code and what to do.

use proptest::prelude::*;
use serde_json::{Value, json};
use waxseal_gateway::config::{AddressRange, Config, schema};

use crate::support::{config, secret};

const WHOLE: &str = r#"{
  // every setting once
  "$schema": "./waxseal.schema.json",
  "sources": {
    "affiliatebase": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE", "GONE?"], "tolerance": { "past": "1h", "future": "5m" } },
    "track360": { "scheme": "track360", "header": "x-sig", "encoding": "base64", "secrets": "TRACK360", "id": "/event_id",
      "type": "/event", "version": "/version", "rate_limit": "600/m", "allow_ips": ["203.0.113.0/24", "2001:db8::/32"], "max_body": "4MB", "shadow": "forward",
      "keep_headers": ["x-request-id"], "mask": ["/customer/email", "/items/*/name"],
      "dedupe": "ledger", "on_conflict": "forward", "key": ["/event_id", "/status"],
      "contract": "warn", "catalog": "track360", "fields": { "affiliate_id": "/affiliate" }, "versions": ["1", "2"],
      "amounts": "major", "currency": "EUR" },
    "postback": { "scheme": "token", "query": "token", "secrets": ["TOKEN"], "methods": ["GET", "POST"],
      "type": "query:event", "key": ["query:click_id", "query:txid"], "allow_short_secret": true },
  },
  "origins": {
    "crm": { "url": "https://crm.example.com/hooks?a=1", "events": ["affiliate.*", "payout.paid"], "secrets": ["NEW", "OLD?"],
      "headers": { "authorization": "Bearer {secret:CRM_KEY}" }, "retry": "day", "tests": true, "timeout": "5s",
      "parallel": 32, "rate": "300/m", "breaker": 5 },
    "dwh": { "url": "https://dwh.example.com", "events": ["*"], "secrets": ["DWH"], "sign": "affiliatebase", "method": "PUT",
      "retry": ["1s", "50ms"], "where": { "/data/currency": ["EUR", "USD"], "/data/amount_cents": { "min": 1, "max": 1e9, "not": 7 } } },
    "network": { "postback": "https://t.example.com/pb?cid={/id}&key={secret:CRM_KEY}", "method": "POST", "events": ["*"] },
    "team": { "url": "{secret:SLACK_URL}", "format": "slack", "text": "Payout {/id} failed", "events": ["payout.failed"] },
  },
  "retention": "7d", "dead_retention": "60d", "dedupe_window": "100d", "jurisdiction": "eu", "timeout": "8s", "insecure_origins": false, "client_ip": "header:x-real-ip",
}"#;

#[test]
fn every_setting_is_taken() {
    let config = config(WHOLE);
    let names: Vec<&str> = config.sources().map(|source| source.name()).collect();
    assert_eq!(names, ["affiliatebase", "postback", "track360"]);
    assert_eq!(config.source("track360").unwrap().scheme(), "track360");
    assert_eq!(config.origin("crm").unwrap().timeout_millis(), 5_000);
    assert_eq!(config.origin("dwh").unwrap().timeout_millis(), 8_000);
    assert_eq!(config.windows().retention_millis, 7 * 86_400_000);
    assert_eq!(config.windows().dead_retention_millis, 60 * 86_400_000);
    assert_eq!(config.windows().dedupe_millis, 100 * 86_400_000);
    assert_eq!(config.fingerprint().len(), 43);
    assert!(
        ["0123456789", "crm-key", "XXXXXXXX"]
            .iter()
            .all(|secret| !format!("{config:?}").contains(secret)),
        "Debug shows no secret"
    );
}

/// Sets one member of a small valid configuration and returns what is said of it.
fn mistakes(path: &str, value: Value) -> String {
    let mut whole = json!({
        "sources": { "s": { "scheme": "github", "secrets": ["GITHUB"] } },
        "origins": { "o": { "url": "https://example.com/in", "events": ["*"], "secrets": ["CRM"] } },
    });
    let (parent, name) = path.rsplit_once('/').unwrap();
    let parent = whole.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    if value.is_null() {
        parent.remove(name);
    } else {
        parent.insert(name.into(), value);
    }
    match Config::parse(&whole.to_string(), &secret) {
        Ok(_) => "valid".into(),
        Err(invalid) => invalid.to_string(),
    }
}

#[test]
fn every_mistake_is_named_with_its_path_and_code() {
    let source = |extra: Value| {
        let mut source = json!({ "scheme": "github", "secrets": ["GITHUB"] });
        source
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        source
    };
    let token = |extra: Value| {
        let mut source = json!({ "scheme": "token", "query": "token", "secrets": ["TOKEN"] });
        source
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        source
    };
    let cases: Vec<(&str, Value, &str)> = vec![
        (
            "/sources",
            Value::Null,
            r#"/: "sources" is missing (config_invalid)"#,
        ),
        (
            "/sources",
            json!([]),
            "/sources: must be an object (config_invalid)",
        ),
        (
            "/sources",
            json!({}),
            "/sources: has no source (config_invalid)",
        ),
        (
            "/sources/s",
            json!(1),
            "/sources/s: must be an object (scheme_invalid)",
        ),
        (
            "/sources/a b",
            source(json!({})),
            "/sources/a b: a name has 1 to 64 letters, digits, - or _ (config_invalid)",
        ),
        (
            "/origins/a~1b",
            json!({ "url": "https://example.com", "events": ["*"], "secrets": ["CRM"] }),
            "/origins/a~01b: a name has 1 to 64 letters, digits, - or _ (origin_invalid)",
        ),
        (
            "/source",
            json!({}),
            r#"/source: is unknown; did you mean "sources"? (config_invalid)"#,
        ),
        (
            "/colour",
            json!({}),
            "/colour: is unknown; known here are $schema, sources, origins, retention, dead_retention, dedupe_window, timeout, client_ip, jurisdiction, insecure_origins (config_invalid)",
        ),
        (
            "/alerts",
            json!({}),
            "/alerts: is not supported yet; it is refused because it would do nothing (config_invalid)",
        ),
        (
            "/retention",
            json!(30),
            r#"/retention: must be a duration such as "30s" (config_invalid)"#,
        ),
        (
            "/retention",
            json!("30"),
            r#"/retention: "30" is no duration: write a number and ms, s, m, h or d, such as "30s" (config_invalid)"#,
        ),
        (
            "/insecure_origins",
            json!("yes"),
            "/insecure_origins: must be true or false (config_invalid)",
        ),
        (
            "/timeout",
            json!("16s"),
            "/timeout: must be more than nothing and at most 15s (origin_invalid)",
        ),
        // sources
        (
            "/sources/s/scheme",
            Value::Null,
            r#"/sources/s: "scheme" is missing (scheme_invalid)"#,
        ),
        (
            "/sources/s/scheme",
            json!(1),
            "/sources/s/scheme: must be the id of a scheme, or an object that describes one (scheme_invalid)",
        ),
        (
            "/sources/s/scheme",
            json!("githab"),
            "/sources/s/scheme: no scheme is called \"githab\"; did you mean github? (scheme_unknown)",
        ),
        (
            "/sources/s/header",
            json!("x-sig"),
            "/sources/s: github fixes header; remove that option (scheme_invalid)",
        ),
        (
            "/sources/s/tolerance",
            json!("5m"),
            "/sources/s: github signs no timestamp, so a tolerance has no effect (scheme_invalid)",
        ),
        (
            "/sources/s/tolerance",
            json!({ "past": "5m" }),
            r#"/sources/s/tolerance/future: must be a duration such as "30s" (scheme_invalid)"#,
        ),
        (
            "/sources/s/tolerance",
            json!({ "past": "5m", "future": "1m", "x": 1 }),
            "/sources/s/tolerance/x: is unknown; known here are past, future (scheme_invalid)",
        ),
        (
            "/sources/s/encoding",
            json!("hax"),
            "/sources/s/encoding: must be one of hex, base64, base64url (scheme_invalid)",
        ),
        (
            "/sources/s/secret",
            json!(["X"]),
            r#"/sources/s/secret: is unknown; did you mean "secrets"? (scheme_invalid)"#,
        ),
        (
            "/sources/s/secrets",
            Value::Null,
            r#"/sources/s: "secrets" is missing (scheme_invalid)"#,
        ),
        (
            "/sources/s/secrets",
            json!([]),
            "/sources/s/secrets: none of the secrets is set (secret_empty)",
        ),
        (
            "/sources/s/secrets",
            json!(["GONE?"]),
            "/sources/s/secrets: none of the secrets is set (secret_empty)",
        ),
        (
            "/sources/s/secrets",
            json!(["GONE"]),
            "/sources/s/secrets/0: the secret GONE is not set: npx wrangler secret put GONE, or locally .dev.vars (secret_empty)",
        ),
        (
            "/sources/s/secrets",
            json!(["GITHUB", "EMPTY?"]),
            "/sources/s/secrets/1: the secret EMPTY is empty (secret_empty)",
        ),
        (
            "/sources/s/secrets",
            json!("whsec_abc="),
            "/sources/s/secrets: must be the name of a secret (letters, digits and _), never the secret itself (config_invalid)",
        ),
        (
            "/sources/s/secrets",
            json!([1]),
            "/sources/s/secrets/0: must be a text (scheme_invalid)",
        ),
        (
            "/sources/s/secrets",
            json!(["SHORT"]),
            "/sources/s/secrets/0: has less than 16 bytes and can be guessed; if the vendor issues such, set \"allow_short_secret\": true (secret_short)",
        ),
        (
            "/sources/s",
            json!({ "scheme": "svix", "secrets": ["GITHUB", "BREAK"] }),
            "/sources/s/secrets: secret 2 of 2: the secret is not base64; copy it whole, without quotes or spaces (secret_malformed)",
        ),
        (
            "/sources/s/methods",
            json!([]),
            "/sources/s/methods: must be a list of GET, POST (scheme_invalid)",
        ),
        (
            "/sources/s/methods",
            json!(["PUT"]),
            "/sources/s/methods/0: must be one of GET, POST (scheme_invalid)",
        ),
        (
            "/sources/s/type",
            json!("event"),
            "/sources/s/type: \"event\" is no place: write query:name, form:name, header:name or a JSON pointer such as /data/id (scheme_invalid)",
        ),
        (
            "/sources/s/key",
            json!([]),
            "/sources/s/key: must name 1 to 8 places (key_invalid)",
        ),
        (
            "/sources/s/key",
            json!(["/a", "b"]),
            "/sources/s/key/1: \"b\" is no place: write query:name, form:name, header:name or a JSON pointer such as /data/id (key_invalid)",
        ),
        (
            "/sources/s/key",
            json!(["/a", "/a"]),
            "/sources/s/key/1: stands there twice (key_invalid)",
        ),
        (
            "/sources/s/key",
            json!("/~2"),
            "/sources/s/key: \"/~2\" is not a JSON pointer (RFC 6901) (key_invalid)",
        ),
        (
            "/sources/s/key",
            json!("header:x-github-delivery"),
            "/sources/s/key: is not covered by what github authenticates, so a replayed request could carry another value (key_invalid)",
        ),
        (
            "/sources/s/key",
            json!("query:id"),
            "/sources/s/key: is not covered by what github authenticates, so a replayed request could carry another value (key_invalid)",
        ),
        (
            "/sources/s",
            token(json!({ "key": "header:x-id" })),
            "/sources/s/key: is not covered by what token authenticates, so a replayed request could carry another value (key_invalid)",
        ),
        (
            "/sources/s",
            token(json!({ "key": "query:token" })),
            "/sources/s/key: must not be the token (key_invalid)",
        ),
        (
            "/sources/s",
            json!({ "scheme": "token", "secrets": ["TOKEN"] }),
            "/sources/s: say where the token stands: set header or query (scheme_invalid)",
        ),
        (
            "/sources/s/dedupe",
            json!("kv"),
            "/sources/s/dedupe: must be one of ledger+kv, ledger (scheme_invalid)",
        ),
        (
            "/sources/s/on_conflict",
            json!("drop"),
            "/sources/s/on_conflict: must be one of keep, forward, reject (scheme_invalid)",
        ),
        (
            "/sources/s/rate_limit",
            json!("0/m"),
            "/sources/s/rate_limit: must be a number and a span, such as \"600/m\" (s, m or h) (config_invalid)",
        ),
        (
            "/sources/s/allow_ips",
            json!(["203.0.113.1/24"]),
            "/sources/s/allow_ips/0: must be an address or a range such as 203.0.113.0/24, with zeros behind the prefix (config_invalid)",
        ),
        (
            "/sources/s/max_age",
            json!("1h"),
            "/sources/s/max_age: needs a timestamp: where the moment stands in the body (scheme_invalid)",
        ),
        (
            "/sources/s/timestamp",
            json!("/at"),
            "/sources/s/timestamp: does nothing without max_age (scheme_invalid)",
        ),
        (
            "/sources/s",
            source(json!({ "timestamp": "header:date", "max_age": "1h" })),
            "/sources/s/timestamp: must be a JSON pointer such as /occurred_at (scheme_invalid)",
        ),
        (
            "/sources/s",
            token(json!({ "timestamp": "/at", "max_age": "1h" })),
            "/sources/s/max_age: token does not sign the body, so its moment proves nothing (scheme_invalid)",
        ),
        // origins
        (
            "/origins/o/url",
            Value::Null,
            r#"/origins/o: "url" or "postback" is missing (origin_invalid)"#,
        ),
        (
            "/origins/o/url",
            json!("ftp://example.com"),
            "/origins/o/url: must be https, because the body and its signature travel in it (or set \"insecure_origins\": true for a test) (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://{secret:HOST}.example.com"),
            "/origins/o/url: at byte 8: a placeholder must not stand in scheme, host or port: an event could choose who gets it (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://user:pw@example.com"),
            "/origins/o/url: must hold no credentials: put them in \"headers\" as {secret:NAME} (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://exa mple.com"),
            "/origins/o/url: must be an absolute URL in ASCII, without blanks, backslash or fragment (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://"),
            "/origins/o/url: has no valid host (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://example.com:0/"),
            "/origins/o/url: has a port that is none (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://[::1/"),
            "/origins/o/url: has a bracket that is not closed (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://[::g]/"),
            "/origins/o/url: has no IPv6 address between its brackets (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://0x7f000001/"),
            "/origins/o/url: must write an IPv4 address as a.b.c.d (origin_invalid)",
        ),
        (
            "/origins/o/url",
            json!("https://127.0.0.1:8443/"),
            "/origins/o/url: must be a public host; 127.0.0.1 is not (or set \"insecure_origins\": true for a test) (origin_invalid)",
        ),
        (
            "/origins/o/events",
            json!([]),
            "/origins/o/events: must name at least one type, or \"*\" (origin_invalid)",
        ),
        (
            "/origins/o/events",
            json!(["*", "a*"]),
            "/origins/o/events/1: must be a type, \"prefix.*\" or \"*\" (origin_invalid)",
        ),
        (
            "/origins/o/events",
            json!("*"),
            "/origins/o/events: must be a list of texts (origin_invalid)",
        ),
        (
            "/origins/o/secrets",
            Value::Null,
            r#"/origins/o: "secrets" is missing (origin_invalid)"#,
        ),
        (
            "/origins/o/secrets",
            json!(["BREAK"]),
            "/origins/o/secrets/0: the secret is not base64; copy it whole, without quotes or spaces (secret_malformed)",
        ),
        (
            "/origins/o/sign",
            json!("hmac"),
            "/origins/o/sign: no scheme is called \"hmac\"; docs/schemes.md lists all (scheme_unknown)",
        ),
        (
            "/origins/o",
            json!({ "url": "https://example.com", "events": ["*"], "secrets": ["NEW", "OLD"], "sign": "github" }),
            "/origins/o/secrets: github carries one signature, so only one secret can sign; give the receiver the new secret first, or let it take both (origin_invalid)",
        ),
        (
            "/origins/o",
            json!({ "url": "https://example.com", "events": ["*"], "secrets": ["SHORT"], "sign": "github" }),
            "/origins/o/secrets/0: has less than 16 bytes and can be guessed (secret_short)",
        ),
        (
            "/origins/o/headers",
            json!({ "a b": "c" }),
            "/origins/o/headers/a b: must be the name of an HTTP header (origin_invalid)",
        ),
        (
            "/origins/o/headers",
            json!({ "Webhook-Id": "c" }),
            "/origins/o/headers/Webhook-Id: is set by waxseal or by the connection (origin_invalid)",
        ),
        (
            "/origins/o/headers",
            json!({ "Host": "c" }),
            "/origins/o/headers/Host: is set by waxseal or by the connection (origin_invalid)",
        ),
        (
            "/origins/o/headers",
            json!({ "X-A": "1", "x-a": "2" }),
            "/origins/o/headers/x-a: stands there twice (origin_invalid)",
        ),
        (
            "/origins/o/headers",
            json!({ "x": 1 }),
            "/origins/o/headers/x: must be a text (origin_invalid)",
        ),
        (
            "/origins/o/headers",
            json!({ "x": "{secret:GONE}" }),
            "/origins/o/headers/x: the secret GONE is not set: npx wrangler secret put GONE, or locally .dev.vars (secret_empty)",
        ),
        (
            "/origins/o/headers",
            json!({ "x": "{secret:BREAK}" }),
            "/origins/o/headers/x: must be visible ASCII, without blanks around it (origin_invalid)",
        ),
        (
            "/origins/o/headers",
            json!({ "x": "{secret:CRM" }),
            "/origins/o/headers/x: has a {secret: that is not closed (origin_invalid)",
        ),
        (
            "/origins/o/retry",
            json!("often"),
            "/origins/o/retry: must be one of backoff, hourly, day, or a list of durations (origin_invalid)",
        ),
        (
            "/origins/o/retry",
            json!(["1s", 2]),
            r#"/origins/o/retry/1: must be a duration such as "30s" (origin_invalid)"#,
        ),
        (
            "/origins/o/retry",
            json!(vec!["1s"; 65]),
            "/origins/o/retry: has more than 64 entries (origin_invalid)",
        ),
        (
            "/origins/o/timeout",
            json!("0s"),
            "/origins/o/timeout: must be more than nothing and at most 15s (origin_invalid)",
        ),
        (
            "/origins/o/method",
            json!("GET"),
            "/origins/o/method: an event has a body, and GET sends none; a \"postback\" may use it (origin_invalid)",
        ),
        (
            "/origins/o/paused",
            json!(true),
            "/origins/o/paused: is not supported yet; it is refused because it would do nothing (origin_invalid)",
        ),
    ];
    for (path, value, expected) in cases {
        assert_eq!(mistakes(path, value.clone()), expected, "{path} = {value}");
    }
}

#[test]
fn the_small_configuration_itself_is_valid() {
    assert_eq!(mistakes("/retention", json!("30d")), "valid");
    assert_eq!(mistakes("/insecure_origins", json!(true)), "valid");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = r#"{ "sources": { "s": { "scheme": "nope", "secrets": ["GONE"] } },
        "origins": { "o": { "url": "http://x.example.com", "events": ["*"], "secrets": ["CRM"] } }, "retension": "1d" }"#;
    let invalid = Config::parse(text, &secret).unwrap_err();
    let paths: Vec<&str> = invalid
        .mistakes()
        .iter()
        .map(|mistake| mistake.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "/retension",
            "/sources/s/scheme",
            "/sources/s/secrets/0",
            "/origins/o/url"
        ]
    );
}

#[test]
fn what_is_no_json_is_told_with_line_and_column() {
    let said = |text: &str| Config::parse(text, &secret).unwrap_err().to_string();
    assert_eq!(
        said(""),
        "/: EOF while parsing a value at line 1 column 0 (config_invalid)"
    );
    assert_eq!(
        said("{\n  \"sources\": nope }"),
        "/: expected ident at line 2 column 15 (config_invalid)"
    );
    assert_eq!(said("[]"), "/: must be an object (config_invalid)");
    assert_eq!(
        said("{ \"retention\": \"1d\", \"retention\": \"2d\" }"),
        "/: the key \"retention\" stands twice in one object at line 1 column 32 (config_invalid)"
    );
    let deep = "[".repeat(100_000);
    assert!(said(&deep).contains("recursion limit exceeded"));
}

#[test]
fn too_many_origins_do_not_fit_into_a_row() {
    let origins: serde_json::Map<String, Value> = (0..65)
        .map(|number| {
            (
                format!("o{number}"),
                json!({ "url": "https://example.com", "events": ["*"], "secrets": ["CRM"] }),
            )
        })
        .collect();
    assert_eq!(
        mistakes("/origins", Value::Object(origins)),
        "/origins: has 65 entries; 64 is the most (config_invalid)"
    );
}

#[test]
fn insecure_origins_may_be_local_but_still_must_be_urls() {
    let parse = |url: &str| {
        let text = json!({
            "sources": { "s": { "scheme": "github", "secrets": ["GITHUB"] } },
            "origins": { "o": { "url": url, "events": ["*"], "secrets": ["CRM"] } },
            "insecure_origins": true,
        });
        Config::parse(&text.to_string(), &secret)
            .map(|_| ())
            .map_err(|invalid| invalid.to_string())
    };
    for url in [
        "http://127.0.0.1:1234/x",
        "http://localhost:1",
        "http://[::1]:80",
    ] {
        assert_eq!(parse(url), Ok(()), "{url}");
    }
    for url in [
        "http://u@127.0.0.1/",
        "http://",
        "ftp://localhost",
        "http://{x}",
    ] {
        assert!(parse(url).is_err(), "{url}");
    }
}

#[test]
fn an_address_range_means_what_it_says() {
    let contains = |range: &str, address: &str| {
        AddressRange::parse(range)
            .unwrap()
            .contains(address.parse().unwrap())
    };
    assert!(contains("203.0.113.0/24", "203.0.113.255"));
    assert!(!contains("203.0.113.0/24", "203.0.114.0"));
    assert!(contains("203.0.113.7", "203.0.113.7"));
    assert!(contains("203.0.113.7", "::ffff:203.0.113.7"));
    assert!(!contains("203.0.113.7", "203.0.113.8"));
    assert!(contains("0.0.0.0/0", "8.8.8.8"));
    assert!(!contains("0.0.0.0/0", "2001:db8::1"));
    assert!(contains("::/0", "2001:db8::1"));
    assert!(!contains("::/0", "8.8.8.8"));
    assert!(contains("2001:db8::/33", "2001:db8:7fff::1"));
    assert!(!contains("2001:db8::/33", "2001:db8:8000::1"));
    for wrong in [
        "",
        "x",
        "1.2.3.4/33",
        "1.2.3.4/",
        "1.2.3.4/+8",
        "1.2.3.4/24",
        "::1/129",
        "1.2.3/24",
        "1.2.3.4/ 8",
    ] {
        assert_eq!(AddressRange::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn the_schema_knows_every_setting_and_no_other() {
    let schema = schema();
    assert_eq!(schema["additionalProperties"], json!(false));
    let whole = json!({
        "root": ["$schema", "sources", "origins", "retention", "dead_retention", "dedupe_window", "timeout", "client_ip", "insecure_origins", "jurisdiction"],
        "source": ["scheme", "secrets", "keys", "url", "verify_token", "accept_unsigned", "forward_token", "header", "query", "prefix", "encoding", "id", "type", "version", "timestamp", "max_age", "tolerance", "methods", "key",
            "dedupe", "on_conflict", "allow_short_secret", "rate_limit", "max_body", "shadow", "keep_headers", "mask", "allow_ips",
            "contract", "catalog", "fields", "versions", "amounts", "currency"],
        "origin": ["url", "postback", "format", "text", "where", "events", "secrets", "sign", "headers", "method", "retry", "tests", "timeout", "parallel", "rate", "breaker"],
    });
    for (name, object) in [
        ("root", &schema),
        (
            "source",
            &schema["properties"]["sources"]["additionalProperties"],
        ),
        (
            "origin",
            &schema["properties"]["origins"]["additionalProperties"],
        ),
    ] {
        let mut known: Vec<&str> = object["properties"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut expected: Vec<&str> = whole[name]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        known.sort_unstable();
        expected.sort_unstable();
        assert_eq!(known, expected, "{name}");
        for (key, property) in object["properties"].as_object().unwrap() {
            assert!(
                property["description"]
                    .as_str()
                    .is_some_and(|doc| doc.ends_with('.')),
                "{name}/{key} has a sentence"
            );
        }
    }
}

#[test]
fn no_secret_stands_in_any_error() {
    for (path, value) in [
        (
            "/sources/s",
            json!({ "scheme": "svix", "secrets": ["GITHUB", "BREAK"] }),
        ),
        ("/origins/o/headers", json!({ "x": "{secret:BREAK}" })),
        ("/sources/s/secrets", json!(["SHORT"])),
    ] {
        let said = mistakes(path, value);
        for name in ["BREAK", "SHORT", "GITHUB"] {
            assert!(!said.contains(&secret(name).unwrap()), "{said}");
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "github",
            "token",
            "GITHUB",
            "30s",
            "https://example.com",
            "*",
            "/id",
            "query:x",
            "600/m",
            "https://example.com/{/id|major:USD}?{secret:GITHUB}",
            "{secret:SLACK_URL}",
            "slack"
        ])
        .prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "sources",
        "origins",
        "s",
        "scheme",
        "secrets",
        "url",
        "events",
        "retry",
        "headers",
        "tolerance",
        "past",
        "future",
        "key",
        "query",
        "x",
        "allow_ips",
        "methods",
        "timeout",
        "rate_limit",
        "type",
        "postback",
        "format",
        "text",
        "method",
        "where",
        "/id",
        "min",
        "max",
        "not",
        "exists",
    ]);
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6).prop_map(|map| Value::Object(
                map.into_iter()
                    .map(|(key, value)| (key.to_string(), value))
                    .collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}") {
        prop_assert!(Config::parse(&text, &secret).is_err());
    }

    #[test]
    fn no_shape_makes_it_panic_and_a_refusal_has_a_reason(sources in any_json(), origins in any_json(), top in any_json()) {
        let mut whole = json!({ "sources": { "s": sources.clone(), "t": sources }, "origins": { "o": origins } });
        if let Value::Object(top) = top {
            whole.as_object_mut().unwrap().extend(top);
        }
        if let Err(invalid) = Config::parse(&whole.to_string(), &secret) {
            prop_assert!(!invalid.mistakes().is_empty());
            for mistake in invalid.mistakes() {
                prop_assert!(!mistake.detail.is_empty());
                prop_assert_eq!(mistake.code.class(), waxseal::Class::Config);
            }
        }
    }
}
