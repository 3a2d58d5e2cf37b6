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
mod cron;
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
mod native;
mod outgoing;
mod pairs;
mod race;
mod redelivery;
mod route;
mod settings;
mod shard;
mod stream;
mod transaction;

use worker::{Context, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, event};

/// Answers one HTTP request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    #[cfg(feature = "faults")]
    if let Some(response) = faults::fetch(&request, &env, &context).await {
        return response;
    }
    route::route(request, env, context).await
}

/// Does each minute's work.
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    cron::run(&env).await;
}
