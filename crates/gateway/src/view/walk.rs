//! Leads a request through the intake, with stores that answer as they do for a new event.

use alloc::vec::Vec;

use waxseal::{Request, UnixMillis};

use super::request;
use crate::config::Config;
use crate::intake::{Ask, Ending, Intake, Purpose, Tell};
use crate::message::{Accept, Accepted, Status};
use crate::problem::{self, Answer};

/// How many questions an intake asks before its answer, at the most: limiter, body, KV, ledger.
const QUESTIONS: usize = 4;

/// How it went.
pub(super) struct Walked {
    pub(super) answer: Answer,
    /// Why it is refused.
    pub(super) code: Option<&'static str>,
    /// What became of what is not refused.
    pub(super) outcome: Option<&'static str>,
    pub(super) is_handshake: bool,
    /// What the ledger was asked to accept.
    pub(super) accept: Option<Accept>,
}

impl Walked {
    /// A request that no intake sees, because the configuration cannot be used.
    pub(super) fn refused(answer: &Answer) -> Self {
        Self {
            answer: answer.clone(),
            code: Some(waxseal::Code::ConfigInvalid.as_str()),
            outcome: None,
            is_handshake: false,
            accept: None,
        }
    }
}

/// Leads a request to its answer.
pub(super) fn walk(
    config: &Config,
    source: &str,
    request: &Request<'_>,
    now: UnixMillis,
) -> Walked {
    let head = request::head(&request.meta, source);
    let (mut intake, mut ask) = Intake::begin(config, Purpose::Accept, source, head);
    let mut accept = None;
    let mut answer = problem::answer(waxseal::Code::Internal);
    for _ in 0..=QUESTIONS {
        let tell = match ask {
            Ask::Answer(given) => {
                answer = given;
                break;
            }
            Ask::Limit { .. } => Tell::Limit { has_room: true },
            Ask::Body { cap_bytes } if request.body.len() > cap_bytes => Tell::BodyTooLarge,
            Ask::Body { .. } => Tell::Body(request.body.to_vec()),
            Ask::Filter { .. } => Tell::Filter(None),
            Ask::Accept { message, .. } => {
                accept = Accept::parse(&message).ok().map(|(accept, _)| accept);
                accepted(now)
            }
            // They come after the answer.
            Ask::Deliver(_) | Ask::Report { .. } | Ask::Mark { .. } | Ask::Done => break,
        };
        ask = intake.tell(tell, now);
    }
    let ending = intake.ended().map(|ended| ended.trace.ending);
    let (code, outcome) = match ending.unwrap_or_default() {
        Ending::Refused(code) => (Some(code.as_str()), None),
        Ending::Handshake => (None, Some("handshake")),
        Ending::Accepted(status) => (None, Some(status)),
        // No store says so here.
        Ending::Open | Ending::Valid | Ending::DuplicateKv => (None, None),
    };
    Walked {
        answer,
        code,
        outcome,
        is_handshake: ending == Some(Ending::Handshake),
        accept,
    }
}

/// What a ledger answers to an event that it did not know.
fn accepted(now: UnixMillis) -> Tell {
    let accepted = Accepted {
        status: Status::Accepted,
        revision: 0,
        accepted_at: now.0,
        leases: Vec::new(),
    };
    match accepted.write() {
        Ok(bytes) => Tell::Accepted(bytes),
        Err(fault) => Tell::Fault(fault),
    }
}
