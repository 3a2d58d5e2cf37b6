//! The one place where the Worker reads time, randomness and the environment.
//!
//! Everything else takes them as arguments.

use waxseal::UnixMillis;
use worker::{Date, DateInit, Env, ScheduledTime};

/// Reads the wall clock. The runtime freezes it during computation and advances it at I/O.
pub(crate) fn now() -> UnixMillis {
    UnixMillis(i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX))
}

/// Draws 32 random bits for jitter. A host without randomness gives 0: no jitter, never a failure.
pub(crate) fn jitter() -> u32 {
    getrandom::u32().unwrap_or(0)
}

/// Makes a name that no other has: 16 random bytes in hexadecimal.
pub(crate) fn random_name() -> String {
    let mut bytes = [0; 16];
    // Without randomness names differ by the moment, and the worst is a count that is missing.
    if getrandom::fill(&mut bytes).is_err() {
        return now().0.to_string();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Draws 128 random bits for an id. A host without randomness gives zeros, and the ids repeat.
pub(crate) fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    // On failure the zeros stay.
    let _ = getrandom::fill(&mut bytes);
    bytes
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

/// Writes a moment as the runtime's date. "At once" may be any moment of the past, but the runtime
/// refuses an alarm at 0.
pub(crate) fn date(at: UnixMillis) -> ScheduledTime {
    let at = u64::try_from(at.0).unwrap_or(0).max(1);
    ScheduledTime::new(Date::from(DateInit::Millis(at)).into())
}
