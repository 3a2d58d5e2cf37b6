//! What the events of a source should say: marked by default, refused by choice.

use serde_json::{Value, json};
use waxseal_events::catalogs;
use waxseal_gateway::config::{Config, schema};
use waxseal_gateway::event::Noted;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::problem::Answer;
use waxseal_gateway::read::EventView;

use crate::support::{Database, NOW, Sender, secret};

const GOOD: &str = r#"{"id":"e","type":"commission.created","occurred_at":"2026-05-29T14:21:12Z",
  "data":{"id":"c","state":"due","amount_cents":1000,"currency":"USD","affiliate_id":"a",
  "campaign_id":"b","sale_id":"s","created_at":"2026-05-29T14:21:12Z"}}"#;

fn parse(source: &Value) -> Result<Config, String> {
    let text = json!({
        "sources": { "s": source },
        "origins": { "dwh": { "url": "https://dwh.example.com", "events": ["*"], "secrets": ["DWH"] } },
    });
    Config::parse(&text.to_string(), &secret).map_err(|invalid| invalid.to_string())
}

fn affiliatebase(contract: &str) -> Config {
    let source =
        json!({ "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"], "contract": contract });
    parse(&source).unwrap()
}

fn run(config: &Config, purpose: Purpose, head: Head, body: &[u8]) -> Ask {
    let (mut intake, _) = Intake::begin(config, purpose, "s", head);
    match intake.tell(Tell::Body(body.to_vec()), NOW) {
        Ask::Filter { .. } => intake.tell(Tell::Filter(None), NOW),
        ask => ask,
    }
}

fn signed(scheme: &'static str, name: &str, body: &str) -> Head {
    Sender::new(scheme, name).head("s", "e", body.as_bytes(), NOW)
}

/// Returns what is stored of an event that is accepted.
fn stored(config: &Config, ask: Ask) -> EventView {
    let Ask::Accept { message, .. } = ask else {
        panic!("not accepted: {ask:?}")
    };
    let mut database = Database::new();
    let mut memory = Memory::default();
    database
        .transaction(|sql| ledger::accept(sql, config, &mut memory, &message, NOW))
        .unwrap();
    let row = ledger::page_after(&mut database, 0).unwrap().rows.remove(0);
    EventView::of(&row)
}

fn findings(view: &EventView) -> Vec<String> {
    let line = |noted: &Noted| format!("{} {}", noted.path, noted.code);
    view.findings.iter().map(line).collect()
}

fn answer(ask: Ask) -> (u16, Value) {
    match ask {
        Ask::Answer(Answer { status, body, .. }) => (status, serde_json::from_str(&body).unwrap()),
        other => panic!("not an answer: {other:?}"),
    }
}

