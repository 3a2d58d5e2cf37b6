//! A small world around the real machines: a sender that repeats, a KV, one
//! ledger on real SQLite with one alarm, and origins. Any step may fail before
//! or after its effect, be late, or be the moment of a crash.

use std::collections::{HashMap, VecDeque};

use waxseal::UnixMillis;
use waxseal_gateway::alarm::{self, Alarm};
use waxseal_gateway::arming::Arming;
use waxseal_gateway::config::Config;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::forward::{Call, Ticket};
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::key::{ContentHash, EventKey, Identity, MarkerKey, parse_webhook_id};
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::limits;
use waxseal_gateway::outcome::Outcome;
use waxseal_gateway::row::Row;

use crate::choices::Choices;
use crate::support::{Database, NOW, after, secret};

/// An order of steps that is wrong. The model must find a history in which it loses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    /// The real order.
    Nothing,
    MarkerBeforeCommit,
    AnswerBeforeCommit,
    NoTransaction,
    AlarmAfterInsert,
    AttemptAfterCall,
    /// The handler does not count the wishes of accepts that have not committed.
    PromiseForgotten,
}

/// One event as its sender has it.
pub(crate) struct Event {
    pub(crate) source: &'static str,
    pub(crate) id: &'static str,
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

impl Event {
    fn key(&self) -> EventKey {
        EventKey::derive(self.source, Identity::Id(self.id.as_bytes()))
    }

    fn content(&self) -> ContentHash {
        ContentHash::derive("", "", &self.body)
    }
}

/// Why a run stops.
pub(crate) enum Stop {
    /// The process dies; memory is lost, disk is not.
    Crash,
    /// A promise is broken.
    Violation(String),
}

type Run<T> = Result<T, Stop>;

/// What goes wrong at one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    CrashBefore,
    CrashAfter,
    FailBefore,
    FailAfter,
    /// A statement in the middle of the step fails.
    Statement,
    /// The step takes longer than a lease, and the alarm goes off meanwhile.
    Late,
    /// Setting the alarm fails.
    Alarm,
    /// A second copy of the request arrives first.
    Copy,
}

use Wrong::{CrashAfter, CrashBefore, FailAfter, FailBefore, Late, Statement};

pub(crate) struct World<'a> {
    config: &'a Config,
    events: &'a [Event],
    bad: Bad,
    choices: &'a mut Choices,
    faults: usize,
    // On disk.
    database: &'a mut Database,
    alarm: Option<UnixMillis>,
    kv: HashMap<String, String>,
    // In the object's memory.
    arming: Arming,
    memory: Memory,
    // Outside.
    now: UnixMillis,
    acked: Vec<bool>,
    receipts: Vec<(String, String, Vec<u8>)>,
    depth: usize,
    /// The state that was checked last.
    checked: Option<(u64, Option<UnixMillis>, usize)>,
}

impl<'a> World<'a> {
    pub(crate) fn new(
        config: &'a Config,
        events: &'a [Event],
        bad: Bad,
        faults: usize,
        choices: &'a mut Choices,
        database: &'a mut Database,
    ) -> Self {
        database.clear();
        Self {
            config,
            events,
            bad,
            choices,
            faults,
            database,
            alarm: None,
            kv: HashMap::new(),
            arming: Arming::default(),
            memory: Memory::default(),
            now: NOW,
            acked: vec![false; events.len()],
            receipts: Vec::new(),
            depth: 0,
            checked: None,
        }
    }

    /// Runs one history to its end and checks every promise.
    pub(crate) fn run(mut self) -> Result<(), String> {
        let faults = self.faults;
        for position in 0..self.events.len() {
            // A real provider repeats until it is answered 2xx.
            for _ in 0..faults + 2 {
                if self.acked[position] {
                    break;
                }
                let sent = self.request(position);
                self.survive(sent)?;
                self.idle(after(self.now, 60_000))?;
            }
            if !self.acked[position] {
                return Err("the sender was never answered 2xx".into());
            }
        }
        self.idle(after(self.now, 10 * 3_600_000))?;
        self.check_end(faults)
    }

