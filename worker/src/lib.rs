//! The Cloudflare Worker of waxseal: bindings and loops, no decisions.
//!
//! Scope: reading requests, KV, the ledger's Durable Object with its SQLite, outgoing calls, clock,
//! randomness and secrets. Not in scope: anything that depends on a domain value; that is
//! `waxseal-gateway`, whose machines say what to ask and take what came back:
//!
//! ```text
//! machine.start(request) -> Ask;   loop { tell = binding(ask).await;  ask = machine.tell(tell) }
//! ```

#[cfg(feature = "faults")]
mod faults;
mod host;
mod kv;
mod ledger;
mod race;
mod shard;
mod stream;
mod transaction;

use worker::{event, Context, Env, Request, Response, Result};

/// Answers one HTTP request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    #[cfg(feature = "faults")]
    if let Some(response) = faults::fetch(&request, &env, &context).await {
        return response;
    }
    let _ = (host::now(), host::random(), kv::read(&env, "x", 40).await);
    Response::ok("ok")
}
