//! Why does a webhook's signature not match? The cause is proved, not guessed:
//! the search recomputes under bounded hypotheses, with the secrets that it is
//! given, and names the one under which the request's own signature comes out.
//!
//! Scope: a request, a scheme, secrets; causes with certainty, evidence and fix.
//! Not in scope: verifying (that is [`waxseal::verify()`], whose verdict no
//! finding changes), I/O, clocks. Never linked where requests are answered:
//! what is told here is for the receiver, not for the sender.
//!
//! ```
//! use waxseal::{Header, Meta, Options, Request, Secret, UnixMillis};
//! use waxseal_diagnose::{Case, Cause, Certainty, Who, diagnose};
//!
//! // An editor put a line break behind the body.
//! let headers = [Header {
//!     name: "x-hub-signature-256",
//!     value: b"sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
//! }];
//! let meta = Meta { method: "POST", url: "/hook", headers: &headers };
//! let diagnosis = diagnose(&Case {
//!     who: Who::Id("github"),
//!     options: Options::default(),
//!     secrets: &[Secret::text("It's a Secret to Everybody")],
//!     others: &[],
//!     request: Request { meta, body: b"Hello, World!\n" },
//!     now: UnixMillis(1_700_000_000_000),
//! });
//! let found = &diagnosis.causes[0];
//! assert_eq!((found.cause, found.certainty), (Cause::BodyNewlineAdded, Certainty::Proved));
//! ```

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod body;
mod case;
mod cause;
mod diagnosis;
mod finding;
mod fix;
mod found;
pub mod limits;
mod search;

pub use case::{Case, Other, Who};
pub use cause::{Cause, Certainty};
pub use diagnosis::{Diagnosis, diagnose};
pub use finding::{Fact, Finding, Value};
pub use fix::{Framework, Line};
pub use found::{Matching, Work};
