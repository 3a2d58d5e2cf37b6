//! What the sender is answered: small JSON, and for failures RFC 9457 with a code.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::json;
use waxseal::{Class, Code};

use crate::limits;

const GUARDS: [(&str, &str); 2] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
];

/// An HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers; `cache-control: no-store` is always among them.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body: JSON, but for handshakes.
    pub body: String,
}

impl Answer {
    /// Makes an answer of JSON.
    #[must_use]
    pub fn json(status: u16, body: &serde_json::Value) -> Self {
        Self::with_type(status, "application/json", body)
    }

    /// Makes a problem document (RFC 9457).
    pub(crate) fn problem(status: u16, body: &serde_json::Value) -> Self {
        Self::with_type(status, "application/problem+json", body)
    }

    /// Makes an answer without a body, with what every answer carries.
    pub(crate) fn guarded(status: u16) -> Self {
        let bare = Self {
            status,
            headers: Vec::new(),
            body: String::new(),
        };
        bare.with_guards()
    }

    fn with_type(status: u16, content_type: &str, body: &serde_json::Value) -> Self {
        let body = body.to_string();
        let bare = Self {
            status,
            headers: Vec::new(),
            body,
        };
        bare.with("content-type", content_type).with_guards()
    }

    /// Makes the answer to a handshake: no header of it takes the place of a guard.
    pub(crate) fn handshake(answer: waxseal::Answer) -> Self {
        let is_guard = |name: &str| GUARDS.iter().any(|(guard, _)| *guard == name);
        let own = answer.headers.into_iter();
        let bare = Self {
            status: 200,
            headers: own
                .filter(|(name, _)| !is_guard(name))
                .map(|(name, value)| (Cow::Owned(name), value))
                .collect(),
            body: answer.body,
        };
        bare.with_guards()
    }

    /// No cache keeps an answer, and no browser reads it as something else.
    fn with_guards(mut self) -> Self {
        for (name, value) in GUARDS {
            self = self.with(name, value);
        }
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((Cow::Borrowed(name), value.into()));
        self
    }
}

/// Answers with a problem. The body holds the code and nothing of the request,
/// of a secret, or of what went wrong inside.
#[must_use]
pub fn answer(code: Code) -> Answer {
    // A configuration that cannot work is one problem to the sender; which one is for the log.
    let code = match code.class() {
        Class::Config => Code::ConfigInvalid,
        Class::Reject | Class::Fault => code,
    };
    let status = code.http_status();
    let body = json!({
        "type": format!("urn:waxseal:problem:{code}"),
        "title": code.summary().trim(),
        "status": status,
        "code": code.as_str(),
    });
    let answer = Answer::with_type(status, "application/problem+json", &body);
    match code.class() {
        Class::Reject => answer,
        Class::Config | Class::Fault => {
            answer.with("retry-after", limits::FAULT_RETRY_AFTER_SECONDS.to_string())
        }
    }
}

/// Answers that the path does not take the method (RFC 9110 section 15.5.6).
#[must_use]
pub fn method_not_allowed(allowed: &[&str]) -> Answer {
    answer(Code::MethodNotAllowed).with("allow", allowed.join(", "))
}

/// Answers that the configuration cannot be used. What is wrong with it is for the log.
#[must_use]
pub fn config_invalid() -> Answer {
    answer(Code::ConfigInvalid)
}

/// Answers that nothing is at this path. No code: nothing of the sender's was judged.
#[must_use]
pub fn not_found() -> Answer {
    let body = json!({ "type": "about:blank", "title": "Not Found", "status": 404 });
    Answer::with_type(404, "application/problem+json", &body)
}

/// Answers that a page needs a token (RFC 6750 section 3).
#[must_use]
pub fn unauthorized(code: Code) -> Answer {
    answer(code).with("www-authenticate", "Bearer")
}

/// Answers that a rate is spent.
#[must_use]
pub fn rate_limited(retry_after_seconds: u64) -> Answer {
    answer(Code::RateLimited).with("retry-after", retry_after_seconds.to_string())
}
