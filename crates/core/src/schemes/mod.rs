//! The table: one row per provider, grouped by what they do. Data only.

mod affiliate;
mod payments;
mod platforms;
mod standard;

pub use affiliate::{AFFILIATEBASE, TRACK360};
pub use payments::STRIPE;
pub use platforms::GITHUB;
pub use standard::{STANDARD_WEBHOOKS, SVIX, TOKEN};

use alloc::borrow::Cow;

use crate::scheme::{Field, Part, Scheme, Source, Stamp, StampSource, Text, Unit};
use crate::time::Tolerance;

/// Every scheme, in the order of the documentation.
pub static ALL: &[&Scheme] = &[
    &AFFILIATEBASE,
    &TRACK360,
    &STANDARD_WEBHOOKS,
    &SVIX,
    &GITHUB,
    &STRIPE,
    &TOKEN,
];

/// Finds a scheme by its id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Scheme> {
    ALL.iter().copied().find(|scheme| scheme.id == id)
}

// The words that rows are written in.

const fn text(value: &'static str) -> Text {
    Cow::Borrowed(value)
}

const fn header(name: &'static str) -> Source {
    Source::Header(text(name))
}

const fn literal(value: &'static str) -> Part {
    Part::Literal(text(value))
}

const fn covered_header(name: &'static str) -> Part {
    Part::Header(text(name))
}

const fn in_header(name: &'static str) -> Option<Field> {
    Some(Field::Header(text(name)))
}

const fn pointer(path: &'static str) -> Option<Field> {
    Some(Field::Pointer(text(path)))
}

/// Whole seconds in a header, 300 s both ways: what nearly all vendors and their libraries use.
const fn seconds_header(name: &'static str) -> Option<Stamp> {
    Some(Stamp {
        from: StampSource::Header(text(name)),
        unit: Unit::Seconds,
        tolerance: Tolerance::both(300),
    })
}

/// The same in the signature header's pair with this key.
const fn seconds_pair(key: &'static str) -> Option<Stamp> {
    Some(Stamp {
        from: StampSource::Pair(text(key)),
        unit: Unit::Seconds,
        tolerance: Tolerance::both(300),
    })
}
