//! Why a request was not accepted: typed facts, told without secrets.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use crate::code::Code;
use crate::say::{decimal, say};
use crate::time::Tolerance;

/// A request that is not genuine, or not provably so. Its text names the
/// compared facts, never a secret and never a MAC that was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reject {
    /// `signature_missing`: a header that the signature needs is absent or empty.
    SignatureMissing {
        /// The place that was looked at.
        place: String,
    },
    /// `signature_malformed`: the signature or a value under it has a wrong form.
    SignatureMalformed {
        /// The place that was looked at.
        place: String,
        /// What is wrong with it.
        why: Cow<'static, str>,
    },
    /// `signature_unsupported`: there are signatures, none of the scheme's kind.
    SignatureUnsupported {
        /// The place that was looked at.
        place: String,
        /// What the scheme takes.
        wanted: String,
    },
    /// `signature_mismatch`: no key makes any of the signatures.
    SignatureMismatch {
        /// Keys that were tried.
        keys: usize,
        /// Signatures that each was compared with.
        signatures: usize,
        /// Seconds outside the tolerance, if the timestamp is: past positive,
        /// future negative. Not authenticated: the sender may have made it up.
        unauthenticated_skew: Option<i64>,
    },
    /// `timestamp_missing`.
    TimestampMissing {
        /// The place that was looked at.
        place: String,
    },
    /// `timestamp_malformed`.
    TimestampMalformed {
        /// The place that was looked at.
        place: String,
        /// What is wrong with it.
        why: Cow<'static, str>,
    },
    /// `timestamp_stale`: authenticated and too old.
    TimestampStale {
        /// How old it is.
        age_seconds: i64,
        /// How old it may be.
        tolerance: Tolerance,
    },
    /// `timestamp_future`: authenticated and too far ahead.
    TimestampFuture {
        /// How far ahead it is.
        ahead_seconds: i64,
        /// How far ahead it may be.
        tolerance: Tolerance,
    },
    /// `token_missing`.
    TokenMissing {
        /// The place that was looked at.
        place: String,
    },
    /// `token_mismatch`.
    TokenMismatch {
        /// Tokens that were compared with.
        tokens: usize,
    },
    /// `body_too_large`: further keys would exceed the hashing budget.
    BodyTooLarge {
        /// The body's size.
        bytes: usize,
        /// Keys that were tried.
        keys: usize,
        /// The budget over all keys.
        budget: usize,
    },
}

impl Reject {
    /// Returns the code; its class is `Reject`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Reject::SignatureMissing { .. } => Code::SignatureMissing,
            Reject::SignatureMalformed { .. } => Code::SignatureMalformed,
            Reject::SignatureUnsupported { .. } => Code::SignatureUnsupported,
            Reject::SignatureMismatch { .. } => Code::SignatureMismatch,
            Reject::TimestampMissing { .. } => Code::TimestampMissing,
            Reject::TimestampMalformed { .. } => Code::TimestampMalformed,
            Reject::TimestampStale { .. } => Code::TimestampStale,
            Reject::TimestampFuture { .. } => Code::TimestampFuture,
            Reject::TokenMissing { .. } => Code::TokenMissing,
            Reject::TokenMismatch { .. } => Code::TokenMismatch,
            Reject::BodyTooLarge { .. } => Code::BodyTooLarge,
        }
    }
}

impl Reject {
    /// Returns the sentence for a person.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Reject::SignatureMissing { place } | Reject::TokenMissing { place } => {
                say!(place, " is missing or empty")
            }
            Reject::SignatureMalformed { place, why }
            | Reject::TimestampMalformed { place, why } => say!(place, " ", why),
            Reject::SignatureUnsupported { place, wanted } => {
                say!(place, " has no ", wanted, " signature")
            }
            Reject::SignatureMismatch {
                keys,
                signatures,
                unauthenticated_skew,
            } => mismatch(*keys, *signatures, *unauthenticated_skew),
            Reject::TimestampMissing { place } => {
                say!(place, ", which is signed, is missing or empty")
            }
            Reject::TimestampStale {
                age_seconds,
                tolerance,
            } => say!(
                "the signature is right, but its timestamp is ",
                decimal(*age_seconds),
                " s old; ",
                decimal(tolerance.past_seconds),
                " s are allowed"
            ),
            Reject::TimestampFuture {
                ahead_seconds,
                tolerance,
            } => say!(
                "the signature is right, but its timestamp is ",
                decimal(*ahead_seconds),
                " s ahead; ",
                decimal(tolerance.future_seconds),
                " s are allowed; is the receiver's clock slow?"
            ),
            Reject::TokenMismatch { tokens } => {
                say!("the token is none of the ", decimal(*tokens), " configured")
            }
            Reject::BodyTooLarge {
                bytes,
                keys,
                budget,
            } => say!(
                "of the keys, ",
                decimal(*keys),
                " tried and not matching; trying more on ",
                decimal(*bytes),
                " bytes would exceed the budget of ",
                decimal(*budget)
            ),
        }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail())
    }
}

fn mismatch(keys: usize, signatures: usize, skew: Option<i64>) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let skew = match skew {
        None => String::new(),
        Some(age) => say!(
            "; the timestamp, not authenticated, is ",
            decimal(age.abs()),
            if age >= 0 { " s old" } else { " s ahead" }
        ),
    };
    say!(
        decimal(keys),
        " key",
        plural(keys),
        " tried, none makes the ",
        decimal(signatures),
        " signature",
        plural(signatures),
        " received: another secret, or the bytes are not those that were signed (pass the raw body)",
        skew
    )
}

impl core::error::Error for Reject {}
