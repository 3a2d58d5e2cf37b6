//! The control object's steps, over the real SQLite: audit, captures, counters, ages of secrets.

use serde_json::{Value, json};
use waxseal::UnixMillis;
use waxseal_gateway::control::{self, limits};

use crate::support::{Database, NOW, after};

/// The object, driven as the Worker does: one transaction per message.
struct Control(Database);

impl Control {
    fn new() -> Self {
        let mut database = Database::blank();
        control::migrate(&mut database).unwrap();
        Self(database)
    }

    fn ask(&mut self, verb: &str, message: &Value, now: UnixMillis) -> Value {
        let mut message = message.clone();
        message["v"] = json!(1);
        message["min"] = json!(1);
        let bytes = message.to_string().into_bytes();
        let answer = self
            .0
            .transaction(|sql| control::answer(sql, verb, &bytes, now))
            .unwrap();
        let mut answer: Value = serde_json::from_slice(&answer).unwrap();
        let fields = answer.as_object_mut().unwrap();
        assert_eq!(fields.remove("v"), Some(json!(2)));
        fields.remove("min");
        answer
    }

    fn note(&mut self, result: &str, call: Option<i64>, now: UnixMillis) -> i64 {
        let note = json!({ "call": call, "token": "admin", "verb": "pause_origin",
            "target": "origins/crm/pause", "result": result });
        self.ask("note", &note, now)["number"].as_i64().unwrap()
    }

    fn arm(&mut self, source: &str, now: UnixMillis) -> Value {
        let order = json!({ "source": source, "by": "admin" });
        self.ask("arm", &order, now)["capture"].clone()
    }

    fn captured(&mut self, source: &str, body: &str, now: UnixMillis) -> u64 {
        let request = request(source, body, now);
        self.ask("captured", &request, now)["left"]
            .as_u64()
            .unwrap()
    }

    fn flush(&mut self, more: &Value, now: UnixMillis) -> Value {
        let mut flush = json!({ "minute": now.0 / 60_000 });
        for (name, value) in more.as_object().unwrap() {
            flush[name] = value.clone();
        }
        self.ask("flush", &flush, now)
    }

    fn counts(&mut self, since: i64, now: UnixMillis) -> Value {
        self.ask("counts", &json!({ "since": since }), now)["counts"].clone()
    }

    fn rows(&mut self, table: &str) -> usize {
        self.0.raw(&format!("SELECT 1 FROM {table}")).len()
    }
}

fn request(source: &str, body: &str, now: UnixMillis) -> Value {
    json!({ "source": source, "at": now.0, "code": "signature_mismatch", "method": "POST",
        "url": "https://hooks.example.com/in/shop", "headers": [["content-type", "application/json"]],
        "body": body, "is_cut": false, "address": "203.0.113.7" })
}

fn count(source: &str, what: &str, number: u64) -> Value {
    json!({ "source": source, "what": what, "number": number })
}

#[test]
fn an_order_stands_in_the_audit_list_before_it_is_done_and_after() {
    let mut control = Control::new();
    let asked = control.note("asked", None, NOW);
    control.note("done", Some(asked), after(NOW, 5));
    let view = control.ask("audit", &json!({ "limit": 10 }), NOW);
    assert_eq!(
        view,
        json!({ "more": false, "entries": [
            { "number": 2, "at": NOW.0 + 5, "call": 1, "token": "admin", "verb": "pause_origin",
              "target": "origins/crm/pause", "result": "done" },
            { "number": 1, "at": NOW.0, "token": "admin", "verb": "pause_origin",
              "target": "origins/crm/pause", "result": "asked" },
        ] })
    );
}

#[test]
fn the_audit_list_is_read_in_parts_that_miss_nothing() {
    let mut control = Control::new();
    for at in 0..7 {
        control.note("asked", None, after(NOW, at));
    }
    let mut numbers = Vec::new();
    let mut before = Value::Null;
    loop {
        let view = control.ask("audit", &json!({ "limit": 3, "before": before }), NOW);
        for entry in view["entries"].as_array().unwrap() {
            numbers.push(entry["number"].as_i64().unwrap());
        }
        before = json!(numbers.last());
        if view["more"] == json!(false) {
            break;
        }
    }
    assert_eq!(numbers, [7, 6, 5, 4, 3, 2, 1]);
}

#[test]
fn no_statement_changes_or_removes_an_entry_of_the_audit_list() {
    use waxseal_gateway::sql::Sql;
    let mut control = Control::new();
    control.note("asked", None, NOW);
    for statement in [
        "UPDATE audit SET at = 0",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 1",
    ] {
        let fault = control.0.exec(statement, &[]).unwrap_err();
        assert!(fault.detail().contains("append-only"), "{fault}");
    }
    assert_eq!(control.rows("audit"), 1);
}

