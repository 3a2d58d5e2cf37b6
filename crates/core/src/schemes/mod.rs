//! The table: one row per provider, grouped by what they do. Data only, in the
//! language of [`define`](crate::define): what users write as JSON stands here as text.

mod affiliate;
mod messaging;
mod payments;
mod platforms;
mod saas;
mod standard;

use crate::define::define;
use crate::scheme::Scheme;

/// A row as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The scheme's id.
    pub id: &'static str,
    /// Its fields: name, [`BETWEEN`], value, [`BEHIND`].
    text: &'static str,
}

/// Stands between a field's name and its value.
const BETWEEN: char = '\x1f';
/// Stands behind a row's id and behind a field's value.
const BEHIND: char = '\x1e';
/// Stands behind a row.
const END: char = '\x1d';

/// What the reference page says of a row. Apart from it, so that it does not travel in wasm.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    /// The scheme's id.
    pub id: &'static str,
    /// The provider's name.
    pub name: &'static str,
    /// How its facts were confirmed: `vendor` (the vendor's page), `sdk` (the
    /// vendor's own published source), `seconded` (at least two implementations
    /// that do not copy one another).
    pub source: &'static str,
    /// The address of the rule.
    pub reference: &'static str,
    /// What surprises.
    pub remark: &'static str,
}

/// A provider that is not in the table, and why.
#[derive(Clone, Copy, Debug)]
pub struct Unconfirmed {
    /// The provider's name.
    pub name: &'static str,
    /// What is missing.
    pub why: &'static str,
}

macro_rules! schemes {
    ($(
        $(#[doc = $doc:literal])*
        $id:literal = $name:literal, $source:ident $reference:literal { $($field:tt: $value:literal),+ $(,)? }
    )+) => {
        /// One text: a row of its own would cost two addresses and two lengths.
        pub(super) static TABLE: &str = concat!($(
            $id, "\x1e", $(stringify!($field), "\x1f", $value, "\x1e",)+ "\x1d",
        )+);

        pub(super) static NOTES: &[$crate::schemes::Note] = &[$($crate::schemes::Note {
            id: $id,
            name: $name,
            source: stringify!($source),
            reference: $reference,
            remark: concat!($($doc, "\n",)*),
        },)+];
    };
}

macro_rules! unconfirmed {
    ($($name:literal: $why:literal),* $(,)?) => {
        pub(super) static UNCONFIRMED: &[$crate::schemes::Unconfirmed] = &[$($crate::schemes::Unconfirmed {
            name: $name,
            why: $why,
        },)*];
    };
}

use {schemes, unconfirmed};

/// A group of rows, as the documentation shows them.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What its providers do.
    pub name: &'static str,
    /// Its rows.
    pub notes: &'static [Note],
    /// Who is missing.
    pub unconfirmed: &'static [Unconfirmed],
}

/// Lists the modules once.
macro_rules! groups {
    ($($module:ident = $name:literal,)+) => {
        static TABLES: &[&str] = &[$($module::TABLE,)+];

        /// Every group, in the order of the documentation.
        pub static GROUPS: &[Group] = &[$(Group {
            name: $name,
            notes: $module::NOTES,
            unconfirmed: $module::UNCONFIRMED,
        },)+];
    };
}

groups! {
    affiliate = "Affiliate, partner and referral platforms",
    standard = "Standard Webhooks, Svix and what many share",
    payments = "Payments, commerce, billing",
    platforms = "Developer platforms",
    messaging = "Messaging, telephony, mail, chat and social",
    saas = "Software as a service",
}

impl Definition {
    /// Iterates over fields and values, in the order in which they are written.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.text
            .split_terminator(BEHIND)
            .filter_map(|field| field.split_once(BETWEEN))
    }

    /// Reads it. Every row of the table can be read: a test tells.
    #[must_use]
    pub fn scheme(&self) -> Option<Scheme<'static>> {
        define(self.id, self.fields()).ok()
    }
}

/// Iterates over every row, in the order of the documentation.
pub fn all() -> impl Iterator<Item = Definition> {
    Rows {
        tables: TABLES.iter(),
        rest: "",
    }
}

struct Rows {
    tables: core::slice::Iter<'static, &'static str>,
    /// Of the current table.
    rest: &'static str,
}

impl Iterator for Rows {
    type Item = Definition;

    fn next(&mut self) -> Option<Definition> {
        if self.rest.is_empty() {
            self.rest = self.tables.next()?;
        }
        let (row, rest) = self.rest.split_once(END)?;
        self.rest = rest;
        let (id, text) = row.split_once(BEHIND)?;
        Some(Definition { id, text })
    }
}

/// Iterates over the ids of all schemes.
pub fn ids() -> impl Iterator<Item = &'static str> {
    all().map(|row| row.id)
}

/// Finds a scheme by its id.
#[must_use]
pub fn find(id: &str) -> Option<Scheme<'static>> {
    all().find(|row| row.id == id)?.scheme()
}
