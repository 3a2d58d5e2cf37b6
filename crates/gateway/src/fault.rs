//! What is our fault: nothing was decided, and the sender shall try again.

use alloc::borrow::Cow;
use core::fmt;

use waxseal::Code;

/// A failure of ours. Its detail is for the log and never for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    code: Code,
    detail: Cow<'static, str>,
}

impl Fault {
    /// A store did not answer, answered too late, or refused.
    pub fn unavailable(detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code: Code::StoreUnavailable,
            detail: detail.into(),
        }
    }

    /// A store sheds load.
    pub fn overloaded(detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code: Code::StoreOverloaded,
            detail: detail.into(),
        }
    }

    /// Something failed that should not be able to: a row or message that cannot be read.
    pub fn internal(detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code: Code::Internal,
            detail: detail.into(),
        }
    }

    /// Returns the code; its class is `Fault`.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the sentence for the log.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.detail)
    }
}

impl core::error::Error for Fault {}