#[test]
fn by_default_nothing_is_checked() {
    let source = json!({ "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] });
    let config = parse(&source).unwrap();
    let view = stored(
        &config,
        run(
            &config,
            Purpose::Accept,
            signed("affiliatebase", "AFFILIATEBASE", "{}"),
            b"{}",
        ),
    );
    assert!(view.findings.is_empty());
}

#[test]
fn a_warning_marks_the_event_and_never_turns_it_away() {
    let config = affiliatebase("warn");
    let check = |body: &str| {
        let head = signed("affiliatebase", "AFFILIATEBASE", body);
        findings(&stored(
            &config,
            run(&config, Purpose::Accept, head, body.as_bytes()),
        ))
    };
    assert!(check(GOOD).is_empty());
    let wrong = GOOD
        .replace("\"USD\"", "\"usd\"")
        .replace("\"sale_id\":\"s\",", "");
    assert_eq!(
        check(&wrong),
        [
            "/data/currency field_malformed",
            "/data/sale_id field_missing"
        ]
    );
    assert_eq!(check("not json"), [" body_unreadable"]);
    let newer = GOOD.replace("commission.created", "commission.split");
    assert_eq!(check(&newer), ["/type type_unknown"]);
}

#[test]
fn a_choice_of_reject_answers_body_malformed_and_stores_nothing() {
    let config = affiliatebase("reject");
    let wrong = GOOD.replace("1000", "10.5");
    for body in [wrong.as_str(), "not json", ""] {
        for purpose in [Purpose::Accept, Purpose::Try] {
            let head = signed("affiliatebase", "AFFILIATEBASE", body);
            let (status, told) = answer(run(&config, purpose, head, body.as_bytes()));
            assert_eq!(
                (status, &told["code"]),
                (400, &json!("body_malformed")),
                "{body}"
            );
        }
    }
    let newer = GOOD.replace("commission.created", "commission.split");
    for body in [GOOD, newer.as_str()] {
        let head = signed("affiliatebase", "AFFILIATEBASE", body);
        stored(
            &config,
            run(&config, Purpose::Accept, head, body.as_bytes()),
        );
    }
}

#[test]
fn a_forged_event_is_told_nothing_of_the_contract() {
    let config = affiliatebase("reject");
    let head = signed("affiliatebase", "AFFILIATEBASE", GOOD);
    let (status, told) = answer(run(&config, Purpose::Accept, head, b"{}"));
    assert_eq!((status, &told["code"]), (401, &json!("signature_mismatch")));
}

#[test]
fn pointers_of_the_source_serve_the_contract_too() {
    let source = json!({
        "scheme": "track360", "secrets": ["TRACK360"], "id": "/eid", "type": "/kind", "version": "/v",
        "contract": "warn", "versions": ["1", "2"],
        "fields": { "affiliate_id": "/who", "test": "/is_test" },
    });
    let config = parse(&source).unwrap();
    let check = |body: &str| {
        stored(
            &config,
            run(
                &config,
                Purpose::Accept,
                signed("track360", "TRACK360", body),
                body.as_bytes(),
            ),
        )
    };
    let good = check(r#"{"eid":1,"kind":"click.tracked","v":"2.1","who":"a","is_test":true}"#);
    assert_eq!(findings(&good), Vec::<String>::new());
    assert!(good.test, "the mark of a test stands where the user said");
    let wrong = check(r#"{"eid":1,"kind":"click.tracked","v":"3"}"#);
    assert_eq!(
        findings(&wrong),
        ["/v version_new_major", "/who field_missing"]
    );
    assert!(!wrong.test);
}

#[test]
fn a_postback_is_checked_by_query_and_by_form() {
    let source = json!({
        "scheme": "token", "query": "token", "secrets": ["TOKEN"], "methods": ["GET", "POST"], "key": "query:cid",
        "contract": "warn", "catalog": "minimum", "amounts": "major", "currency": "EUR",
        "fields": { "affiliate_id": "/aff", "customer_id": "/cid", "amount": "/payout", "event_timestamp": "/ts" },
    });
    let config = parse(&source).unwrap();
    let token = secret("TOKEN").unwrap();
    let check = |method: &str, query: &str, body: &str| {
        let head = Head {
            method: method.into(),
            url: format!("https://h.example.com/in/s?token={token}&{query}"),
            headers: vec![(
                "Content-Type".into(),
                b"Application/x-www-form-urlencoded; charset=utf-8".to_vec(),
            )],
            ..Head::default()
        };
        let view = stored(
            &config,
            run(&config, Purpose::Accept, head, body.as_bytes()),
        );
        assert!(!format!("{view:?}").contains(&token));
        findings(&view)
    };
    let good = "aff=7&cid=c1&payout=12.50&ts=1780064472";
    assert!(check("GET", good, "").is_empty());
    assert!(check("POST", "cid=c1", good).is_empty());
    assert_eq!(
        check("GET", "aff=7&aff=8&cid=c1&payout=12.505&ts=", ""),
        [
            "/aff field_repeated",
            "/payout field_malformed",
            "/ts field_malformed"
        ]
    );
    assert_eq!(
        check("POST", good, "aff=7&cid=c1&payout=1"),
        ["/ts field_missing"]
    );
}

#[test]
fn a_query_that_nobody_signed_is_not_read() {
    let source = json!({
        "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"], "contract": "warn", "catalog": "minimum",
    });
    let config = parse(&source).unwrap();
    let mut head = signed("affiliatebase", "AFFILIATEBASE", "");
    head.url
        .push_str("?affiliate_id=7&customer_id=1&amount=1&currency=EUR&event_timestamp=1780064472");
    let view = stored(&config, run(&config, Purpose::Accept, head, b""));
    assert_eq!(findings(&view), [" body_unreadable"]);
}

#[test]
fn a_contract_that_cannot_hold_is_named_with_its_path() {
    let fails = |scheme: &str, name: &str, extra: Value| {
        let mut source = json!({ "scheme": scheme, "secrets": [name] });
        let more = extra.as_object().unwrap().clone();
        source.as_object_mut().unwrap().extend(more);
        parse(&source).map(|_| ()).unwrap_err()
    };
    let track360 = |extra| fails("track360", "TRACK360", extra);
    assert_eq!(
        fails("github", "GITHUB", json!({ "contract": "warn" })),
        "/sources/s/contract: needs a catalog: affiliatebase, track360, minimum, waxseal (config_invalid)"
    );
    assert_eq!(
        fails("github", "GITHUB", json!({ "catalog": "minimum" })),
        "/sources/s/catalog: does nothing without \"contract\" (config_invalid)"
    );
    assert_eq!(
        track360(json!({ "contract": "loud" })),
        "/sources/s/contract: must be one of warn, reject (scheme_invalid)"
    );
    assert_eq!(
        track360(json!({ "contract": "warn", "catalog": "nope" })),
        "/sources/s/catalog: must be one of affiliatebase, track360, minimum, waxseal (scheme_invalid)"
    );
    assert_eq!(
        track360(json!({ "contract": "warn", "fields": { "geo": "country" } })),
        "/sources/s/fields/geo: \"country\" does not start with /, as a JSON pointer does (config_invalid)"
    );
    assert_eq!(
        track360(json!({ "contract": "warn", "versions": [""] })),
        "/sources/s/versions: a version is 1 to 64 printable characters, such as \"2\" or \"2.1\" (config_invalid)"
    );
    assert_eq!(
        track360(json!({ "contract": "warn", "currency": "euro" })),
        "/sources/s/currency: \"euro\" is no active ISO 4217 code with a minor unit (config_invalid)"
    );
    assert_eq!(
        fails(
            "affiliatebase",
            "AFFILIATEBASE",
            json!({ "contract": "warn", "fields": { "id": "/x" } })
        ),
        "/sources/s/fields/id: stands at /id, as AffiliateBase fixes it (config_invalid)"
    );
}

#[test]
fn the_setting_offers_every_catalog_and_no_finding_is_left_out() {
    let source = &schema()["properties"]["sources"]["additionalProperties"]["properties"];
    let ids: Vec<&str> = catalogs::ALL.iter().map(|catalog| catalog.id).collect();
    assert_eq!(source["catalog"]["enum"], json!(ids));
    for catalog in catalogs::ALL {
        for event in catalog.events {
            assert!(catalog.fields(Some(event)).count() < waxseal_gateway::limits::FINDINGS);
        }
    }
}

#[test]
fn an_event_of_an_older_version_has_no_findings() {
    let config = affiliatebase("warn");
    let head = signed("affiliatebase", "AFFILIATEBASE", "{}");
    let view = stored(&config, run(&config, Purpose::Accept, head, b"{}"));
    let mut written = serde_json::to_value(&view).unwrap();
    assert_eq!(
        written["findings"][0],
        json!({ "path": "/id", "code": "field_missing" })
    );
    written.as_object_mut().unwrap().remove("findings");
    let read: EventView = serde_json::from_value(written).unwrap();
    assert!(read.findings.is_empty());
}
