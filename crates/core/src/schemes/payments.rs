//! Payment providers.

use alloc::borrow::Cow::Borrowed;

use super::{header, literal, pointer, seconds_pair, text};
use crate::scheme::{Algorithm, Encoding, KeyForm, Part, Scheme, Signature, Syntax};

/// Stripe. The key is the secret's text with its `whsec_`.
pub static STRIPE: Scheme = Scheme {
    id: text("stripe"),
    signature: Signature {
        from: header("stripe-signature"),
        syntax: Syntax::Pairs {
            between: b',',
            key: text("v1"),
        },
        encoding: Encoding::Hex,
    },
    timestamp: seconds_pair("t"),
    event_id: pointer("/id"),
    event_type: pointer("/type"),
    version: None,
    message: Borrowed(&[Part::Timestamp, literal("."), Part::Body]),
    algorithm: Algorithm::HmacSha256,
    key: Borrowed(&[KeyForm::Utf8]),
    opens: Borrowed(&[]),
    reference: text("https://docs.stripe.com/webhooks/signatures"),
};
