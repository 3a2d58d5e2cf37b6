//! The ledger's Durable Object: one transaction per message, and the alarm.

use std::cell::RefCell;

use waxseal::UnixMillis;
use waxseal_gateway::arming::Arming;
use waxseal_gateway::config::Config;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::ledger;
use waxseal_gateway::sql::Sql;
use worker::{
    DurableObject, Env, Request, Response, Result, State, Storage, console_error, durable_object,
};

use crate::database::{storage_fault, transact};
use crate::settings::settings;
use crate::{host, redelivery};

/// One shard of the event log and the delivery log.
#[durable_object]
pub struct Ledger {
    state: State,
    env: Env,
    /// What alarm is set; `None` until the object's first event asked the storage.
    arming: RefCell<Option<Arming>>,
    memory: RefCell<ledger::Memory>,
}

impl DurableObject for Ledger {
    fn new(state: State, env: Env) -> Self {
        Self {
            state,
            env,
            arming: RefCell::default(),
            memory: RefCell::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        #[cfg(feature = "faults")]
        if let Some(response) = crate::faults::object(&self.state, &request).await {
            return response;
        }
        let path = request.path();
        let message = request.bytes().await?;
        match self.answer(&path, &message).await {
            Ok(bytes) => Response::from_bytes(bytes),
            Err(fault) => {
                console_error!("ledger {path}: {fault}");
                Response::error(fault.code().as_str(), 503)
            }
        }
    }

    async fn alarm(&self) -> Result<Response> {
        #[cfg(feature = "faults")]
        crate::faults::alarm(&self.state).await;
        match redelivery::run(self).await {
            Ok(()) => Response::ok(""),
            // Thrown, so that the platform runs the alarm again.
            Err(fault) => Err(worker::Error::RustError(fault.to_string())),
        }
    }
}

impl Ledger {
    async fn answer(&self, path: &str, message: &[u8]) -> core::result::Result<Vec<u8>, Fault> {
        self.wake().await?;
        match path {
            "/accept" => self.accept(message).await,
            "/report" => self.report(message).await,
            "/poke" => {
                self.poke().await?;
                self.step(|sql, _, memory| ledger::pauses(sql, memory))
            }
            "/summary" => self.transact(|sql| ledger::summary(sql)?.write()),
            "/events" => self.transact(|sql| ledger::list(sql, message)),
            "/event" => self.transact(|sql| ledger::event(sql, message)),
            "/body" => self.transact(|sql| ledger::body_of(sql, message)),
            "/stats" => self.transact(|sql| ledger::stats(sql, message)),
            "/origins" => self.step(|sql, config, memory| ledger::origins(sql, config, memory)),
            _ => self.obey(path, message).await,
        }
    }

    /// Carries out an order of the API, and arms for what it made due.
    async fn obey(&self, path: &str, message: &[u8]) -> core::result::Result<Vec<u8>, Fault> {
        let now = host::now();
        let answer = self.step(|sql, config, memory| match path {
            "/reopen" => ledger::reopen(sql, config, message, now),
            "/replay" => ledger::replay(sql, config, message, now),
            "/pause" => ledger::pause(sql, memory, message, now),
            "/erase" => ledger::erase(sql, config, message, now),
            "/outcome" => ledger::outcome(sql, config, message, now),
            _ => Err(Fault::internal("a message of an unknown kind")),
        })?;
        self.arm_for_next().await?;
        Ok(answer)
    }

    /// Brings the tables up to date and asks what alarm is set, once per life of the object.
    pub(crate) async fn wake(&self) -> core::result::Result<(), Fault> {
        if self.arming.borrow().is_some() {
            return Ok(());
        }
        self.transact(|sql| {
            ledger::migrate(sql)?;
            self.config()
                .map_or(Ok(()), |config| ledger::notice(sql, config))
        })?;
        let alarm = self
            .storage()
            .get_alarm()
            .await
            .map_err(|error| storage_fault(&error))?;
        // Another event may have come first while this one waited; its view is the newer one.
        self.arming
            .borrow_mut()
            .get_or_insert_with(|| Arming::new(alarm.map(UnixMillis)));
        Ok(())
    }

    /// Arms first: an alarm without a row is harmless, a row without an alarm is lost.
    async fn accept(&self, message: &[u8]) -> core::result::Result<Vec<u8>, Fault> {
        #[cfg(feature = "faults")]
        if let Some(accepted) = crate::faults::accept(self, message).await {
            return accepted;
        }
        let at = ledger::first_alarm(message, host::now())?;
        let accepted = match self.arm(at).await {
            Ok(()) => self.commit(message),
            Err(fault) => Err(fault),
        };
        self.arming(|arming| arming.settled(at));
        let has_left = self.memory.borrow_mut().has_left();
        if accepted.is_ok() && has_left {
            // What the Worker does not call itself waits for the alarm; the accept stands either way.
            if let Err(fault) = self.arm_for_next().await {
                console_error!("arming after an accept: {fault}");
            }
        }
        #[cfg(feature = "faults")]
        crate::faults::hold(&self.env).await;
        accepted
    }

