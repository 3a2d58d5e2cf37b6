//! Faults on demand, compiled only with the feature `faults` and used only by tests/e2e.
//!
//! Each shows what the platform does to a Worker that fails: without the guard of `entry.mjs`
//! callers hang and alarms never run again.

#![expect(clippy::panic, reason = "provoking panics is what this file is for")]

use core::time::Duration;

use worker::{Context, Delay, Env, Request, Response, Result, SqlStorageValue, State};

use crate::shard;
use crate::transaction::in_transaction;

const SHARD: &str = "faults";

/// Answers `/faults/…` of the Worker; `None` for every other path.
pub(crate) async fn fetch(request: &Request, env: &Env, _context: &Context) -> Option<Result<Response>> {
    let path = request.path();
    let verb = path.strip_prefix("/faults/")?;
    match verb {
        "panic" => panic!("provoked"),
        "trap" => core::arch::wasm32::unreachable(),
        "slow" => {
            Delay::from(Duration::from_millis(1500)).await;
            Some(Response::ok("slow"))
        }
        _ => {
            let body = shard::ask(env, SHARD, verb, &[], 8000).await;
            Some(match body {
                Ok(bytes) => Response::from_bytes(bytes),
                Err(fault) => Response::error(format!("{fault:?}"), 503),
            })
        }
    }
}

/// Answers the ledger's own fault verbs; `None` for every other path.
pub(crate) async fn object(state: &State, request: &Request) -> Option<Result<Response>> {
    let path = request.path();
    match path.as_str() {
        "/object-panic" => panic!("provoked in an object"),
        "/object-trap" => core::arch::wasm32::unreachable(),
        "/rollback" => Some(rollback(state)),
        "/separate" => Some(separate(state)),
        "/alarm-panic" | "/alarm-trap" => Some(arm(state, path.trim_start_matches("/alarm-")).await),
        "/alarm-runs" => Some(Response::ok(alarm_runs(state).await)),
        _ => None,
    }
}

/// Fails the first two alarms in the way that was asked for, then succeeds.
pub(crate) async fn alarm(state: &State) {
    let storage = state.storage();
    let Ok(Some(kind)) = storage.get::<String>("fault").await else { return };
    let runs = storage.get::<i32>("runs").await.ok().flatten().unwrap_or(0) + 1;
    let _ = storage.put("runs", runs).await;
    // The count must be on disk before the instance dies, or the test could not see this run.
    let _ = storage.sync().await;
    if runs > 2 {
        return;
    }
    if kind == "trap" {
        core::arch::wasm32::unreachable()
    }
    panic!("provoked in an alarm")
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
    let outcome = if aborted.is_err() { "aborted" } else { "committed" };
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
    state.storage().sql().exec("insert into fault values (?)", values)?;
    Ok(())
}

fn count(state: &State) -> Result<usize> {
    let cursor = state.storage().sql().exec("select id from fault", None)?;
    Ok(cursor.raw().count())
}
