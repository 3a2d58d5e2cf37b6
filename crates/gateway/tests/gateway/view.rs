//! What is shown to who looks into a request: the answers are those of the real intake.

use serde_json::{Value, json};
use waxseal::{Header, Meta, Options, Program, Request, Secret, SignInput, Tolerance, UnixMillis};
use waxseal_gateway::config::Config;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::key::{EventKey, Identity};
use waxseal_gateway::view::{Given, Proof, Who, view};

use crate::support::{NOW, after, secret};

const AFFILIATEBASE: &[u8] = br#"{"id":"evt_1","type":"commission.created","occurred_at":"2026-01-01T00:00:00Z","data":{"id":"com_31","state":"pending","amount_cents":1000,"currency":"USD","affiliate_id":"aff_9","campaign_id":"cmp_2","sale_id":"sale_77","created_at":"2026-01-01T00:00:00Z"}}"#;

/// A request that somebody looks into.
struct Asked {
    scheme: &'static str,
    settings: Vec<(&'static str, &'static str)>,
    method: &'static str,
    url: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    secret: String,
}

impl Asked {
    /// Signs a body with the scheme's secret of the suite.
    fn signed(
        scheme: &'static str,
        settings: &[(&'static str, &'static str)],
        body: &[u8],
    ) -> Self {
        let secret = secret("GITHUB").unwrap();
        let set = |name: &str| {
            settings
                .iter()
                .find(|(known, _)| *known == name)
                .map(|it| it.1)
        };
        let options = Options {
            id: set("id"),
            event_type: set("type"),
            version: set("version"),
            ..Options::default()
        };
        let program = Program::compile(scheme, &options, &[Secret::text(secret.clone())]).unwrap();
        let input = SignInput {
            method: "POST",
            url: "https://hooks.example.com/in/shop",
            headers: &[],
            body,
            id: Some("72d3162e-cc78-11e3-81ab-4c9367dc0958"),
            event_type: Some("push"),
            timestamp: NOW,
        };
        let signed = waxseal::sign(&program, &input).unwrap();
        let headers = signed.headers.into_iter();
        Self {
            scheme,
            settings: settings.to_vec(),
            method: "POST",
            url: "/in/shop".into(),
            headers: headers
                .map(|(name, value)| (name, value.into_bytes()))
                .collect(),
            body: body.to_vec(),
            secret,
        }
    }

    fn postback(query: &str) -> Self {
        Self {
            scheme: "token",
            settings: vec![("query", "token"), ("type", "query:event")],
            method: "GET",
            url: format!("https://hooks.example.com/in/postback?{query}"),
            headers: vec![],
            body: vec![],
            secret: secret("TOKEN").unwrap(),
        }
    }

    fn view(&self) -> Value {
        self.view_at(NOW)
    }

    fn view_at(&self, now: UnixMillis) -> Value {
        self.view_with(vec![Proof::Text(&self.secret)], now)
    }

    fn view_with(&self, proofs: Vec<Proof<'_>>, now: UnixMillis) -> Value {
        let given = Given {
            who: Who::Id(self.scheme),
            settings: self.settings.clone(),
            tolerance: None,
            proofs,
        };
        self.with(|request| view(&given, request, now))
    }

    fn with<T>(&self, work: impl FnOnce(&Request<'_>) -> T) -> T {
        let headers: Vec<Header<'_>> = self
            .headers
            .iter()
            .map(|(name, value)| Header { name, value })
            .collect();
        let meta = Meta {
            method: self.method,
            url: &self.url,
            headers: &headers,
        };
        work(&Request {
            meta,
            body: &self.body,
        })
    }
}

fn header<'v>(view: &'v Value, name: &str) -> Option<&'v str> {
    let headers = view["answer"]["headers"].as_array().unwrap();
    let found = headers.iter().find(|pair| pair[0] == name)?;
    found[1].as_str()
}

