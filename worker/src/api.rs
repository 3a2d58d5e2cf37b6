//! `/api/…`: reading the event log and the delivery log.

use futures_util::future::join_all;
use waxseal_gateway::key::Shard;
use waxseal_gateway::limits::ACCEPT_BUDGET_MILLIS;
use waxseal_gateway::problem::{self, Answer};
use waxseal_gateway::read;
use worker::{Env, Request, Response, Result};

use crate::{host, http, shard};

/// Names of the tokens that open it: two, so that one can be replaced. Unset means closed.
const TOKENS: [&str; 2] = ["WAXSEAL_READ_TOKEN", "WAXSEAL_READ_TOKEN_OLD"];

/// Answers what lies below `/api/`; `rest` is the path behind it.
pub(crate) async fn answer(request: &Request, env: &Env, rest: &[&str]) -> Result<Response> {
    let answer = match check_token(request, env) {
        Err(refusal) => refusal,
        Ok(()) => match rest {
            ["events"] => list(request, env).await,
            ["events", id] => event(env, id).await,
            _ => problem::not_found(),
        },
    };
    http::response(answer)
}

fn check_token(request: &Request, env: &Env) -> core::result::Result<(), Answer> {
    let tokens: Vec<String> = TOKENS
        .iter()
        .filter_map(|name| host::secret(env, name))
        .collect();
    let presented = request.headers().get("authorization").ok().flatten();
    read::check_token(presented.as_deref(), &tokens)
}

async fn list(request: &Request, env: &Env) -> Answer {
    let query = read::parse_list(&request.inner().url());
    let message = match query.write() {
        Ok(message) => message,
        Err(fault) => return problem::answer(fault.code()),
    };
    let asked = Shard::all().map(async |shard| (shard, ask(env, shard, "events", &message).await));
    read::list_answer(&query, &join_all(asked).await)
}

async fn event(env: &Env, id: &str) -> Answer {
    let (shard, message) = match read::parse_event(id) {
        Ok((shard, query)) => match query.write() {
            Ok(message) => (shard, message),
            Err(fault) => return problem::answer(fault.code()),
        },
        Err(refusal) => return refusal,
    };
    read::event_answer(ask(env, shard, "event", &message).await.as_deref())
}

async fn ask(env: &Env, shard: Shard, verb: &str, message: &[u8]) -> Option<Vec<u8>> {
    let shard = shard.name();
    shard::ask(env, &shard, verb, message, ACCEPT_BUDGET_MILLIS)
        .await
        .ok()
}