#[test]
fn a_note_that_is_too_long_is_cut_and_not_refused() {
    let mut control = Control::new();
    let long = "ä".repeat(5_000);
    let note = json!({ "token": "admin", "verb": "replay", "target": long, "order": long, "result": "asked" });
    control.ask("note", &note, NOW);
    let view = control.ask("audit", &json!({ "limit": 1 }), NOW);
    let length = |name: &str| view["entries"][0][name].as_str().unwrap().len();
    assert_eq!(length("target"), limits::AUDIT_TEXT_BYTES);
    assert_eq!(length("order"), limits::AUDIT_ORDER_BYTES);
}

#[test]
fn an_armed_source_is_captured_ten_times_and_not_once_more() {
    let mut control = Control::new();
    assert_eq!(control.captured("shop", "Zm9v", NOW), 0, "not armed");
    let capture = control.arm("shop", NOW);
    assert_eq!(
        (&capture["left"], &capture["is_armed"]),
        (&json!(10), &json!(true))
    );
    assert_eq!(capture["until"], json!(NOW.0 + 15 * 60_000));
    let left: Vec<u64> = (0..12)
        .map(|_| control.captured("shop", "Zm9v", after(NOW, 1)))
        .collect();
    assert_eq!(left, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]);
    assert_eq!(control.captured("other", "Zm9v", after(NOW, 1)), 0);
    assert_eq!(control.rows("requests"), 10);
    let view = control.ask("captures", &json!({}), after(NOW, 2));
    let shown = &view["captures"][0];
    assert_eq!(
        (&shown["is_armed"], &shown["left"]),
        (&json!(false), &json!(0))
    );
    assert_eq!(shown["requests"].as_array().unwrap().len(), 10);
}

#[test]
fn a_capture_ends_after_fifteen_minutes_and_is_gone_after_a_day() {
    let mut control = Control::new();
    control.arm("shop", NOW);
    let end = after(NOW, 15 * 60_000);
    assert_eq!(control.captured("shop", "Zm9v", after(end, -1)), 9);
    assert_eq!(control.captured("shop", "Zm9v", end), 0);
    let day = after(NOW, 86_400_000);
    let next = control
        .0
        .transaction(|sql| control::purge(sql, after(day, -1)));
    assert_eq!(next, Ok(Some(day)));
    assert_eq!(control.rows("requests"), 1);
    assert_eq!(
        control.ask("captures", &json!({}), day)["captures"],
        json!([]),
        "over, whether the purge ran or not"
    );
    let next = control.0.transaction(|sql| control::purge(sql, day));
    assert_eq!(next, Ok(None));
    assert_eq!((control.rows("captures"), control.rows("requests")), (0, 0));
}

#[test]
fn arming_again_begins_anew_and_a_seventeenth_source_has_to_wait() {
    let mut control = Control::new();
    for number in 0..16 {
        assert!(control.arm(&format!("s{number}"), NOW).is_object());
    }
    assert_eq!(control.arm("s16", NOW), Value::Null);
    control.captured("s3", "Zm9v", NOW);
    let again = control.arm("s3", after(NOW, 1));
    assert_eq!(again["left"], json!(10));
    let armed = control.flush(&json!({}), after(NOW, 2))["armed"].clone();
    assert_eq!(armed.as_array().unwrap().len(), 16);
    assert_eq!(
        armed[0],
        json!({ "source": "s3", "until": NOW.0 + 1 + 900_000, "left": 10 })
    );
    assert!(control.arm("s16", after(NOW, 900_002)).is_object());
}

#[test]
fn only_so_many_captures_are_kept() {
    let mut control = Control::new();
    for number in 0..70 {
        control.arm("shop", after(NOW, number));
        control.captured("shop", "Zm9v", after(NOW, number));
    }
    let kept = usize::try_from(limits::CAPTURES_KEPT).unwrap();
    assert_eq!(
        (control.rows("captures"), control.rows("requests")),
        (kept, kept)
    );
}

#[test]
fn one_capture_is_shown_whole_and_a_list_without_bodies() {
    let mut control = Control::new();
    let id = control.arm("shop", NOW)["id"].clone();
    control.captured("shop", "Zm9v", after(NOW, 1));
    let list = control.ask("captures", &json!({}), NOW);
    assert_eq!(
        list["captures"][0]["requests"][0],
        json!({ "at": NOW.0 + 1, "code": "signature_mismatch", "method": "POST",
            "url": "https://hooks.example.com/in/shop", "address": "203.0.113.7" })
    );
    let one = control.ask("captures", &json!({ "id": id }), NOW);
    assert_eq!(
        one["captures"][0]["requests"][0]["content"],
        json!({ "headers": [["content-type", "application/json"]], "body": "Zm9v", "is_cut": false, "is_masked": false })
    );
    assert_eq!(
        control.ask("drop", &json!({ "id": id }), NOW)["is_known"],
        true
    );
    assert_eq!(
        control.ask("drop", &json!({ "id": id }), NOW)["is_known"],
        false
    );
    assert_eq!(control.rows("requests"), 0);
    assert_ne!(control.arm("shop", NOW)["id"], id, "a number never repeats");
}

