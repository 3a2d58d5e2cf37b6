//! What a verb ends with when it cannot go on.

use std::fmt;

/// A failure as the person at the desk reads it: what went wrong, what the
/// child printed, what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    output: String,
    hint: String,
    status: u8,
}

impl Failure {
    /// Says that something failed.
    pub(crate) fn new(what: impl Into<String>) -> Failure {
        Failure {
            what: what.into(),
            output: String::new(),
            hint: String::new(),
            status: 1,
        }
    }

    /// Says that the command line cannot be understood.
    pub(crate) fn usage(what: impl Into<String>) -> Failure {
        Failure {
            status: 2,
            ..Failure::new(what)
        }
    }

    /// Adds what to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = hint.into();
        self
    }

    /// Adds what a child printed; it is shown whole.
    pub(crate) fn output(mut self, output: impl Into<String>) -> Failure {
        self.output = output.into();
        self
    }

    /// Returns the status that xtask ends with: 2 for misuse, else 1.
    pub(crate) fn status(&self) -> u8 {
        self.status
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.output.is_empty() {
            writeln!(f, "{}", self.output.trim_end())?;
        }
        writeln!(f, "xtask: {}", self.what)?;
        if !self.hint.is_empty() {
            writeln!(f, "{}", self.hint.trim_end())?;
        }
        Ok(())
    }
}
