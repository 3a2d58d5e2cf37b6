//! How a source proves what it gets: schemes of one's own, public keys,
//! registered URLs, Basic, tokens in bodies, nothing at all, and lists of events.

use serde::Deserialize;
use serde_json::{Value, json};
use waxseal_gateway::config::{Config, Dedupe, schema};
use waxseal_gateway::event::{Facts, Mark};
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::message::Accept;

use crate::support::{ED25519, NOW, Sender, secret};

fn parse(source: &Value) -> Result<Config, String> {
    let whole = json!({ "sources": { "s": source } }).to_string();
    Config::parse(&whole, &secret).map_err(|invalid| invalid.to_string())
}

/// Returns what is said of a source.
fn said(source: Value) -> String {
    match parse(&source) {
        Ok(_) => "valid".into(),
        Err(said) => said,
    }
}

fn own(scheme: Value) -> Value {
    json!({ "scheme": scheme, "secrets": ["GITHUB"] })
}

fn simple(more: Value) -> Value {
    let mut scheme = json!({ "signature": "header:x-sig", "message": "{body}" });
    merge(&mut scheme, more);
    scheme
}

fn merge(into: &mut Value, more: Value) {
    let members = more.as_object().unwrap().clone();
    into.as_object_mut().unwrap().extend(members);
}

/// What of a message to the ledger counts here.
#[derive(Debug, Deserialize)]
struct Taken {
    key: String,
    content: String,
    facts: Facts,
}

/// Drives a request up to the ledger, or to the code of its refusal.
fn accept(config: &Config, head: Head, body: &[u8]) -> Result<Taken, String> {
    let (mut intake, asked) = Intake::begin(config, Purpose::Accept, "s", head);
    let mut asked = match asked {
        Ask::Body { .. } => intake.tell(Tell::Body(body.to_vec()), NOW),
        other => other,
    };
    if matches!(asked, Ask::Filter { .. }) {
        asked = intake.tell(Tell::Filter(None), NOW);
    }
    match asked {
        Ask::Accept { message, .. } => {
            let (accept, _) = Accept::parse(&message).unwrap();
            let taken = serde_json::to_value(&accept).unwrap();
            Ok(serde_json::from_value(taken).unwrap())
        }
        Ask::Answer(answer) => {
            let body: Value = serde_json::from_str(&answer.body).unwrap();
            Err(body["code"].as_str().unwrap().into())
        }
        other => panic!("{other:?}"),
    }
}

fn head(method: &str, url: &str, headers: &[(&str, &str)]) -> Head {
    Head {
        method: method.into(),
        url: url.into(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).into(), value.as_bytes().to_vec()))
            .collect(),
        ..Head::default()
    }
}

const URL: &str = "https://hooks.example.com/in/s";

