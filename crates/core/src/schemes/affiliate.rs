//! Affiliate platforms: why most users come.

use super::{schemes, unconfirmed};

schemes! {
    /// Signs with Svix's headers, and its documentation keys the HMAC with the
    /// secret's text as shown, where Svix would decode it. Both are tried, and
    /// `matched.form` says which held. Its sample strips a leading `v1,` if
    /// there is one, so a bare tag is taken too.
    "affiliatebase" = "AffiliateBase", vendor "AffiliateBase documentation, \"Outbound Webhooks\", section \"Signed requests\"" {
        signature: "header:svix-signature",
        form: "[v1,]{signature} ...",
        encoding: "base64",
        key: "utf8 whsec",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "/id",
        type: "/type",
    }
    /// HMAC-SHA256(secret, raw body) "in a header". The guide names neither the
    /// header, nor the encoding, nor the fields: all are open, with the usual
    /// choices as defaults.
    "track360" = "Track360", vendor "Track360 guide \"Affiliate Platform Webhook Configuration\", 2026-06-03, section \"HMAC signature verification\"" {
        signature: "header:x-track360-signature",
        message: "{body}",
        opens: "header encoding pointers",
    }
}

unconfirmed! {}
