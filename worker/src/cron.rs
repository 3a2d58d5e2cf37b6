//! Each minute: wakes every ledger, makes the origins' pauses the same in all of them, and
//! says that it ran.

use futures_util::future::join_all;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::key::Shard;
use waxseal_gateway::limits::ACCEPT_BUDGET_MILLIS;
use waxseal_gateway::order::{self, GateOrder, Pauses};
use worker::{Env, console_error};

use crate::{control, shard};

/// Pokes every ledger, so that one whose alarm was lost goes on.
pub(crate) async fn run(env: &Env) {
    let asked = Shard::all().map(async |shard| (shard, poke(env, shard).await));
    let mut told = Vec::new();
    for (shard, answer) in join_all(asked).await {
        match answer {
            Ok(pauses) => told.push((shard, pauses)),
            Err(fault) => console_error!("poke {}: {fault}", shard.name()),
        }
    }
    let orders = order::spread(&told);
    let spread = orders.iter().map(async |(shard, order)| {
        if let Err(fault) = pause(env, *shard, order).await {
            console_error!("pause {}: {fault}", shard.name());
        }
    });
    join_all(spread).await;
    if let Err(fault) = control::ask(env, "beat", &[], ACCEPT_BUDGET_MILLIS).await {
        console_error!("beat: {fault}");
    }
}

async fn poke(env: &Env, shard: Shard) -> Result<Pauses, Fault> {
    let bytes = shard::ask(env, &shard.name(), "poke", &[], ACCEPT_BUDGET_MILLIS).await?;
    // A ledger that still runs older code answers nothing.
    if bytes.is_empty() {
        return Ok(Pauses::default());
    }
    Pauses::parse(&bytes)
}

async fn pause(env: &Env, shard: Shard, order: &GateOrder) -> Result<(), Fault> {
    let message = order.write()?;
    shard::ask(env, &shard.name(), "pause", &message, ACCEPT_BUDGET_MILLIS)
        .await
        .map(|_| ())
}
