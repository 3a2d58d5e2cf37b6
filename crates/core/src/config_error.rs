//! What is wrong with a scheme, secret or option. Found at construction, never at a request.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use crate::code::Code;

/// A configuration that cannot work. Its text holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(Box<Told>);

/// Behind one address: every result on the way up has room for the error.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    code: Code,
    detail: String,
}

impl ConfigError {
    /// Makes an error. `detail` is one sentence that says what to change.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Told {
            code,
            detail: detail.into(),
        }))
    }

    /// Returns the code; its class is `Config`.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Returns the sentence for a person.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code.as_str())?;
        f.write_str(": ")?;
        f.write_str(&self.0.detail)
    }
}

impl core::error::Error for ConfigError {}
