//! The request that an origin gets.

use proptest::prelude::*;
use waxseal::{Header, Meta, Options, Program, Request, Secret, verify};
use waxseal_gateway::config::Config;
use waxseal_gateway::forward::Call;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::key::{ContentHash, EventKey, Identity, write_webhook_id};
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::message::Accepted;
use waxseal_gateway::read::EventView;

use crate::support::{CONFIG, Database, NOW, Sender, config, message, secret};

/// Brings a request to its calls, and shows what the ledger keeps of it.
pub(crate) fn forwarded(
    config: &Config,
    source: &str,
    head: Head,
    body: &[u8],
) -> (Vec<Call>, EventView) {
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
    let calls = match intake.tell(Tell::Answered, NOW) {
        Ask::Deliver(calls) => calls,
        Ask::Done => Vec::new(),
        other => panic!("{other:?}"),
    };
    let row = ledger::page_after(&mut database, 0).unwrap().rows.remove(0);
    (calls, EventView::of(&row))
}

pub(crate) fn header<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    let mut found = call
        .request
        .headers
        .iter()
        .filter(|(other, _)| other == name);
    let value = found.next().map(|(_, value)| value.as_str());
    assert!(found.next().is_none(), "{name} stands there twice");
    value
}

pub(crate) fn to<'a>(calls: &'a [Call], origin: &str) -> &'a Call {
    calls
        .iter()
        .find(|call| call.ticket.turn.origin == origin)
        .unwrap()
}

/// Verifies a call as its receiver would.
pub(crate) fn is_verified(call: &Call, scheme: &str, secret: &str) -> bool {
    let headers: Vec<Header<'_>> = call
        .request
        .headers
        .iter()
        .map(|(name, value)| Header {
            name,
            value: value.as_bytes(),
        })
        .collect();
    let program = Program::compile(scheme, &Options::default(), &[Secret::text(secret)]).unwrap();
    let meta = Meta {
        method: call.request.method,
        url: &call.request.url,
        headers: &headers,
    };
    verify(
        &program,
        &Request {
            meta,
            body: &call.request.body,
        },
        NOW,
        0,
    )
    .is_ok()
}

#[test]
fn the_body_is_forwarded_byte_for_byte_with_its_type_and_encoding() {
    let config = config(CONFIG);
    let body =
        b"{ \"id\" : \"evt_1\",\r\n\t\"type\":\"commission.created\", \"x\":\"\xff\xfe\" }  \n";
    for body in [&body[..], b"\x1f\x8b\x08\0not json at all", b"{}"] {
        let mut head = Sender::new("svix", "SVIX").head("svix", "msg_1", body, NOW);
        head.headers
            .push(("Content-Encoding".into(), b"gzip".to_vec()));
        let (calls, _) = forwarded(&config, "svix", head, body);
        let call = to(&calls, "dwh");
        assert_eq!(*call.request.body, *body);
        assert_eq!(header(call, "content-type"), Some("application/json"));
        assert_eq!(header(call, "content-encoding"), Some("gzip"));
    }
}