    fn survive(&mut self, result: Run<()>) -> Result<(), String> {
        match result {
            Ok(()) => Ok(()),
            Err(Stop::Violation(text)) => Err(text),
            Err(Stop::Crash) => {
                self.depth = 0;
                self.arming = Arming::new(self.alarm);
                self.memory = Memory::default();
                self.check().map_err(|stop| match stop {
                    Stop::Violation(text) => format!("after a crash: {text}"),
                    Stop::Crash => unreachable!(),
                })
            }
        }
    }

    /// Lets time pass, and the alarm go off.
    fn idle(&mut self, until: UnixMillis) -> Result<(), String> {
        let mut runs = 0;
        while let Some(at) = self.alarm.filter(|at| *at <= until) {
            runs += 1;
            if runs > 60 {
                return Err("the alarm goes round and round".into());
            }
            self.now = self.now.max(at);
            let run = self.alarm();
            self.survive(run)?;
        }
        self.now = self.now.max(until);
        Ok(())
    }

    /// Chooses what goes wrong here, as long as something may.
    fn wrong(&mut self, kinds: &[Wrong]) -> Option<Wrong> {
        if self.faults == 0 {
            return None;
        }
        let chosen = self.choices.choose(kinds.len() + 1);
        let wrong = *kinds.get(chosen.checked_sub(1)?)?;
        self.faults -= 1;
        Some(wrong)
    }

    // ---- the Worker

    fn request(&mut self, position: usize) -> Run<()> {
        let events = self.events;
        let event = &events[position];
        let config = self.config;
        let (mut intake, mut ask) =
            Intake::begin(config, Purpose::Accept, event.source, event.head.clone());
        loop {
            let tell = match ask {
                Ask::Done => return Ok(()),
                // No event of this world comes with a limiter; one that fails lets through.
                Ask::Limit { .. } => Tell::Fault(Fault::unavailable("no limiter")),
                Ask::Body { .. } => Tell::Body(event.body.clone()),
                Ask::Filter { name, .. } => match self.wrong(&[FailBefore, FailAfter]) {
                    None => Tell::Filter(self.kv.get(&name).cloned()),
                    // Stale and failing look the same to the machine.
                    Some(_) => Tell::Filter(None),
                },
                Ask::Accept { message, .. } => {
                    self.before_accept(event, position)?;
                    match self.accept(&message, position)? {
                        Ok(answer) => Tell::Accepted(answer),
                        Err(fault) => Tell::Fault(fault),
                    }
                }
                Ask::Answer(answer) => {
                    let wrong = self.wrong(&[CrashBefore, CrashAfter]);
                    if wrong == Some(CrashBefore) {
                        return Err(Stop::Crash);
                    }
                    self.take_answer(position, answer.status)?;
                    if wrong == Some(CrashAfter) {
                        return Err(Stop::Crash);
                    }
                    Tell::Answered
                }
                Ask::Deliver(calls) => {
                    let outcomes: Run<Vec<Outcome>> =
                        calls.iter().map(|call| self.call(call)).collect();
                    Tell::Delivered(outcomes?)
                }
                Ask::Report { message, .. } => match self.report(&message)? {
                    Ok(answer) => Tell::Reported(answer),
                    Err(fault) => Tell::Fault(fault),
                },
                Ask::Mark { marker, .. } => {
                    self.mark(marker.name, marker.value)?;
                    Tell::Marked
                }
            };
            ask = intake.tell(tell, self.now);
            self.check()?;
        }
    }