#[test]
fn a_captured_request_is_cut_to_what_is_kept() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let mut control = Control::new();
    let id = control.arm("shop", NOW)["id"].clone();
    let mut request = request("shop", &STANDARD.encode(vec![7; 100_000]), NOW);
    request["url"] = json!("u".repeat(100_000));
    request["headers"] = json!([
        ["a", "x".repeat(30_000)],
        ["b", "y".repeat(30_000)],
        ["c", "z"]
    ]);
    control.ask("captured", &request, NOW);
    let one = control.ask("captures", &json!({ "id": id }), NOW);
    let shown = &one["captures"][0]["requests"][0];
    let body = shown["content"]["body"].as_str().unwrap();
    let body = STANDARD.decode(body).unwrap();
    assert!(
        (waxseal_gateway::limits::CAPTURE_BODY_BYTES
            ..waxseal_gateway::limits::CAPTURE_BODY_BYTES + 3)
            .contains(&body.len())
    );
    assert_eq!(
        shown["url"].as_str().unwrap().len(),
        limits::CAPTURE_URL_BYTES
    );
    let names: Vec<&Value> = shown["content"]["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|header| &header[0])
        .collect();
    assert_eq!(names, ["a", "c"], "what fits is kept");
    assert_eq!(shown["content"]["is_cut"], true);
}

#[test]
fn counts_of_many_isolates_add_up_by_source_and_word() {
    let mut control = Control::new();
    let counts = json!({ "counts": [count("shop", "signature_mismatch", 3), count("shop", "duplicate_kv", 2)] });
    control.flush(&counts, NOW);
    control.flush(&counts, NOW);
    control.flush(
        &json!({ "counts": [count("shop", "duplicate_kv", 1)] }),
        after(NOW, 60_000),
    );
    assert_eq!(
        control.counts(NOW.0, after(NOW, 60_000)),
        json!([
            count("shop", "duplicate_kv", 5),
            count("shop", "signature_mismatch", 6)
        ])
    );
    assert_eq!(
        control.counts(NOW.0 + 60_000, after(NOW, 60_000)),
        json!([count("shop", "duplicate_kv", 1)])
    );
    assert_eq!(control.rows("minutes"), 3);
}

#[test]
fn a_flush_that_is_sent_twice_counts_once() {
    let mut control = Control::new();
    let flush = |id: &str| json!({ "id": id, "counts": [count("shop", "handshake", 1)] });
    for id in ["a", "a", "b", "a"] {
        control.flush(&flush(id), NOW);
    }
    assert_eq!(
        control.counts(0, NOW),
        json!([count("shop", "handshake", 2)])
    );
    control.flush(
        &json!({ "id": "c" }),
        after(NOW, limits::FLUSH_KNOWN_MILLIS + 1),
    );
    assert_eq!(control.rows("flushes"), 1, "it is known for an hour");
}

#[test]
fn counters_live_a_week() {
    let mut control = Control::new();
    control.flush(&json!({ "counts": [count("shop", "handshake", 1)] }), NOW);
    let week = after(NOW, 7 * 86_400_000);
    control.flush(&json!({}), week);
    assert_eq!(
        control.counts(0, week),
        json!([count("shop", "handshake", 1)])
    );
    let over = after(week, 60_000);
    assert_eq!(
        control.counts(0, over),
        json!([]),
        "over, whether the purge ran or not"
    );
    control.flush(&json!({}), over);
    assert_eq!(control.rows("minutes"), 0);
}

#[test]
fn whoever_makes_up_names_and_words_grows_nothing_but_one_counter() {
    let mut control = Control::new();
    let made_up: Vec<Value> = (0..1_000)
        .map(|number| count(&format!("a/{number}"), &format!("word {number}"), 1))
        .collect();
    control.flush(&json!({ "counts": made_up }), NOW);
    assert_eq!(control.counts(0, NOW), json!([count("", "other", 1_000)]));
    let well_formed: Vec<Value> = (0..1_000)
        .map(|number| count(&format!("s{number}"), "signature_mismatch", 1))
        .collect();
    control.flush(&json!({ "counts": well_formed }), NOW);
    assert_eq!(control.rows("minutes"), 512);
    let sums = control.counts(0, NOW);
    let sum: u64 = sums
        .as_array()
        .unwrap()
        .iter()
        .map(|sum| sum["number"].as_u64().unwrap())
        .sum();
    assert_eq!(sum, 2_000, "nothing is lost");
}

