//! All histories of accept, deliver, report and mark, up to a bound: what was
//! answered 2xx arrives, whatever fails or crashes and whenever. And each known
//! wrong order is found out.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what a test does not expect, it fails on"
)]

#[cfg(test)]
#[path = "../support/mod.rs"]
mod support;

#[cfg(test)]
mod choices;
#[cfg(test)]
mod replays;
#[cfg(test)]
mod world;

use choices::Choices;
use support::{Database, NOW, Sender, config};
use waxseal_gateway::config::Config;
use world::{Bad, Event, World};

fn origins(count: usize) -> Config {
    let origins: String = (0..count)
        .map(|number| format!(r#""o{number}": {{ "url": "https://example.com/{number}", "events": ["*"], "secrets": ["CRM"] }},"#))
        .collect();
    config(&format!(
        r#"{{ "sources": {{ "s": {{ "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"], "on_conflict": "forward", "tolerance": "30d" }} }},
             "origins": {{ {origins} }} }}"#
    ))
}

fn event(id: &'static str, amount: u32) -> Event {
    let body =
        format!(r#"{{"id":"{id}","type":"commission.created","amount":{amount}}}"#).into_bytes();
    let head = Sender::new("affiliatebase", "AFFILIATEBASE").head("s", id, &body, NOW);
    Event {
        source: "s",
        id,
        head,
        body,
    }
}

/// Runs every history. Returns how many there are, or the first that breaks a promise.
fn explore(config: &Config, events: &[Event], faults: usize, bad: Bad) -> Result<usize, String> {
    let mut choices = Choices::default();
    let mut database = Database::new();
    let mut histories = 0;
    loop {
        let world = World::new(config, events, bad, faults, &mut choices, &mut database);
        world
            .run()
            .map_err(|violation| format!("{violation} (history {histories}, {choices:?})"))?;
        histories += 1;
        if !choices.advance() {
            return Ok(histories);
        }
    }
}

#[test]
fn one_event_to_one_origin_survives_any_two_faults() {
    let histories = explore(&origins(1), &[event("evt_1", 1)], 2, Bad::Nothing).unwrap();
    println!("{histories} histories");
    assert!(histories > 1_000, "{histories}");
}

#[test]
fn one_event_to_two_origins_survives_any_two_faults() {
    let histories = explore(&origins(2), &[event("evt_1", 1)], 2, Bad::Nothing).unwrap();
    println!("{histories} histories");
    assert!(histories > 1_500, "{histories}");
}

#[test]
fn two_events_and_two_revisions_of_one_survive_any_fault() {
    let events = [event("evt_1", 1), event("evt_2", 1), event("evt_1", 2)];
    let histories = explore(&origins(2), &events, 1, Bad::Nothing).unwrap();
    println!("{histories} histories");
    assert!(histories > 100, "{histories}");
}

fn found(bad: Bad, expected: &str) {
    let result = explore(&origins(1), &[event("evt_1", 1)], 2, bad);
    println!("{bad:?}: {result:?}");
    assert!(
        result
            .as_ref()
            .is_err_and(|violation| violation.starts_with(expected)),
        "{bad:?}: {result:?}"
    );
}

#[test]
fn a_marker_before_the_commit_is_found_out() {
    found(Bad::MarkerBeforeCommit, "I1: answered 2xx and not stored");
}

#[test]
fn an_answer_before_the_commit_is_found_out() {
    found(Bad::AnswerBeforeCommit, "I2: acknowledged and not stored");
}

#[test]
fn several_statements_instead_of_the_transaction_are_found_out() {
    // The key was there, the event was not: every repetition fails.
    found(Bad::NoTransaction, "the sender was never answered 2xx");
}

#[test]
fn an_alarm_that_is_armed_after_the_insert_is_found_out() {
    found(Bad::AlarmAfterInsert, "after a crash: I11");
}

#[test]
fn an_attempt_that_is_recorded_after_its_call_is_found_out() {
    found(
        Bad::AttemptAfterCall,
        "I9: a call was made whose attempt is not recorded",
    );
}

#[test]
fn a_handler_that_forgets_accepts_under_way_is_found_out() {
    found(Bad::PromiseForgotten, "I11");
}