    /// Writes the event, its body and its deliveries, all or nothing.
    pub(crate) fn commit(&self, message: &[u8]) -> core::result::Result<Vec<u8>, Fault> {
        #[cfg(feature = "faults")]
        let _accepting = crate::faults::Accepting::begin();
        self.step(|sql, config, memory| ledger::accept(sql, config, memory, message, host::now()))
    }

    async fn report(&self, message: &[u8]) -> core::result::Result<Vec<u8>, Fault> {
        let reported = self.step(|sql, config, memory| {
            ledger::report(sql, config, memory, message, host::now(), host::jitter())
        })?;
        // What is done needs no alarm of its own: the one that its accept armed looks after it.
        if self.memory.borrow_mut().has_left() {
            self.arm_for_next().await?;
        }
        Ok(reported)
    }

    /// Arms for what is due, as a watchdog: the runtime drops an alarm that failed six
    /// times, and the object's memory would go on believing in it.
    async fn poke(&self) -> core::result::Result<(), Fault> {
        let alarm = self.storage().get_alarm().await;
        if alarm.map_err(|error| storage_fault(&error))?.is_none() {
            self.arming(Arming::failed);
        }
        self.arm_for_next().await
    }

    /// Arms for what is due next, if no alarm is soon enough.
    async fn arm_for_next(&self) -> core::result::Result<(), Fault> {
        let next = self.step(|sql, config, memory| ledger::next_alarm(sql, config, memory))?;
        let at = self.arming(|arming| arming.poke(next)).flatten();
        self.set_alarm(at).await
    }

    /// Arms for this moment or before; a wish that [`Arming::settled`] must end.
    pub(crate) async fn arm(&self, at: UnixMillis) -> core::result::Result<(), Fault> {
        let at = self.arming(|arming| arming.want(at)).flatten();
        self.set_alarm(at).await
    }

    /// Sets the alarm, if there is one to set.
    pub(crate) async fn set_alarm(
        &self,
        at: Option<UnixMillis>,
    ) -> core::result::Result<(), Fault> {
        let Some(at) = at else { return Ok(()) };
        let set = self.storage().set_alarm(host::date(at)).await;
        self.check_alarm(set)
    }

    /// Leaves the object without an alarm: nothing is due.
    pub(crate) async fn delete_alarm(&self) -> core::result::Result<(), Fault> {
        let deleted = self.storage().delete_alarm().await;
        self.check_alarm(deleted)
    }

    fn check_alarm(&self, result: Result<()>) -> core::result::Result<(), Fault> {
        result.map_err(|error| {
            self.arming(Arming::failed);
            storage_fault(&error)
        })
    }

    pub(crate) fn transact<T>(
        &self,
        work: impl FnOnce(&mut dyn Sql) -> core::result::Result<T, Fault>,
    ) -> core::result::Result<T, Fault> {
        transact(&self.storage(), work)
    }

    /// Runs a step of the gateway in one transaction. What the memory learned in one that
    /// was rolled back is not so.
    pub(crate) fn step<T>(
        &self,
        work: impl FnOnce(
            &mut dyn Sql,
            &'static Config,
            &mut ledger::Memory,
        ) -> core::result::Result<T, Fault>,
    ) -> core::result::Result<T, Fault> {
        let config = self.config()?;
        let memory = &mut self.memory.borrow_mut();
        let result = self.transact(|sql| work(sql, config, memory));
        if result.is_err() {
            memory.forget();
        }
        result
    }

    pub(crate) fn arming<T>(&self, work: impl FnOnce(&mut Arming) -> T) -> Option<T> {
        self.arming.borrow_mut().as_mut().map(work)
    }

    /// An object whose configuration is not valid takes nothing and calls nobody.
    pub(crate) fn config(&self) -> core::result::Result<&'static Config, Fault> {
        settings(&self.env)
            .as_ref()
            .map_err(|_| Fault::internal("the configuration is not valid"))
    }

    pub(crate) fn env(&self) -> &Env {
        &self.env
    }

    #[cfg(feature = "faults")]
    pub(crate) fn state(&self) -> &State {
        &self.state
    }

    pub(crate) fn storage(&self) -> Storage {
        self.state.storage()
    }
}
