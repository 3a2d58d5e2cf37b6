//! The API's machine over sixteen real ledgers and the real control object.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use waxseal::{Options, Program, Secret, SignInput, UnixMillis};
use waxseal_gateway::api::{Api, Ask, Reply, Tell, Tokens};
use waxseal_gateway::config::{Config, Invalid};
use waxseal_gateway::control;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::intake::{Ask as IntakeAsk, Tell as IntakeTell};
use waxseal_gateway::intake::{Head, Intake, Purpose};
use waxseal_gateway::key::{Shard, parse_webhook_id};
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::message::Accept;

use crate::support::{CONFIG, Database, NOW, after, event, secret};

const READ: &str = "Bearer the-read-token";
const ADMIN: &str = "Bearer the-admin-token";

/// Everything behind the API, and a way to make parts of it fail.
struct Desk {
    config: &'static Result<Config, Invalid>,
    ledgers: Vec<(Database, Memory)>,
    control: Database,
    /// What was asked, in order: the verbs of ledgers and of the control object.
    asked: Vec<String>,
    /// Fails the ask of this name.
    fails: Option<&'static str>,
    is_over: bool,
    now: UnixMillis,
}

impl Desk {
    fn new() -> Self {
        Self::with(CONFIG)
    }

    fn with(text: &str) -> Self {
        let mut control = Database::blank();
        control::migrate(&mut control).unwrap();
        Self {
            config: Box::leak(Box::new(Config::parse(text, &secret))),
            ledgers: (0..16)
                .map(|_| (Database::new(), Memory::default()))
                .collect(),
            control,
            asked: Vec::new(),
            fails: None,
            is_over: false,
            now: NOW,
        }
    }

    fn config(&self) -> &'static Config {
        self.config.as_ref().unwrap()
    }

    /// Accepts an event as the intake would.
    fn accept(&mut self, id: &str, now: UnixMillis) -> String {
        let message = event(self.config(), "affiliatebase", id, 5, now);
        let shard = shard_of(&message);
        self.post(shard, "accept", &message, now).unwrap();
        let call = self.get("/api/events?after=start&limit=100");
        let events = call["events"].as_array().unwrap();
        let event = events.iter().find(|event| event["event_id"] == id);
        event.map_or_else(String::new, |event| {
            event["id"].as_str().unwrap().to_owned()
        })
    }

    /// Tells that an origin refused an event for good.
    fn refuse(&mut self, id: &str, origin: &str) {
        let (key, _) = parse_webhook_id(id).unwrap();
        let report = json!({ "v": 1, "min": 1, "key": key, "revision": 0, "results": [{
            "origin": origin, "attempt": 1, "outcome": { "received": "answer", "status": 400, "duration_millis": 3 },
        }] });
        let report = report.to_string().into_bytes();
        self.post(key.shard(), "report", &report, self.now).unwrap();
    }

    fn post(
        &mut self,
        shard: Shard,
        verb: &str,
        message: &[u8],
        now: UnixMillis,
    ) -> Result<Vec<u8>, Fault> {
        self.asked.push(verb.to_owned());
        if self.fails == Some(verb_name(verb)) {
            return Err(Fault::unavailable("made to fail"));
        }
        let config = self.config.as_ref().unwrap();
        let (database, memory) = &mut self.ledgers[usize::from(shard.number())];
        database.transaction(|sql| match verb {
            "accept" => ledger::accept(sql, config, memory, message, now),
            "events" => ledger::list(sql, message),
            "event" => ledger::event(sql, message),
            "body" => ledger::body_of(sql, message),
            "report" => ledger::report(sql, config, memory, message, now, 0),
            "stats" => ledger::stats(sql, message),
            "origins" => ledger::origins(sql, config, memory),
            "reopen" => ledger::reopen(sql, config, message, now),
            "replay" => ledger::replay(sql, config, message, now),
            "pause" => ledger::pause(sql, memory, message, now),
            "erase" => ledger::erase(sql, config, message, now),
            "outcome" => ledger::outcome(sql, config, message, now),
            other => panic!("{other}"),
        })
    }

    fn control(&mut self, verb: &str, message: &[u8]) -> Result<Vec<u8>, Fault> {
        self.asked.push(verb.to_owned());
        if self.fails == Some(verb_name(verb)) {
            return Err(Fault::unavailable("made to fail"));
        }
        let now = self.now;
        self.control
            .transaction(|sql| control::answer(sql, verb, message, now))
    }

    /// Carries one call to its answer.
    fn call(&mut self, method: &str, path: &str, token: &str, body: &[u8]) -> Reply {
        let mut headers = Vec::new();
        if !token.is_empty() {
            headers.push(("authorization".to_owned(), token.as_bytes().to_vec()));
        }
        self.send(method, path, headers, body)
    }

    fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: Vec<(String, Vec<u8>)>,
        body: &[u8],
    ) -> Reply {
        let head = Head {
            method: method.into(),
            url: format!("https://hooks.example.com{path}"),
            headers,
            address: Some("203.0.113.7".into()),
            ..Head::default()
        };
        self.asked.clear();
        let (mut api, mut ask) = Api::begin(self.config, &tokens(), head, [7; 16], self.now);
        let reply = loop {
            let tell = match ask {
                Ask::Answer(reply) => break reply,
                Ask::Done => panic!("it ended without an answer"),
                Ask::Body { cap_bytes } if body.len() > cap_bytes => Tell::BodyTooLarge,
                Ask::Body { .. } => Tell::Body(body.to_vec()),
                Ask::Limit { key } => {
                    assert_eq!(key, "api 203.0.113.7");
                    Tell::Limit {
                        is_over: self.is_over,
                    }
                }
                Ask::Ledger {
                    shard,
                    verb,
                    message,
                    ..
                } => Tell::Ledger(self.post(shard, verb, &message, self.now)),
                Ask::Ledgers { verb, messages, .. } => {
                    let mut answers = Vec::new();
                    for (shard, message) in messages {
                        answers.push((shard, self.post(shard, verb, &message, self.now)));
                    }
                    Tell::Ledgers(answers)
                }
                Ask::Control { verb, message, .. } => Tell::Control(self.control(verb, &message)),
                Ask::Intake { source, head, body } => self.take(&source, head, &body),
            };
            ask = api.tell(tell, self.now);
        };
        assert!(
            header(&reply, "cache-control") == Some("no-store"),
            "{reply:?}"
        );
        reply
    }

    fn take(&mut self, source: &str, head: Head, body: &[u8]) -> Tell {
        let config = self.config();
        let now = self.now;
        let (mut intake, mut ask) = Intake::begin(config, Purpose::Accept, source, head);
        loop {
            ask = match ask {
                IntakeAsk::Body { .. } => intake.tell(IntakeTell::Body(body.to_vec()), now),
                IntakeAsk::Filter { .. } => intake.tell(IntakeTell::Filter(None), now),
                IntakeAsk::Accept { shard, message, .. } => {
                    let accepted = self.post(shard, "accept", &message, now).unwrap();
                    intake.tell(IntakeTell::Accepted(accepted), now)
                }
                IntakeAsk::Answer(answer) => return Tell::Intake(answer),
                other => panic!("{other:?}"),
            };
        }
    }

    fn get(&mut self, path: &str) -> Value {
        let reply = self.call("GET", path, READ, b"");
        assert_eq!(reply.status, 200, "{path}: {}", text(&reply));
        serde_json::from_slice(&reply.body).unwrap()
    }

    fn order(&mut self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let reply = self.call(method, path, ADMIN, body.as_bytes());
        (reply.status, serde_json::from_slice(&reply.body).unwrap())
    }

    /// The results in the audit list, the oldest first.
    fn audit(&mut self) -> Vec<(String, String)> {
        let list = self.get("/api/audit");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let entries = list["entries"].as_array().unwrap().iter().rev();
        entries
            .map(|entry| (text(&entry["verb"]), text(&entry["result"])))
            .collect()
    }
}