#[test]
fn a_genuine_event_of_affiliatebase_is_accepted_and_read_by_its_catalog() {
    let view = Asked::signed("affiliatebase", &[], AFFILIATEBASE).view();
    assert_eq!(view["answer"]["status"], 200);
    assert_eq!(view["answer"]["code"], Value::Null);
    assert_eq!(view["answer"]["outcome"], "accepted");
    assert_eq!(header(&view, "cache-control"), Some("no-store"));
    let event = &view["event"];
    assert_eq!(event["catalog"], "affiliatebase");
    assert_eq!(event["type"], "commission.created");
    assert_eq!(event["isKnown"], true);
    assert_eq!(event["summary"], "A commission is created from a sale.");
    assert_eq!(event["id"], "evt_1");
    assert_eq!(event["isTest"], false);
    assert_eq!(event["missing"], json!([]));
    assert_eq!(event["wrong"], json!([]));
    assert_eq!(
        event["money"],
        json!([{ "pointer": "/data/amount_cents", "minor": 1000, "currency": "USD", "text": "10.00 USD" }])
    );
    assert_eq!(event["url"], "docs/events.md#affiliatebase");
    assert_eq!(view["source"]["mistakes"], json!([]));
}

/// The whole answer, byte for byte, is that of the intake with the same configuration.
#[test]
fn the_answer_is_the_gateways_own() {
    let asked = Asked::signed("affiliatebase", &[], AFFILIATEBASE);
    let view = asked.view();
    let settings = &view["source"]["settings"];
    let text = json!({ "sources": { "shop": settings } }).to_string();
    let config = Config::parse(&text, &|name| {
        (name == "SHOP_SECRET").then(|| asked.secret.clone())
    });
    let config = config.unwrap();
    let head = Head {
        method: "POST".into(),
        url: "https://hooks.example.com/in/shop".into(),
        headers: asked.headers.clone(),
        ..Head::default()
    };
    let (mut intake, _) = Intake::begin(&config, Purpose::Accept, "shop", head);
    let Ask::Filter { .. } = intake.tell(Tell::Body(asked.body.clone()), NOW) else {
        panic!("KV is asked first");
    };
    let Ask::Accept { message, .. } = intake.tell(Tell::Filter(None), NOW) else {
        panic!("then the ledger");
    };
    let key = EventKey::derive("shop", Identity::Id(b"evt_1"));
    let (accept, _) = waxseal_gateway::message::Accept::parse(&message).unwrap();
    assert!(format!("{accept:?}").contains(&format!("{key:?}")));
    let hex: String = key
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(view["key"]["dedupeKey"], hex);
    assert_eq!(
        view["answer"]["body"],
        json!({ "status": "accepted", "id": waxseal_gateway::key::write_webhook_id(&key, 0) })
            .to_string()
    );
}

#[test]
fn the_key_of_a_signed_id_names_the_id() {
    let view = Asked::signed("affiliatebase", &[], AFFILIATEBASE).view();
    let key = &view["key"];
    assert_eq!(key["by"], "id");
    assert_eq!(key["isAuthenticated"], true);
    assert_eq!(
        key["parts"],
        json!([{ "name": "source", "value": "shop" }, { "name": "id", "value": "evt_1" }])
    );
}