#[test]
fn a_minute_that_cannot_be_is_now() {
    let mut control = Control::new();
    for minute in [i64::MIN, 0, i64::MAX] {
        let flush = json!({ "minute": minute, "counts": [count("shop", "shadow", 1)] });
        control.ask("flush", &flush, NOW);
    }
    assert_eq!(
        control.counts(NOW.0, NOW),
        json!([count("shop", "shadow", 3)])
    );
}

#[test]
fn a_secret_has_an_age_before_it_is_used_and_a_last_use_after() {
    let mut control = Control::new();
    let named = |fingerprint: &str| json!({ "source": "shop", "secret": "SHOP", "fingerprint": fingerprint });
    control.flush(&json!({ "configured": [named("aa")] }), NOW);
    let age = |first, last: Option<i64>, current| json!({ "source": "shop", "secret": "SHOP", "first_seen_at": first, "last_used_at": last, "is_current": current });
    let secrets =
        |control: &mut Control| control.ask("secrets", &json!({}), NOW)["secrets"].clone();
    assert_eq!(secrets(&mut control), json!([age(NOW.0, None, true)]));
    let mut used = named("aa");
    used["at"] = json!(NOW.0 + 1_000);
    control.flush(&json!({ "uses": [used] }), after(NOW, 1_500));
    assert_eq!(
        secrets(&mut control),
        json!([age(NOW.0, Some(NOW.0 + 1_000), true)])
    );
    let later = after(NOW, 90_000);
    control.flush(&json!({ "configured": [named("bb")] }), later);
    assert_eq!(
        secrets(&mut control),
        json!([
            age(later.0, None, true),
            age(NOW.0, Some(NOW.0 + 1_000), false)
        ])
    );
}

#[test]
fn a_secret_in_constant_use_is_written_once_a_minute() {
    let mut control = Control::new();
    let used = |at: i64| json!({ "uses": [{ "source": "shop", "secret": "SHOP", "fingerprint": "aa", "at": at }] });
    control.flush(&used(NOW.0), NOW);
    let before = control.0.changes();
    for at in 1..60 {
        control.flush(&used(NOW.0 + at * 1_000), after(NOW, at * 1_000));
    }
    assert_eq!(control.0.changes(), before);
    control.flush(&used(NOW.0 + 60_000), after(NOW, 60_000));
    assert!(control.0.changes() > before);
}

#[test]
fn secrets_that_nobody_sees_any_more_are_forgotten_and_their_number_is_bounded() {
    let mut control = Control::new();
    let named = |number: usize| json!({ "source": "shop", "secret": "SHOP", "fingerprint": format!("{number}") });
    for round in 0..3 {
        let configured: Vec<Value> = (0..500).map(|number| named(round * 500 + number)).collect();
        let at = after(NOW, i64::try_from(round).unwrap());
        control.flush(&json!({ "configured": configured }), at);
    }
    assert_eq!(control.rows("secrets"), limits::SECRETS_KEPT);
    let later = after(NOW, limits::SECRET_KEPT_MILLIS + 3);
    control.flush(&json!({ "configured": [named(9_999)] }), later);
    assert_eq!(control.rows("secrets"), 1);
}

#[test]
fn the_cron_is_as_old_as_its_last_beat_and_never_older_by_a_clock_that_went_back() {
    let mut control = Control::new();
    let nothing = json!({});
    assert_eq!(control.ask("heartbeat", &nothing, NOW), nothing);
    for millis in [0, 60_000, 30_000] {
        control.ask("beat", &nothing, after(NOW, millis));
    }
    let last = control.ask("heartbeat", &nothing, NOW);
    assert_eq!(last, json!({ "cron_at": NOW.0 + 60_000 }));
    assert_eq!(control.rows("heartbeats"), 1);
}

#[test]
fn an_unknown_verb_or_message_is_a_fault_and_leaves_nothing() {
    let mut control = Control::new();
    for (verb, message) in [
        ("nothing", "{}"),
        ("arm", "{}"),
        ("arm", "x"),
        ("note", r#"{"v":9,"min":9}"#),
    ] {
        let fault = control
            .0
            .transaction(|sql| control::answer(sql, verb, message.as_bytes(), NOW));
        assert_eq!(fault.unwrap_err().code().as_str(), "internal", "{verb}");
    }
    assert_eq!((control.rows("captures"), control.rows("audit")), (0, 0));
}

#[test]
fn the_tables_of_yesterday_are_opened_again() {
    let mut control = Control::new();
    control.note("asked", None, NOW);
    control::migrate(&mut control.0).unwrap();
    assert_eq!(control.note("done", Some(1), NOW), 2);
}