fn tag(parts: &[&[u8]]) -> String {
    let key = secret("GITHUB").unwrap();
    let tag = waxseal::hmac_sha256(key.as_bytes(), parts);
    tag.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_scheme_of_ones_own_is_read_in_all_its_shapes() {
    let source = own(json!({
        "signature": ["header:x-sig", "header:x-sig-old"],
        "form": "v1={signature},...",
        "message": "{timestamp}.{body}",
        "timestamp": "header:x-time",
        "key": ["utf8"],
        "tolerance": 60,
        "id": "/id",
        "handshake": ["GET if query:a text {query:a}", "HEAD empty"],
    }));
    let config = parse(&source).unwrap();
    assert_eq!(config.source("s").unwrap().scheme(), "custom");
    let body = br#"{"id":"evt_1"}"#;
    let seconds = NOW.0 / 1_000;
    let signed = |at: i64| {
        let at = at.to_string();
        let tag = tag(&[at.as_bytes(), b".", body]);
        head(
            "POST",
            URL,
            &[("x-time", &at), ("x-sig-old", &format!("v1={tag}"))],
        )
    };
    let accepted = accept(&config, signed(seconds - 60), body).unwrap();
    assert_eq!(accepted.facts.event_id.as_deref(), Some("evt_1"));
    assert_eq!(accepted.facts.scheme, "custom");
    let late = accept(&config, signed(seconds - 61), body);
    assert_eq!(late.unwrap_err(), "timestamp_stale");
}

#[test]
fn a_mistake_in_a_scheme_of_ones_own_has_its_path() {
    let cases = [
        (
            json!({}),
            "/sources/s/scheme/signature: say where the signature stands, for example header:x-signature (scheme_invalid)",
        ),
        (
            simple(json!({ "message": "{bodi}" })),
            "/sources/s/scheme/message: there is no part \"bodi\" (scheme_invalid)",
        ),
        (
            simple(json!({ "message": 1 })),
            "/sources/s/scheme/message: must be a text (scheme_invalid)",
        ),
        (
            simple(json!({ "message": ["{body}"] })),
            "/sources/s/scheme/message: must be a text (scheme_invalid)",
        ),
        (
            simple(json!({ "mesage": "{body}" })),
            "/sources/s/scheme/mesage: is unknown; did you mean \"message\"? (scheme_invalid)",
        ),
        (
            simple(json!({ "a/b: c": "" })),
            "/sources/s/scheme/a~1b: c: is unknown; known here are algorithm, signature, form, encoding, key, message, timestamp, unit, tolerance, digest, id, type, version, opens, handshake (scheme_invalid)",
        ),
        (
            simple(json!({ "key": ["utf8", 1] })),
            "/sources/s/scheme/key/1: must be a text (scheme_invalid)",
        ),
        (
            simple(json!({ "key": {} })),
            "/sources/s/scheme/key: must be a text or a list of texts (scheme_invalid)",
        ),
        (
            simple(json!({ "key": [] })),
            "/sources/s/scheme/key: is empty; leave it out (scheme_invalid)",
        ),
        (
            simple(json!({ "tolerance": -1 })),
            "/sources/s/scheme/tolerance: must be whole seconds, or a text such as \"600/300\" (scheme_invalid)",
        ),
        (
            simple(json!({ "tolerance": 1.5 })),
            "/sources/s/scheme/tolerance: must be whole seconds, or a text such as \"600/300\" (scheme_invalid)",
        ),
        (
            simple(json!({ "tolerance": 60 })),
            "/sources/s/scheme/tolerance: has no effect without a timestamp (scheme_invalid)",
        ),
        (
            simple(json!({ "algorithm": "md5" })),
            "/sources/s/scheme/algorithm: \"md5\" is none of hmac-sha256, hmac-sha1, hmac-sha512, ed25519, ecdsa-p256, rsa-sha256, sha256, token, basic, none (scheme_invalid)",
        ),
        (
            simple(json!({ "handshake": ["GET text {query:a}"] })),
            "/sources/s/scheme/handshake: a rule needs a condition, else every request is one (scheme_invalid)",
        ),
    ];
    for (scheme, expected) in cases {
        assert_eq!(said(own(scheme.clone())), expected, "{scheme}");
    }
    for wrong in [json!(1), json!(true), json!([])] {
        assert_eq!(
            said(own(wrong)),
            "/sources/s/scheme: must be the id of a scheme, or an object that describes one (scheme_invalid)"
        );
    }
    assert_eq!(said(own(simple(json!({})))), "valid");
}

#[test]
fn what_an_object_says_no_option_says_again() {
    let with = |scheme: Value, more: Value| {
        let mut source = own(scheme);
        merge(&mut source, more);
        said(source)
    };
    let refused = |what: &str| {
        format!("/sources/s: custom fixes {what}; remove that option (scheme_invalid)")
    };
    let open = simple(json!({ "opens": ["header", "encoding", "pointers"] }));
    for (option, what) in [
        (json!({ "header": "x-other" }), "header"),
        (json!({ "query": "sig" }), "query"),
        (json!({ "prefix": "v1=" }), "prefix"),
        (json!({ "encoding": "base64" }), "encoding"),
        (json!({ "id": "/id" }), "id, type and version"),
        (json!({ "type": "/type" }), "id, type and version"),
        (json!({ "version": "/v" }), "id, type and version"),
    ] {
        assert_eq!(with(simple(json!({})), option.clone()), refused(what));
        let is_open = !["query", "prefix"].contains(&what);
        if is_open {
            assert_eq!(with(open.clone(), option), "valid");
        }
    }
    assert_eq!(
        with(simple(json!({})), json!({ "type": "header:x-topic" })),
        "/sources/s/type: the scheme says where the type stands: put it there as \"type\" (scheme_invalid)"
    );
    assert_eq!(with(open, json!({ "type": "header:x-topic" })), "valid");
}

#[test]
fn a_public_key_stands_in_the_configuration_or_in_the_environment() {
    let discord = |keys: Value| json!({ "scheme": "discord", "keys": keys });
    for keys in [
        json!(ED25519),
        json!([ED25519.to_uppercase()]),
        json!(["PUBLIC_KEY"]),
        json!(["PUBLIC_KEY", "GONE?"]),
        json!([
            "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n"
        ]),
    ] {
        assert_eq!(said(discord(keys.clone())), "valid", "{keys}");
    }
    let cases = [
        (
            discord(json!(["GONE"])),
            "/sources/s/keys/0: the secret GONE is not set: npx wrangler secret put GONE, or locally .dev.vars (secret_empty)",
        ),
        (
            discord(json!(["GONE?"])),
            "/sources/s/keys: none of the keys is set (secret_empty)",
        ),
        (
            discord(json!([])),
            "/sources/s/keys: none of the keys is set (secret_empty)",
        ),
        (
            discord(json!(["EMPTY"])),
            "/sources/s/keys/0: the secret EMPTY is empty (secret_empty)",
        ),
        (
            discord(json!("")),
            "/sources/s/keys: the secret is empty; is its environment variable set? (secret_empty)",
        ),
        (
            discord(json!("discord_key")),
            "/sources/s/keys: the key is no public key for ed25519: pass PEM, base64 or hexadecimal, as the vendor shows it (secret_malformed)",
        ),
        (
            discord(json!([ED25519, "GITHUB"])),
            "/sources/s/keys: secret 2 of 2: the key is no public key for ed25519: pass PEM, base64 or hexadecimal, as the vendor shows it (secret_malformed)",
        ),
        (
            json!({ "scheme": "discord" }),
            "/sources/s: \"keys\" is missing: discord verifies with the sender's public key (scheme_invalid)",
        ),
        (
            json!({ "scheme": "discord", "secrets": ["GITHUB"], "keys": [ED25519] }),
            "/sources/s/secrets: discord verifies with the sender's public key: put that in \"keys\" (scheme_invalid)",
        ),
        (
            json!({ "scheme": "github", "keys": [ED25519], "secrets": ["GITHUB"] }),
            "/sources/s/keys: github verifies with a secret that both sides hold: name it in \"secrets\" (scheme_invalid)",
        ),
        (
            json!({ "scheme": "discord", "keys": [ED25519], "dedupe": "ledger+kv" }),
            "/sources/s/dedupe: needs a secret that keys the hashes in KV, and discord has none: use \"ledger\" (scheme_invalid)",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(said(source.clone()), expected, "{source}");
    }
    assert_eq!(
        said(json!({ "scheme": "github", "secrets": ["PUBLIC_KEY"] })),
        "valid",
        "hexadecimal alone does not tell a key from a secret"
    );
}

#[test]
fn no_text_of_a_wrong_key_is_told() {
    for key in [
        "sk_not_a_public_key_but_pasted_here",
        "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v",
    ] {
        let told = said(json!({ "scheme": "discord", "keys": [key] }));
        assert!(told.ends_with("(secret_malformed)"), "{told}");
        assert!(!told.contains(key), "{told}");
    }
}

#[test]
fn kv_is_used_only_where_a_secret_keys_its_hashes() {
    let dedupe = |source: Value| parse(&source).unwrap().source("s").unwrap().dedupe();
    assert_eq!(
        dedupe(json!({ "scheme": "github", "secrets": ["GITHUB"] })),
        Dedupe::LedgerAndKv
    );
    assert_eq!(
        dedupe(json!({ "scheme": "discord", "keys": [ED25519] })),
        Dedupe::Ledger
    );
    assert_eq!(
        dedupe(json!({ "scheme": "none", "accept_unsigned": true })),
        Dedupe::Ledger
    );
}

#[test]
fn nothing_is_taken_unsigned_that_was_not_said_to_be() {
    let cases = [
        (
            json!({ "scheme": "none" }),
            "/sources/s/accept_unsigned: none checks nothing: set \"accept_unsigned\": true if everybody who knows the URL may send events (scheme_invalid)",
        ),
        (
            json!({ "scheme": "none", "accept_unsigned": false }),
            "/sources/s/accept_unsigned: none checks nothing: set \"accept_unsigned\": true if everybody who knows the URL may send events (scheme_invalid)",
        ),
        (
            json!({ "scheme": { "algorithm": "none" } }),
            "/sources/s/accept_unsigned: custom checks nothing: set \"accept_unsigned\": true if everybody who knows the URL may send events (scheme_invalid)",
        ),
        (
            json!({ "scheme": "none", "accept_unsigned": true, "secrets": ["GITHUB"] }),
            "/sources/s/secrets: none checks nothing, so it takes no secret (scheme_invalid)",
        ),
        (
            json!({ "scheme": "none", "accept_unsigned": true, "keys": [ED25519] }),
            "/sources/s/keys: none checks nothing, so it takes no key (scheme_invalid)",
        ),
        (
            json!({ "scheme": "none", "accept_unsigned": true, "dedupe": "ledger+kv" }),
            "/sources/s/dedupe: needs a secret that keys the hashes in KV, and none has none: use \"ledger\" (scheme_invalid)",
        ),
        (
            json!({ "scheme": "none", "accept_unsigned": true, "key": "/id" }),
            "/sources/s/key: is not covered by what none authenticates, so a replayed request could carry another value (key_invalid)",
        ),
        (
            json!({ "scheme": "github", "secrets": ["GITHUB"], "accept_unsigned": true }),
            "/sources/s/accept_unsigned: does nothing: github authenticates what it gets (scheme_invalid)",
        ),
        (
            json!({ "scheme": "none", "accept_unsigned": true, "dedupe": "ledger", "id": "/id" }),
            "valid",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(said(source.clone()), expected, "{source}");
    }
}

#[test]
fn an_unsigned_event_is_its_whole_content_and_shifts_no_key() {
    let source = json!({ "scheme": "none", "accept_unsigned": true, "id": "/id", "methods": ["GET", "POST"] });
    let config = parse(&source).unwrap();
    let get =
        |query: &str| accept(&config, head("GET", &format!("{URL}?{query}"), &[]), b"").unwrap();
    let (first, other) = (get("click_id=1"), get("click_id=2"));
    assert_ne!(
        first.key, other.key,
        "a postback has its content in the query"
    );
    assert_eq!(first.key, get("click_id=1").key);
    assert_eq!(first.facts.query, "click_id=1");
    assert_eq!(first.facts.assurance, "none");
    let post = |body: &[u8]| accept(&config, head("POST", URL, &[]), body).unwrap();
    let (one, two) = (
        post(br#"{"id":"evt_1","a":1}"#),
        post(br#"{"id":"evt_1","a":2}"#),
    );
    assert_eq!(one.facts.event_id.as_deref(), Some("evt_1"));
    assert_ne!(one.key, two.key, "nobody takes an id away from its event");
    assert_eq!(one.facts.mark, None);
}

#[test]
fn basic_takes_user_and_password() {
    let source = json!({ "scheme": "basic", "secrets": ["BASIC"] });
    let config = parse(&source).unwrap();
    let send = |value: &str| {
        accept(
            &config,
            head("POST", URL, &[("authorization", value)]),
            b"{}",
        )
    };
    // acme:0123456789abcdef
    let right = ["Basic YWNtZTow", "MTIzNDU2Nzg5YWJjZGVm"].concat();
    let accepted = send(&right).unwrap();
    assert_eq!(accepted.facts.assurance, "token");
    let stored = serde_json::to_string(&accepted.facts).unwrap();
    assert!(
        !stored.contains("YWNt") && !stored.contains("acme"),
        "{stored}"
    );
    assert_eq!(send("Basic YWNtZTp4").unwrap_err(), "token_mismatch");
    assert_eq!(
        accept(&config, head("POST", URL, &[]), b"{}").unwrap_err(),
        "token_missing"
    );
    assert_eq!(
        said(json!({ "scheme": "basic", "secrets": ["GITHUB"] })),
        "/sources/s/secrets: the secret must be user:password (RFC 7617) (secret_malformed)"
    );
}

#[test]
fn a_token_in_the_body_goes_along_only_if_that_was_said() {
    let source = |scheme: Value| json!({ "scheme": scheme, "secrets": ["TOKEN"] });
    let in_json = json!({ "algorithm": "token", "signature": "/token", "id": "/id" });
    let in_form = json!({ "algorithm": "token", "signature": "form:token" });
    for (scheme, name) in [
        (&in_json, "custom"),
        (&in_form, "custom"),
        (&json!("figma"), "figma"),
    ] {
        assert_eq!(
            said(source(scheme.clone())),
            format!(
                "/sources/s/forward_token: {name} has its token in the body, which is stored and forwarded as it came: set \"forward_token\": true if the origins may have it (scheme_invalid)"
            )
        );
    }
    let mut github = json!({ "scheme": "github", "secrets": ["GITHUB"] });
    merge(&mut github, json!({ "forward_token": true }));
    assert_eq!(
        said(github),
        "/sources/s/forward_token: does nothing: github has no token in the body (scheme_invalid)"
    );
    let token = secret("TOKEN").unwrap();
    for (scheme, body, spot) in [
        (
            in_json,
            format!(r#"{{"token":"{token}","id":"evt_1"}}"#),
            "/token",
        ),
        (in_form, format!("token={token}&id=evt_1"), "form:token"),
    ] {
        let mut source = source(scheme);
        merge(&mut source, json!({ "forward_token": true }));
        let config = parse(&source).unwrap();
        let accepted = accept(&config, head("POST", URL, &[]), body.as_bytes()).unwrap();
        let stored = serde_json::to_string(&accepted.facts).unwrap();
        assert!(
            !stored.contains(&token),
            "beside the body it stands nowhere: {stored}"
        );
        let wrong = body.replace(&token, "guess");
        assert_eq!(
            accept(&config, head("POST", URL, &[]), wrong.as_bytes()).unwrap_err(),
            "token_mismatch"
        );
        merge(&mut source, json!({ "key": spot }));
        assert_eq!(
            said(source),
            "/sources/s/key: must not be the token (key_invalid)"
        );
    }
}

#[test]
fn a_signed_url_is_the_one_that_was_registered_or_the_one_that_came() {
    let body = br#"{"event_id":"evt_1"}"#;
    let key = secret("GITHUB").unwrap();
    let square = |url: &str| {
        use base64::Engine as _;
        let tag = waxseal::hmac_sha256(key.as_bytes(), &[url.as_bytes(), body]);
        base64::engine::general_purpose::STANDARD.encode(tag)
    };
    let send = |config: &Config, url: &str, signed: &str| {
        let tag = square(signed);
        accept(
            config,
            head("POST", url, &[("x-square-hmacsha256-signature", &tag)]),
            body,
        )
    };
    let own = parse(&json!({ "scheme": "square", "secrets": ["GITHUB"] })).unwrap();
    let query = format!("{URL}?shop=7");
    assert_eq!(send(&own, &query, &query).unwrap().facts.query, "shop=7");
    assert_eq!(
        send(&own, &format!("{URL}?shop=8"), &query).unwrap_err(),
        "signature_mismatch"
    );

    let public = "https://shop.example.com/hook?shop=7";
    let registered =
        parse(&json!({ "scheme": "square", "secrets": ["GITHUB"], "url": public })).unwrap();
    let first = send(&registered, URL, public).unwrap();
    assert_eq!(
        send(&registered, URL, URL).unwrap_err(),
        "signature_mismatch"
    );
    // The request's own query is not what was signed: a copy with another one is a copy.
    let copy = send(&registered, &format!("{URL}?x=1"), public).unwrap();
    assert_eq!((&first.key, &first.content), (&copy.key, &copy.content));
    assert_eq!(copy.facts.query, "");
}

#[test]
fn a_registered_url_is_whole_and_of_use() {
    let square = |url: &str| said(json!({ "scheme": "square", "secrets": ["GITHUB"], "url": url }));
    assert_eq!(square("https://shop.example.com/hook?a=1"), "valid");
    for wrong in [
        "",
        "/hook",
        "shop.example.com",
        "https://",
        "https:///x",
        "https://a.example/ b",
        "https://a.example/#x",
        "ftp://a.example",
    ] {
        assert_eq!(
            square(wrong),
            "/sources/s/url: must be the whole URL as it is registered with the sender, such as https://hooks.example.com/in/shop (scheme_invalid)",
            "{wrong}"
        );
    }
    assert_eq!(
        said(json!({ "scheme": "github", "secrets": ["GITHUB"], "url": "https://a.example/" })),
        "/sources/s: github does not sign the URL; remove that option (scheme_invalid)"
    );
    let keyed = |more: Value| {
        let mut source = json!({ "scheme": "square", "secrets": ["GITHUB"], "key": "query:id" });
        merge(&mut source, more);
        said(source)
    };
    assert_eq!(keyed(json!({})), "valid");
    assert_eq!(
        keyed(json!({ "url": "https://a.example/" })),
        "/sources/s/key: is not covered by what square authenticates, so a replayed request could carry another value (key_invalid)"
    );
}

#[test]
fn an_id_in_the_query_counts_only_where_that_query_was_signed() {
    let scheme = json!({ "signature": "header:x-sig", "message": "{url}{body}", "id": "query:id" });
    let public = "https://shop.example.com/hook";
    let key = |url: Option<&str>, query: &str| {
        let mut source = own(scheme.clone());
        if let Some(url) = url {
            merge(&mut source, json!({ "url": url }));
        }
        let config = parse(&source).unwrap();
        let request = format!("{URL}?id={query}");
        let signed = url.unwrap_or(&request);
        let tag = tag(&[signed.as_bytes(), b"{}"]);
        accept(&config, head("POST", &request, &[("x-sig", &tag)]), b"{}")
            .unwrap()
            .key
    };
    assert_ne!(key(None, "1"), key(None, "2"));
    assert_eq!(
        key(Some(public), "1"),
        key(Some(public), "2"),
        "a label only"
    );
}

#[test]
fn a_list_of_events_has_many_ids_and_its_content_for_a_key() {
    let scheme = simple(json!({ "id": "/events/*/id" }));
    let config = parse(&own(scheme)).unwrap();
    let send = |body: &str| {
        let tag = tag(&[body.as_bytes()]);
        accept(
            &config,
            head("POST", URL, &[("x-sig", &tag)]),
            body.as_bytes(),
        )
        .unwrap()
    };
    let two = send(r#"{"events":[{"id":"a"},{"id":"b"}]}"#);
    assert_eq!(
        (
            two.facts.event_ids,
            two.facts.event_id.as_deref(),
            two.facts.mark
        ),
        (2, None, None)
    );
    let longer = send(r#"{"events":[{"id":"a"},{"id":"b"},{"id":"c"}]}"#);
    assert_eq!(longer.facts.event_ids, 3);
    assert_ne!(
        two.key, longer.key,
        "a longer list with the same first id is another event"
    );
    assert_eq!(two.key, send(r#"{"events":[{"id":"a"},{"id":"b"}]}"#).key);
    let none = send(r#"{"events":[]}"#);
    assert_eq!(
        (none.facts.event_ids, none.facts.mark),
        (0, Some(Mark::KeyMissing))
    );
    let row = serde_json::to_value(&none.facts).unwrap();
    assert_eq!(row.get("event_ids"), None, "as older versions write it");
}

#[test]
fn the_verify_token_is_a_secret_of_its_own() {
    let meta = |more: Value| {
        let mut source = json!({ "scheme": "meta", "secrets": ["GITHUB"] });
        merge(&mut source, more);
        said(source)
    };
    assert_eq!(meta(json!({ "verify_token": "VERIFY" })), "valid");
    let cases = [
        (
            json!({}),
            "/sources/s: \"verify_token\" is missing: meta asks with the token that you chose there, before it sends events (scheme_invalid)",
        ),
        (
            json!({ "verify_token": "GONE" }),
            "/sources/s/verify_token: the secret GONE is not set: npx wrangler secret put GONE, or locally .dev.vars (secret_empty)",
        ),
        (
            json!({ "verify_token": "EMPTY" }),
            "/sources/s/verify_token: the secret EMPTY is empty (secret_empty)",
        ),
        (
            json!({ "verify_token": "meaty-hamhock" }),
            "/sources/s/verify_token: must be the name of a secret (letters, digits and _), never the secret itself (config_invalid)",
        ),
        (
            json!({ "verify_token": "GITHUB" }),
            "/sources/s/verify_token: is one of the secrets; it travels in URLs, so it must be another text (secret_malformed)",
        ),
        (
            json!({ "verify_token": 1 }),
            "/sources/s/verify_token: must be a text (scheme_invalid)",
        ),
    ];
    for (more, expected) in cases {
        assert_eq!(meta(more.clone()), expected, "{more}");
    }
    assert_eq!(
        said(json!({ "scheme": "github", "secrets": ["GITHUB"], "verify_token": "VERIFY" })),
        "/sources/s/verify_token: does nothing: github asks with no verify token (scheme_invalid)"
    );
    let source = json!({ "scheme": "meta", "secrets": ["GITHUB"], "verify_token": "VERIFY" });
    assert!(!format!("{:?}", parse(&source).unwrap()).contains("meaty"));
}

#[test]
fn the_schema_completes_every_scheme_and_every_field_of_ones_own() {
    let schema = schema();
    let scheme = &schema["properties"]["sources"]["additionalProperties"]["properties"]["scheme"];
    let ids: Vec<&str> = waxseal::schemes::ids().collect();
    assert_eq!(scheme["anyOf"][0]["enum"], json!(ids));
    let own = &scheme["anyOf"][1];
    assert_eq!(own["additionalProperties"], json!(false));
    let properties = own["properties"].as_object().unwrap();
    assert_eq!(properties.len(), waxseal::define::FIELDS.len());
    for field in waxseal::define::FIELDS {
        assert_eq!(properties[field.name]["description"], json!(field.summary));
    }
    assert_eq!(
        properties["encoding"]["enum"],
        json!(["hex", "base64", "base64url"])
    );
    assert_eq!(properties["handshake"]["anyOf"][1]["type"], json!("array"));
    assert_eq!(
        properties["tolerance"]["anyOf"][1],
        json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX })
    );
    assert_eq!(properties["message"]["type"], json!("string"));
}

#[test]
fn a_sender_of_the_table_is_taken_as_before() {
    let config = parse(&json!({ "scheme": "github", "secrets": ["GITHUB"] })).unwrap();
    let genuine = Sender::new("github", "GITHUB").head("s", "1", b"{}", NOW);
    assert_eq!(
        accept(&config, genuine, b"{}").unwrap().facts.scheme,
        "github"
    );
}
