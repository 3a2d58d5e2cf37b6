//! Cloudflare's rate limiter: a binding that counts per location, in memory.

use waxseal_gateway::fault::Fault;
use worker::Env;

use crate::race::within;

const BINDING: &str = "LIMITER";

/// Says whether a limiter is bound.
pub(crate) fn is_bound(env: &Env) -> bool {
    env.rate_limiter(BINDING).is_ok()
}

/// Asks whether there is room for `key`, and takes it.
pub(crate) async fn has_room(env: &Env, key: String, budget_millis: u64) -> Result<bool, Fault> {
    let limiter = env
        .rate_limiter(BINDING)
        .map_err(|_| Fault::unavailable("no limiter is bound"))?;
    match within(budget_millis, limiter.limit(key)).await {
        Some(Ok(outcome)) => Ok(outcome.success),
        Some(Err(error)) => Err(Fault::unavailable(format!("the limiter failed: {error}"))),
        None => Err(Fault::unavailable("the limiter took too long")),
    }
}
