//! The verbs: each says what to ask and makes an answer of what came back.

mod captures;
mod event;
mod events;
mod origins;
mod outcome;
mod replay;
mod stats;
mod test;

pub(super) use captures::{arm, audit, capture, captures, drop_capture, secrets};
pub(super) use event::{body, erase, event};
pub(super) use events::{dead_letters, events, export};
pub(super) use origins::{origins, pause, resume};
pub(super) use outcome::outcome;
pub(super) use replay::{replay, replay_one, resend};
pub(super) use stats::stats;
pub(super) use test::test;

use super::call::Call;
use super::next::{Next, Outcome};
use crate::problem::Answer;

/// Answers with the OpenAPI document.
pub(super) fn document(_: Call<'_>) -> Outcome<'_> {
    Ok(openapi())
}

/// The document, which needs neither token nor configuration.
pub(super) fn openapi<'c>() -> Next<'c> {
    Next::Reply(Answer::json(200, &super::openapi::document()).into())
}
