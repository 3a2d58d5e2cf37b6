//! `/health`: every ledger is asked, side by side.

use futures_util::future::join_all;
use waxseal_gateway::health;
use waxseal_gateway::key::Shard;
use waxseal_gateway::limits::ACCEPT_BUDGET_MILLIS;
use worker::{Env, Response, Result};

use crate::settings::settings;
use crate::{counts, host, http, shard};

/// Answers whether the configuration holds and the ledgers answer.
pub(crate) async fn answer(env: &Env) -> Result<Response> {
    let summaries = join_all(Shard::all().map(|shard| summary(env, shard))).await;
    http::response(health::answer(
        settings(env),
        &summaries,
        counts::read(),
        host::now(),
    ))
}

async fn summary(env: &Env, shard: Shard) -> (Shard, Option<Vec<u8>>) {
    let bytes = shard::ask(env, &shard.name(), "summary", &[], ACCEPT_BUDGET_MILLIS).await;
    (shard, bytes.ok())
}