#[test]
fn an_id_that_nobody_signed_is_no_part_of_the_key() {
    let asked = Asked::signed("github", &[], br#"{"ref":"refs/heads/main"}"#);
    let view = asked.view();
    assert_eq!(view["answer"]["outcome"], "accepted");
    assert_eq!(view["event"]["id"], "72d3162e-cc78-11e3-81ab-4c9367dc0958");
    assert_eq!(view["event"]["type"], "push");
    assert_eq!(view["event"]["catalog"], Value::Null);
    let key = &view["key"];
    assert_eq!(key["by"], "content");
    assert_eq!(key["isAuthenticated"], true);
    assert_eq!(key["parts"][1]["name"], "body");
    assert_eq!(
        key["parts"][1]["value"],
        "090ba1b9ca860d37bb4ca7492549a8a347caac3490f763399e6498622c9b47f9"
    );
    assert_eq!(key["parts"].as_array().unwrap().len(), 2);
}

#[test]
fn track360_is_read_where_its_source_says_and_where_its_members_are_called_so() {
    let body = br#"{"event_id":"t360-1","event_type":"conversion.qualified","schema_version":"1.2",
        "timestamp":"2026-01-01T00:00:00Z","data":{"affiliate_id":"A-118","qualifying_amount":12500,
        "commission_amount":"5","currency":"EUR"}}"#;
    let settings = [
        ("id", "/event_id"),
        ("type", "/event_type"),
        ("version", "/schema_version"),
    ];
    let view = Asked::signed("track360", &settings, body).view();
    assert_eq!(view["answer"]["outcome"], "accepted");
    assert_eq!(view["key"]["by"], "id");
    let event = &view["event"];
    assert_eq!(event["catalog"], "track360");
    assert_eq!(event["type"], "conversion.qualified");
    assert_eq!(event["isKnown"], true);
    assert_eq!(event["version"], "1.2");
    assert_eq!(event["money"][0]["text"], "125.00 EUR");
    assert_eq!(
        event["wrong"],
        json!([{
            "pointer": "/data/commission_amount",
            "why": "expected an integer in minor units, such as 1250 for 12.50 USD; found a text",
        }])
    );
    assert_eq!(event["missing"], json!([]));
}

#[test]
fn stripe_has_no_catalog_and_a_window() {
    let body = br#"{"id":"evt_1","type":"payout.paid","data":{"object":{"amount":42000,"currency":"eur"}}}"#;
    let asked = Asked::signed("stripe", &[], body);
    let view = asked.view();
    assert_eq!(view["answer"]["outcome"], "accepted");
    assert_eq!(view["event"]["catalog"], Value::Null);
    assert_eq!(view["event"]["url"], Value::Null);
    assert_eq!(view["event"]["type"], "payout.paid");
    assert_eq!(view["event"]["isKnown"], false);
    let late = asked.view_at(after(NOW, 301_000));
    assert_eq!(late["answer"]["status"], 401);
    assert_eq!(late["answer"]["code"], "timestamp_stale");
    assert_eq!(late["key"], Value::Null);
    assert_eq!(late["event"]["type"], "payout.paid");
    assert_eq!(
        header(&late, "content-type"),
        Some("application/problem+json")
    );
    let mut given = Given {
        who: Who::Id("stripe"),
        settings: vec![],
        tolerance: Some(Tolerance {
            past_seconds: 400,
            future_seconds: 0,
        }),
        proofs: vec![Proof::Text(&asked.secret)],
    };
    let widened = asked.with(|request| view_of(&given, request, after(NOW, 301_000)));
    assert_eq!(widened["answer"]["outcome"], "accepted");
    assert_eq!(
        widened["source"]["settings"]["tolerance"],
        json!({ "past": "400s", "future": "0s" })
    );
    given.tolerance = Some(Tolerance {
        past_seconds: u32::MAX,
        future_seconds: 0,
    });
    let too_wide = asked.with(|request| view_of(&given, request, NOW));
    assert_eq!(too_wide["answer"]["status"], 503);
    assert_eq!(
        too_wide["source"]["mistakes"][0]["path"],
        "/sources/shop/tolerance/past"
    );
}

fn view_of(given: &Given<'_>, request: &Request<'_>, now: UnixMillis) -> Value {
    view(given, request, now)
}

#[test]
fn a_postback_by_get_has_a_key_without_its_token() {
    let token = secret("TOKEN").unwrap();
    let query = format!(
        "event=lead&affiliate_id=aff_7&customer_id=c1&amount=1250&currency=USD&event_timestamp=1767225600&test=1&token={token}"
    );
    let view = Asked::postback(&query).view();
    assert_eq!(view["answer"]["outcome"], "accepted");
    assert_eq!(
        view["source"]["settings"]["methods"],
        json!(["GET", "POST"])
    );
    let key = &view["key"];
    assert_eq!(key["by"], "content");
    assert_eq!(key["isAuthenticated"], false);
    assert_eq!(key["parts"][1], json!({ "name": "method", "value": "GET" }));
    assert_eq!(
        key["parts"][2]["value"],
        "event=lead&affiliate_id=aff_7&customer_id=c1&amount=1250&currency=USD&event_timestamp=1767225600&test=1"
    );
    let event = &view["event"];
    assert_eq!(event["catalog"], "minimum");
    assert_eq!(event["type"], "lead");
    assert_eq!(event["isTest"], true);
    assert_eq!(event["missing"], json!([]));
    assert_eq!(event["money"][0]["text"], "12.50 USD");
    assert!(!view.to_string().contains(&token));
}

