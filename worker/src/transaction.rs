//! One SQLite transaction around a synchronous piece of work.
//!
//! Several `exec` calls are *not* one transaction, even without an await between them: a failing
//! statement leaves the ones before it. Only `transactionSync` undoes all of them, and the
//! `worker` crate has no binding for it.

use wasm_bindgen::prelude::*;
use worker::Storage;

#[wasm_bindgen]
extern "C" {
    type TransactionalStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &TransactionalStorage,
        work: &ScopedClosure<'_, dyn FnMut() -> Result<(), JsValue>>,
    ) -> Result<JsValue, JsValue>;
}

/// Why a transaction left no trace.
#[derive(Debug)]
pub(crate) enum Aborted<E> {
    /// The work refused; everything that it wrote is undone.
    Work(E),
    /// The storage refused to begin or to commit.
    Storage(String),
}

/// Runs `work` in one transaction: all that it writes is committed, or, on `Err`, nothing.
pub(crate) fn in_transaction<T, E>(
    storage: &Storage,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, Aborted<E>> {
    let mut work = Some(work);
    let mut outcome: Option<Result<T, E>> = None;
    let thrown = {
        let mut run = || -> Result<(), JsValue> {
            let Some(work) = work.take() else {
                return Err(JsValue::from_str("a transaction runs once"));
            };
            let result = work();
            // Only a thrown value makes the runtime roll back.
            let verdict = match &result {
                Ok(_) => Ok(()),
                Err(_) => Err(JsValue::from_str("rolled back")),
            };
            outcome = Some(result);
            verdict
        };
        let closure =
            ScopedClosure::<dyn FnMut() -> Result<(), JsValue>>::borrow_mut_aborting(&mut run);
        let raw: &TransactionalStorage = storage.as_raw().unchecked_ref();
        raw.transaction_sync(&closure).err()
    };
    match (outcome, thrown) {
        (Some(Err(fault)), _) => Err(Aborted::Work(fault)),
        (Some(Ok(value)), None) => Ok(value),
        (_, thrown) => Err(Aborted::Storage(format!("{thrown:?}"))),
    }
}
