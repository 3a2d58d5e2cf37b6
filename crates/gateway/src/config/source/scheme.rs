//! Reads which scheme a source has: one of the table, or the operator's own.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::ToString as _;
use alloc::vec::Vec;

use serde_json::Value;
use waxseal::define::{CUSTOM, define};
use waxseal::scheme::Scheme;
use waxseal::{Code, ConfigError, Options, Program, Secret, schemes};

use crate::config::own_scheme;
use crate::config::table::Node;

/// What stands under "scheme".
pub(super) enum Chosen<'n> {
    /// An id of the table.
    Id(&'n str),
    /// The fields of one's own.
    Own(Vec<(&'n str, Cow<'n, str>)>),
}

/// Reads it. What is wrong with its shape was told of already.
pub(super) fn read<'n>(node: &Node<'n>) -> Option<Chosen<'n>> {
    match node.value("scheme")? {
        Value::String(id) => Some(Chosen::Id(id)),
        Value::Object(map) => own_scheme::fields(map).map(Chosen::Own),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

impl Chosen<'_> {
    /// Returns the scheme without options, or notes why there is none.
    pub(super) fn define(&self, node: &Node<'_>) -> Option<Scheme<'_>> {
        let defined = match self {
            Chosen::Id(id) => match schemes::find(id) {
                Some(scheme) => Ok(scheme),
                None => Err(Program::compile(id, &Options::default(), &[]).err()?),
            },
            Chosen::Own(fields) => define(CUSTOM, pairs(fields)),
        };
        defined.map_err(|error| note(node, &error)).ok()
    }

    /// Makes the program. [`Chosen::define`] came before, so what is wrong is
    /// an option or a key.
    pub(super) fn compile<'c>(
        &'c self,
        options: &Options<'c>,
        secrets: &[Secret],
    ) -> Result<Program<'c>, ConfigError> {
        match self {
            Chosen::Id(id) => Program::compile(id, options, secrets),
            Chosen::Own(fields) => Program::compile_own(pairs(fields), options, secrets),
        }
    }

    /// Returns the id, if it is one of the table.
    pub(super) fn id(&self) -> Option<&str> {
        match self {
            Chosen::Id(id) => Some(id),
            Chosen::Own(_) => None,
        }
    }

    /// Says whether it is the operator's own.
    pub(super) fn is_own(&self) -> bool {
        matches!(self, Chosen::Own(_))
    }
}

fn pairs<'c>(fields: &'c [(&str, Cow<'_, str>)]) -> impl Iterator<Item = (&'c str, &'c str)> {
    fields.iter().map(|(name, value)| (*name, value.as_ref()))
}

fn note(node: &Node<'_>, error: &ConfigError) {
    if error.code() == Code::SchemeInvalid {
        let (path, sentence) = own_scheme::split(error);
        let at = format!("/scheme{path}");
        return node.mistake(&at, error.code(), sentence.to_string());
    }
    node.config_error("/scheme", error);
}
