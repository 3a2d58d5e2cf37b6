//! `/health`: every ledger is asked, side by side.

use futures_util::future::{join, join_all};
use waxseal_gateway::health;
use waxseal_gateway::key::Shard;
use waxseal_gateway::limits::ACCEPT_BUDGET_MILLIS;
use worker::{Env, Response, Result};

use crate::settings::settings;
use crate::{control, counts, host, http, shard};

/// Answers whether the configuration holds and the ledgers answer.
pub(crate) async fn answer(env: &Env) -> Result<Response> {
    let summaries = join_all(Shard::all().map(|shard| summary(env, shard)));
    let heartbeat = control::ask(env, "heartbeat", &[], ACCEPT_BUDGET_MILLIS);
    let (summaries, heartbeat) = join(summaries, heartbeat).await;
    http::response(health::answer(
        settings(env),
        &summaries,
        heartbeat.ok().as_deref(),
        counts::read(),
        host::now(),
    ))
}

async fn summary(env: &Env, shard: Shard) -> (Shard, Option<Vec<u8>>) {
    let bytes = shard::ask(env, &shard.name(), "summary", &[], ACCEPT_BUDGET_MILLIS).await;
    (shard, bytes.ok())
}
