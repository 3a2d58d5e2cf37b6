//! Moments and spans. The core has no clock: `now` is always an argument.

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixMillis(pub i64);

impl UnixMillis {
    /// Makes a moment from whole seconds.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Returns the whole seconds, rounded towards the past.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

/// How far a timestamp may lie from the receiver's clock, in seconds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// How old a timestamp may be.
    pub past_seconds: u32,
    /// How far ahead a timestamp may be.
    pub future_seconds: u32,
}

impl Tolerance {
    /// Makes the same tolerance for both directions.
    #[must_use]
    pub const fn both(seconds: u32) -> Self {
        Self {
            past_seconds: seconds,
            future_seconds: seconds,
        }
    }
}