fn tokens() -> Tokens {
    Tokens::read(&|name| match name {
        "WAXSEAL_READ_TOKEN" => Some("the-read-token".into()),
        "WAXSEAL_ADMIN_TOKEN" => Some("the-admin-token".into()),
        _ => None,
    })
}

fn verb_name(verb: &str) -> &'static str {
    ["note", "events", "pause", "reopen", "captures"]
        .into_iter()
        .find(|known| *known == verb)
        .unwrap_or("other")
}

fn shard_of(message: &[u8]) -> Shard {
    let (accept, _) = Accept::parse(message).unwrap();
    let written: Value = serde_json::to_value(&accept).unwrap();
    let key: waxseal_gateway::key::EventKey =
        serde_json::from_value(written["key"].clone()).unwrap();
    key.shard()
}

fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
    let found = reply.headers.iter().find(|(other, _)| *other == name);
    found.map(|(_, value)| value.as_str())
}

fn text(reply: &Reply) -> String {
    String::from_utf8_lossy(&reply.body).into_owned()
}

fn code(reply: &Reply) -> (u16, String, String) {
    let body: Value = serde_json::from_slice(&reply.body).unwrap();
    let field = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    (reply.status, field("code"), field("at"))
}

fn refused(status: u16, code: &str, at: &str) -> (u16, String, String) {
    (status, code.into(), at.into())
}