#[test]
fn what_waxseal_adds_is_complete() {
    let config = config(CONFIG);
    let body = br#"{"id":"evt_1","type":"commission.created","test":true}"#;
    let head =
        Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "evt_1", body, NOW);
    let signature = head
        .headers
        .iter()
        .find(|(name, _)| name == "svix-signature")
        .unwrap()
        .1
        .clone();
    let (calls, view) = forwarded(&config, "affiliatebase", head, body);
    assert_eq!(
        calls.len(),
        1,
        "a test event goes only where it is asked for"
    );
    let call = to(&calls, "dwh");
    let id = write_webhook_id(
        &EventKey::derive("affiliatebase", Identity::Id(b"evt_1")),
        0,
    );
    assert_eq!(view.id, id);
    let mut names: Vec<&str> = call
        .request
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "content-type",
            "idempotency-key",
            "waxseal-attempt",
            "waxseal-event-id",
            "waxseal-event-type",
            "waxseal-original-svix-id",
            "waxseal-original-svix-signature",
            "waxseal-original-svix-timestamp",
            "waxseal-source",
            "waxseal-test",
            "webhook-id",
            "webhook-signature",
            "webhook-timestamp",
        ]
    );
    for (name, value) in [
        ("webhook-id", id.as_str()),
        ("idempotency-key", id.as_str()),
        ("webhook-timestamp", "1767225600"),
        ("waxseal-source", "affiliatebase"),
        ("waxseal-event-id", "evt_1"),
        ("waxseal-event-type", "commission.created"),
        ("waxseal-attempt", "1"),
        ("waxseal-test", "true"),
        ("waxseal-original-svix-id", "evt_1"),
        (
            "waxseal-original-svix-signature",
            core::str::from_utf8(&signature).unwrap(),
        ),
    ] {
        assert_eq!(header(call, name), Some(value), "{name}");
    }
    assert!(is_verified(
        call,
        "standard-webhooks",
        &secret("DWH").unwrap()
    ));
    assert!(!is_verified(
        call,
        "standard-webhooks",
        &secret("OLD").unwrap()
    ));
}

#[test]
fn two_secrets_sign_while_one_is_replaced() {
    let text = CONFIG.replace(r#""secrets": ["DWH"]"#, r#""secrets": ["NEW", "OLD"]"#);
    let config = config(&text);
    let body = br#"{"id":"evt_1","type":"commission.created"}"#;
    let head =
        Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "evt_1", body, NOW);
    let (calls, _) = forwarded(&config, "affiliatebase", head, body);
    let call = to(&calls, "dwh");
    assert_eq!(
        header(call, "webhook-signature")
            .unwrap()
            .matches("v1,")
            .count(),
        2
    );
    assert!(is_verified(
        call,
        "standard-webhooks",
        &secret("NEW").unwrap()
    ));
    assert!(is_verified(
        call,
        "standard-webhooks",
        &secret("OLD").unwrap()
    ));
}

#[test]
fn a_receiver_of_another_scheme_works_unchanged_behind_it() {
    for scheme in ["affiliatebase", "svix", "stripe", "github", "track360"] {
        let text = CONFIG.replace(
            r#""secrets": ["DWH"]"#,
            &format!(r#""secrets": ["DWH"], "sign": "{scheme}""#),
        );
        let config = config(&text);
        let body = br#"{"id":"evt_1","type":"commission.created"}"#;
        let head =
            Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "evt_1", body, NOW);
        let (calls, view) = forwarded(&config, "affiliatebase", head, body);
        let call = to(&calls, "dwh");
        assert!(
            is_verified(call, scheme, &secret("DWH").unwrap()),
            "{scheme}"
        );
        assert_eq!(header(call, "webhook-id"), Some(view.id.as_str()));
        assert_eq!(header(call, "webhook-signature"), None);
    }
}

#[test]
fn a_receiver_that_reads_one_signature_gets_one_while_its_secret_rotates() {
    for (scheme, signatures) in [("affiliatebase", 1), ("svix", 2)] {
        let text = CONFIG.replace(
            r#""secrets": ["DWH"]"#,
            &format!(r#""secrets": ["DWH", "OLD"], "sign": "{scheme}""#),
        );
        let config = config(&text);
        let body = br#"{"id":"evt_1","type":"commission.created"}"#;
        let head =
            Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "evt_1", body, NOW);
        let (calls, _) = forwarded(&config, "affiliatebase", head, body);
        let call = to(&calls, "dwh");
        let list = header(call, "svix-signature").unwrap();
        assert_eq!(list.split(' ').count(), signatures, "{scheme}");
        assert!(
            is_verified(call, scheme, &secret("DWH").unwrap()),
            "{scheme}"
        );
    }
}

