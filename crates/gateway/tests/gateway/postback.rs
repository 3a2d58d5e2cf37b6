//! Outgoing postbacks: a URL that an event fills in, by GET or by POST.

use waxseal_gateway::config::Config;
use waxseal_gateway::delivery::{Cause, DeliveryState};
use waxseal_gateway::forward::Call;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::limits;
use waxseal_gateway::message::ReportTaken;
use waxseal_gateway::outcome::{Outcome, Received};
use waxseal_gateway::read::EventView;

use crate::forward::{forwarded, header, is_verified, postback, to};
use crate::support::{Database, NOW, Sender, after, config, secret};

const TEMPLATE: &str =
    "https://t.example.com/pb?cid={/data/click_id}&payout={/data/cents|major:/data/currency}";

/// An AffiliateBase source, a postback source, and one origin.
fn one(origin: &str) -> Config {
    config(&format!(
        r#"{{
          "sources": {{
            "shop": {{ "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] }},
            "github": {{ "scheme": "github", "secrets": ["GITHUB"] }},
            "postback": {{ "scheme": "token", "query": "token", "secrets": ["TOKEN"], "methods": ["GET", "POST"],
              "type": "query:event", "key": ["query:click_id", "query:txid"] }},
          }},
          "origins": {{ "o": {{ "events": ["*"], {origin} }} }},
        }}"#
    ))
}

fn shop(body: &[u8]) -> Head {
    Sender::new("affiliatebase", "AFFILIATEBASE").head("shop", "evt_1", body, NOW)
}

fn calls(origin: &str, body: &[u8]) -> Vec<Call> {
    forwarded(&one(origin), "shop", shop(body), body).0
}

const EVENT: &[u8] = br#"{"id":"evt_1","type":"referral.converted","data":{"click_id":"a b&c=d/../@evil.example","cents":1250,"currency":"KWD"}}"#;
const URL: &str = "https://t.example.com/pb?cid=a%20b%26c%3Dd%2F..%2F%40evil.example&payout=1.250";

#[test]
fn a_get_carries_the_event_in_its_url_and_has_no_body() {
    let calls = calls(&format!(r#""postback": "{TEMPLATE}""#), EVENT);
    let request = &to(&calls, "o").request;
    assert_eq!((request.method, request.url.as_str()), ("GET", URL));
    assert_eq!((&*request.body, request.has_body()), (&b""[..], false));
    let mut names: Vec<&str> = request
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "idempotency-key",
            "waxseal-attempt",
            "waxseal-event-id",
            "waxseal-event-type",
            "waxseal-source",
            "webhook-id",
            "webhook-timestamp",
        ],
        "no type, no signature, and nothing of the sender's request"
    );
}