    /// What the wrong orders do too early.
    fn before_accept(&mut self, event: &Event, position: usize) -> Run<()> {
        match self.bad {
            Bad::MarkerBeforeCommit => {
                let key =
                    MarkerKey::derive(event.source, secret("AFFILIATEBASE").unwrap().as_bytes());
                self.kv.insert(
                    key.write_name(&event.key()),
                    key.write_value(&event.content(), 0, self.now),
                );
            }
            Bad::AnswerBeforeCommit => self.acked[position] = true,
            _ => {}
        }
        Ok(())
    }

    fn take_answer(&mut self, position: usize, status: u16) -> Run<()> {
        match status {
            200 => {
                self.acked[position] = true;
                self.check_durable(position)
            }
            503 => Ok(()),
            other => Err(Stop::Violation(format!(
                "a genuine event was answered {other}"
            ))),
        }
    }

    fn call(&mut self, call: &Call) -> Run<Outcome> {
        let wrong = self.wrong(&[CrashBefore, CrashAfter, FailBefore, FailAfter, Statement]);
        match wrong {
            Some(CrashBefore) => return Err(Stop::Crash),
            Some(FailBefore) => return Ok(Outcome::network("connection reset", 5)),
            // The origin was reached and answers 500.
            Some(Statement) => return Ok(Outcome::answer(500, None, b"", 5)),
            _ => {}
        }
        self.receive(call)?;
        match wrong {
            Some(CrashAfter) => Err(Stop::Crash),
            Some(FailAfter) => Ok(Outcome::timeout(call.timeout_millis)),
            _ => Ok(Outcome::answer(200, None, b"ok", 5)),
        }
    }

    fn receive(&mut self, call: &Call) -> Run<()> {
        let Ticket {
            key,
            revision,
            turn,
        } = &call.ticket;
        let row = ledger::revision(self.database, key, *revision).unwrap();
        let is_recorded = row.is_some_and(|row| {
            row.packed.deliveries.iter().any(|delivery| {
                delivery.origin == turn.origin
                    && delivery
                        .attempts
                        .iter()
                        .any(|attempt| attempt.number == turn.attempt)
            })
        });
        if !is_recorded {
            return violation("I9: a call was made whose attempt is not recorded");
        }
        let id = call
            .request
            .headers
            .iter()
            .find(|(name, _)| name == "webhook-id")
            .unwrap();
        self.receipts.push((
            turn.origin.clone(),
            id.1.clone(),
            call.request.body.to_vec(),
        ));
        Ok(())
    }

    fn mark(&mut self, name: String, value: String) -> Run<()> {
        match self.wrong(&[CrashBefore, CrashAfter, FailBefore]) {
            Some(CrashBefore) => return Err(Stop::Crash),
            Some(FailBefore) => return Ok(()),
            wrong => {
                self.kv.insert(name, value);
                if wrong.is_some() {
                    return Err(Stop::Crash);
                }
            }
        }
        self.check()
    }

    // ---- the object

    fn accept(&mut self, message: &[u8], position: usize) -> Run<Result<Vec<u8>, Fault>> {
        let mut kinds = vec![
            CrashBefore,
            CrashAfter,
            FailBefore,
            FailAfter,
            Statement,
            Late,
            Wrong::Alarm,
        ];
        if self.depth == 0 {
            kinds.push(Wrong::Copy);
        }
        let wrong = self.wrong(&kinds);
        match wrong {
            Some(CrashBefore) => return Err(Stop::Crash),
            Some(FailBefore) => return Ok(Err(Fault::unavailable("not reached"))),
            Some(Wrong::Copy) => {
                self.depth += 1;
                self.request(position)?;
                self.depth -= 1;
            }
            _ => {}
        }
        let at = ledger::first_alarm(message, self.now).unwrap();
        let is_after = self.bad == Bad::AlarmAfterInsert;
        if !is_after && let Some(fault) = self.arm(at, wrong == Some(Wrong::Alarm)) {
            return Ok(Err(fault));
        }
        if self.bad == Bad::PromiseForgotten {
            self.arming.settled(at);
        }
        if wrong == Some(Late) {
            self.sleep(20_000)?;
        }
        self.database.fail_after = (wrong == Some(Statement)).then(|| self.choices.choose(6));
        let result = self
            .step(|sql, world| ledger::accept(sql, world.config, world.memory, message, world.now));
        if wrong == Some(CrashAfter) {
            return Err(Stop::Crash);
        }
        if is_after && let Some(fault) = self.arm(at, wrong == Some(Wrong::Alarm)) {
            return Ok(Err(fault));
        }
        self.arming.settled(at);
        self.check()?;
        match (wrong, result) {
            (Some(FailAfter), Ok(_)) => Ok(Err(Fault::unavailable("the answer was lost"))),
            (_, result) => Ok(result),
        }
    }