pub(crate) fn postback(url: &str, method: &str) -> Head {
    let token = secret("TOKEN").unwrap();
    let headers = vec![(
        "content-type".to_string(),
        b"application/x-www-form-urlencoded".to_vec(),
    )];
    Head {
        method: method.into(),
        url: url.replace("TOKEN", &token),
        headers,
        ..Head::default()
    }
}

#[test]
fn a_postback_becomes_a_form_without_its_token() {
    let config = config(CONFIG);
    let token = secret("TOKEN").unwrap();
    let url = "https://h.example.com/in/postback?click_id=c%2F1&token=TOKEN&txid=9&event=click&t%6Fken=x&sub=a+b&a";
    for method in ["GET", "POST"] {
        let (calls, view) = forwarded(&config, "postback", postback(url, method), b"");
        let call = to(&calls, "crm");
        assert_eq!(
            &*call.request.body,
            b"click_id=c%2F1&txid=9&event=click&sub=a+b&a"
        );
        assert_eq!(call.request.method, "POST");
        assert_eq!(
            header(call, "content-type"),
            Some("application/x-www-form-urlencoded")
        );
        assert_eq!(header(call, "waxseal-original-method"), Some(method));
        assert_eq!(header(call, "waxseal-event-type"), Some("click"));
        assert!(
            !format!("{call:?}{view:?}").contains(&token),
            "the token is nowhere"
        );
    }
}

#[test]
fn a_query_beside_a_body_is_told_and_the_body_stays_as_it_is() {
    let config = config(CONFIG);
    let url = "https://h.example.com/in/postback?click_id=1&token=TOKEN&txid=9&event=click";
    let (calls, _) = forwarded(
        &config,
        "postback",
        postback(url, "POST"),
        b"payout=5&a=%20",
    );
    let call = to(&calls, "crm");
    assert_eq!(&*call.request.body, b"payout=5&a=%20");
    assert_eq!(
        header(call, "waxseal-original-query"),
        Some("click_id=1&txid=9&event=click")
    );
    assert_eq!(header(call, "waxseal-original-method"), None);
}

#[test]
fn a_postback_that_says_nothing_but_its_token_is_an_empty_form() {
    let config = config(CONFIG);
    let (calls, view) = forwarded(
        &config,
        "postback",
        postback("https://h.example.com/in/postback?token=TOKEN", "GET"),
        b"",
    );
    let call = to(&calls, "dwh");
    assert_eq!(&*call.request.body, b"");
    assert_eq!(header(call, "waxseal-original-method"), Some("GET"));
    assert_eq!(
        view.mark.map(|mark| format!("{mark:?}")).as_deref(),
        Some("KeyMissing")
    );
}

#[test]
fn a_token_in_a_header_is_not_forwarded_either() {
    let text = CONFIG.replace(
        r#""query": "token", "secrets": ["TOKEN"]"#,
        r#""header": "authorization", "prefix": "Bearer ", "secrets": ["TOKEN"]"#,
    );
    let config = config(&text);
    let mut head = postback(
        "https://h.example.com/in/postback?click_id=1&txid=9&event=click",
        "GET",
    );
    let token = secret("TOKEN").unwrap();
    head.headers.push((
        "Authorization".into(),
        format!("Bearer {token}").into_bytes(),
    ));
    let (calls, view) = forwarded(&config, "postback", head, b"");
    assert!(!format!("{calls:?}{view:?}").contains(&token));
    assert!(header(to(&calls, "dwh"), "waxseal-original-authorization").is_none());
}