#[test]
fn without_the_right_token_nothing_is_asked_of_anybody() {
    let mut desk = Desk::new();
    for (token, wanted) in [
        ("", "token_missing"),
        ("Bearer wrong", "token_mismatch"),
        ("the-read-token", "token_mismatch"),
        ("Bearer ", "token_mismatch"),
    ] {
        for (method, path) in [
            ("GET", "/api/events"),
            ("POST", "/api/replay"),
            ("GET", "/api/events?limit=x"),
        ] {
            let reply = desk.call(method, path, token, b"not even JSON");
            assert_eq!(code(&reply), refused(401, wanted, ""));
            assert_eq!(header(&reply, "www-authenticate"), Some("Bearer"));
            assert!(desk.asked.is_empty());
        }
    }
    desk.is_over = true;
    let reply = desk.call("GET", "/api/events", "Bearer wrong", b"");
    assert_eq!(code(&reply), refused(429, "rate_limited", ""));
    assert_eq!(header(&reply, "retry-after"), Some("60"));
    assert_eq!(
        desk.call("GET", "/api/events", READ, b"").status,
        200,
        "who has the token is not slowed"
    );
}

#[test]
fn a_token_in_the_clear_opens_nothing() {
    let mut desk = Desk::new();
    for (url, tls) in [
        ("http://hooks.example.com/api/events", None),
        ("https://hooks.example.com/api/events", Some("TLSv1.1")),
    ] {
        let head = Head {
            method: "GET".into(),
            url: url.into(),
            headers: vec![("authorization".into(), READ.as_bytes().to_vec())],
            tls: tls.map(Into::into),
            ..Head::default()
        };
        let (_, ask) = Api::begin(desk.config, &tokens(), head, [7; 16], NOW);
        let Ask::Answer(reply) = ask else {
            panic!("{ask:?}");
        };
        assert_eq!(
            code(&reply),
            refused(403, "insecure_transport", ""),
            "{url}"
        );
    }
    assert_eq!(desk.call("GET", "/api/openapi.json", "", b"").status, 200);
}

#[test]
fn a_token_that_may_read_orders_nothing() {
    let mut desk = Desk::new();
    let reply = desk.call("POST", "/api/origins/crm/pause", READ, b"");
    assert_eq!(code(&reply), refused(403, "admin_required", ""));
    assert!(desk.asked.is_empty());
    assert_eq!(
        desk.call("GET", "/api/origins", ADMIN, b"").status,
        200,
        "the admin token reads too"
    );
}

#[test]
fn a_path_that_is_not_there_is_not_found_and_a_method_that_it_lacks_is_told() {
    let mut desk = Desk::new();
    assert_eq!(
        code(&desk.call("GET", "/api/nothing", READ, b"")),
        refused(404, "not_found", "")
    );
    let reply = desk.call("PUT", "/api/captures", READ, b"");
    assert_eq!(code(&reply), refused(405, "method_not_allowed", ""));
    assert_eq!(header(&reply, "allow"), Some("POST, GET, HEAD"));
}

