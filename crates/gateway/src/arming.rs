//! Which alarm is set. One object has one alarm, and setting it replaces it.
//!
//! The rule that this keeps: an open delivery always has an alarm no later than
//! it is due, or a little after. So a wish never moves an earlier alarm away,
//! and an alarm handler that ends counts the wishes of accepts whose
//! transaction has not ended yet: their rows are not there to be found.

use alloc::vec::Vec;

use waxseal::UnixMillis;

use crate::schedule::earlier;

/// The alarm of one object, in its memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arming {
    armed: Option<UnixMillis>,
    promised: Vec<UnixMillis>,
    /// The earliest alarm that may be set or not, after setting one failed.
    doubted: Option<UnixMillis>,
}

impl Arming {
    /// Starts with the alarm that the object finds when it is created.
    #[must_use]
    pub const fn new(armed: Option<UnixMillis>) -> Self {
        Self {
            armed,
            promised: Vec::new(),
            doubted: None,
        }
    }

    /// Wishes for an alarm at this moment or before. Returns the one to set,
    /// before any row is written; nothing if one is set that is soon enough.
    /// Every wish ends with [`Arming::settled`].
    #[must_use = "an alarm that is not set wakes nobody"]
    pub fn want(&mut self, at: UnixMillis) -> Option<UnixMillis> {
        self.promised.push(at);
        if self.armed.is_some_and(|armed| armed <= at) {
            return None;
        }
        let at = earlier(self.doubted.take(), Some(at)).unwrap_or(at);
        self.armed = Some(at);
        Some(at)
    }

    /// Says that setting an alarm failed: from now on it is unknown which one is set.
    pub fn failed(&mut self) {
        self.doubted = earlier(self.doubted, self.armed.take());
    }

    /// Says that the transaction behind a wish has ended, well or badly.
    pub fn settled(&mut self, at: UnixMillis) {
        if let Some(position) = self.promised.iter().position(|promised| *promised == at) {
            self.promised.swap_remove(position);
        }
    }

    /// Says that the alarm went off: first thing in its handler.
    pub fn fired(&mut self) {
        self.armed = None;
        self.doubted = None;
    }

    /// Sets the alarm at the start of its handler, whatever was set.
    pub fn guard(&mut self, at: UnixMillis) -> UnixMillis {
        let at = earlier(self.armed, Some(at)).unwrap_or(at);
        self.armed = Some(at);
        at
    }

    /// Returns the alarm to set when a handler ends, given when the next thing
    /// is due; nothing means that the alarm is to be deleted.
    #[must_use = "an alarm that is not set wakes nobody"]
    pub fn rest(&mut self, next: Option<UnixMillis>) -> Option<UnixMillis> {
        let promised = self.promised.iter().min().copied();
        self.armed = earlier(next, promised);
        self.doubted = None;
        self.armed
    }

    /// Returns the alarm to set by a watchdog, if what is due has none.
    #[must_use = "an alarm that is not set wakes nobody"]
    pub fn poke(&mut self, next: Option<UnixMillis>) -> Option<UnixMillis> {
        let at = self.want(next?);
        self.settled(next?);
        at
    }
}
