//! Faults on demand, compiled only with the feature `faults` and used only by tests/e2e.
//!
//! Each shows what the platform does to a Worker that fails: without the guard of `entry.mjs`
//! callers hang and alarms never run again.

#![expect(clippy::panic, reason = "provoking panics is what this file is for")]

use std::cell::Cell;

use core::time::Duration;

use waxseal::Code;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::problem;
use worker::{Context, Delay, Env, Request, Response, Result, SqlStorageValue, State};

use crate::database::transact;
use crate::ledger::Ledger;
use crate::transaction::in_transaction;
use crate::{host, http, shard};

const SHARD: &str = "faults";

/// Ends the instance as an overflow of memory or stack would, without a panic's message.
fn trap() -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    panic!("traps are wasm's")
}

/// Answers `/faults/…` of the Worker; `None` for every other path.
pub(crate) async fn fetch(
    request: &Request,
    env: &Env,
    _context: &Context,
) -> Option<Result<Response>> {
    let path = request.path();
    let verb = path.strip_prefix("/faults/")?;
    match verb {
        "panic" => panic!("provoked"),
        "trap" => trap(),
        "slow" => {
            Delay::from(Duration::from_millis(1500)).await;
            Some(Response::ok("slow"))
        }
        "internal" => Some(unavailable()),
        "in-pieces" => {
            IN_PIECES.set(true);
            Some(Response::ok("in pieces"))
        }
        _ if verb.starts_with("fail-statement-") => {
            let number = verb.trim_start_matches("fail-statement-").parse();
            FAILS_IN.set(number.unwrap_or(0));
            Some(Response::ok(verb))
        }
        _ => {
            let body = shard::ask(env, SHARD, verb, &[], 8_000).await;
            Some(body.map_or_else(|_| unavailable(), Response::from_bytes))
        }
    }
}

/// The answer of every intake to a fault.
fn unavailable() -> Result<Response> {
    http::response(problem::answer(Code::Internal))
}

/// Answers the ledger's own fault verbs; `None` for every other path.
pub(crate) async fn object(state: &State, request: &Request) -> Option<Result<Response>> {
    let path = request.path();
    match path.as_str() {
        "/object-panic" => panic!("provoked in an object"),
        "/object-trap" => trap(),
        "/rollback" => Some(rollback(state)),
        "/separate" => Some(separate(state)),
        "/alarm-panic" | "/alarm-trap" => {
            Some(arm(state, path.trim_start_matches("/alarm-")).await)
        }
        "/alarm-runs" => Some(Response::ok(alarm_runs(state).await)),
        _ => None,
    }
}

/// Fails the first two alarms in the way that was asked for, then succeeds.
pub(crate) async fn alarm(state: &State) {
    let storage = state.storage();
    let Ok(Some(kind)) = storage.get::<String>("fault").await else {
        return;
    };
    let runs = storage.get::<i32>("runs").await.ok().flatten().unwrap_or(0) + 1;
    let _ = storage.put("runs", runs).await;
    // The count must be on disk before the instance dies, or the test could not see this run.
    let _ = storage.sync().await;
    if runs > 2 {
        return;
    }
    if kind == "trap" {
        trap()
    }
    panic!("provoked in an alarm")
}

/// Waits between the commit of an accept and its answer, so that a test can kill the process there.
///
/// `WAXSEAL_FAULT_HOLD_MILLIS` says how long.
pub(crate) async fn hold(env: &Env) {
    let millis = host::secret(env, "WAXSEAL_FAULT_HOLD_MILLIS").and_then(|text| text.parse().ok());
    if let Some(millis) = millis {
        Delay::from(Duration::from_millis(millis)).await;
    }
}

/// Accepts in a wrong order, as `WAXSEAL_FAULT_ORDER` says; `None` leaves the right one.
///
/// These are the known-bad variants of the ledger: the tests of crashes must catch each.
pub(crate) async fn accept(
    object: &Ledger,
    message: &[u8],
) -> Option<core::result::Result<Vec<u8>, Fault>> {
    let order = host::secret(object.env(), "WAXSEAL_FAULT_ORDER")?;
    match order.as_str() {
        "answer-before-commit" => Some(answer_before_commit(object, message)),
        "alarm-after-insert" => Some(alarm_after_insert(object, message).await),
        _ => None,
    }
}

