//! What this wasm instance counts in memory, and how it tells the control object.
//!
//! When and what is the gateway's to say; here are the memory, the pauses and the calls.

use std::cell::{Cell, RefCell};

use core::time::Duration;

use waxseal_gateway::config::Config;
use waxseal_gateway::control::message::{Captured, Flushed};
use waxseal_gateway::counting::Counting;
use waxseal_gateway::health::Counts;
use waxseal_gateway::intake::Intake;
use waxseal_gateway::limits::FLUSH_BUDGET_MILLIS;
use worker::{Delay, Env, console_error, console_log};

use crate::{control, host};

thread_local! {
    static HANDSHAKES: Cell<u64> = const { Cell::new(0) };
    static COUNTING: RefCell<Counting> = RefCell::default();
}

/// Says whether requests of this source are captured now.
pub(crate) fn is_armed(source: &str) -> bool {
    COUNTING.with_borrow(|counting| counting.is_armed(source, host::now()))
}

/// Counts a request that was answered, and returns what of it is to be kept.
pub(crate) fn add(intake: &Intake<'_>) -> Option<Captured> {
    HANDSHAKES.set(HANDSHAKES.get() + u64::from(intake.is_handshake()));
    let ended = intake.ended()?;
    if let Some(line) = ended.trace.log_line() {
        console_log!("{line}");
    }
    COUNTING.with_borrow_mut(|counting| {
        counting.add(ended.trace, host::now());
        counting.capture(ended, host::now())
    })
}

/// Tells the control object what is to be told, after the answer.
pub(crate) async fn tell(env: &Env, config: &Config, captured: Option<Captured>) {
    let answered_at = host::now();
    if let Some(captured) = captured {
        capture(env, &captured).await;
    }
    while let Some(wait_millis) =
        COUNTING.with_borrow_mut(|counting| counting.announce(answered_at, host::now()))
    {
        Delay::from(Duration::from_millis(wait_millis)).await;
        flush(env, config).await;
    }
}

async fn flush(env: &Env, config: &Config) {
    let message = COUNTING
        .with_borrow_mut(|counting| counting.begin(config, host::random_name(), host::now()));
    let answer = match message.write() {
        Ok(bytes) => control::ask(env, "flush", &bytes, FLUSH_BUDGET_MILLIS).await,
        Err(fault) => Err(fault),
    };
    let flushed = answer.and_then(|bytes| Flushed::parse(&bytes));
    if let Err(fault) = &flushed {
        console_error!("flush: {fault}");
    }
    COUNTING.with_borrow_mut(|counting| counting.end(&message.id, flushed.ok()));
}

async fn capture(env: &Env, captured: &Captured) {
    let kept = match captured.write() {
        Ok(bytes) => control::ask(env, "captured", &bytes, FLUSH_BUDGET_MILLIS).await,
        Err(fault) => Err(fault),
    };
    if let Err(fault) = kept {
        console_error!("captured: {fault}");
    }
}

/// Returns the counts.
pub(crate) fn read() -> Counts {
    Counts {
        handshakes: HANDSHAKES.get(),
    }
}
