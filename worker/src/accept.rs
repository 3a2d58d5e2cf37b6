//! `/in/{source}` and `/try/{source}`: the loop around the intake machine.

use std::cell::Cell;

use core::time::Duration;

use futures_channel::oneshot;
use futures_util::future::{join, join_all};
use waxseal_gateway::config::Config;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::problem::Answer;
use worker::{Context, Delay, Env, Request};

use crate::stream::{Capped, read_request};
use crate::{counts, host, http, kv, limiter, outgoing, shard};

/// Starts the life of one request and waits for its answer; `None` when it ended without one.
///
/// All of it runs under `wait_until` from the start: a sender that hangs up changes nothing.
pub(crate) async fn accept(
    request: &Request,
    env: Env,
    context: &Context,
    config: &'static Config,
    purpose: Purpose,
    source: &str,
) -> Option<Answer> {
    let head = http::head(request, config, limiter::is_bound(&env));
    let begun = Intake::begin(config, purpose, source, head);
    let body = Body::Sent(Clone::clone(request.inner()));
    live(begun, source, body, env, context, config).await
}

/// Takes a request that was made here as if it had come to `/in/{source}`.
pub(crate) async fn made(
    head: Head,
    body: Vec<u8>,
    env: Env,
    context: &Context,
    config: &'static Config,
    source: &str,
) -> Option<Answer> {
    let begun = Intake::begin(config, Purpose::Accept, source, head);
    live(begun, source, Body::Bytes(body), env, context, config).await
}

async fn live(
    (mut intake, first): (Intake<'static>, Ask),
    source: &str,
    body: Body,
    env: Env,
    context: &Context,
    config: &'static Config,
) -> Option<Answer> {
    let (reply, answer) = oneshot::channel();
    if counts::is_armed(source) {
        intake.watch();
    }
    let life = Life {
        env,
        config,
        body: Cell::new(body),
        reply: Cell::new(Some(reply)),
    };
    context.wait_until(life.run(intake, first));
    answer.await.ok()
}

/// Where the body is.
#[derive(Default)]
enum Body {
    #[default]
    Taken,
    Sent(web_sys::Request),
    Bytes(Vec<u8>),
}

struct Life {
    env: Env,
    config: &'static Config,
    body: Cell<Body>,
    reply: Cell<Option<oneshot::Sender<Answer>>>,
}

impl Life {
    async fn run(self, mut intake: Intake<'static>, first: Ask) {
        let mut ask = first;
        loop {
            let Some(tell) = self.carry_out(ask).await else {
                return;
            };
            let is_answered = tell == Tell::Answered;
            ask = intake.tell(tell, host::now());
            if is_answered {
                break;
            }
        }
        // Counted at once: what follows may take longer than the platform lets it.
        let captured = counts::add(&intake);
        let told = counts::tell(&self.env, self.config, captured);
        join(told, self.finish(intake, ask)).await;
    }

    /// Goes on after the answer.
    async fn finish(&self, mut intake: Intake<'static>, mut ask: Ask) {
        while let Some(tell) = self.carry_out(ask).await {
            ask = intake.tell(tell, host::now());
        }
    }

    /// Does what the machine asks for and says what came of it; `None` at its end.
    async fn carry_out(&self, ask: Ask) -> Option<Tell> {
        Some(match ask {
            Ask::Limit { key, budget_millis } => {
                match limiter::has_room(&self.env, key, budget_millis).await {
                    Ok(has_room) => Tell::Limit { has_room },
                    Err(error) => fault(error),
                }
            }
            Ask::Body { cap_bytes } => self.read_body(cap_bytes).await,
            Ask::Filter {
                name,
                budget_millis,
            } => Tell::Filter(kv::read(&self.env, &name, budget_millis).await),
            Ask::Accept {
                shard,
                message,
                budget_millis,
            } => {
                let result =
                    shard::ask(&self.env, &shard.name(), "accept", &message, budget_millis).await;
                result.map_or_else(fault, Tell::Accepted)
            }
            Ask::Answer(answer) => {
                if let Some(reply) = self.reply.take() {
                    // A sender that hung up takes no answer; what follows does not depend on it.
                    let _ = reply.send(answer);
                }
                Tell::Answered
            }
            Ask::Deliver(calls) => {
                Tell::Delivered(join_all(calls.iter().map(outgoing::send)).await)
            }
            Ask::Report {
                shard,
                message,
                pause_millis,
                budget_millis,
            } => {
                if pause_millis > 0 {
                    Delay::from(Duration::from_millis(pause_millis)).await;
                }
                let result =
                    shard::ask(&self.env, &shard.name(), "report", &message, budget_millis).await;
                result.map_or_else(fault, Tell::Reported)
            }
            Ask::Mark {
                marker,
                budget_millis,
            } => {
                kv::write(&self.env, &marker, budget_millis).await;
                Tell::Marked
            }
            Ask::Done => return None,
        })
    }

    async fn read_body(&self, cap_bytes: usize) -> Tell {
        let request = match self.body.take() {
            Body::Sent(request) => request,
            Body::Bytes(bytes) => return Tell::Body(bytes),
            Body::Taken => return Tell::BodyBroken,
        };
        match read_request(&request, cap_bytes).await {
            Ok(Capped::Whole(bytes)) => Tell::Body(bytes),
            Ok(Capped::Cut(_)) => Tell::BodyTooLarge,
            Err(_) => Tell::BodyBroken,
        }
    }
}

fn fault(fault: Fault) -> Tell {
    worker::console_error!("{fault}");
    Tell::Fault(fault)
}
