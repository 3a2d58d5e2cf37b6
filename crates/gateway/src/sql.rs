//! What the ledger needs of a database: statements inside a transaction that the host has opened.

use alloc::string::String;
use alloc::vec::Vec;

use crate::fault::Fault;

/// A value that goes into a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bind<'a> {
    /// Nothing.
    Null,
    /// A whole number; below 2^53, which is what a JavaScript host can carry.
    Integer(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// A value that comes out of a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// A row as it comes out of a statement.
pub type Columns = Vec<Value>;

/// Runs one statement at a time.
///
/// The host opens one transaction around each call of a function of
/// [`crate::ledger`] and rolls all of it back when that function fails.
pub trait Sql {
    /// Runs a statement and returns its rows.
    ///
    /// # Errors
    /// `store_unavailable` or `store_overloaded`: the caller passes it on and the host rolls back.
    fn exec(&mut self, sql: &'static str, binds: &[Bind<'_>]) -> Result<Vec<Columns>, Fault>;
}

/// Takes the columns of a row one after the other.
pub(crate) struct Reader(alloc::vec::IntoIter<Value>);

impl Reader {
    pub(crate) fn new(columns: Columns) -> Self {
        Self(columns.into_iter())
    }

    pub(crate) fn integer(&mut self) -> Result<i64, Fault> {
        self.optional_integer()?.ok_or_else(mistyped)
    }

    pub(crate) fn optional_integer(&mut self) -> Result<Option<i64>, Fault> {
        match self.0.next() {
            Some(Value::Integer(number)) => Ok(Some(number)),
            Some(Value::Null) => Ok(None),
            Some(Value::Text(_) | Value::Blob(_)) | None => Err(mistyped()),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, Fault> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(text),
            Some(Value::Null | Value::Integer(_) | Value::Blob(_)) | None => Err(mistyped()),
        }
    }

    pub(crate) fn blob(&mut self) -> Result<Vec<u8>, Fault> {
        self.optional_blob()?.ok_or_else(mistyped)
    }

    pub(crate) fn optional_blob(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        match self.0.next() {
            Some(Value::Blob(bytes)) => Ok(Some(bytes)),
            Some(Value::Null) => Ok(None),
            Some(Value::Integer(_) | Value::Text(_)) | None => Err(mistyped()),
        }
    }
}

fn mistyped() -> Fault {
    Fault::internal("a row of the ledger has another shape than this version writes")
}
