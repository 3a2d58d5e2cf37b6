//! Why a request cannot be written.

use alloc::string::String;

use waxseal::SignError;
use waxseal_events::document::BodyError;
use waxseal_events::template::RenderError;

use crate::delivery::{Cause, DeliveryState};

/// Why a request cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unsent {
    /// The origin's scheme cannot sign it: the configuration must change, so
    /// the delivery waits.
    Unsignable,
    /// The event lacks what the origin's template needs: it always will.
    Missing { path: String, problem: &'static str },
}

impl Unsent {
    /// Returns the state of a delivery whose request this is.
    pub(crate) fn state(&self) -> DeliveryState {
        match self {
            Unsent::Unsignable => DeliveryState::Held,
            Unsent::Missing { .. } => DeliveryState::Dead,
        }
    }

    /// Returns the cause, as the delivery log tells it.
    pub(crate) fn cause(self) -> Cause {
        match self {
            Unsent::Unsignable => Cause::Unsignable,
            Unsent::Missing { path, problem } => Cause::TemplateMissing {
                path,
                problem: problem.into(),
            },
        }
    }
}

impl From<SignError> for Unsent {
    fn from(_: SignError) -> Self {
        Unsent::Unsignable
    }
}

impl From<RenderError> for Unsent {
    fn from(error: RenderError) -> Self {
        Unsent::Missing {
            path: error.pointer,
            problem: error.cause.code(),
        }
    }
}

impl From<BodyError> for Unsent {
    fn from(_: BodyError) -> Self {
        Unsent::Missing {
            path: String::new(),
            problem: "body_unreadable",
        }
    }
}
