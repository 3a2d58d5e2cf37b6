//! Counts the work of a search, and ends it.

use crate::found::Work;
use crate::limits;

/// What is spent.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    macs: usize,
    bytes: usize,
    bodies: usize,
    /// What the present part of the search may spend of the whole.
    share: usize,
    is_short: bool,
}

impl Budget {
    /// Lets the next part of the search spend so many percent of the whole, besides what was left.
    pub(crate) fn share(&mut self, percent: usize) {
        let part = limits::HASHED_BYTES / 100 * percent;
        self.share = limits::HASHED_BYTES.min(self.bytes.saturating_add(part));
    }

    /// Takes what one MAC over so many bytes costs; false if that is too much.
    pub(crate) fn take(&mut self, bytes: usize) -> bool {
        let after = self.bytes.saturating_add(bytes);
        if after > self.share {
            self.is_short = true;
            return false;
        }
        self.bytes = after;
        self.macs += 1;
        true
    }

    /// Notes bodies that were made.
    pub(crate) fn note_bodies(&mut self, bodies: usize) {
        self.bodies = bodies;
    }

    /// Says that what was cut short is made up for.
    pub(crate) fn forget_shortage(&mut self) {
        self.is_short = false;
    }

    /// Returns what it came to.
    pub(crate) fn work(&self) -> Work {
        Work {
            macs: self.macs,
            hashed_bytes: self.bytes,
            bodies: self.bodies,
            is_complete: !self.is_short,
        }
    }
}
