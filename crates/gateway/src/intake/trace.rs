//! What a request leaves to be counted, once it is answered.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::Code;

use super::Head;
use crate::config::Source;

/// What a request leaves to be counted, and to be captured if its source is armed.
#[derive(Debug, Default)]
pub struct Trace<'c> {
    /// Nothing where no source has this name.
    pub(crate) source: Option<&'c Source>,
    pub(crate) ending: Ending,
    /// Whether the answer hid the verdict, because the source is in shadow.
    pub(crate) is_shadow: bool,
    /// The position of the secret that proved it.
    pub(crate) secret: Option<usize>,
    /// The body, where somebody wants it and it was read whole.
    pub(crate) body: Option<Vec<u8>>,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It has not.
    #[default]
    Open,
    /// It was refused, or could not be taken.
    Refused(Code),
    /// It was a handshake.
    Handshake,
    /// It was genuine, and that was all that was asked.
    Valid,
    /// KV knew it.
    DuplicateKv,
    /// The ledger has it.
    Accepted(&'static str),
}

impl Trace<'_> {
    /// Says what is counted: a code, `duplicate_kv`, `handshake`. Nothing for what the ledger counts.
    pub(crate) fn what(&self) -> Option<&'static str> {
        match self.ending {
            Ending::Refused(code) => Some(code.as_str()),
            Ending::Handshake => Some("handshake"),
            Ending::DuplicateKv => Some("duplicate_kv"),
            Ending::Open | Ending::Valid | Ending::Accepted(_) => None,
        }
    }

    /// Says what became of the request, for who looks at it.
    pub(crate) fn outcome(&self) -> &'static str {
        match self.ending {
            Ending::Refused(code) => code.as_str(),
            Ending::Handshake => "handshake",
            Ending::DuplicateKv => "duplicate",
            Ending::Accepted(status) => status,
            Ending::Open | Ending::Valid => "valid",
        }
    }

    /// Returns the name of the source; nothing where no source has it.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.map(Source::name)
    }

    /// Writes the line that the log gets of a request in shadow: the verdict's code alone.
    #[must_use]
    pub fn log_line(&self) -> Option<String> {
        let source = self.source()?;
        self.is_shadow
            .then(|| format!("shadow {source}: {}", self.outcome()))
    }
}

/// A request that was answered, as it came and as it ended.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'i, 'c> {
    /// The request without its body.
    pub head: &'i Head,
    /// What it leaves.
    pub trace: &'i Trace<'c>,
}
