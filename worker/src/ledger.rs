//! The ledger's Durable Object.

use worker::{durable_object, DurableObject, Env, Request, Response, Result, State};

/// One shard of the event log and the delivery log.
#[durable_object]
pub struct Ledger {
    state: State,
    env: Env,
}

impl DurableObject for Ledger {
    fn new(state: State, env: Env) -> Self {
        Self { state, env }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        let _ = &self.env;
        #[cfg(feature = "faults")]
        if let Some(response) = crate::faults::object(&self.state, &request).await {
            return response;
        }
        let _ = request;
        Response::ok("ledger")
    }

    async fn alarm(&self) -> Result<Response> {
        #[cfg(feature = "faults")]
        crate::faults::alarm(&self.state).await;
        Response::ok("")
    }
}
