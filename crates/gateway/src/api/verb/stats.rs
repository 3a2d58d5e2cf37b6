//! What happened since a moment, over all ledgers and the counters.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Value, json};

use crate::api::call::Call;
use crate::api::next::{Next, Outcome};
use crate::control::message::{CountsQuery, CountsView};
use crate::fault::Fault;
use crate::key::Shard;
use crate::read::{LATENCY_BOUNDS_MILLIS, StatsQuery, StatsView};
use crate::schedule::earlier;

const DAY_MILLIS: i64 = 86_400_000;

/// Counts what happened.
pub(in crate::api) fn stats(call: Call<'_>) -> Outcome<'_> {
    let default = call.now.0.saturating_sub(DAY_MILLIS).max(0);
    let since = call.query.integer("since").unwrap_or(default);
    let query = StatsQuery { since };
    Next::all_ledgers("stats", query.write(), move |answers, _| {
        let sum = add(&answers)?;
        let query = CountsQuery { since };
        Next::control("counts", query.write(), move |bytes, _| {
            let counts = CountsView::parse(bytes)?.counts;
            Next::json(&json!({
                "since": since,
                "is_complete": sum.is_complete,
                "from": sum.from,
                "events": sum.events,
                "sources": sum.sources,
                "deliveries": sum.deliveries,
                "attempts": sum.attempts,
                "latency": latency(&sum.latency),
                "counts": counts,
            }))
        })
    })
}

fn add(answers: &[(Shard, Vec<u8>)]) -> Result<StatsView, Fault> {
    let mut sum = StatsView {
        is_complete: true,
        latency: alloc::vec![0; LATENCY_BOUNDS_MILLIS.len() + 1],
        ..StatsView::default()
    };
    for (_, bytes) in answers {
        let part = StatsView::parse(bytes)?;
        sum.is_complete &= part.is_complete;
        sum.from = earlier(sum.from, part.from);
        for (sum, part) in [
            (&mut sum.events, part.events),
            (&mut sum.sources, part.sources),
            (&mut sum.deliveries, part.deliveries),
            (&mut sum.attempts, part.attempts),
        ] {
            add_each(sum, part);
        }
        for (sum, part) in sum.latency.iter_mut().zip(part.latency) {
            *sum = sum.saturating_add(part);
        }
    }
    Ok(sum)
}

fn add_each(sums: &mut BTreeMap<String, u64>, parts: BTreeMap<String, u64>) {
    for (name, part) in parts {
        let sum = sums.entry(name).or_default();
        *sum = sum.saturating_add(part);
    }
}

fn latency(numbers: &[u64]) -> Vec<Value> {
    let bounds = LATENCY_BOUNDS_MILLIS.iter().copied().map(Some);
    bounds
        .chain([None])
        .zip(numbers)
        .map(|(bound, number)| json!({ "up_to_millis": bound, "number": number }))
        .collect()
}
