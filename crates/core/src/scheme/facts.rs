//! What every call asks of a scheme, derived once.

use super::{Part, Scheme, Unit};

/// Facts of a scheme that proving needs at every call.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    /// [`Scheme::is_body_opaque`].
    pub(crate) is_body_opaque: bool,
    /// Whether the timestamp's text is a part of the message.
    pub(crate) signs_timestamp: bool,
    /// Whether nothing fixed stands between the timestamp and a part beside it.
    pub(crate) is_time_tight: bool,
    /// Whether the timestamp is written as RFC 3339 does.
    pub(crate) has_written_time: bool,
}

impl Facts {
    /// Derives them.
    pub(crate) fn of(scheme: &Scheme<'_>) -> Self {
        Self {
            is_body_opaque: scheme.is_body_opaque(),
            signs_timestamp: scheme.signs_timestamp(),
            is_time_tight: is_tight(scheme),
            has_written_time: scheme
                .timestamp
                .as_ref()
                .is_some_and(|stamp| matches!(stamp.unit, Unit::Rfc3339 | Unit::Rfc3339Utc)),
        }
    }

    /// Writes them as bits.
    pub(crate) fn bits(self) -> u8 {
        u8::from(self.is_body_opaque)
            | u8::from(self.signs_timestamp) << 1
            | u8::from(self.is_time_tight) << 2
            | u8::from(self.has_written_time) << 3
    }

    /// Reads what [`Facts::bits`] wrote.
    pub(crate) fn from_bits(bits: u8) -> Self {
        Self {
            is_body_opaque: bits & 1 != 0,
            signs_timestamp: bits & 2 != 0,
            is_time_tight: bits & 4 != 0,
            has_written_time: bits & 8 != 0,
        }
    }
}

/// Says whether the timestamp touches a variable part of the message. Then its
/// length must be fixed: else digits could move across the border.
pub(crate) fn is_tight(scheme: &Scheme<'_>) -> bool {
    let is_variable = |part: &Part<'_>| !matches!(part, Part::Literal(_) | Part::Timestamp);
    scheme.message.windows(2).any(|pair| match pair {
        [left, right] => {
            (*left == Part::Timestamp && is_variable(right))
                || (*right == Part::Timestamp && is_variable(left))
        }
        _ => false,
    })
}
