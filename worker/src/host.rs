//! The one place where the Worker reads time, randomness and the environment.
//!
//! Everything else takes them as arguments.

use worker::{Date, Env};

/// Reads the wall clock, in milliseconds since 1970.
///
/// The runtime freezes it during computation and advances it at I/O.
pub(crate) fn now() -> i64 {
    i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX)
}

/// Draws 64 random bits from the host's generator, for jitter and marks.
///
/// A host without randomness gives 0: no jitter, never a failure.
pub(crate) fn random() -> u64 {
    let mut bytes = [0u8; 8];
    match getrandom::fill(&mut bytes) {
        Ok(()) => u64::from_le_bytes(bytes),
        Err(_) => 0,
    }
}

/// Reads a secret or variable by its name; absent and empty are both `None`.
pub(crate) fn secret(env: &Env, name: &str) -> Option<String> {
    env.secret(name)
        .ok()
        .map(|value| value.to_string())
        .filter(|text| !text.is_empty())
}

/// Reads the configuration text that `entry.mjs` bundled.
///
/// It travels on the global object because a variable is capped at 5 KB and
/// because the text must outlive a re-initialised wasm instance.
pub(crate) fn configuration() -> Option<String> {
    js_sys::Reflect::get(&js_sys::global(), &"waxsealConfiguration".into())
        .ok()
        .and_then(|value| value.as_string())
}
