//! The one vocabulary of failures. Every surface (Rust, JavaScript, HTTP,
//! pages, logs) is generated from, or mapped onto, this enum.

use core::fmt;

/// Says whose fault a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The sender's: the request is not genuine, not well formed or not allowed.
    Reject,
    /// The operator's: a scheme, secret or setting cannot work.
    Config,
    /// Ours: nothing was decided, the sender shall try again.
    Fault,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal, $class:ident, $status:literal, $rank:literal;)+) => {
        /// Names a failure. The text of [`Code::as_str`] never changes meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// Returns the name as it appears in every API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)+ }
            }

            /// Returns whose fault it is.
            #[must_use]
            pub const fn class(self) -> Class {
                match self { $(Code::$variant => Class::$class,)+ }
            }

            /// Returns the HTTP status that an intake answers.
            #[must_use]
            pub const fn http_status(self) -> u16 {
                match self { $(Code::$variant => $status,)+ }
            }

            /// Returns how far a verification came before it failed. Where
            /// several keys, signatures or verifiers were tried, the failure
            /// with the highest rank is the best explanation.
            #[must_use]
            pub const fn rank(self) -> u8 {
                match self { $(Code::$variant => $rank,)+ }
            }

            /// Returns the sentence that documentation pages show.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, "\n",)+),)+ }
            }

            /// Finds a code by its name.
            #[must_use]
            pub fn find(name: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.as_str() == name)
            }
        }
    };
}

codes! {
    /// A header that the signature needs is absent or empty.
    SignatureMissing = "signature_missing", Reject, 401, 10;
    /// The signature, or a value that it covers, does not have the scheme's form.
    SignatureMalformed = "signature_malformed", Reject, 400, 30;
    /// The request carries signatures, but none of a kind that the scheme accepts.
    SignatureUnsupported = "signature_unsupported", Reject, 401, 20;
    /// No configured secret makes a signature that the request carries.
    SignatureMismatch = "signature_mismatch", Reject, 401, 60;
    /// The scheme signs a timestamp and the request has none.
    TimestampMissing = "timestamp_missing", Reject, 401, 40;
    /// The timestamp does not have the scheme's form.
    TimestampMalformed = "timestamp_malformed", Reject, 400, 50;
    /// The signature is right and its timestamp is older than the tolerance.
    TimestampStale = "timestamp_stale", Reject, 401, 80;
    /// The signature is right and its timestamp is further ahead than the tolerance.
    TimestampFuture = "timestamp_future", Reject, 401, 80;
    /// The request carries no token.
    TokenMissing = "token_missing", Reject, 401, 10;
    /// The request's token is none of the configured ones.
    TokenMismatch = "token_mismatch", Reject, 401, 60;
    /// The body is larger than the stated cap, or than the hashing budget allows.
    BodyTooLarge = "body_too_large", Reject, 413, 70;
    /// The body does not have the form that the source demands.
    BodyMalformed = "body_malformed", Reject, 400, 70;
    /// No source has this name.
    SourceUnknown = "source_unknown", Reject, 404, 0;
    /// The source does not take this HTTP method.
    MethodNotAllowed = "method_not_allowed", Reject, 405, 0;
    /// The same event id came before with other content, and the source refuses that.
    EventConflict = "event_conflict", Reject, 409, 90;
    /// The sender's address is not on the source's list.
    AddressDenied = "address_denied", Reject, 403, 0;
    /// The request did not come over HTTPS.
    InsecureTransport = "insecure_transport", Reject, 403, 0;
    /// The source sent more than its agreed rate.
    RateLimited = "rate_limited", Reject, 429, 0;
    /// A secret has no bytes.
    SecretEmpty = "secret_empty", Config, 503, 0;
    /// A secret has fewer than 16 bytes, and short ones were not allowed.
    SecretShort = "secret_short", Config, 503, 0;
    /// A secret does not have the form, or is not of the kind, that the scheme needs.
    SecretMalformed = "secret_malformed", Config, 503, 0;
    /// No scheme has this id.
    SchemeUnknown = "scheme_unknown", Config, 503, 0;
    /// A scheme, or an option for it, cannot work.
    SchemeInvalid = "scheme_invalid", Config, 503, 0;
    /// This build or host lacks the scheme's algorithm.
    AlgorithmUnavailable = "algorithm_unavailable", Config, 503, 0;
    /// An origin's settings cannot work.
    OriginInvalid = "origin_invalid", Config, 503, 0;
    /// Keys are too many, or a dedupe key cannot work.
    KeyInvalid = "key_invalid", Config, 503, 0;
    /// The host forbids something that is needed, such as WebAssembly.
    EnvironmentUnsupported = "environment_unsupported", Config, 503, 0;
    /// The configuration as a whole cannot be used.
    ConfigInvalid = "config_invalid", Config, 503, 0;
    /// A store did not answer or refused.
    StoreUnavailable = "store_unavailable", Fault, 503, 0;
    /// A store sheds load.
    StoreOverloaded = "store_overloaded", Fault, 503, 0;
    /// Something failed that should not be able to.
    Internal = "internal", Fault, 503, 0;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