#[test]
fn a_bad_parameter_is_told_with_its_place_and_nothing_is_done() {
    let mut desk = Desk::new();
    for (path, at) in [
        ("/api/events?limit=0", "query:limit"),
        ("/api/events?limit=101", "query:limit"),
        ("/api/events?limit=-1", "query:limit"),
        ("/api/events?limit=1e1", "query:limit"),
        ("/api/events?limit=99999999999999999999", "query:limit"),
        ("/api/events?limit=1&limit=1", "query:limit"),
        ("/api/events?limit=1&%6cimit=2", "query:limit"),
        ("/api/events?colour=red", "query:colour"),
        ("/api/events?cursor=AAAA", "query:cursor"),
        ("/api/events?after=AAAA", "query:after"),
        ("/api/events?after=start&cursor=x", "query:after"),
        ("/api/events?test=yes", "query:test"),
        ("/api/events?state=lost", "query:state"),
        ("/api/events?source=%ff", "query:source"),
        ("/api/events?since=now", "query:since"),
        ("/api/dead-letters?state=dead", "query:state"),
        ("/api/export", "query:format"),
        ("/api/export?format=xml", "query:format"),
        ("/api/audit?before=0", "query:before"),
        ("/api/stats?since=-5", "query:since"),
        ("/api/origins?x", "query:x"),
    ] {
        let reply = desk.call("GET", path, READ, b"");
        assert_eq!(
            code(&reply),
            refused(400, "parameter_invalid", at),
            "{path}"
        );
        assert!(desk.asked.is_empty(), "{path}");
    }
    for (path, body, at) in [
        ("/api/replay", "", "body:/filter"),
        ("/api/replay", "[]", "body:"),
        ("/api/replay", "{", "body:"),
        (
            "/api/replay",
            r#"{"filter":{"state":"lost"}}"#,
            "body:/filter/state",
        ),
        (
            "/api/replay",
            r#"{"filter":{},"origins":["crm",7]}"#,
            "body:/origins/1",
        ),
        (
            "/api/replay",
            r#"{"filter":{},"rate":"fast"}"#,
            "body:/rate",
        ),
        (
            "/api/replay",
            r#"{"filter":{},"cursor":"AAAA"}"#,
            "body:/cursor",
        ),
        (
            "/api/replay",
            r#"{"filter":{},"dry_run":"yes"}"#,
            "body:/dry_run",
        ),
        (
            "/api/replay",
            r#"{"filter":{},"dryrun":true}"#,
            "body:/dryrun",
        ),
        ("/api/captures", r#"{"source":"nobody"}"#, "body:/source"),
        ("/api/origins/crm/pause", r#"{"until":5}"#, "body:"),
        ("/api/origins/crm/pause?for=5", "", "query:for"),
    ] {
        let reply = desk.call("POST", path, ADMIN, body.as_bytes());
        assert_eq!(
            code(&reply),
            refused(400, "parameter_invalid", at),
            "{path} {body}"
        );
        assert_eq!(desk.asked, ["note", "note"], "{path} {body}");
    }
}

#[test]
fn an_order_is_noted_before_it_is_carried_out_and_after() {
    let mut desk = Desk::new();
    let (status, answer) = desk.order("POST", "/api/origins/crm/pause", &Value::Null);
    assert_eq!(
        (status, answer),
        (
            200,
            json!({ "origin": "crm", "paused": true, "ledgers": 16 })
        )
    );
    assert_eq!(desk.asked.first().map(String::as_str), Some("note"));
    assert_eq!(desk.asked.last().map(String::as_str), Some("note"));
    assert_eq!(desk.asked.len(), 18);
    let (status, _) = desk.order("POST", "/api/origins/nobody/pause", &Value::Null);
    assert_eq!(status, 404);
    let list = desk.get("/api/audit");
    let entry = |at: usize| &list["entries"][at];
    assert_eq!(entry(3)["result"], "asked");
    assert_eq!(entry(2)["result"], "done");
    assert_eq!(entry(2)["call"], entry(3)["number"]);
    assert_eq!(entry(0)["result"], "not_found");
    assert_eq!(
        (&entry(3)["token"], &entry(3)["target"], &entry(3)["verb"]),
        (
            &json!("admin"),
            &json!("origins/crm/pause"),
            &json!("pause_origin")
        )
    );
    assert!(!list.to_string().contains("the-admin-token"));
}

#[test]
fn an_order_that_cannot_be_noted_is_not_carried_out() {
    let mut desk = Desk::new();
    desk.fails = Some("note");
    let reply = desk.call("POST", "/api/origins/crm/pause", ADMIN, b"");
    assert_eq!(code(&reply), refused(503, "store_unavailable", ""));
    assert_eq!(desk.asked, ["note"], "no ledger was asked");
}

#[test]
fn a_pause_that_some_ledger_did_not_confirm_is_no_pause() {
    let mut desk = Desk::new();
    desk.fails = Some("pause");
    let reply = desk.call("POST", "/api/origins/crm/pause", ADMIN, b"");
    assert_eq!(code(&reply), refused(503, "store_unavailable", ""));
    desk.fails = None;
    assert_eq!(
        desk.order("POST", "/api/origins/crm/pause", &Value::Null).0,
        200,
        "safe to repeat"
    );
    let origins = desk.get("/api/origins");
    let crm = &origins["origins"][0];
    assert_eq!(
        (
            &crm["origin"],
            &crm["paused"]["ledgers"],
            &crm["paused"]["by"]
        ),
        (&json!("crm"), &json!(16), &json!("admin"))
    );
    assert_eq!(
        desk.order("POST", "/api/origins/crm/resume", &Value::Null)
            .1["paused"],
        false
    );
    assert_eq!(
        desk.get("/api/origins")["origins"][0]["paused"],
        Value::Null
    );
    let results: Vec<String> = desk.audit().into_iter().map(|(_, result)| result).collect();
    assert_eq!(
        results,
        [
            "asked",
            "store_unavailable",
            "asked",
            "done",
            "asked",
            "done"
        ]
    );
}

#[test]
fn a_list_with_a_hole_is_not_shown() {
    let mut desk = Desk::new();
    desk.accept("evt_1", NOW);
    desk.fails = Some("events");
    let reply = desk.call("GET", "/api/events", READ, b"");
    assert_eq!(code(&reply), refused(503, "store_unavailable", ""));
}

#[test]
fn a_list_goes_from_the_newest_to_the_oldest_over_all_ledgers() {
    let mut desk = Desk::new();
    for number in 0..60 {
        desk.accept(&format!("evt_{number}"), after(NOW, number));
    }
    let mut seen = Vec::new();
    let mut path = "/api/events?limit=7".to_owned();
    loop {
        let page = desk.get(&path);
        for event in page["events"].as_array().unwrap() {
            seen.push(event["event_id"].as_str().unwrap().to_owned());
            assert!(event.get("position").is_none());
        }
        // What comes now is newer than all of the list, and not a part of it.
        desk.accept(&format!("new_{}", seen.len()), after(NOW, 1_000));
        let Some(cursor) = page["cursor"].as_str() else {
            assert_eq!(page["more"], false);
            break;
        };
        path = format!("/api/events?limit=7&cursor={cursor}");
    }
    let wanted: Vec<String> = (0..60)
        .rev()
        .map(|number| format!("evt_{number}"))
        .collect();
    assert_eq!(seen, wanted);
}

#[test]
fn pulling_skips_nothing_and_repeats_nothing_while_events_come() {
    let mut desk = Desk::new();
    let mut sent = 0;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut path = "/api/events?limit=5&after=start".to_owned();
    for round in 0..70 {
        // In every ledger something commits between two pulls, with a clock that runs backwards.
        for _ in 0..(if round < 30 { 8 } else { 0 }) {
            let message = event(
                desk.config(),
                "affiliatebase",
                &format!("evt_{sent}"),
                5,
                after(NOW, -sent),
            );
            let shard = shard_of(&message);
            desk.post(shard, "accept", &message, after(NOW, -sent))
                .unwrap();
            sent += 1;
        }
        let page = desk.get(&path);
        for event in page["events"].as_array().unwrap() {
            *seen
                .entry(event["event_id"].as_str().unwrap().to_owned())
                .or_default() += 1;
        }
        path = format!(
            "/api/events?limit=5&after={}",
            page["cursor"].as_str().unwrap()
        );
    }
    assert_eq!(seen.len(), 240);
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
}

#[test]
fn a_filter_that_matches_little_goes_on_with_empty_parts() {
    let mut desk = Desk::new();
    for number in 0..20 {
        desk.accept(&format!("evt_{number}"), after(NOW, number));
    }
    let page = desk.get("/api/events?type=payout.paid");
    assert_eq!(
        (&page["events"], &page["more"]),
        (&json!([]), &json!(false))
    );
    let page =
        desk.get("/api/events?type=commission.created&state=delivering&origin=crm&test=false");
    assert_eq!(page["events"].as_array().unwrap().len(), 20);
}

#[test]
fn one_event_has_its_body_until_it_is_erased() {
    let mut desk = Desk::new();
    let id = desk.accept("evt_1", NOW);
    assert_eq!(
        desk.get(&format!("/api/events/{id}"))["events"][0]["event_id"],
        "evt_1"
    );
    let path = format!("/api/events/{id}/body");
    let reply = desk.call("GET", &path, READ, b"");
    assert_eq!(
        header(&reply, "content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(header(&reply, "x-content-type-options"), Some("nosniff"));
    let name = format!("attachment; filename=\"{id}.body\"");
    assert_eq!(header(&reply, "content-disposition"), Some(name.as_str()));
    assert!(text(&reply).contains("evt_1"));
    assert_eq!(
        desk.call("GET", &format!("{path}?revision=3"), READ, b"")
            .status,
        404
    );
    assert_eq!(
        desk.order("DELETE", &path, &Value::Null),
        (200, json!({ "erased": 1 }))
    );
    assert_eq!(
        code(&desk.call("GET", &path, READ, b"")),
        refused(409, "not_possible", "")
    );
    assert_eq!(
        desk.order("DELETE", &path, &Value::Null),
        (200, json!({ "erased": 0 }))
    );
    let replay = desk.order("POST", &format!("/api/events/{id}/replay"), &Value::Null);
    assert_eq!((replay.0, &replay.1["code"]), (409, &json!("not_possible")));
    let unknown = format!("wx_{}", "A".repeat(43));
    for id in [unknown.as_str(), "evt_1", "wx_"] {
        assert_eq!(
            code(&desk.call("GET", &format!("/api/events/{id}"), READ, b"")),
            refused(404, "not_found", "")
        );
        assert_eq!(
            desk.order("DELETE", &format!("/api/events/{id}/body"), &Value::Null)
                .0,
            404
        );
        assert_eq!(
            desk.order("POST", &format!("/api/events/{id}/replay"), &Value::Null)
                .0,
            404
        );
    }
}

#[test]
fn a_test_event_is_signed_for_its_source_and_goes_through_the_intake() {
    let mut desk = Desk::new();
    let (status, answer) = desk.order(
        "POST",
        "/api/origins/dwh/test",
        &json!({ "source": "affiliatebase" }),
    );
    assert_eq!(status, 200, "{answer}");
    assert_eq!(
        (&answer["status"], &answer["type"]),
        (&json!("accepted"), &json!("affiliate.created"))
    );
    let id = answer["id"].as_str().unwrap().to_owned();
    let event = desk.get(&format!("/api/events/{id}"))["events"][0].clone();
    assert_eq!(
        (&event["test"], &event["event_type"]),
        (&json!(true), &json!("affiliate.created"))
    );
    assert!(event.get("findings").is_none());
    let origins: Vec<&Value> = event["deliveries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["origin"])
        .collect();
    assert_eq!(origins, ["dwh"], "only who takes tests");
    let (status, answer) = desk.order("POST", "/api/origins/crm/test", &Value::Null);
    assert_eq!(status, 409);
    assert_eq!(
        answer["detail"],
        "the origin takes no test events: add \"tests\": true to /origins/crm of the configuration"
    );
}

#[test]
fn a_test_event_can_be_made_for_every_source_that_shares_a_secret() {
    let mut desk = Desk::new();
    for source in [
        "svix", "github", "plain", "forward", "reject", "limited", "listed", "postback", "keyed",
    ] {
        let (status, answer) = desk.order(
            "POST",
            "/api/origins/dwh/test",
            &json!({ "source": source, "type": "push" }),
        );
        assert_eq!(
            (status, &answer["status"]),
            (200, &json!("accepted")),
            "{source}: {answer}"
        );
        let id = answer["id"].as_str().unwrap().to_owned();
        let event = desk.get(&format!("/api/events/{id}"))["events"][0].clone();
        assert_eq!(
            (&event["test"], &event["mark"]),
            (&json!(true), &Value::Null),
            "{source}: {event}"
        );
        assert_eq!(event["event_type"], "push", "{source}: {event}");
        desk.now = after(desk.now, 1_000);
    }
}

fn outcome(
    id: &str,
    signed_id: &str,
    body: &str,
    name: &str,
    at: UnixMillis,
) -> Vec<(String, Vec<u8>)> {
    let key = Secret::text(secret(name).unwrap());
    let program = Program::compile("standard-webhooks", &Options::default(), &[key]).unwrap();
    let url = format!("https://hooks.example.com/api/events/{id}/origins/crm/outcome");
    let input = SignInput {
        method: "POST",
        url: &url,
        headers: &[],
        body: body.as_bytes(),
        id: Some(signed_id),
        event_type: None,
        timestamp: at,
    };
    let signed = waxseal::sign(&program, &input).unwrap();
    signed
        .headers
        .into_iter()
        .map(|(name, value)| (name, value.into_bytes()))
        .collect()
}

#[test]
fn an_origin_tells_an_outcome_with_its_own_signature_over_the_event() {
    let mut desk = Desk::new();
    let id = desk.accept("evt_1", NOW);
    let other = desk.accept("evt_2", NOW);
    let body = r#"{"outcome":"failed","reason":"no such affiliate"}"#;
    let path = format!("/api/events/{id}/origins/crm/outcome");
    let send = |desk: &mut Desk, path: &str, headers| {
        code(&desk.send("POST", path, headers, body.as_bytes()))
    };
    let good = outcome(&id, &id, body, "CRM", NOW);
    assert_eq!(send(&mut desk, &path, Vec::new()).1, "signature_missing");
    assert_eq!(
        send(&mut desk, &path, outcome(&id, &id, body, "OLD", NOW)).1,
        "signature_mismatch"
    );
    assert_eq!(
        send(
            &mut desk,
            &path,
            outcome(&id, &id, body, "CRM", after(NOW, -600_000))
        )
        .1,
        "timestamp_stale"
    );
    assert_eq!(
        send(&mut desk, &path, outcome(&id, &id, "{}", "CRM", NOW)).1,
        "signature_mismatch"
    );
    let moved = format!("/api/events/{other}/origins/crm/outcome");
    assert_eq!(
        send(&mut desk, &moved, good.clone()).1,
        "signature_mismatch",
        "it is of one event"
    );
    let unknown = format!("/api/events/{id}/origins/nobody/outcome");
    assert_eq!(
        send(&mut desk, &unknown, good.clone()).1,
        "signature_mismatch"
    );
    assert!(desk.asked.is_empty());
    let reply = desk.send("POST", &path, good, body.as_bytes());
    assert_eq!(
        (reply.status, text(&reply)),
        (
            200,
            json!({ "id": id, "origin": "crm", "outcome": "failed" }).to_string()
        )
    );
    let event = desk.get(&format!("/api/events/{id}"))["events"][0].clone();
    let told = &event["deliveries"][0]["outcome"];
    assert_eq!(
        (&told["is_processed"], &told["reason"]),
        (&json!(false), &json!("no such affiliate"))
    );
    let gone = format!("wx_{}", "A".repeat(43));
    let path = format!("/api/events/{gone}/origins/crm/outcome");
    assert_eq!(
        send(&mut desk, &path, outcome(&gone, &gone, body, "CRM", NOW)),
        refused(404, "not_found", "")
    );
    let bad = r#"{"outcome":"maybe"}"#;
    let path = format!("/api/events/{id}/origins/crm/outcome");
    let reply = desk.send(
        "POST",
        &path,
        outcome(&id, &id, bad, "CRM", NOW),
        bad.as_bytes(),
    );
    assert_eq!(
        code(&reply),
        refused(400, "parameter_invalid", "body:/outcome")
    );
}

#[test]
fn many_events_are_counted_first_and_then_replayed_in_parts() {
    let mut desk = Desk::new();
    for number in 0..30 {
        let id = desk.accept(&format!("evt_{number}"), after(NOW, number));
        if number % 2 == 0 {
            desk.refuse(&id, "crm");
        }
    }
    let order = json!({ "filter": { "source": "affiliatebase" }, "origins": ["crm"], "dry_run": true, "limit": 1000 });
    assert_eq!(
        desk.get("/api/dead-letters")["events"]
            .as_array()
            .unwrap()
            .len(),
        15
    );
    let before = desk.get("/api/events");
    let (status, counted) = desk.order("POST", "/api/replay", &order);
    assert_eq!(
        (status, &counted["more"]),
        (200, &json!(false)),
        "{counted}"
    );
    assert_eq!(desk.get("/api/events"), before, "a dry run changes nothing");
    let mut matched = 0;
    let mut order =
        json!({ "filter": { "source": "affiliatebase" }, "origins": ["crm"], "limit": 7 });
    for _ in 0..40 {
        let (status, part) = desk.order("POST", "/api/replay", &order);
        assert_eq!(status, 200, "{part}");
        let count = part["matched"].as_u64().unwrap();
        assert!(count <= 7);
        matched += count;
        if part["more"] == false {
            break;
        }
        order["cursor"] = part["cursor"].clone();
    }
    assert_eq!(
        (&counted["matched"], &counted["deliveries"], matched),
        (&json!(15), &json!(15), 15)
    );
    let events = desk.get("/api/events")["events"].clone();
    let replayed = events
        .as_array()
        .unwrap()
        .iter()
        .map(|event| &event["deliveries"][0]);
    let due: BTreeSet<i64> = replayed
        .filter(|delivery| delivery["generation"] == 1)
        .map(|delivery| delivery["next"].as_i64().unwrap())
        .collect();
    assert!(due.len() >= 7, "not all at once: {due:?}");
    assert_eq!(desk.get("/api/dead-letters")["events"], json!([]));
}

#[test]
fn a_capture_is_armed_listed_shown_and_removed() {
    let mut desk = Desk::new();
    let (status, capture) = desk.order("POST", "/api/captures", &json!({ "source": "github" }));
    assert_eq!((status, &capture["left"]), (200, &json!(10)));
    let id = capture["id"].as_i64().unwrap();
    assert_eq!(desk.get("/api/captures")["captures"][0]["source"], "github");
    assert_eq!(desk.get(&format!("/api/captures/{id}"))["source"], "github");
    for wrong in ["0", "99", "01", "x", "-1", "99999999999999999999"] {
        assert_eq!(
            desk.call("GET", &format!("/api/captures/{wrong}"), READ, b"")
                .status,
            404,
            "{wrong}"
        );
    }
    assert_eq!(
        desk.order("DELETE", &format!("/api/captures/{id}"), &Value::Null),
        (200, json!({ "id": id }))
    );
    assert_eq!(
        desk.order("DELETE", &format!("/api/captures/{id}"), &Value::Null)
            .0,
        404
    );
}

/// What a link holds.
fn fragment(path: &str) -> Value {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let text = path.strip_prefix("/inspect#request=").unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap()
}

#[test]
fn each_request_of_a_capture_opens_in_the_inspector_without_its_token() {
    let mut desk = Desk::with(
        r#"{ "sources": {
          "keyed": { "scheme": "track360", "secrets": ["TRACK360"], "header": "x-sig", "encoding": "base64", "id": "/ref", "type": "/event" },
          "postback": { "scheme": "token", "query": "token", "secrets": ["TOKEN"], "type": "query:event" },
          "late": { "scheme": "stripe", "secrets": ["GITHUB"], "tolerance": { "past": "1h", "future": "5m" } },
          "even": { "scheme": "stripe", "secrets": ["GITHUB"], "tolerance": "10m" },
          "own": { "scheme": { "signature": "header:x-sig", "message": "{body}" }, "secrets": ["GITHUB"] },
        } }"#,
    );
    let mut open = |source: &str, more: Value| {
        let (_, capture) = desk.order("POST", "/api/captures", &json!({ "source": source }));
        let mut captured = json!({ "v": 1, "min": 1, "source": source, "at": NOW.0 + 7, "code": "signature_mismatch",
            "method": "POST", "url": format!("https://hooks.example.com/in/{source}?t=***"),
            "headers": [["x-sig", "äb"]], "body": "Zm9v", "is_cut": false });
        captured
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let captured = captured.to_string().into_bytes();
        desk.control
            .transaction(|sql| control::answer(sql, "captured", &captured, NOW))
            .unwrap();
        let shown = desk.get(&format!("/api/captures/{}", capture["id"]));
        let request = &shown["requests"][0];
        assert_eq!(
            desk.get("/api/captures")["captures"][0]["requests"][0]["inspect"],
            Value::Null
        );
        fragment(request["inspect"].as_str().unwrap())
    };
    assert_eq!(
        open("keyed", json!({})),
        json!({ "v": 1, "from": "capture", "code": "signature_mismatch", "now": NOW.0 + 7, "method": "POST",
            "url": "https://hooks.example.com/in/keyed?t=***", "headers": [["x-sig", "äb"]], "body": "Zm9v",
            "scheme": "track360",
            "options": { "header": "x-sig", "encoding": "base64", "id": "/ref", "type": "/event" } })
    );
    let postback = open("postback", json!({ "is_masked": true }));
    assert_eq!(postback["isCut"], true);
    assert_eq!(postback["options"], json!({ "query": "token" }));
    assert_eq!(open("keyed", json!({ "is_cut": true }))["isCut"], true);
    assert_eq!(
        open("late", json!({}))["options"],
        json!({ "toleranceSeconds": { "past": 3600, "future": 300 } })
    );
    assert_eq!(
        open("even", json!({}))["options"],
        json!({ "toleranceSeconds": 600 })
    );
    let own = open("own", json!({}));
    assert_eq!(
        (&own["scheme"], &own["options"]),
        (&Value::Null, &json!({}))
    );
}

#[test]
fn secrets_that_were_never_used_are_listed_too() {
    let mut desk = Desk::new();
    let secrets = desk.get("/api/secrets");
    let github = secrets["secrets"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["source"] == "github")
        .unwrap();
    assert_eq!(
        *github,
        json!({ "source": "github", "secret": "GITHUB", "is_configured": true, "is_current": true,
            "first_seen_at": null, "last_used_at": null })
    );
    assert!(!secrets.to_string().contains(&secret("GITHUB").unwrap()));
}

#[test]
fn an_export_is_lines_or_a_table_and_says_where_it_goes_on() {
    let mut desk = Desk::new();
    for number in 0..9 {
        desk.accept(&format!("=evt_{number}"), after(NOW, number));
    }
    let reply = desk.call("GET", "/api/export?format=csv&limit=4", READ, b"");
    assert_eq!(
        header(&reply, "content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    let csv = text(&reply);
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert!(
        lines[0].starts_with("id,revision,source,event_id,"),
        "{csv}"
    );
    assert_eq!(lines.len(), 6);
    assert!(lines[1].contains(",'=evt_"), "{csv}");
    let cursor = header(&reply, "waxseal-cursor").unwrap().to_owned();
    let reply = desk.call(
        "GET",
        &format!("/api/export?format=ndjson&after={cursor}"),
        READ,
        b"",
    );
    assert_eq!(header(&reply, "content-type"), Some("application/x-ndjson"));
    let ndjson = text(&reply);
    let events: Vec<Value> = ndjson
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(events.len(), 5);
}

#[test]
fn statistics_add_up_over_ledgers_and_counters() {
    let mut desk = Desk::new();
    for number in 0..12 {
        desk.accept(&format!("evt_{number}"), after(NOW, number));
    }
    desk.now = after(NOW, 1_000);
    let stats = desk.get(&format!("/api/stats?since={}", NOW.0));
    assert_eq!(stats["sources"], json!({ "affiliatebase": 12 }));
    assert_eq!(stats["events"]["accepted"], 12);
    assert_eq!(stats["latency"].as_array().unwrap().len(), 10);
    assert_eq!(stats["counts"], json!([]));
}

#[test]
fn a_configuration_that_cannot_be_used_closes_all_but_the_document() {
    let mut desk = Desk::with("{}");
    let reply = desk.call("GET", "/api/events", READ, b"");
    assert_eq!(code(&reply), refused(503, "config_invalid", ""));
    assert_eq!(desk.call("GET", "/api/openapi.json", "", b"").status, 200);
    assert_eq!(
        code(&desk.call("GET", "/api/events", "", b"")).1,
        "token_missing"
    );
}

#[test]
fn the_document_names_every_schema_that_it_refers_to() {
    let document = waxseal_gateway::api::document();
    let written = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for reference in written.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
    assert!(schemas.contains_key("Problem"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_asked_the_answer_is_one_of_the_document(
        at in 0_usize..22,
        query in "(limit|cursor|after|state|since|format|before|revision)=[0-9a-z%&=_-]{0,12}|\\PC{0,24}",
        body in "\\{(\"filter\":\\{\\}|\"source\":\"github\"|\"origins\":\\[[0-9a-z\",]{0,9}\\])?(,\"limit\":[0-9]{0,5})?\\}|\\PC{0,24}",
        id in "wx_[A-Za-z0-9_-]{43}(-r[0-9]{1,3})?|[a-z0-9]{1,9}",
    ) {
        let document = waxseal_gateway::api::document();
        let routes = document["paths"].as_object().unwrap().iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (path, method, operation))
        });
        let all: Vec<_> = routes.collect();
        let (path, method, operation) = all[at % all.len()];
        let path = path.replace("{id}", &id).replace("{origin}", "dwh").replace("{capture}", "1");
        let mut desk = Desk::new();
        let reply = desk.call(&method.to_uppercase(), &format!("{path}?{query}"), ADMIN, body.as_bytes());
        let known = operation["responses"].get(reply.status.to_string());
        proptest::prop_assert!(known.is_some(), "{method} {path}?{query} {body}: {} {}", reply.status, text(&reply));
        proptest::prop_assert!(reply.status < 500, "{}", text(&reply));
    }
}
