//! The alarm handler, step by step.

use std::rc::Rc;

use waxseal_gateway::alarm::{Alarm, Ask, Tell};
use waxseal_gateway::delivery::Turn;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::forward::{Call, Outgoing, Ticket};
use waxseal_gateway::key::{EventKey, Identity};
use waxseal_gateway::message::Marker;
use waxseal_gateway::outcome::Outcome;

use crate::support::{NOW, after};

fn call(number: u32, origin: &str) -> Call {
    let ticket = Ticket {
        key: EventKey::derive("s", Identity::Id(&number.to_be_bytes())),
        revision: 0,
        turn: Turn {
            origin: origin.into(),
            attempt: 1,
            generation: 0,
        },
    };
    let request = Outgoing {
        method: "POST",
        url: "https://example.com".into(),
        headers: vec![],
        body: Rc::from(&b""[..]),
        hidden: std::sync::Arc::default(),
    };
    Call {
        ticket,
        request,
        timeout_millis: 10_000,
    }
}

fn ok() -> Outcome {
    Outcome::answer(200, None, b"", 1)
}

fn begin() -> (Alarm, Vec<Ask>) {
    let (mut alarm, asks) = Alarm::begin(NOW);
    assert_eq!(
        asks,
        [Ask::Arm(after(NOW, 30_000))],
        "armed before anything else"
    );
    let asks = alarm.tell(Tell::Armed, NOW);
    (alarm, asks)
}

#[test]
fn with_nothing_due_it_arms_claims_and_rests() {
    let (mut alarm, asks) = begin();
    assert_eq!(
        asks,
        [Ask::Claim {
            free: 6,
            busy: vec![]
        }]
    );
    assert_eq!(alarm.tell(Tell::Claimed(vec![]), NOW), [Ask::Rest]);
    assert_eq!(alarm.tell(Tell::Rested, NOW), []);
    assert_eq!(alarm.end(), Ok(()));
}

#[test]
fn a_slot_that_is_free_claims_what_is_due_next() {
    let (mut alarm, _) = begin();
    let calls: Vec<Call> = (0..6)
        .map(|number| call(number, if number < 2 { "slow" } else { "fast" }))
        .collect();
    let asks = alarm.tell(Tell::Claimed(calls.clone()), NOW);
    assert_eq!(asks.len(), 6, "side by side");
    assert_eq!(
        alarm.tell(Tell::Called(calls[3].ticket.clone(), ok()), NOW),
        [Ask::Settle(calls[3].ticket.clone(), ok())]
    );
    let asks = alarm.tell(Tell::Settled(calls[3].ticket.clone(), None), NOW);
    let busy: Vec<String> = ["slow", "slow", "fast", "fast", "fast"]
        .map(String::from)
        .to_vec();
    let [
        Ask::Claim {
            free: 1,
            busy: told,
        },
    ] = &asks[..]
    else {
        panic!("{asks:?}")
    };
    let mut told = told.clone();
    told.sort_by_key(|name| name == "fast");
    assert_eq!(told, busy);
    // While that claim is out, another call ends: no second claim beside it.
    assert_eq!(
        alarm.tell(Tell::Unsettled(calls[4].ticket.clone()), NOW),
        []
    );
    assert_eq!(
        alarm.tell(Tell::Claimed(vec![]), NOW),
        [],
        "five are still running"
    );
    for position in [0, 1, 2] {
        let asks = alarm.tell(Tell::Settled(calls[position].ticket.clone(), None), NOW);
        assert!(matches!(&asks[..], [Ask::Claim { .. }]), "{asks:?}");
        assert_eq!(alarm.tell(Tell::Claimed(vec![]), NOW), []);
    }
    let asks = alarm.tell(Tell::Settled(calls[5].ticket.clone(), None), NOW);
    assert!(matches!(&asks[..], [Ask::Claim { free: 6, .. }]));
    assert_eq!(alarm.tell(Tell::Claimed(vec![]), NOW), [Ask::Rest]);
}

#[test]
fn a_finished_event_is_marked_beside_the_next_claim() {
    let (mut alarm, _) = begin();
    let one = call(1, "crm");
    let _ = alarm.tell(Tell::Claimed(vec![one.clone()]), NOW);
    let marker = Marker {
        name: "d1:x".into(),
        value: "y".into(),
        ttl_seconds: 60,
    };
    let asks = alarm.tell(Tell::Settled(one.ticket, Some(marker.clone())), NOW);
    assert!(
        matches!(
            &asks[..],
            [
                Ask::Claim { .. },
                Ask::Mark {
                    budget_millis: 2_000,
                    ..
                }
            ]
        ),
        "{asks:?}"
    );
    assert_eq!(alarm.tell(Tell::Marked, NOW), []);
    assert_eq!(alarm.tell(Tell::Claimed(vec![]), NOW), [Ask::Rest]);
}

#[test]
fn without_a_guard_nothing_is_started() {
    let (mut alarm, _) = Alarm::begin(NOW);
    assert_eq!(
        alarm.tell(Tell::Fault(Fault::unavailable("no alarm")), NOW),
        []
    );
    assert_eq!(
        alarm.end(),
        Err(Fault::unavailable("no alarm")),
        "the platform runs it again"
    );
}

#[test]
fn a_claim_that_fails_lets_running_calls_end_and_leaves_the_guard() {
    let (mut alarm, _) = begin();
    let calls = [call(1, "crm"), call(2, "dwh")];
    let _ = alarm.tell(Tell::Claimed(calls.to_vec()), NOW);
    let asks = alarm.tell(Tell::Settled(calls[0].ticket.clone(), None), NOW);
    assert!(matches!(&asks[..], [Ask::Claim { .. }]));
    assert_eq!(alarm.tell(Tell::Fault(Fault::overloaded("full")), NOW), []);
    assert_eq!(
        alarm
            .tell(Tell::Called(calls[1].ticket.clone(), ok()), NOW)
            .len(),
        1
    );
    assert_eq!(
        alarm.tell(Tell::Settled(calls[1].ticket.clone(), None), NOW),
        [],
        "what is due would fail at once"
    );
    assert_eq!(alarm.end(), Err(Fault::overloaded("full")));
}

#[test]
fn a_rest_that_fails_is_a_fault_of_the_run() {
    let (mut alarm, _) = begin();
    assert_eq!(alarm.tell(Tell::Claimed(vec![]), NOW), [Ask::Rest]);
    assert_eq!(alarm.tell(Tell::Fault(Fault::unavailable("rest")), NOW), []);
    assert_eq!(alarm.end(), Err(Fault::unavailable("rest")));
}

#[test]
fn a_run_ends_before_the_platform_ends_it() {
    let (mut alarm, _) = begin();
    let one = call(1, "crm");
    let _ = alarm.tell(Tell::Claimed(vec![one.clone()]), NOW);
    let late = after(NOW, 300_000);
    assert_eq!(
        alarm.tell(Tell::Settled(one.ticket, None), late),
        [Ask::Rest]
    );
}