#[test]
fn a_postback_tells_what_the_minimum_contract_misses() {
    let token = secret("TOKEN").unwrap();
    let view = Asked::postback(&format!("affiliate_id=a&amount=12.50&token={token}")).view();
    let pointers = |name: &str| -> Vec<String> {
        let found = view["event"][name].as_array().unwrap().iter();
        found
            .map(|finding| finding["pointer"].as_str().unwrap().into())
            .collect()
    };
    assert_eq!(
        pointers("missing"),
        ["/customer_id", "/currency", "/event_timestamp"]
    );
    assert_eq!(pointers("wrong"), ["/amount"]);
    let other = Asked::postback(&format!("click=1&token={token}")).view();
    assert_eq!(other["event"]["catalog"], Value::Null);
    assert_eq!(other["event"]["missing"], json!([]));
}

#[test]
fn what_is_not_proved_has_no_key() {
    let mut asked = Asked::signed("affiliatebase", &[], AFFILIATEBASE);
    asked.body.push(b'\n');
    let view = asked.view();
    assert_eq!(view["answer"]["status"], 401);
    assert_eq!(view["answer"]["code"], "signature_mismatch");
    assert_eq!(view["answer"]["outcome"], Value::Null);
    assert_eq!(view["key"], Value::Null);
    assert_eq!(view["event"]["type"], "commission.created");
    let body: Value = serde_json::from_str(view["answer"]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["code"], "signature_mismatch");
}

#[test]
fn without_a_secret_the_worker_does_not_start_and_says_which_is_missing() {
    let asked = Asked::signed("affiliatebase", &[], AFFILIATEBASE);
    let view = asked.view_with(vec![], NOW);
    assert_eq!(view["answer"]["status"], 503);
    assert_eq!(view["answer"]["code"], "config_invalid");
    assert_eq!(header(&view, "retry-after"), Some("5"));
    let mistakes = view["source"]["mistakes"].as_array().unwrap();
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0]["path"], "/sources/shop/secrets/0");
    assert_eq!(mistakes[0]["code"], "secret_empty");
    assert!(
        mistakes[0]["detail"]
            .as_str()
            .unwrap()
            .contains("the secret SHOP_SECRET is not set")
    );
    assert_eq!(view["event"]["type"], "commission.created");
    assert_eq!(view["retries"][0]["preset"], "backoff");
}

#[test]
fn what_an_operator_must_say_himself_comes_back_with_the_settings() {
    let mut asked = Asked::signed("github", &[], b"{}");
    asked.secret = secret("SHORT").unwrap();
    let short = asked.view();
    assert_eq!(short["answer"]["code"], "signature_mismatch");
    assert_eq!(short["source"]["settings"]["allow_short_secret"], true);
    asked.scheme = "none";
    let unsigned = asked.view_with(vec![], NOW);
    assert_eq!(unsigned["answer"]["outcome"], "accepted");
    assert_eq!(unsigned["source"]["settings"]["accept_unsigned"], true);
    assert_eq!(unsigned["key"]["isAuthenticated"], false);
}

#[test]
fn a_secret_as_bytes_is_no_variable_and_public_keys_are() {
    let asked = Asked::signed("github", &[], b"{}");
    let view = asked.view_with(vec![Proof::Bytes(&[7; 32])], NOW);
    assert_eq!(view["answer"]["code"], "config_invalid");
    assert_eq!(
        view["source"]["mistakes"],
        json!([{
            "path": "/sources/shop/secrets/0",
            "code": "secret_malformed",
            "detail": "is bytes, and a variable of a Worker holds text",
        }])
    );
    let mut discord = Asked::signed("github", &[], b"{}");
    discord.scheme = "discord";
    let key = crate::support::ED25519;
    let view = discord.view_with(vec![Proof::Public(key.as_bytes())], NOW);
    assert_eq!(view["source"]["settings"]["keys"], json!(["SHOP_KEY"]));
    assert_eq!(view["answer"]["code"], "signature_missing");
}

