//! How a verb goes on: with a question and what follows from its answer, or with a reply.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde::Serialize;
use waxseal::{Code, UnixMillis};

use super::ask::{Ask, Reply, Tell};
use super::refusal::Refusal;
use crate::fault::Fault;
use crate::key::Shard;
use crate::limits;
use crate::problem::Answer;

/// What a verb wants next.
pub(super) enum Next<'c> {
    /// To ask the host.
    Ask(Ask, Then<'c>),
    /// Nothing: this is the answer.
    Reply(Reply),
}

/// A step of a verb: what comes next, or why the call is refused.
pub(super) type Outcome<'c> = Result<Next<'c>, Refusal>;

/// What follows from the host's answer.
pub(super) type Then<'c> = Box<dyn FnOnce(Tell, UnixMillis) -> Outcome<'c> + 'c>;

impl<'c> Next<'c> {
    /// Answers with JSON.
    pub(super) fn json(body: &impl Serialize) -> Outcome<'c> {
        match serde_json::to_value(body) {
            Ok(body) => Ok(Next::Reply(Answer::json(200, &body).into())),
            Err(_) => Err(Refusal::of(Code::Internal)),
        }
    }

    /// Asks one ledger.
    pub(super) fn ledger(
        shard: Shard,
        verb: &'static str,
        message: Result<Vec<u8>, Fault>,
        then: impl FnOnce(&[u8], UnixMillis) -> Outcome<'c> + 'c,
    ) -> Outcome<'c> {
        let ask = Ask::Ledger {
            shard,
            verb,
            message: message?,
            budget_millis: limits::API_BUDGET_MILLIS,
        };
        Ok(Next::Ask(
            ask,
            Box::new(move |tell, now| {
                let Tell::Ledger(bytes) = tell else {
                    return Err(Refusal::of(Code::Internal));
                };
                then(&bytes?, now)
            }),
        ))
    }

    /// Asks several ledgers at once. One that does not answer refuses the call: a list with
    /// holes would be believed.
    pub(super) fn ledgers(
        verb: &'static str,
        messages: Vec<(Shard, Vec<u8>)>,
        then: impl FnOnce(Vec<(Shard, Vec<u8>)>, UnixMillis) -> Outcome<'c> + 'c,
    ) -> Outcome<'c> {
        let ask = Ask::Ledgers {
            verb,
            messages,
            budget_millis: limits::API_BUDGET_MILLIS,
        };
        Ok(Next::Ask(
            ask,
            Box::new(move |tell, now| {
                let Tell::Ledgers(answers) = tell else {
                    return Err(Refusal::of(Code::Internal));
                };
                let whole = answers
                    .into_iter()
                    .map(|(shard, answer)| Ok((shard, answer?)))
                    .collect::<Result<Vec<_>, Fault>>()?;
                then(whole, now)
            }),
        ))
    }

    /// Asks every ledger the same.
    pub(super) fn all_ledgers(
        verb: &'static str,
        message: Result<Vec<u8>, Fault>,
        then: impl FnOnce(Vec<(Shard, Vec<u8>)>, UnixMillis) -> Outcome<'c> + 'c,
    ) -> Outcome<'c> {
        let message = message?;
        let messages = Shard::all().map(|shard| (shard, message.clone())).collect();
        Self::ledgers(verb, messages, then)
    }

    /// Asks the control object.
    pub(super) fn control(
        verb: &'static str,
        message: Result<Vec<u8>, Fault>,
        then: impl FnOnce(&[u8], UnixMillis) -> Outcome<'c> + 'c,
    ) -> Outcome<'c> {
        let ask = super::control(verb, message?);
        Ok(Next::Ask(
            ask,
            Box::new(move |tell, now| {
                let Tell::Control(bytes) = tell else {
                    return Err(Refusal::of(Code::Internal));
                };
                then(&bytes?, now)
            }),
        ))
    }
}
