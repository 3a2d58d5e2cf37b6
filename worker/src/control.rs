//! The control object's Durable Object: one transaction per message, and an alarm that forgets.

use std::cell::Cell;

use waxseal_gateway::control;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::sql::Sql;
use worker::{
    DurableObject, Env, Request, Response, Result, State, Storage, console_error, durable_object,
};

use crate::database::{storage_fault, transact};
use crate::{host, shard};

const BINDING: &str = "CONTROL";

/// The audit list, captures, minute counters, and the ages of secrets.
#[durable_object]
pub struct Control {
    state: State,
    /// Whether a transaction of this life has brought the tables up to date.
    is_migrated: Cell<bool>,
}

impl DurableObject for Control {
    fn new(state: State, _env: Env) -> Self {
        Self {
            state,
            is_migrated: Cell::new(false),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let path = request.path();
        let verb = path.trim_start_matches('/');
        let message = request.bytes().await?;
        match self.answer(verb, &message).await {
            Ok(bytes) => Response::from_bytes(bytes),
            Err(fault) => {
                console_error!("control {verb}: {fault}");
                Response::error(fault.code().as_str(), 503)
            }
        }
    }

    async fn alarm(&self) -> Result<Response> {
        match self.purge().await {
            Ok(()) => Response::ok(""),
            // Thrown, so that the platform runs the alarm again.
            Err(fault) => Err(worker::Error::RustError(fault.to_string())),
        }
    }
}

impl Control {
    /// Arms the purge first: an alarm without anything to purge is harmless.
    async fn answer(&self, verb: &str, message: &[u8]) -> core::result::Result<Vec<u8>, Fault> {
        if let Some(at) = control::first_alarm(verb, host::now()) {
            let armed = self.storage().get_alarm().await;
            if armed.map_err(|error| storage_fault(&error))?.is_none() {
                self.set_alarm(at).await?;
            }
        }
        self.transact(|sql| control::answer(sql, verb, message, host::now()))
    }

    async fn purge(&self) -> core::result::Result<(), Fault> {
        let next = self.transact(|sql| control::purge(sql, host::now()))?;
        match next {
            Some(at) => self.set_alarm(at).await,
            None => Ok(()),
        }
    }

    async fn set_alarm(&self, at: waxseal::UnixMillis) -> core::result::Result<(), Fault> {
        let set = self.storage().set_alarm(host::date(at)).await;
        set.map_err(|error| storage_fault(&error))
    }

    fn transact<T>(
        &self,
        work: impl FnOnce(&mut dyn Sql) -> core::result::Result<T, Fault>,
    ) -> core::result::Result<T, Fault> {
        let done = transact(&self.storage(), |sql| {
            if !self.is_migrated.get() {
                control::migrate(sql)?;
            }
            work(sql)
        });
        // What failed was rolled back, the tables too.
        if done.is_ok() {
            self.is_migrated.set(true);
        }
        done
    }

    fn storage(&self) -> Storage {
        self.state.storage()
    }
}

/// Posts `message` to the control object as `verb`, and waits `budget_millis` at most.
pub(crate) async fn ask(
    env: &Env,
    verb: &str,
    message: &[u8],
    budget_millis: u64,
) -> core::result::Result<Vec<u8>, Fault> {
    shard::ask_object(env, BINDING, control::NAME, verb, message, budget_millis).await
}
