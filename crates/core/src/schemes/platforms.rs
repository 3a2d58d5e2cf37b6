//! Developer platforms.

use alloc::borrow::Cow::Borrowed;

use super::{header, in_header, text};
use crate::scheme::{Algorithm, Encoding, KeyForm, Part, Scheme, Signature, Syntax};

/// GitHub signs the body alone: delivery id and event name are labels that
/// anyone who captured a request can change.
pub static GITHUB: Scheme = Scheme {
    id: text("github"),
    signature: Signature {
        from: header("x-hub-signature-256"),
        syntax: Syntax::Single {
            prefix: text("sha256="),
        },
        encoding: Encoding::Hex,
    },
    timestamp: None,
    event_id: in_header("x-github-delivery"),
    event_type: in_header("x-github-event"),
    version: None,
    message: Borrowed(&[Part::Body]),
    algorithm: Algorithm::HmacSha256,
    key: Borrowed(&[KeyForm::Utf8]),
    opens: Borrowed(&[]),
    reference: text(
        "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    ),
};
