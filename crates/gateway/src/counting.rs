//! What one isolate counts in memory, when it tells the control object, and what it captures.
//!
//! Rejects, duplicates that KV knew, handshakes and the use of secrets touch no store. They are
//! counted here and told in one message, after an answer and at most every
//! [`limits::FLUSH_MILLIS`]. Counts leave the memory when the object has confirmed them. A message
//! whose answer is lost is told again under the same id, so that the object counts it once. An
//! isolate that ends takes with it what it has not told: that of ten seconds at most.
//!
//! The memory is bounded: sources times codes, and sources times secrets.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use crate::capture;
use crate::config::Config;
use crate::control::message::{Armed, Captured, Configured, Count, Flush, Flushed, Use};
use crate::intake::{Ended, Trace};
use crate::limits;

/// The counts of one isolate.
#[derive(Debug, Default)]
pub struct Counting {
    counts: BTreeMap<(String, &'static str), u64>,
    /// When a secret proved a request last, by source and name.
    uses: BTreeMap<(String, String), Use>,
    /// What was told and not confirmed.
    told: Option<Flush>,
    /// Whether something happened since the last flush was put together.
    is_due: bool,
    /// Whether the object knows the secrets of this configuration.
    is_introduced: bool,
    flushed_at: Option<UnixMillis>,
    /// When the flush that somebody is about to make is to begin.
    announced: Option<UnixMillis>,
    armed: Vec<Armed>,
}

impl Counting {
    /// Counts a request that was answered.
    pub fn add(&mut self, trace: &Trace<'_>, now: UnixMillis) {
        self.is_due = true;
        let source = trace.source().unwrap_or_default();
        let shadow = trace.is_shadow.then_some("shadow");
        for what in trace.what().into_iter().chain(shadow) {
            let count = self.counts.entry((source.into(), what)).or_default();
            *count = count.saturating_add(1);
        }
        let secrets = trace.source.map_or(&[][..], |source| source.secrets());
        if let Some((name, fingerprint)) = trace.secret.and_then(|at| secrets.get(at)) {
            let latest = Use {
                source: source.into(),
                secret: name.clone(),
                fingerprint: fingerprint.clone(),
                at: now.0,
            };
            self.uses.insert((source.into(), name.clone()), latest);
        }
    }

    /// Says after how many milliseconds to flush, and holds the caller to it. Nothing if there is
    /// nothing to tell, if somebody else is about to, or if it would take longer than the caller
    /// lives: `answered_at` is when its sender was answered. Then another request will.
    pub fn announce(&mut self, answered_at: UnixMillis, now: UnixMillis) -> Option<u64> {
        let is_out = self
            .announced
            .is_some_and(|at| now.0.saturating_sub(at.0) < limits::FLUSH_LOST_MILLIS);
        if !self.is_due || is_out {
            return None;
        }
        let next = self
            .flushed_at
            .map_or(now.0, |at| at.0.saturating_add(limits::FLUSH_MILLIS));
        // A clock that went back must not silence this for longer than a flush is apart.
        let at = next.clamp(now.0, now.0.saturating_add(limits::FLUSH_MILLIS));
        let end = answered_at.0.saturating_add(limits::TELLING_MILLIS);
        let budget = i64::try_from(limits::FLUSH_BUDGET_MILLIS).unwrap_or(0);
        if at.saturating_add(budget) > end {
            return None;
        }
        self.announced = Some(UnixMillis(at));
        u64::try_from(at.saturating_sub(now.0)).ok()
    }

    /// Returns the message: what was told before and not confirmed, or what was counted since.
    /// `id` is what tells it from all other messages: 16 random bytes in hexadecimal, say.
    pub fn begin(&mut self, config: &Config, id: String, now: UnixMillis) -> Flush {
        self.flushed_at = Some(now);
        let minute = now.0.div_euclid(60_000);
        // What was told so long ago may have been counted and forgotten: once is better than twice.
        let oldest = minute.saturating_sub(limits::FLUSH_REPEATED_MINUTES);
        if let Some(told) = self.told.take_if(|told| told.minute >= oldest) {
            self.told = Some(told.clone());
            return told;
        }
        let rest = match self.counts.keys().nth(limits::FLUSH_COUNTS).cloned() {
            Some(key) => self.counts.split_off(&key),
            None => BTreeMap::new(),
        };
        self.is_due = !rest.is_empty();
        let counts = core::mem::replace(&mut self.counts, rest).into_iter();
        let flush = Flush {
            id,
            counts: counts
                .map(|((source, what), number)| Count {
                    source,
                    what: what.into(),
                    number,
                })
                .collect(),
            uses: core::mem::take(&mut self.uses).into_values().collect(),
            configured: if self.is_introduced {
                Vec::new()
            } else {
                configured(config)
            },
            minute,
        };
        self.told = Some(flush.clone());
        flush
    }

    /// Takes the answer to the message of this id; nothing if there was none.
    pub fn end(&mut self, id: &str, answer: Option<Flushed>) {
        self.announced = None;
        let is_told = self.told.as_ref().is_some_and(|told| told.id == id);
        match answer {
            Some(answer) => {
                self.armed = answer.armed;
                if is_told {
                    self.told = None;
                    self.is_introduced = true;
                }
            }
            None => self.is_due = true,
        }
    }

    /// Says whether requests of a source are captured now.
    #[must_use]
    pub fn is_armed(&self, source: &str, now: UnixMillis) -> bool {
        self.armed
            .iter()
            .any(|armed| armed.source == source && armed.left > 0 && now.0 < armed.until)
    }

    /// Writes the capture of a request that was answered, if its source is armed.
    pub fn capture(&mut self, ended: Ended<'_, '_>, now: UnixMillis) -> Option<Captured> {
        let source = ended.trace.source()?;
        if !self.is_armed(source, now) {
            return None;
        }
        let armed = self.armed.iter_mut().find(|armed| armed.source == source)?;
        armed.left = armed.left.saturating_sub(1);
        capture::write(ended, now)
    }
}

/// Lists the secrets that the configuration names and the environment has.
fn configured(config: &Config) -> Vec<Configured> {
    let each = config.sources().flat_map(|source| {
        source
            .secrets()
            .iter()
            .map(|(secret, fingerprint)| Configured {
                source: source.name().into(),
                secret: secret.clone(),
                fingerprint: fingerprint.clone(),
            })
    });
    each.collect()
}
