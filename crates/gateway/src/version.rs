//! Versions of rows and messages. After a deploy old and new code talk to each
//! other for minutes, and rows outlive both.
//!
//! Every row and message says which version wrote it (`v`) and which version
//! can read it at the least (`min`). A new field that old code may ignore
//! raises `v` alone: version N-1 then reads N, and keeps the fields of a row
//! that it does not know. A change that old code would misread raises `min`
//! too, one release after all code can read it.

use alloc::format;
use alloc::vec::Vec;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// The version that this code writes.
pub(crate) const CURRENT: u32 = 2;

/// The oldest version that can read the messages that this code writes.
const MESSAGES_READABLE_SINCE: u32 = 1;

/// The oldest version that can read the rows that this code writes: version 1
/// would look for their bodies in another table.
const ROWS_READABLE_SINCE: u32 = 2;

/// The two numbers that stand in every row and message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) v: u32,
    pub(crate) min: u32,
}

/// What stands in messages.
pub(crate) const MESSAGE: Version = Version {
    v: CURRENT,
    min: MESSAGES_READABLE_SINCE,
};

/// What stands in rows.
pub(crate) const ROW: Version = Version {
    v: CURRENT,
    min: ROWS_READABLE_SINCE,
};

#[derive(Serialize)]
struct Written<'a, T> {
    #[serde(flatten)]
    version: Version,
    #[serde(flatten)]
    content: &'a T,
}

/// Writes a message with its version.
pub(crate) fn write<T: Serialize>(content: &T) -> Result<Vec<u8>, Fault> {
    write_as(MESSAGE, content)
}

/// Writes a message or the packed part of a row.
pub(crate) fn write_as<T: Serialize>(version: Version, content: &T) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(&Written { version, content })
        .map_err(|_| Fault::internal("a message cannot be written as JSON"))
}

/// Reads what [`write()`] wrote, in this version, an older or a compatible newer one.
pub(crate) fn parse<T: DeserializeOwned>(what: &'static str, bytes: &[u8]) -> Result<T, Fault> {
    let unreadable = |error: serde_json::Error| {
        Fault::internal(format!(
            "a {what} is unreadable at column {}",
            error.column()
        ))
    };
    let version: Version = serde_json::from_slice(bytes).map_err(unreadable)?;
    if version.min > CURRENT {
        return Err(Fault::internal(format!(
            "a {what} of version {} needs version {} to read it, this is {CURRENT}",
            version.v, version.min
        )));
    }
    serde_json::from_slice(bytes).map_err(unreadable)
}

/// Gives a type `write` and `parse`: what crosses between Worker and ledger carries its version.
macro_rules! message {
    ($type:ident, $what:literal) => {
        $crate::version::message!(pub $type, $what);
    };
    ($visibility:vis $type:ident, $what:literal) => {
        impl $type {
            /// Writes the message as JSON.
            ///
            /// # Errors
            /// `internal`, if it cannot be written; that cannot happen for what this crate makes.
            $visibility fn write(&self) -> Result<alloc::vec::Vec<u8>, $crate::fault::Fault> {
                $crate::version::write(self)
            }

            /// Reads the message.
            ///
            /// # Errors
            /// `internal` for anything else, also for a version that this code cannot read.
            $visibility fn parse(bytes: &[u8]) -> Result<Self, $crate::fault::Fault> {
                $crate::version::parse($what, bytes)
            }
        }
    };
}
pub(crate) use message;
