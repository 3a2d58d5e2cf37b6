//! The ledger's SQL on the object's SQLite.

use wasm_bindgen::JsValue;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::sql::{Bind, Sql, Value};
use worker::{SqlStorage, SqlStorageValue, Storage};

use crate::transaction::{Aborted, in_transaction};

/// Runs `work` on the object's database, in one transaction: on a fault nothing is left of it.
pub(crate) fn transact<T>(
    storage: &Storage,
    work: impl FnOnce(&mut dyn Sql) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let mut database = Database(storage.sql());
    #[cfg(feature = "faults")]
    if crate::faults::is_in_pieces() {
        return work(&mut database);
    }
    in_transaction(storage, || work(&mut database)).map_err(|aborted| match aborted {
        Aborted::Work(fault) => fault,
        Aborted::Storage(detail) => Fault::unavailable(detail),
    })
}

/// Says what the storage's own calls, such as those for alarms, failed with.
pub(crate) fn storage_fault(error: &worker::Error) -> Fault {
    Fault::unavailable(format!("storage: {error}"))
}

struct Database(SqlStorage);

impl Sql for Database {
    fn exec(&mut self, sql: &'static str, binds: &[Bind<'_>]) -> Result<Vec<Vec<Value>>, Fault> {
        #[cfg(feature = "faults")]
        crate::faults::statement()?;
        let binds: Vec<JsValue> = binds.iter().map(write).collect();
        let cursor = self
            .0
            .exec_raw(sql, binds)
            .map_err(|error| refused(&error))?;
        cursor
            .raw()
            .map(|row| {
                row.map_err(|error| refused(&error))?
                    .into_iter()
                    .map(read)
                    .collect()
            })
            .collect()
    }
}

fn write(bind: &Bind<'_>) -> JsValue {
    match bind {
        Bind::Null => JsValue::NULL,
        // A number, not a BigInt: whole up to 2^53, which times and counts never reach.
        Bind::Integer(number) => SqlStorageValue::Integer(*number).into(),
        Bind::Text(text) => JsValue::from_str(text),
        Bind::Blob(bytes) => js_sys::Uint8Array::from(*bytes).into(),
    }
}

fn read(value: SqlStorageValue) -> Result<Value, Fault> {
    match value {
        SqlStorageValue::Null => Ok(Value::Null),
        SqlStorageValue::Integer(number) => Ok(Value::Integer(number)),
        SqlStorageValue::String(text) => Ok(Value::Text(text)),
        SqlStorageValue::Blob(bytes) => Ok(Value::Blob(bytes)),
        SqlStorageValue::Boolean(_) | SqlStorageValue::Float(_) => Err(Fault::internal(
            "a column of a type that the ledger never writes",
        )),
    }
}

/// SQLite's message names tables and columns, never bound values.
fn refused(error: &worker::Error) -> Fault {
    Fault::unavailable(format!("sqlite: {error}"))
}
