//! The Cloudflare Worker of waxseal: bindings and loops, no decisions.
//!
//! Scope: reading requests, KV, the ledger's Durable Object with its SQLite, outgoing calls, clock,
//! randomness and secrets. Not in scope: anything that depends on a domain value; that is
//! `waxseal-gateway`, whose machines say what to ask and take what came back:
//!
//! ```text
//! ask = machine.begin(request);   loop { tell = binding(ask).await;  ask = machine.tell(tell, now) }
//! ```

mod accept;
mod api;
mod control;
mod counts;
mod database;
#[cfg(feature = "faults")]
mod faults;
mod health;
mod home;
mod host;
mod http;
mod kv;
mod ledger;
mod limiter;
mod outgoing;
mod race;
mod redelivery;
mod route;
mod settings;
mod shard;
mod stream;
mod transaction;

use futures_util::future::join_all;
use waxseal_gateway::key::Shard;
use waxseal_gateway::limits::ACCEPT_BUDGET_MILLIS;
use worker::{
    Context, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, console_error, event,
};

/// Answers one HTTP request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    #[cfg(feature = "faults")]
    if let Some(response) = faults::fetch(&request, &env, &context).await {
        return response;
    }
    route::route(request, env, context).await
}

/// Wakes every ledger each minute, so that one whose alarm was lost goes on.
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    let pokes = Shard::all().map(|shard| poke(&env, shard));
    join_all(pokes).await;
}

async fn poke(env: &Env, shard: Shard) {
    if let Err(fault) = shard::ask(env, &shard.name(), "poke", &[], ACCEPT_BUDGET_MILLIS).await {
        console_error!("poke {}: {fault}", shard.name());
    }
}