fn answer_before_commit(object: &Ledger, message: &[u8]) -> core::result::Result<Vec<u8>, Fault> {
    let config = object.config()?;
    let storage = object.storage();
    let mut answer = Err(Fault::internal("no answer"));
    let _undone = transact(&storage, |sql| {
        answer = ledger::accept(sql, config, &mut Memory::default(), message, host::now());
        Err::<(), Fault>(Fault::internal("undone, to be done later"))
    });
    let message = message.to_vec();
    object.state().wait_until(async move {
        // Long enough that a slow machine kills the process before it.
        Delay::from(Duration::from_secs(5)).await;
        let _ = transact(&storage, |sql| {
            ledger::accept(sql, config, &mut Memory::default(), &message, host::now())
        });
    });
    answer
}

async fn alarm_after_insert(
    object: &Ledger,
    message: &[u8],
) -> core::result::Result<Vec<u8>, Fault> {
    let accepted = object.commit(message)?;
    hold(object.env()).await;
    let at = ledger::first_alarm(message, host::now())?;
    object.arm(at).await?;
    object.arming(|arming| arming.settled(at));
    Ok(accepted)
}

thread_local! {
    static FAILS_IN: Cell<u32> = const { Cell::new(0) };
    static IN_PIECES: Cell<bool> = const { Cell::new(false) };
    static IN_ACCEPT: Cell<bool> = const { Cell::new(false) };
}

/// Marks the statements of an accept, as long as it lives.
pub(crate) struct Accepting;

impl Accepting {
    pub(crate) fn begin() -> Self {
        IN_ACCEPT.set(true);
        Self
    }
}

impl Drop for Accepting {
    fn drop(&mut self) {
        IN_ACCEPT.set(false);
    }
}

/// Fails the statement that `/faults/fail-statement-N` named, once, counted over the accepts of
/// all objects: reports and alarms of earlier events run when they like and must not take it.
pub(crate) fn statement() -> core::result::Result<(), Fault> {
    if !IN_ACCEPT.get() {
        return Ok(());
    }
    let left = FAILS_IN.get();
    FAILS_IN.set(left.saturating_sub(1));
    if left == 1 {
        Err(Fault::unavailable("provoked in a statement"))
    } else {
        Ok(())
    }
}

/// Says whether `/faults/in-pieces` turned the transactions off.
pub(crate) fn is_in_pieces() -> bool {
    IN_PIECES.get()
}

async fn arm(state: &State, kind: &str) -> Result<Response> {
    let storage = state.storage();
    storage.put("fault", kind).await?;
    storage.put("runs", 0).await?;
    storage.set_alarm(Duration::from_millis(10)).await?;
    Response::ok("armed")
}

async fn alarm_runs(state: &State) -> String {
    let runs = state.storage().get::<i32>("runs").await.ok().flatten();
    runs.unwrap_or(0).to_string()
}

/// Inserts a row and fails, both in one transaction: the row must be gone.
fn rollback(state: &State) -> Result<Response> {
    let storage = state.storage();
    prepare(state)?;
    let aborted = in_transaction(&storage, || -> Result<()> {
        insert(state, 1)?;
        insert(state, 1)
    });
    let outcome = if aborted.is_err() {
        "aborted"
    } else {
        "committed"
    };
    Response::ok(format!("{outcome} {}", count(state)?))
}

/// The known-bad twin of [`rollback`]: the same statements without a transaction keep the first row.
fn separate(state: &State) -> Result<Response> {
    prepare(state)?;
    let outcome = match insert(state, 1).and_then(|()| insert(state, 1)) {
        Ok(()) => "committed",
        Err(_) => "failed",
    };
    Response::ok(format!("{outcome} {}", count(state)?))
}

fn prepare(state: &State) -> Result<()> {
    let sql = state.storage().sql();
    sql.exec("drop table if exists fault", None)?;
    sql.exec("create table fault (id integer primary key) strict", None)?;
    Ok(())
}

fn insert(state: &State, id: i64) -> Result<()> {
    let values = vec![SqlStorageValue::Integer(id)];
    state
        .storage()
        .sql()
        .exec("insert into fault values (?)", values)?;
    Ok(())
}

fn count(state: &State) -> Result<usize> {
    let cursor = state.storage().sql().exec("select id from fault", None)?;
    Ok(cursor.raw().count())
}