#[test]
fn a_postback_is_the_same_event_by_its_key_and_not_by_its_order_or_token() {
    let config = config(CONFIG);
    let id = |query: &str| {
        let head = postback(
            &format!("https://h.example.com/in/postback?token=TOKEN&event=click&{query}"),
            "GET",
        );
        let (_, view) = forwarded(&config, "postback", head, b"");
        (view.id, view.mark.map(|mark| format!("{mark:?}")))
    };
    let (first, mark) = id("click_id=1&txid=2");
    assert_eq!(mark, None);
    assert_eq!(id("txid=2&click_id=1").0, first);
    assert_eq!(
        id("txid=%32&click_id=1").0,
        first,
        "decoded before it is compared"
    );
    assert_ne!(id("click_id=12&txid=").0, first);
    assert_ne!(id("click_id=2&txid=1").0, first);
    for broken in [
        "click_id=1",
        "click_id=1&txid=",
        "click_id=1&txid=2&txid=2",
        "click_id=1&txid=2&txid=3",
        "click_id&txid=2",
    ] {
        let (id, mark) = id(broken);
        assert_ne!(id, first, "{broken}");
        assert_eq!(mark.as_deref(), Some("KeyMissing"), "{broken}");
    }
}

#[test]
fn a_genuine_event_without_id_or_json_is_accepted_under_its_content_and_marked() {
    let config = config(CONFIG);
    let view = |source: &str, scheme: &'static str, name: &str, body: &[u8]| {
        let head = Sender::new(scheme, name).head(source, "msg_1", body, NOW);
        forwarded(&config, source, head, body).1
    };
    let content = |source: &str, body: &[u8]| {
        write_webhook_id(
            &EventKey::derive(source, Identity::Content(ContentHash::derive("", "", body))),
            0,
        )
    };
    for (body, mark) in [
        (&b"not json"[..], "BodyNotJson"),
        (b"", "BodyNotJson"),
        (b"{\"type\":\"x\"", "BodyNotJson"),
        (b"{}", "KeyMissing"),
        (br#"{"id":""}"#, "KeyMissing"),
        (br#"{"id":null}"#, "KeyMissing"),
        (br#"{"id":{}}"#, "KeyMissing"),
    ] {
        let view = view("affiliatebase", "affiliatebase", "AFFILIATEBASE", body);
        assert_eq!(view.id, content("affiliatebase", body), "{body:?}");
        assert_eq!(
            view.mark.map(|mark| format!("{mark:?}")).as_deref(),
            Some(mark),
            "{body:?}"
        );
    }
    let body = br#"{"action":"opened"}"#;
    let github = view("github", "github", "GITHUB", body);
    assert_eq!(
        (github.id, github.mark),
        (content("github", body), None),
        "an unsigned id is no key, and nothing is missing"
    );
    assert_eq!(github.event_id.as_deref(), Some("msg_1"), "but a label");
    let svix = view("svix", "svix", "SVIX", b"not json");
    assert_eq!(
        svix.id,
        write_webhook_id(&EventKey::derive("svix", Identity::Id(b"msg_1")), 0),
        "its id is a signed header"
    );
    let keyed = view(
        "keyed",
        "track360",
        "TRACK360",
        br#"{"ref":"r1","event":"payout.paid"}"#,
    );
    assert_eq!(
        keyed.id,
        write_webhook_id(&EventKey::derive("keyed", Identity::Fields(&[b"r1"])), 0)
    );
    assert_eq!(
        (keyed.event_id.as_deref(), keyed.event_type.as_deref()),
        (Some("r1"), Some("payout.paid"))
    );
}

#[test]
fn what_a_header_cannot_carry_is_percent_encoded() {
    let config = config(CONFIG);
    let body = "{\"id\":\"evt 1 ü\",\"type\":\"commission.créé\"}".as_bytes();
    let head = Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "x", body, NOW);
    let (calls, view) = forwarded(&config, "affiliatebase", head, body);
    let call = to(&calls, "dwh");
    assert_eq!(header(call, "waxseal-event-id"), Some("evt%201%20%C3%BC"));
    assert_eq!(
        header(call, "waxseal-event-type"),
        Some("commission.cr%C3%A9%C3%A9")
    );
    assert_eq!(view.event_id.as_deref(), Some("evt 1 ü"));
    let body = br#"{"id":"a\r\nx-evil: 1","type":"commission.created\r\nx: y"}"#;
    let head = Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "x", body, NOW);
    let (calls, _) = forwarded(&config, "affiliatebase", head, body);
    for (name, value) in calls.iter().flat_map(|call| &call.request.headers) {
        assert!(!value.contains(['\r', '\n']), "{name}: {value:?}");
    }
}

