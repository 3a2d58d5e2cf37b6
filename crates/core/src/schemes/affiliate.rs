//! Affiliate platforms: why most users come.

use alloc::borrow::Cow::Borrowed;

use super::standard::SVIX_MESSAGE;
use super::{header, pointer, seconds_header, text};
use crate::scheme::{Algorithm, Encoding, KeyForm, Open, Part, Scheme, Signature, Syntax};

/// AffiliateBase signs with Svix's headers, and its documentation keys the
/// HMAC with the secret's text as shown, where Svix would decode it. Both are
/// tried, and `matched.form` says which held. Its sample strips a leading
/// `v1,` if there is one, so a bare tag is taken too.
pub static AFFILIATEBASE: Scheme = Scheme {
    id: text("affiliatebase"),
    signature: Signature {
        from: header("svix-signature"),
        syntax: Syntax::Versioned {
            version: text("v1"),
            bare: true,
        },
        encoding: Encoding::Base64,
    },
    timestamp: seconds_header("svix-timestamp"),
    event_id: pointer("/id"),
    event_type: pointer("/type"),
    version: None,
    message: Borrowed(SVIX_MESSAGE),
    algorithm: Algorithm::HmacSha256,
    key: Borrowed(&[KeyForm::Utf8, KeyForm::Whsec]),
    opens: Borrowed(&[]),
    reference: text(
        "AffiliateBase documentation, \"Outbound Webhooks\", section \"Signed requests\"",
    ),
};

/// Track360 computes HMAC-SHA256(secret, raw body) "in a header". Its guide
/// names neither the header, nor the encoding, nor the fields: all are open,
/// with the usual choices as defaults.
pub static TRACK360: Scheme = Scheme {
    id: text("track360"),
    signature: Signature {
        from: header("x-track360-signature"),
        syntax: Syntax::Single { prefix: text("") },
        encoding: Encoding::Hex,
    },
    timestamp: None,
    event_id: None,
    event_type: None,
    version: None,
    message: Borrowed(&[Part::Body]),
    algorithm: Algorithm::HmacSha256,
    key: Borrowed(&[KeyForm::Utf8]),
    opens: Borrowed(&[Open::Header, Open::Encoding, Open::Pointers]),
    reference: text(
        "Track360 guide \"Affiliate Platform Webhook Configuration\", 2026-06-03, section \"HMAC signature verification\"",
    ),
};
