//! `/api/…`: the loop around the API's machine.

use futures_util::future::join_all;
use waxseal::Code;
use waxseal_gateway::api::{Api, Ask, Reply, Tell, Tokens};
use waxseal_gateway::fault::Fault;
use waxseal_gateway::intake::Head;
use waxseal_gateway::key::Shard;
use waxseal_gateway::limits::LIMITER_BUDGET_MILLIS;
use waxseal_gateway::problem::{self, Answer};
use worker::{Context, Env, Request, Response, Result, console_error};

use crate::settings::settings;
use crate::stream::{Capped, read_request};
use crate::{accept, control, host, http, limiter, shard};

/// Carries one call to its answer.
pub(crate) async fn answer(request: &Request, env: &Env, context: &Context) -> Result<Response> {
    let config = settings(env);
    let tokens = Tokens::read(&|name| host::secret(env, name));
    let head = http::api_head(request, config.as_ref().ok());
    let (mut api, mut ask) = Api::begin(config, &tokens, head, host::random(), host::now());
    loop {
        match carry_out(request, env, context, ask).await {
            Ok(tell) => ask = api.tell(tell, host::now()),
            Err(reply) => return http::reply(reply),
        }
    }
}

/// Does what the machine asks for and says what came of it; at its end, what is to be answered.
async fn carry_out(
    request: &Request,
    env: &Env,
    context: &Context,
    ask: Ask,
) -> core::result::Result<Tell, Reply> {
    Ok(match ask {
        Ask::Body { cap_bytes } => match read_request(request.inner(), cap_bytes).await {
            Ok(Capped::Whole(bytes)) => Tell::Body(bytes),
            Ok(Capped::Cut(_)) => Tell::BodyTooLarge,
            Err(_) => Tell::BodyBroken,
        },
        Ask::Limit { key } => Tell::Limit {
            is_over: is_over(env, key).await,
        },
        Ask::Ledger {
            shard,
            verb,
            message,
            budget_millis,
        } => Tell::Ledger(ledger(env, shard, verb, &message, budget_millis).await),
        Ask::Ledgers {
            verb,
            messages,
            budget_millis,
        } => {
            let asked = messages.iter().map(async |(shard, message)| {
                let answer = ledger(env, *shard, verb, message, budget_millis).await;
                (*shard, answer)
            });
            Tell::Ledgers(join_all(asked).await)
        }
        Ask::Control {
            verb,
            message,
            budget_millis,
        } => Tell::Control(told(control::ask(env, verb, &message, budget_millis).await)),
        Ask::Intake { source, head, body } => {
            Tell::Intake(intake(env, context, &source, head, body).await)
        }
        Ask::Answer(reply) => return Err(reply),
        Ask::Done => return Err(problem::answer(Code::Internal).into()),
    })
}

async fn ledger(
    env: &Env,
    shard: Shard,
    verb: &str,
    message: &[u8],
    budget_millis: u64,
) -> core::result::Result<Vec<u8>, Fault> {
    told(shard::ask(env, &shard.name(), verb, message, budget_millis).await)
}

/// Writes a fault to the log: no answer holds its detail.
fn told(answer: core::result::Result<Vec<u8>, Fault>) -> core::result::Result<Vec<u8>, Fault> {
    answer.inspect_err(|fault| console_error!("api: {fault}"))
}

/// A limiter that is not bound, or that fails, refuses nobody.
async fn is_over(env: &Env, key: String) -> bool {
    limiter::is_bound(env)
        && limiter::has_room(env, key, LIMITER_BUDGET_MILLIS)
            .await
            .is_ok_and(|has_room| !has_room)
}

async fn intake(env: &Env, context: &Context, source: &str, head: Head, body: Vec<u8>) -> Answer {
    let answer = match settings(env) {
        Ok(config) => accept::made(head, body, env.clone(), context, config, source).await,
        Err(_) => Some(problem::config_invalid()),
    };
    answer.unwrap_or_else(|| problem::answer(Code::Internal))
}
