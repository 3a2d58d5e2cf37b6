//! The life of one request, as a machine.
//!
//! One [`Ask`] at a time: the host carries it out and answers with a [`Tell`].
//! A budget that passes, a store that fails, a host that cannot read the body:
//! each is an ordinary `Tell`. No store is asked before authentication holds,
//! no answer says 2xx before the ledger has committed, and KV is marked only
//! when every delivery is done. A handshake is answered and leaves nothing.

mod ask;
mod contract;
mod describe;
mod front;
mod handshake;
mod refusal;
mod trace;

pub use ask::{Ask, Head, Purpose, Tell};
pub(crate) use contract::{Content, outside};
pub(crate) use describe::is_test;
pub(crate) use front::{caller, is_secure};
pub use trace::{Ended, Trace};

pub(crate) use trace::Ending;

use alloc::rc::Rc;
use alloc::vec::Vec;

use serde_json::json;
use waxseal::{Class, Code, Header, Meta, Request, UnixMillis};

use crate::config::{Config, Dedupe, Shadow, Source, Windows};
use crate::delivery::{DeliveryState, Turn};
use crate::forward::{Call, Parcel};
use crate::key::{ContentHash, EventKey, write_webhook_id};
use crate::limits;
use crate::message::{Accept, Accepted, Marker, Report, ReportTaken, Status, TurnResult};
use crate::outcome::Outcome;
use crate::problem::Answer;
use crate::schedule::later;
use refusal::Refusal;

/// One request on its way.
#[derive(Debug)]
pub struct Intake<'c> {
    config: &'c Config,
    purpose: Purpose,
    head: Head,
    step: Step<'c>,
    /// Whether the sender was answered, or is about to be.
    is_answered: bool,
    /// Whether the request was proved genuine, and all that its source asks besides.
    is_genuine: bool,
    /// Whether somebody wants the body of whatever comes.
    is_watched: bool,
    trace: Trace<'c>,
}

