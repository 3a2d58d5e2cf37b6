//! The origins over all ledgers: how they stand, pause and resume.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Value, json};
use waxseal::Code;

use crate::api::call::Call;
use crate::api::next::{Next, Outcome};
use crate::api::refusal::Refusal;
use crate::config::Config;
use crate::fault::Fault;
use crate::key::{SHARDS, Shard};
use crate::order::{GateOrder, GateTaken, Pause, PauseCause};
use crate::read::{BreakerView, GateView, GatesView, WaitingView};

/// Says how each origin stands.
pub(in crate::api) fn origins(call: Call<'_>) -> Outcome<'_> {
    let config = call.config;
    Next::all_ledgers("origins", Ok(Vec::new()), move |answers, _| {
        Next::json(&merge(config, &answers)?)
    })
}

fn merge(config: &Config, answers: &[(Shard, Vec<u8>)]) -> Result<Value, Fault> {
    let mut is_complete = true;
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for origin in config.origins() {
        let sum = sums.entry(origin.name().into()).or_default();
        sum.is_configured = true;
    }
    for (_, bytes) in answers {
        let view = GatesView::parse(bytes)?;
        is_complete &= view.is_complete;
        for gate in view.origins {
            sums.entry(gate.origin.clone()).or_default().add(gate);
        }
    }
    let origins: Vec<Value> = sums.iter().map(|(name, sum)| sum.show(name)).collect();
    Ok(json!({ "is_complete": is_complete, "origins": origins }))
}

#[derive(Default)]
struct Sum {
    is_configured: bool,
    paused: Vec<Pause>,
    breakers: Vec<BreakerView>,
    waiting: WaitingView,
}

impl Sum {
    fn add(&mut self, gate: GateView) {
        self.paused.extend(gate.paused);
        self.breakers.extend(gate.breaker);
        let (sum, part) = (&mut self.waiting, gate.waiting);
        sum.pending = sum.pending.saturating_add(part.pending);
        sum.delivering = sum.delivering.saturating_add(part.delivering);
        sum.held = sum.held.saturating_add(part.held);
        sum.dead = sum.dead.saturating_add(part.dead);
    }

    fn show(&self, name: &str) -> Value {
        let first = self.paused.iter().min_by_key(|paused| paused.at);
        let paused = first.map(|paused| {
            json!({ "at": paused.at, "cause": paused.cause, "by": paused.by, "ledgers": self.paused.len() })
        });
        let last = self.breakers.iter().map(|it| it.open_until).max();
        let breaker = last.map(|open_until| {
            let failures = self.breakers.iter().map(|it| it.failures).max();
            json!({ "failures": failures, "open_until": open_until, "ledgers": self.breakers.len() })
        });
        json!({
            "origin": name,
            "is_configured": self.is_configured,
            "paused": paused,
            "breaker": breaker,
            "deliveries": self.waiting,
        })
    }
}

/// Holds every delivery to an origin.
pub(in crate::api) fn pause(call: Call<'_>) -> Outcome<'_> {
    set(&call, true)
}

/// Lets deliveries to an origin go on.
pub(in crate::api) fn resume(call: Call<'_>) -> Outcome<'_> {
    set(&call, false)
}

/// Tells every ledger. What some have taken stays, so that the call is safe to repeat.
fn set<'c>(call: &Call<'c>, paused: bool) -> Outcome<'c> {
    let origin = call.origin(0)?.name();
    let order = GateOrder {
        origin: origin.into(),
        paused,
        cause: PauseCause::Operator,
        by: call.by.into(),
        at: None,
    };
    Next::all_ledgers("pause", order.write(), move |answers, _| {
        let mut confirmed = 0;
        for (_, bytes) in &answers {
            confirmed += usize::from(GateTaken::parse(bytes)?.paused == paused);
        }
        if confirmed != usize::from(SHARDS) {
            return Err(Refusal::of(Code::StoreUnavailable));
        }
        Next::json(&json!({ "origin": origin, "paused": paused, "ledgers": confirmed }))
    })
}