#[test]
fn a_type_that_a_label_of_the_signature_cannot_carry_is_left_out_of_it() {
    let text = CONFIG.replace(
        r#""secrets": ["DWH"]"#,
        r#""secrets": ["DWH"], "sign": "github""#,
    );
    let config = config(&text);
    for (event_type, label) in [
        ("commission.créé", None),
        ("commission.paid", Some("commission.paid")),
    ] {
        let body = format!(r#"{{"id":"evt_1","type":"{event_type}"}}"#);
        let head = Sender::new("affiliatebase", "AFFILIATEBASE").head(
            "affiliatebase",
            "x",
            body.as_bytes(),
            NOW,
        );
        let (calls, _) = forwarded(&config, "affiliatebase", head, body.as_bytes());
        let call = to(&calls, "dwh");
        assert_eq!(header(call, "x-github-event"), label);
        assert!(is_verified(call, "github", &secret("DWH").unwrap()));
    }
}

#[test]
fn an_origins_own_headers_are_sent_with_their_secrets_and_never_replace_ours() {
    let text = CONFIG.replace(
        r#""secrets": ["DWH"]"#,
        r#""secrets": ["DWH"], "sign": "github", "method": "PUT", "headers": { "Authorization": "Bearer {secret:CRM_KEY}", "x-hub-signature-256": "mine" }"#,
    );
    let config = config(&text);
    let body = br#"{"id":"evt_1","type":"commission.created"}"#;
    let head =
        Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "evt_1", body, NOW);
    let (calls, view) = forwarded(&config, "affiliatebase", head, body);
    let call = to(&calls, "dwh");
    assert_eq!(call.request.method, "PUT");
    assert_eq!(header(call, "authorization"), Some("Bearer crm-key"));
    assert!(
        header(call, "x-hub-signature-256")
            .unwrap()
            .starts_with("sha256=")
    );
    assert!(!format!("{view:?}").contains("crm-key"));
}

#[test]
fn a_message_to_the_ledger_holds_no_secret_and_no_token() {
    let config = config(CONFIG);
    let head = postback(
        "https://h.example.com/in/postback?click_id=1&token=TOKEN&txid=9&event=click",
        "GET",
    );
    let text = String::from_utf8_lossy(&message(&config, "postback", head, b"", NOW)).into_owned();
    for name in ["TOKEN", "CRM", "DWH", "CRM_KEY"] {
        assert!(!text.contains(&secret(name).unwrap()), "{name}");
    }
    let accepted = Accepted::parse(b"{}");
    assert!(accepted.is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_a_genuine_request_holds_is_accepted_and_sent_as_it_came(
        query in "[ -~]{0,60}", body: Vec<u8>, name in "[a-z-]{1,12}", value: Vec<u8>, event in "\\PC{0,12}", is_json: bool,
    ) {
        let config = config(CONFIG);
        let token = secret("TOKEN").unwrap();
        let query = query.replace('#', "");
        prop_assume!(!query.contains("token"));
        let url = format!("https://h.example.com/in/postback?token={token}&{query}&event={event}");
        let headers = vec![(name, value.clone()), ("content-type".into(), value)];
        let head = Head { method: "POST".into(), url, headers, ..Head::default() };
        let body = if is_json { format!(r#"{{"test":true,"id":{event:?}}}"#).into_bytes() } else { body };
        let (calls, view) = forwarded(&config, "postback", head, &body);
        let call = to(&calls, "dwh");
        prop_assert!(body.is_empty() || *call.request.body == *body);
        prop_assert_eq!(view.body_bytes, body.len());
        for (name, value) in &call.request.headers {
            prop_assert!(!name.is_empty() && !value.chars().any(|c| c != '\t' && c.is_control() && c < ' '), "{name}: {value:?}");
            prop_assert!(!value.contains(&token), "{name}");
        }
    }
}