    /// Arms before an accept. A fault stops the accept.
    fn arm(&mut self, at: UnixMillis, fails: bool) -> Option<Fault> {
        let wish = self.arming.want(at)?;
        if fails {
            self.arming.failed();
            self.arming.settled(at);
            return Some(Fault::unavailable("the alarm could not be set"));
        }
        self.alarm = Some(wish);
        None
    }

    /// Lets time pass in the middle of a step; the alarm may go off.
    fn sleep(&mut self, millis: i64) -> Run<()> {
        let until = after(self.now, millis);
        for _ in 0..4 {
            let Some(at) = self.alarm.filter(|at| *at <= until) else {
                break;
            };
            self.now = self.now.max(at);
            self.alarm()?;
        }
        self.now = self.now.max(until);
        Ok(())
    }

    fn step<T>(
        &mut self,
        step: impl FnOnce(&mut Database, Parts<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let parts = Parts {
            config: self.config,
            memory: &mut self.memory,
            now: self.now,
        };
        let result = if self.bad == Bad::NoTransaction {
            self.database.autocommit(|sql| step(sql, parts))
        } else {
            self.database.transaction(|sql| step(sql, parts))
        };
        self.database.fail_after = None;
        if result.is_err() {
            self.memory.forget();
        }
        result
    }

    fn report(&mut self, message: &[u8]) -> Run<Result<Vec<u8>, Fault>> {
        let wrong = self.wrong(&[
            CrashBefore,
            CrashAfter,
            FailBefore,
            FailAfter,
            Statement,
            Late,
        ]);
        match wrong {
            Some(CrashBefore) => return Err(Stop::Crash),
            Some(FailBefore) => return Ok(Err(Fault::unavailable("not reached"))),
            Some(Late) => self.sleep(20_000)?,
            _ => {}
        }
        self.database.fail_after = (wrong == Some(Statement)).then_some(1);
        let result = self.step(|sql, world| {
            ledger::report(sql, world.config, world.memory, message, world.now, 7)
        });
        match wrong {
            Some(CrashAfter) => Err(Stop::Crash),
            Some(FailAfter) => Ok(Err(Fault::unavailable("the answer was lost"))),
            _ => Ok(result),
        }
    }

    fn alarm(&mut self) -> Run<()> {
        // Until the handler arms anew, the platform repeats it after a crash.
        self.arming.fired();
        let (mut alarm, asks) = Alarm::begin(self.now);
        let mut asks = VecDeque::from(asks);
        while let Some(ask) = asks.pop_front() {
            let tell = self.carry_out(ask)?;
            asks.extend(alarm.tell(tell, self.now));
            self.check()?;
        }
        if alarm.end().is_err() && self.alarm.is_none() {
            self.alarm = Some(after(self.now, 2_000));
            self.arming = Arming::new(self.alarm);
        }
        self.check()
    }

    fn carry_out(&mut self, ask: alarm::Ask) -> Run<alarm::Tell> {
        Ok(match ask {
            alarm::Ask::Arm(at) => match self.wrong(&[CrashBefore, CrashAfter, FailBefore]) {
                Some(CrashBefore) => return Err(Stop::Crash),
                Some(FailBefore) => {
                    alarm::Tell::Fault(Fault::unavailable("the alarm could not be set"))
                }
                wrong => {
                    self.alarm = Some(self.arming.guard(at));
                    if wrong.is_some() {
                        return Err(Stop::Crash);
                    }
                    alarm::Tell::Armed
                }
            },
            alarm::Ask::Claim { free, busy } => self.claim(free, &busy)?,
            alarm::Ask::Call(call) => {
                let outcome = self.call(&call)?;
                alarm::Tell::Called(call.ticket, outcome)
            }
            alarm::Ask::Settle(ticket, outcome) => self.settle(ticket, &outcome)?,
            alarm::Ask::Mark { marker, .. } => {
                self.mark(marker.name, marker.value)?;
                alarm::Tell::Marked
            }
            alarm::Ask::Rest => match self.wrong(&[CrashBefore, CrashAfter, FailBefore]) {
                Some(CrashBefore) => return Err(Stop::Crash),
                Some(FailBefore) => {
                    alarm::Tell::Fault(Fault::unavailable("the alarm could not be set"))
                }
                wrong => {
                    let next =
                        ledger::next_alarm(self.database, self.config, &self.memory).unwrap();
                    self.alarm = self.arming.rest(next);
                    if wrong.is_some() {
                        return Err(Stop::Crash);
                    }
                    alarm::Tell::Rested
                }
            },
        })
    }

    fn claim(&mut self, free: usize, busy: &[String]) -> Run<alarm::Tell> {
        let wrong = self.wrong(&[CrashBefore, CrashAfter, FailBefore, Statement]);
        if wrong == Some(CrashBefore) {
            return Err(Stop::Crash);
        }
        if wrong == Some(FailBefore) {
            return Ok(alarm::Tell::Fault(Fault::unavailable(
                "the database failed",
            )));
        }
        if self.bad == Bad::AttemptAfterCall {
            // Calls first: what the claim would start is called, then recorded.
            let mut calls = Vec::new();
            let rolled_back = self.database.transaction(|sql| {
                let memory = &mut Memory::default();
                calls = ledger::claim(sql, self.config, memory, self.now, free, busy)?;
                Err::<(), _>(Fault::internal("rolled back on purpose"))
            });
            assert!(rolled_back.is_err());
            for call in &calls {
                self.call(call)?;
            }
        }
        self.database.fail_after = (wrong == Some(Statement)).then(|| self.choices.choose(6));
        let result = self.step(|sql, world| {
            ledger::claim(sql, world.config, world.memory, world.now, free, busy)
        });
        if wrong == Some(CrashAfter) {
            return Err(Stop::Crash);
        }
        Ok(match result {
            Ok(calls) => alarm::Tell::Claimed(calls),
            Err(fault) => alarm::Tell::Fault(fault),
        })
    }

    fn settle(&mut self, ticket: Ticket, outcome: &Outcome) -> Run<alarm::Tell> {
        let wrong = self.wrong(&[CrashBefore, CrashAfter, FailBefore, Statement]);
        match wrong {
            Some(CrashBefore) => return Err(Stop::Crash),
            Some(FailBefore) => return Ok(alarm::Tell::Unsettled(ticket)),
            _ => {}
        }
        self.database.fail_after = (wrong == Some(Statement)).then_some(1);
        let result = self.step(|sql, world| {
            ledger::settle(
                sql,
                world.config,
                world.memory,
                &ticket,
                outcome,
                world.now,
                7,
            )
        });
        if wrong == Some(CrashAfter) {
            return Err(Stop::Crash);
        }
        Ok(match result {
            Ok(marker) => alarm::Tell::Settled(ticket, marker),
            Err(_) => alarm::Tell::Unsettled(ticket),
        })
    }

    // ---- the promises

    fn rows(&mut self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for event in self.events {
            let found = ledger::revisions(self.database, &event.key()).unwrap();
            rows.extend(
                found
                    .into_iter()
                    .filter(|row| !rows.iter().any(|other| other.seq == row.seq))
                    .collect::<Vec<_>>(),
            );
        }
        rows
    }

    /// What must hold after every step.
    fn check(&mut self) -> Run<()> {
        let state = (self.database.changes(), self.alarm, self.kv.len());
        if self.checked == Some(state) {
            return Ok(());
        }
        self.checked = Some(state);
        for row in self.rows() {
            // I11
            if let Some(due) = row.next_due() {
                let latest = after(
                    due.max(self.now),
                    i64::try_from(limits::GUARD_MILLIS).unwrap(),
                );
                if self.alarm.is_none_or(|alarm| alarm > latest) {
                    return violation(&format!(
                        "I11: due at {}, alarm {:?}",
                        due.0 - NOW.0,
                        self.alarm
                    ));
                }
            }
            // I3. Where the marker comes first on purpose, its consequence shall be seen.
            if self.bad == Bad::MarkerBeforeCommit {
                continue;
            }
            let key = MarkerKey::derive(
                &row.packed.facts.source,
                secret("AFFILIATEBASE").unwrap().as_bytes(),
            );
            let marker = self.kv.get(&key.write_name(&row.key));
            let is_marked =
                marker.is_some_and(|value| key.parse_value(value, &row.packed.content).is_some());
            if is_marked && !row.is_delivered() {
                return violation("I3: marked although a delivery is not done");
            }
        }
        Ok(())
    }

    /// I1 and I4: what was answered 2xx is on disk, with its body and its deliveries.
    fn check_durable(&mut self, position: usize) -> Run<()> {
        let event = &self.events[position];
        let rows = ledger::revisions(self.database, &event.key()).unwrap();
        let Some(row) = rows
            .iter()
            .find(|row| row.packed.content == event.content())
        else {
            return violation("I1: answered 2xx and not stored");
        };
        if row.packed.deliveries.len() != self.config.origins().count() {
            return violation("I1: answered 2xx without its deliveries");
        }
        match ledger::body(self.database, row).unwrap() {
            Some(body) if *body == *event.body => Ok(()),
            _ => violation("I1: answered 2xx without its body"),
        }
    }

    /// What must hold when all has come to rest.
    fn check_end(&mut self, faults: usize) -> Result<(), String> {
        let used = faults - self.faults;
        let rows = self.rows();
        for event in self.events {
            let same: Vec<&Row> = rows
                .iter()
                .filter(|row| row.key == event.key() && row.packed.content == event.content())
                .collect();
            if same.is_empty() {
                return Err("I2: acknowledged and not stored".into());
            }
            if same.len() != 1 {
                return Err(format!("I5: accepted {} times", same.len()));
            }
            if !same[0].is_delivered() {
                return Err("I2: acknowledged and not delivered".into());
            }
            for origin in self.config.origins() {
                let received: Vec<_> = self
                    .receipts
                    .iter()
                    .filter(|(name, _, body)| name == origin.name() && *body == event.body)
                    .collect();
                if received.is_empty() {
                    return Err(format!("I2: lost for {}", origin.name()));
                }
                if received.len() > 1 + used {
                    return Err(format!("{} repeats for {used} faults", received.len() - 1));
                }
                let id = parse_webhook_id(&received[0].1);
                if id != Some((same[0].key, same[0].revision))
                    || received.iter().any(|other| other.1 != received[0].1)
                {
                    return Err("I5: repeats with another id".into());
                }
            }
        }
        Ok(())
    }
}

/// What a step of the object works with besides the database.
struct Parts<'w> {
    config: &'w Config,
    memory: &'w mut Memory,
    now: UnixMillis,
}

fn violation<T>(text: &str) -> Run<T> {
    Err(Stop::Violation(text.into()))
}
