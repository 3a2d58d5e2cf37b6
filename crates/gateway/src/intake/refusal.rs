//! Why a request is not taken, and what its sender is told.

use waxseal::Code;

use crate::limits;
use crate::problem::{self, Answer};

/// A code and the answer that tells it.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) code: Code,
    pub(super) answer: Answer,
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self {
            code,
            answer: problem::answer(code),
        }
    }
}

impl Refusal {
    pub(super) fn method(allowed: &[&str]) -> Self {
        Self {
            code: Code::MethodNotAllowed,
            answer: problem::method_not_allowed(allowed),
        }
    }

    pub(super) fn rate(retry_after_seconds: u64) -> Self {
        Self {
            code: Code::RateLimited,
            answer: problem::rate_limited(retry_after_seconds),
        }
    }

    /// By Cloudflare's limiter, which does not say when it has room again.
    pub(super) fn limiter() -> Self {
        Self::rate(limits::LIMITER_RETRY_AFTER_SECONDS)
    }
}
