//! Schemes that many providers share.

use alloc::borrow::Cow::Borrowed;

use super::{covered_header, header, in_header, literal, pointer, seconds_header, text};
use crate::scheme::{Algorithm, Encoding, KeyForm, Open, Part, Scheme, Signature, Syntax};

/// Standard Webhooks with its symmetric signature `v1`.
pub static STANDARD_WEBHOOKS: Scheme = Scheme {
    id: text("standard-webhooks"),
    signature: Signature {
        from: header("webhook-signature"),
        syntax: Syntax::Versioned {
            version: text("v1"),
            bare: false,
        },
        encoding: Encoding::Base64,
    },
    timestamp: seconds_header("webhook-timestamp"),
    event_id: in_header("webhook-id"),
    event_type: pointer("/type"),
    version: None,
    message: Borrowed(&[
        covered_header("webhook-id"),
        literal("."),
        Part::Timestamp,
        literal("."),
        Part::Body,
    ]),
    algorithm: Algorithm::HmacSha256,
    key: Borrowed(&[KeyForm::WhsecOrBare]),
    opens: Borrowed(&[]),
    reference: text(
        "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
    ),
};

/// What Svix signs, and whoever took its headers over.
pub(super) static SVIX_MESSAGE: &[Part] = &[
    covered_header("svix-id"),
    literal("."),
    Part::Timestamp,
    literal("."),
    Part::Body,
];

/// Svix: the same shape under its own header names.
pub static SVIX: Scheme = Scheme {
    id: text("svix"),
    signature: Signature {
        from: header("svix-signature"),
        syntax: Syntax::Versioned {
            version: text("v1"),
            bare: false,
        },
        encoding: Encoding::Base64,
    },
    timestamp: seconds_header("svix-timestamp"),
    event_id: in_header("svix-id"),
    event_type: pointer("/type"),
    version: None,
    message: Borrowed(SVIX_MESSAGE),
    algorithm: Algorithm::HmacSha256,
    key: Borrowed(&[KeyForm::WhsecOrBare]),
    opens: Borrowed(&[]),
    reference: text("https://docs.svix.com/receiving/verifying-payloads/how-manual"),
};

/// A shared text in a header or query parameter that the user names. Nothing is signed.
pub static TOKEN: Scheme = Scheme {
    id: text("token"),
    signature: Signature {
        from: header("authorization"),
        syntax: Syntax::Single { prefix: text("") },
        encoding: Encoding::Hex,
    },
    timestamp: None,
    event_id: None,
    event_type: None,
    version: None,
    message: Borrowed(&[]),
    algorithm: Algorithm::Token,
    key: Borrowed(&[KeyForm::Utf8]),
    opens: Borrowed(&[Open::Header, Open::Query, Open::Prefix, Open::Pointers]),
    reference: text("https://www.rfc-editor.org/rfc/rfc6750"),
};