#[test]
fn a_post_carries_the_query_as_its_form() {
    let calls = calls(
        &format!(r#""postback": "{TEMPLATE}", "method": "POST""#),
        EVENT,
    );
    let call = to(&calls, "o");
    let (url, query) = URL.split_once('?').unwrap();
    assert_eq!(
        (call.request.method, call.request.url.as_str()),
        ("POST", url)
    );
    assert_eq!(
        (&*call.request.body, call.request.has_body()),
        (query.as_bytes(), true)
    );
    assert_eq!(
        header(call, "content-type"),
        Some("application/x-www-form-urlencoded")
    );
}

#[test]
fn a_postback_may_be_signed() {
    for (method, scheme) in [("GET", "standard-webhooks"), ("POST", "github")] {
        let origin = format!(
            r#""postback": "{TEMPLATE}", "method": "{method}", "secrets": ["CRM"], "sign": "{scheme}""#
        );
        let calls = calls(&origin, EVENT);
        assert!(
            is_verified(to(&calls, "o"), scheme, &secret("CRM").unwrap()),
            "{scheme}"
        );
    }
}

#[test]
fn a_scheme_that_signs_the_method_signs_the_one_that_is_sent() {
    // HubSpot's v3 message begins with the method and the URL.
    let origin = r#""url": "https://crm.example.com/in", "method": "PUT", "secrets": ["GITHUB"], "sign": "hubspot-v3""#;
    let calls = calls(origin, EVENT);
    let call = to(&calls, "o");
    assert_eq!(call.request.method, "PUT");
    assert!(is_verified(call, "hubspot-v3", &secret("GITHUB").unwrap()));
}

#[test]
fn a_postback_that_came_by_query_or_form_goes_out_again() {
    let config =
        one(r#""postback": "https://t.example.com/pb?cid={/click_id}&payout={/payout|major:USD}""#);
    let url = "https://h.example.com/in/postback?token=TOKEN&event=sale&click_id=c%201&txid=7&payout=1250";
    let (calls, _) = forwarded(&config, "postback", postback(url, "GET"), b"");
    assert_eq!(
        to(&calls, "o").request.url,
        "https://t.example.com/pb?cid=c%201&payout=12.50"
    );
    let body = b"click_id=c+2&payout=990&event=sale";
    let url = "https://h.example.com/in/postback?token=TOKEN&event=sale&click_id=x&txid=8";
    let (calls, _) = forwarded(&config, "postback", postback(url, "POST"), body);
    assert_eq!(
        to(&calls, "o").request.url,
        "https://t.example.com/pb?cid=c%202&payout=9.90",
        "a body says what the event is, as everywhere"
    );
}

#[test]
fn secrets_stand_in_path_and_query_as_every_value_does() {
    let origin = r#""postback": "https://t.example.com/{secret:BASIC}/pb?key={secret:CRM_KEY}&cid={/data/click_id}", "headers": { "x-key": "{secret:CRM_KEY}" }"#;
    let config = one(origin);
    let (calls, view) = forwarded(&config, "shop", shop(EVENT), EVENT);
    let request = &to(&calls, "o").request;
    let basic = secret("BASIC").unwrap().replace(':', "%3A");
    assert_eq!(
        request.url,
        format!(
            "https://t.example.com/{basic}/pb?key=crm-key&cid=a%20b%26c%3Dd%2F..%2F%40evil.example"
        )
    );
    for shown in [
        format!("{calls:?}"),
        format!("{config:?}"),
        format!("{view:?}"),
        serde_json::to_string(&view).unwrap(),
    ] {
        for hidden in [
            secret("BASIC").unwrap(),
            basic.clone(),
            secret("CRM_KEY").unwrap(),
        ] {
            assert!(!shown.contains(&hidden), "{shown}");
        }
    }
}

/// Brings an event through intake and ledger, and shows what became of it.
fn lived(config: &Config, source: &str, head: Head, body: &[u8]) -> (Database, EventView) {
    let mut database = Database::new();
    let (mut intake, _) = Intake::begin(config, Purpose::Accept, source, head);
    let mut ask = intake.tell(Tell::Body(body.to_vec()), NOW);
    if matches!(ask, Ask::Filter { .. }) {
        ask = intake.tell(Tell::Filter(None), NOW);
    }
    let Ask::Accept { message, .. } = ask else {
        panic!("{ask:?}")
    };
    let mut memory = Memory::default();
    let bytes = database
        .transaction(|sql| ledger::accept(sql, config, &mut memory, &message, NOW))
        .unwrap();
    let _ = intake.tell(Tell::Accepted(bytes), NOW);
    match intake.tell(Tell::Answered, NOW) {
        Ask::Deliver(calls) => {
            let outcomes = calls
                .iter()
                .map(|call| call.answered(200, None, b"", 1))
                .collect();
            let Ask::Report { message, .. } = intake.tell(Tell::Delivered(outcomes), NOW) else {
                panic!("no report")
            };
            let taken = database
                .transaction(|sql| ledger::report(sql, config, &mut memory, &message, NOW, 0))
                .unwrap();
            assert!(ReportTaken::parse(&taken).is_ok());
        }
        Ask::Report { message, .. } => {
            let taken = database
                .transaction(|sql| ledger::report(sql, config, &mut memory, &message, NOW, 0))
                .unwrap();
            assert!(!ReportTaken::parse(&taken).unwrap().all_delivered);
        }
        other => panic!("{other:?}"),
    }
    let row = ledger::page_after(&mut database, 0).unwrap().rows.remove(0);
    let view = EventView::of(&row);
    (database, view)
}

fn missing(path: &str, problem: &str) -> Cause {
    Cause::TemplateMissing {
        path: path.into(),
        problem: problem.into(),
    }
}

#[test]
fn what_a_template_misses_is_a_dead_letter_with_its_cause_at_once() {
    let config = one(&format!(r#""postback": "{TEMPLATE}""#));
    for (data, cause) in [
        (
            r#"{"cents":1,"currency":"USD"}"#,
            missing("/data/click_id", "absent"),
        ),
        (
            r#"{"click_id":null,"cents":1,"currency":"USD"}"#,
            missing("/data/click_id", "null"),
        ),
        (
            r#"{"click_id":"","cents":1,"currency":"USD"}"#,
            missing("/data/click_id", "empty"),
        ),
        (
            r#"{"click_id":[],"cents":1,"currency":"USD"}"#,
            missing("/data/click_id", "not_scalar"),
        ),
        (
            r#"{"click_id":"c","cents":1.5,"currency":"USD"}"#,
            missing("/data/cents", "not_minor"),
        ),
        (
            r#"{"click_id":"c","cents":1,"currency":"usd"}"#,
            missing("/data/currency", "not_currency"),
        ),
        ("7", missing("/data/click_id", "absent")),
    ] {
        let body = format!(r#"{{"id":"evt_1","type":"referral.converted","data":{data}}}"#);
        let (_, view) = lived(&config, "shop", shop(body.as_bytes()), body.as_bytes());
        let [delivery] = view.deliveries.as_slice() else {
            panic!("{view:?}")
        };
        assert_eq!(delivery.state, DeliveryState::Dead, "{data}");
        assert_eq!(delivery.cause, Some(cause.clone()), "{data}");
        let [attempt] = delivery.attempts.as_slice() else {
            panic!("{delivery:?}")
        };
        assert_eq!(
            attempt.outcome.as_ref().unwrap().received,
            Received::Unsent { cause }
        );
    }
    let long = format!(
        r#"{{"id":"evt_1","type":"x","data":{{"click_id":"{}","cents":1,"currency":"USD"}}}}"#,
        "x".repeat(1025)
    );
    let (_, view) = lived(&config, "shop", shop(long.as_bytes()), long.as_bytes());
    assert_eq!(
        view.deliveries[0].cause,
        Some(missing("/data/click_id", "too_long"))
    );
}

#[test]
fn a_body_that_no_template_can_read_is_a_dead_letter_too() {
    let config = one(&format!(r#""postback": "{TEMPLATE}""#));
    for body in [&b"not json"[..], b"{\"id\":\"\xff\"}", b"\x1f\x8b\x08"] {
        let head = Sender::new("github", "GITHUB").head("github", "x", body, NOW);
        let (_, view) = lived(&config, "github", head, body);
        assert_eq!(
            view.deliveries[0].cause,
            Some(missing("", "body_unreadable")),
            "{body:?}"
        );
    }
}

#[test]
fn a_dead_letter_of_one_origin_hides_no_other_origins_success() {
    let text = r#"{
      "sources": { "shop": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] } },
      "origins": {
        "a": { "postback": "https://t.example.com/?x={/nope}", "events": ["*"] },
        "b": { "url": "https://b.example.com", "events": ["*"], "secrets": ["CRM"] },
        "c": { "url": "https://hooks.slack.com/x", "format": "slack", "text": "{/nope}", "events": ["*"] },
      },
    }"#;
    let (_, view) = lived(&config(text), "shop", shop(EVENT), EVENT);
    let states: Vec<(&str, DeliveryState)> = view
        .deliveries
        .iter()
        .map(|it| (it.origin.as_str(), it.state))
        .collect();
    assert_eq!(
        states,
        [
            ("a", DeliveryState::Dead),
            ("b", DeliveryState::Delivered),
            ("c", DeliveryState::Dead)
        ]
    );
}

#[test]
fn a_replay_after_the_template_was_mended_is_sent() {
    let broken = one(r#""postback": "https://t.example.com/?x={/nope}""#);
    let (mut database, view) = lived(&broken, "shop", shop(EVENT), EVENT);
    assert_eq!(view.deliveries[0].state, DeliveryState::Dead);
    let row = ledger::page_after(&mut database, 0).unwrap().rows.remove(0);
    let order = crate::ledger::order(row.key).write().unwrap();
    let reopen = |database: &mut Database, config: &Config| {
        database
            .transaction(|sql| ledger::reopen(sql, config, &order, after(NOW, 1)))
            .unwrap();
        database
            .transaction(|sql| {
                ledger::claim(sql, config, &mut Memory::default(), after(NOW, 2), 6, &[])
            })
            .unwrap()
    };
    assert!(reopen(&mut database, &broken).is_empty());
    let row_now = ledger::page_after(&mut database, 0).unwrap().rows.remove(0);
    let delivery = &row_now.packed.deliveries[0];
    assert_eq!(
        (delivery.state, delivery.cause.clone()),
        (DeliveryState::Dead, Some(missing("/nope", "absent")))
    );
    assert_eq!(
        delivery.attempts.len(),
        2,
        "the alarm tells it as the Worker does"
    );
    assert_eq!(
        delivery.attempts[1].outcome,
        Some(Outcome::unsent(missing("/nope", "absent")))
    );
    let mended = one(r#""postback": "https://t.example.com/?x={/id}""#);
    let calls = reopen(&mut database, &mended);
    assert_eq!(calls[0].request.url, "https://t.example.com/?x=evt_1");
}

#[test]
fn a_cause_reads_as_words_in_the_log() {
    let text = serde_json::to_value(Outcome::unsent(missing("/data/id", "absent"))).unwrap();
    assert_eq!(
        text.to_string(),
        r#"{"cause":{"template_missing":{"path":"/data/id","problem":"absent"}},"duration_millis":0,"received":"unsent"}"#
    );
    let back: Outcome = serde_json::from_value(text).unwrap();
    assert_eq!(back, Outcome::unsent(missing("/data/id", "absent")));
}

#[test]
fn a_body_of_one_mebibyte_is_read() {
    let config = one(&format!(r#""postback": "{TEMPLATE}""#));
    let mut body = EVENT.to_vec();
    body.resize(limits::BODY_BYTES, b' ');
    let (_, view) = lived(&config, "shop", shop(&body), &body);
    assert_eq!(
        view.deliveries[0].state,
        DeliveryState::Delivered,
        "1 MiB is read"
    );
}

#[test]
fn a_request_that_cannot_be_written_says_nothing_of_the_origin() {
    let config = one(
        r#""postback": "https://t.example.com/?x={/data/click_id}", "breaker": 2, "retry": ["1h"]"#,
    );
    let mut database = Database::new();
    let mut memory = Memory::default();
    let mut send = |id: &str, data: &str| {
        let body = format!(r#"{{"id":"{id}","type":"x","data":{data}}}"#);
        let head =
            Sender::new("affiliatebase", "AFFILIATEBASE").head("shop", id, body.as_bytes(), NOW);
        let (mut intake, _) = Intake::begin(&config, Purpose::Accept, "shop", head);
        let mut ask = intake.tell(Tell::Body(body.into_bytes()), NOW);
        if matches!(ask, Ask::Filter { .. }) {
            ask = intake.tell(Tell::Filter(None), NOW);
        }
        let Ask::Accept { message, .. } = ask else {
            panic!("{ask:?}")
        };
        let bytes = database
            .transaction(|sql| ledger::accept(sql, &config, &mut memory, &message, NOW))
            .unwrap();
        let _ = intake.tell(Tell::Accepted(bytes), NOW);
        let mut ask = intake.tell(Tell::Answered, NOW);
        if let Ask::Deliver(calls) = &ask {
            let outcomes = calls
                .iter()
                .map(|call| call.answered(500, None, b"", 1))
                .collect();
            ask = intake.tell(Tell::Delivered(outcomes), NOW);
        }
        let Ask::Report { message, .. } = ask else {
            panic!("{ask:?}")
        };
        database
            .transaction(|sql| ledger::report(sql, &config, &mut memory, &message, NOW, 0))
            .unwrap();
        let view = ledger::origins(&mut database, &config, &mut memory).unwrap();
        String::from_utf8(view).unwrap().contains("open_until")
    };
    assert!(!send("evt_1", r#"{"click_id":"c"}"#), "one failure");
    assert!(!send("evt_2", "{}"), "nothing was sent");
    assert!(
        send("evt_3", r#"{"click_id":"c"}"#),
        "the second failure in a row opens the breaker"
    );
}