/// What the machine waits for.
#[derive(Debug)]
enum Step<'c> {
    Limit(&'c Source),
    Body(&'c Source),
    Filter(Pending<'c>),
    Accept(Pending<'c>),
    Answered(Option<(Pending<'c>, Accepted)>),
    /// Calls are under way; of these deliveries it is known already that nothing can be sent.
    Delivered(Pending<'c>, Accepted, Vec<Turn>, Vec<TurnResult>),
    Reported(Pending<'c>, Accepted, Vec<u8>, usize),
    Marked,
    Done,
}

/// An authenticated event that is not answered yet.
#[derive(Debug)]
struct Pending<'c> {
    source: &'c Source,
    message: Accept,
    body: Rc<[u8]>,
}

impl<'c> Intake<'c> {
    /// Begins: everything that can be refused without the body.
    #[must_use]
    pub fn begin(config: &'c Config, purpose: Purpose, source: &str, head: Head) -> (Self, Ask) {
        let found = config.source(source);
        let mut intake = Self {
            config,
            purpose,
            head,
            step: Step::Done,
            is_answered: false,
            is_genuine: false,
            is_watched: false,
            trace: Trace {
                source: found,
                ..Trace::default()
            },
        };
        let checked = found
            .ok_or_else(|| Refusal::from(Code::SourceUnknown))
            .and_then(|source| front::check(source, &intake.head).map(|()| source));
        let ask = match checked {
            Err(refusal) => intake.refuse(refusal),
            Ok(source) if intake.head.has_limiter => {
                intake.step = Step::Limit(source);
                Ask::Limit {
                    key: front::limiter_key(source, intake.head.address.as_deref()),
                    budget_millis: limits::LIMITER_BUDGET_MILLIS,
                }
            }
            Ok(source) => intake.ask_body(source),
        };
        (intake, ask)
    }

    /// Says whether the request was a handshake that was answered: such leave
    /// no other trace.
    #[must_use]
    pub fn is_handshake(&self) -> bool {
        self.trace.ending == Ending::Handshake
    }

    /// Has the body kept for a capture.
    pub fn watch(&mut self) {
        self.is_watched = true;
    }

    /// Returns what is to be counted, once the request is answered. A trial leaves nothing.
    #[must_use]
    pub fn ended(&self) -> Option<Ended<'_, 'c>> {
        let is_counted = self.is_answered && self.purpose == Purpose::Accept;
        is_counted.then_some(Ended {
            head: &self.head,
            trace: &self.trace,
        })
    }

    /// Takes the host's answer and says what is to be done next.
    #[must_use]
    pub fn tell(&mut self, tell: Tell, now: UnixMillis) -> Ask {
        match (core::mem::replace(&mut self.step, Step::Done), tell) {
            (Step::Limit(_), Tell::Limit { has_room: false }) => self.refuse(Refusal::limiter()),
            // A limiter that fails is no authority.
            (Step::Limit(source), Tell::Limit { has_room: true } | Tell::Fault(_)) => {
                self.ask_body(source)
            }
            (Step::Body(source), Tell::Body(body)) => self.take_body(source, body, now),
            (Step::Body(_), Tell::BodyTooLarge) => self.refuse(Code::BodyTooLarge),
            // The sender broke off: whoever still listens learns why.
            (Step::Body(_), Tell::BodyBroken) => self.refuse(Code::BodyMalformed),
            (Step::Filter(pending), Tell::Filter(entry)) => {
                self.take_filter(pending, entry.as_deref())
            }
            (Step::Filter(pending), Tell::Fault(_)) => self.take_filter(pending, None),
            (Step::Accept(pending), Tell::Accepted(bytes)) => match Accepted::parse(&bytes) {
                Ok(accepted) => self.take_accepted(pending, accepted),
                Err(fault) => self.refuse(fault.code()),
            },
            (Step::Accept(_), Tell::Fault(fault)) => self.refuse(fault.code()),
            (Step::Answered(Some((pending, accepted))), Tell::Answered) => {
                self.deliver(pending, accepted, now)
            }
            (Step::Answered(None), Tell::Answered) => Ask::Done,
            (Step::Delivered(pending, accepted, turns, unsent), Tell::Delivered(outcomes)) => {
                let sent = turns.into_iter().zip(outcomes);
                let sent = sent.map(|(turn, outcome)| TurnResult { turn, outcome });
                self.report(pending, accepted, unsent.into_iter().chain(sent).collect())
            }
            (Step::Reported(pending, accepted, ..), Tell::Reported(bytes)) => {
                self.take_report(&pending, &accepted, &bytes, now)
            }
            (Step::Reported(pending, accepted, message, tries), Tell::Fault(_)) => {
                self.ask_report(pending, accepted, message, tries)
            }
            (Step::Marked, Tell::Marked | Tell::Fault(_)) => Ask::Done,
            // A host that answers what was not asked: fail closed.
            _ if self.is_answered => Ask::Done,
            _ => self.refuse(Code::Internal),
        }
    }

    fn ask_body(&mut self, source: &'c Source) -> Ask {
        self.step = Step::Body(source);
        Ask::Body {
            cap_bytes: source.max_body_bytes,
        }
    }

    fn take_body(&mut self, source: &'c Source, body: Vec<u8>, now: UnixMillis) -> Ask {
        if body.len() > source.max_body_bytes {
            return self.refuse(Code::BodyTooLarge);
        }
        if self.is_watched {
            self.trace.body = Some(body.clone());
        }
        let headers: Vec<Header<'_>> = self
            .head
            .headers
            .iter()
            .map(|(name, value)| Header { name, value })
            .collect();
        let meta = Meta {
            method: &self.head.method,
            url: &self.head.url,
            headers: &headers,
        };
        let request = Request { meta, body: &body };
        let program = source.program();
        match handshake::answer(source, &program, &request, now) {
            Ok(None) => {}
            Ok(Some(answer)) => return self.answer_handshake(answer),
            Err(refusal) => return self.refuse(refusal),
        }
        let mut held = self.config.native().hold(&body);
        let verified = match waxseal::verify_on(&program, &request, &mut held, now, 0) {
            Ok(verified) => verified,
            Err(reject) => return self.refuse(reject.code()),
        };
        let secret = verified.matched().map(|matched| matched.secret);
        if let Err(code) = describe::check_age(source, &verified, now) {
            return self.refuse(code);
        }
        let checked = match contract::check(source, &verified) {
            Ok(checked) => checked,
            Err(code) => return self.refuse(code),
        };
        self.trace.secret = secret;
        self.trace.ending = Ending::Valid;
        self.is_genuine = true;
        if self.purpose == Purpose::Try {
            return self.answer(Answer::json(200, &json!({ "verdict": "valid" })), None);
        }
        if source.shadow == Some(Shadow::Log) {
            return self.answer_shadow();
        }
        let message = describe::accept(self.config, source, &verified, checked);
        drop(headers);
        let pending = Pending {
            source,
            message,
            body: body.into(),
        };
        match (source.dedupe, &source.marker_key) {
            (Dedupe::Ledger, _) | (Dedupe::LedgerAndKv, None) => self.ask_accept(pending),
            (Dedupe::LedgerAndKv, Some(marker_key)) => {
                let name = marker_key.write_name(&pending.message.key);
                self.step = Step::Filter(pending);
                Ask::Filter {
                    name,
                    budget_millis: limits::FILTER_BUDGET_MILLIS,
                }
            }
        }
    }

    /// Answers what the vendor asks before it sends events. A trial is told no
    /// more than that it is one.
    fn answer_handshake(&mut self, answer: Answer) -> Ask {
        self.trace.ending = Ending::Handshake;
        match self.purpose {
            Purpose::Accept => self.answer(answer, None),
            Purpose::Try => {
                self.answer(Answer::json(200, &json!({ "verdict": "handshake" })), None)
            }
        }
    }

    fn take_filter(&mut self, pending: Pending<'c>, entry: Option<&str>) -> Ask {
        let content = &pending.message.content;
        let marker_key = pending.source.marker_key.as_ref();
        let hit = entry
            .zip(marker_key)
            .and_then(|(entry, marker_key)| marker_key.parse_value(entry, content));
        match hit {
            Some((revision, _)) => {
                let answer = accepted_answer("duplicate", &pending.message.key, revision);
                self.trace.ending = Ending::DuplicateKv;
                self.answer(answer, None)
            }
            None => self.ask_accept(pending),
        }
    }

    fn ask_accept(&mut self, pending: Pending<'c>) -> Ask {
        match pending.message.write(&pending.body) {
            Ok(message) => {
                let shard = pending.message.key.shard();
                self.step = Step::Accept(pending);
                Ask::Accept {
                    shard,
                    message,
                    budget_millis: limits::ACCEPT_BUDGET_MILLIS,
                }
            }
            Err(fault) => self.refuse(fault.code()),
        }
    }

    fn take_accepted(&mut self, pending: Pending<'c>, accepted: Accepted) -> Ask {
        let (key, revision) = (pending.message.key, accepted.revision);
        let status = match accepted.status {
            Status::Accepted => "accepted",
            Status::Duplicate => "duplicate",
            Status::Conflict => "conflict",
            Status::Unrouted => "unrouted",
            Status::Refused => return self.refuse(Code::EventConflict),
            Status::RateLimited {
                retry_after_seconds,
            } => return self.refuse(Refusal::rate(retry_after_seconds)),
        };
        self.trace.ending = Ending::Accepted(status);
        let answer = accepted_answer(status, &key, revision);
        self.answer(answer, Some((pending, accepted)))
    }

    fn deliver(&mut self, pending: Pending<'c>, accepted: Accepted, now: UnixMillis) -> Ask {
        let parcel = Parcel {
            key: pending.message.key,
            revision: accepted.revision,
            is_conflict: accepted.status == Status::Conflict,
            facts: &pending.message.facts,
            body: &pending.body,
            native: self.config.native(),
        };
        // An origin that this configuration does not know, or whose request
        // cannot be signed, is left to the end of its lease: the alarm decides.
        let mut calls: Vec<Call> = Vec::new();
        let mut unsent: Vec<TurnResult> = Vec::new();
        for turn in &accepted.leases {
            let Some(origin) = self.config.origin(&turn.origin) else {
                continue;
            };
            match parcel.call(origin, turn.clone(), now) {
                Ok(call) => calls.push(call),
                Err(reason) if reason.state() == DeliveryState::Dead => unsent.push(TurnResult {
                    turn: turn.clone(),
                    outcome: Outcome::unsent(reason.cause()),
                }),
                Err(_) => {}
            }
        }
        if calls.is_empty() {
            return self.report(pending, accepted, unsent);
        }
        let turns = calls.iter().map(|call| call.ticket.turn.clone()).collect();
        self.step = Step::Delivered(pending, accepted, turns, unsent);
        Ask::Deliver(calls)
    }

    fn report(
        &mut self,
        pending: Pending<'c>,
        accepted: Accepted,
        results: Vec<TurnResult>,
    ) -> Ask {
        if results.is_empty() {
            return Ask::Done;
        }
        let report = Report {
            key: pending.message.key,
            revision: accepted.revision,
            results,
        };
        match report.write() {
            Ok(message) => self.ask_report(pending, accepted, message, 0),
            Err(_) => Ask::Done,
        }
    }

    fn ask_report(
        &mut self,
        pending: Pending<'c>,
        accepted: Accepted,
        message: Vec<u8>,
        tries: usize,
    ) -> Ask {
        let Some(pause_millis) = limits::REPORT_PAUSES_MILLIS.get(tries).copied() else {
            return Ask::Done;
        };
        let shard = pending.message.key.shard();
        self.step = Step::Reported(pending, accepted, message.clone(), tries + 1);
        Ask::Report {
            shard,
            message,
            pause_millis,
            budget_millis: limits::REPORT_BUDGET_MILLIS,
        }
    }

    fn take_report(
        &mut self,
        pending: &Pending<'c>,
        accepted: &Accepted,
        bytes: &[u8],
        now: UnixMillis,
    ) -> Ask {
        let is_done = ReportTaken::parse(bytes).is_ok_and(|taken| taken.all_delivered);
        if !is_done || pending.source.dedupe != Dedupe::LedgerAndKv {
            return Ask::Done;
        }
        let message = &pending.message;
        let accepted_at = UnixMillis(accepted.accepted_at);
        let (windows, revision) = (self.config.windows(), accepted.revision);
        match mark(
            &windows,
            pending.source,
            &message.key,
            &message.content,
            revision,
            accepted_at,
            now,
        ) {
            Some(marker) => {
                self.step = Step::Marked;
                Ask::Mark {
                    marker,
                    budget_millis: limits::MARK_BUDGET_MILLIS,
                }
            }
            None => Ask::Done,
        }
    }

    /// Refuses, or hides that from the sender of a source in shadow: another system answers
    /// there, and a copy must not switch its sender off. What is genuine and what fails on our
    /// side is not hidden.
    fn refuse(&mut self, refusal: impl Into<Refusal>) -> Ask {
        let refusal = refusal.into();
        self.trace.ending = Ending::Refused(refusal.code);
        let is_shadow = self.trace.source.is_some_and(|it| it.shadow.is_some());
        let is_hidden = is_shadow
            && self.purpose == Purpose::Accept
            && !self.is_genuine
            && refusal.code.class() == Class::Reject;
        if is_hidden {
            return self.answer_shadow();
        }
        self.answer(refusal.answer, None)
    }

    /// Answers what every request in shadow is answered, whatever its verdict.
    fn answer_shadow(&mut self) -> Ask {
        self.trace.is_shadow = true;
        self.answer(Answer::json(200, &json!({ "status": "shadow" })), None)
    }

    fn answer(&mut self, answer: Answer, then: Option<(Pending<'c>, Accepted)>) -> Ask {
        self.is_answered = true;
        self.step = Step::Answered(then);
        Ask::Answer(answer)
    }
}

fn accepted_answer(status: &str, key: &EventKey, revision: u32) -> Answer {
    Answer::json(
        200,
        &json!({ "status": status, "id": write_webhook_id(key, revision) }),
    )
}

/// Makes the KV marker of a content whose deliveries are all done. It ends with
/// the dedupe window: behind it, the ledger has forgotten the event too.
pub(crate) fn mark(
    windows: &Windows,
    source: &Source,
    key: &EventKey,
    content: &ContentHash,
    revision: u32,
    accepted_at: UnixMillis,
    now: UnixMillis,
) -> Option<Marker> {
    let end = later(accepted_at, windows.dedupe_millis);
    let left = u64::try_from(end.0.saturating_sub(now.0)).unwrap_or(0) / 1_000;
    let ttl_seconds = left.min(limits::MARKER_SECONDS);
    let marker_key = source.marker_key.as_ref()?;
    (ttl_seconds >= limits::MARKER_SECONDS_LEAST).then(|| Marker {
        name: marker_key.write_name(key),
        value: marker_key.write_value(content, revision, accepted_at),
        ttl_seconds,
    })
}