#[test]
fn a_handshake_is_answered_as_if_its_verify_token_were_the_right_one() {
    let mut asked = Asked::signed("whatsapp", &[], b"{}");
    asked.method = "GET";
    asked.body.clear();
    asked.url =
        "/in/shop?hub.mode=subscribe&hub.verify_token=meatyhamhock&hub.challenge=1158201444".into();
    let view = asked.view();
    assert_eq!(view["answer"]["status"], 200);
    assert_eq!(view["answer"]["outcome"], "handshake");
    assert_eq!(view["answer"]["body"], "1158201444");
    assert_eq!(view["event"], Value::Null);
    assert_eq!(view["key"], Value::Null);
}

#[test]
fn the_door_is_the_workers_own() {
    let mut asked = Asked::signed("github", &[], b"{}");
    asked.url = "http://hooks.example.com/in/shop".into();
    assert_eq!(asked.view()["answer"]["code"], "insecure_transport");
    asked.url = "http://localhost:8787/in/shop".into();
    assert_eq!(asked.view()["answer"]["outcome"], "accepted");
    asked.method = "PUT";
    let view = asked.view();
    assert_eq!(view["answer"]["status"], 405);
    assert_eq!(header(&view, "allow"), Some("POST"));
    asked.method = "POST";
    asked.body = vec![b' '; 1024 * 1024 + 1];
    assert_eq!(asked.view()["answer"]["status"], 413);
}

#[test]
fn a_source_is_called_as_its_path_says_or_as_its_scheme() {
    let mut asked = Asked::signed("github", &[], b"{}");
    for (url, name) in [
        ("/in/shop", "shop"),
        ("/try/shop?x=1", "shop"),
        ("https://a.example/in/my-shop/", "my-shop"),
        ("https://a.example/webhooks/github", "github"),
        ("", "github"),
        ("/in/no name", "github"),
        ("?token=/in/shop", "github"),
    ] {
        asked.url = url.into();
        let view = asked.view();
        assert_eq!(view["source"]["name"], name, "{url}");
        assert_eq!(view["answer"]["outcome"], "accepted", "{url}");
    }
    asked.url = "https://a.example/in/my-shop".into();
    assert_eq!(
        asked.view()["source"]["settings"]["secrets"],
        json!(["MY_SHOP_SECRET"])
    );
}

#[test]
fn retries_are_those_of_the_presets_without_jitter() {
    let view = Asked::signed("github", &[], b"{}").view();
    let after_seconds = |preset: usize| -> Vec<i64> {
        let at = view["retries"][preset]["at"].as_array().unwrap().iter();
        at.map(|at| (at.as_i64().unwrap() - NOW.0) / 1_000)
            .collect()
    };
    assert_eq!(after_seconds(0), [30, 150, 750, 4_350, 18_750]);
    assert_eq!(after_seconds(1)[..4], [300, 1_200, 4_800, 8_400]);
    assert_eq!(after_seconds(2).len(), 14);
    assert_eq!(after_seconds(2).last(), Some(&86_399));
    assert_eq!(view["retries"][1]["isRepeated"], true);
    assert_eq!(view["retries"][2]["isRepeated"], false);
    assert_eq!(view["retries"][1]["until"], NOW.0 + 30 * 86_400_000);
}

