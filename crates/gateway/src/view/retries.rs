//! When a delivery would be tried again.

use alloc::vec::Vec;

use serde_json::{Value, json};
use waxseal::UnixMillis;

use crate::config::Windows;
use crate::schedule::{Schedule, later};

/// How many dates are shown of a schedule: a day of hourly ones.
const DATES: usize = 25;

/// Lists the dates of every preset, as if each attempt failed at once.
pub(super) fn show(windows: &Windows, now: UnixMillis) -> Vec<Value> {
    let end = later(now, windows.retention_millis);
    let presets = Schedule::presets().into_iter();
    presets
        .map(|(name, schedule)| {
            let at: Vec<i64> = schedule
                .dates(now, end)
                .take(DATES)
                .map(|at| at.0)
                .collect();
            json!({ "preset": name, "at": at, "isRepeated": schedule.repeat, "until": end.0 })
        })
        .collect()
}
