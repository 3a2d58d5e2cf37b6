//! What this wasm instance counts in memory: it is gone with the instance, and touches no store.

use std::cell::Cell;

use waxseal_gateway::health::Counts;
use waxseal_gateway::intake::Intake;

thread_local! {
    static HANDSHAKES: Cell<u64> = const { Cell::new(0) };
}

/// Counts a request that came to its end.
pub(crate) fn add(intake: &Intake<'_>) {
    HANDSHAKES.set(HANDSHAKES.get() + u64::from(intake.is_handshake()));
}

/// Returns the counts.
pub(crate) fn read() -> Counts {
    Counts {
        handshakes: HANDSHAKES.get(),
    }
}
