//! What is wrong with a scheme, secret or option. Found at construction, never at a request.

use alloc::string::String;
use core::fmt;

use crate::code::Code;

/// A configuration that cannot work. Its text holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    code: Code,
    detail: String,
}

impl ConfigError {
    /// Makes an error. `detail` is one sentence that says what to change.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }

    /// Returns the code; its class is `Config`.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the sentence for a person.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        f.write_str(": ")?;
        f.write_str(&self.detail)
    }
}

impl core::error::Error for ConfigError {}