/// The suite's own proof that secrets are looked for: the request holds each where nobody looks.
#[test]
fn no_secret_is_shown_wherever_the_request_holds_it() {
    let secret = secret("GITHUB").unwrap();
    let body =
        format!(r#"{{"id":"{secret}","type":"{secret}","schema_version":"{secret}","test":true}}"#);
    let settings = [
        ("id", "/id"),
        ("type", "/type"),
        ("version", "/schema_version"),
    ];
    let mut asked = Asked::signed("track360", &settings, body.as_bytes());
    asked.url = format!("/in/shop?{secret}={secret}");
    let view = asked.view();
    assert_eq!(view["answer"]["outcome"], "accepted");
    assert_eq!(view["event"]["id"], "***");
    assert!(!view.to_string().contains(&secret));
    let token = ["to+", "ken/0123456789abcdef="].concat();
    let query = "token=to%2Bken%2F0123456789abcdef%3D&again=to%2Bken%2F0123456789abcdef%3D&a=1";
    let mut postback = Asked::postback(query);
    postback.secret = token;
    let shown = postback.view();
    assert_eq!(shown["answer"]["outcome"], "accepted");
    assert_eq!(shown["key"]["parts"][2]["value"], "again=***&a=1");
    let prefixed = ["whsec_", &secret].concat();
    let view = asked.view_with(vec![Proof::Text(&prefixed)], NOW);
    assert!(!view.to_string().contains(&secret));
    let basic = ["acme:", &secret].concat();
    let view = asked.view_with(vec![Proof::Text(&basic)], NOW);
    assert!(!view.to_string().contains(&secret));
    assert!(!format!("{:?}", Proof::Text(&secret)).contains(&secret));
}

#[test]
fn an_own_scheme_is_shown_as_its_fields() {
    let asked = Asked::signed("github", &[], b"{}");
    let fields = vec![
        ("signature", "header:x-hub-signature-256"),
        ("message", "{body}"),
        ("form", "sha256={signature}"),
    ];
    let given = Given {
        who: Who::Own(fields),
        settings: vec![],
        tolerance: None,
        proofs: vec![Proof::Text(&asked.secret)],
    };
    let shown = asked.with(|request| view(&given, request, NOW));
    assert_eq!(shown["answer"]["outcome"], "accepted", "{shown}");
    assert_eq!(shown["source"]["settings"]["scheme"]["message"], "{body}");
    let broken = Given {
        who: Who::Own(vec![("signature", "nowhere")]),
        ..given
    };
    let shown = asked.with(|request| view(&broken, request, NOW));
    assert_eq!(shown["answer"]["code"], "config_invalid");
    assert_eq!(shown["event"], Value::Null);
    let unknown = Given {
        who: Who::Id("nobody's"),
        ..broken
    };
    let shown = asked.with(|request| view(&unknown, request, NOW));
    assert_eq!(shown["source"]["mistakes"][0]["code"], "scheme_unknown");
}

mod hostile {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        /// Any bytes give a view with a status, and no secret in it.
        #[test]
        fn any_request_gives_a_view(
            scheme in prop::sample::select(vec!["affiliatebase", "track360", "stripe", "github", "token", "none", "whatsapp", "twilio", "mailgun", "discord", "", "x"]),
            method in prop::sample::select(vec!["GET", "POST", "", "PUT"]),
            url in "(https?://)?[ -~]{0,40}",
            setting in prop::sample::select(vec!["header", "query", "prefix", "id", "type", "version", "url", "encoding", "scheme", "secrets"]),
            value in ".{0,24}",
            names in prop::collection::vec("[a-zA-Z0-9-]{0,24}", 0..4),
            bytes in prop::collection::vec(any::<u8>(), 0..64),
            body in prop::collection::vec(any::<u8>(), 0..256),
            now in any::<i64>(),
        ) {
            let headers: Vec<Header<'_>> = names.iter().map(|name| Header { name, value: &bytes }).collect();
            let meta = Meta { method, url: &url, headers: &headers };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let given = Given {
                who: Who::Id(scheme),
                settings: vec![(setting, value.as_str())],
                tolerance: None,
                proofs: vec![Proof::Text(&text), Proof::Bytes(&bytes)],
            };
            let shown = view(&given, &Request { meta, body: &body }, UnixMillis(now));
            prop_assert!(shown["answer"]["status"].as_u64().is_some_and(|status| status >= 200));
            prop_assert!(shown["retries"].as_array().is_some_and(|presets| presets.len() == 3));
        }
    }
}
