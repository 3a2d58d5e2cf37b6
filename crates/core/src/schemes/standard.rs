//! Schemes that many providers share.

use super::{schemes, unconfirmed};

schemes! {
    /// The symmetric signature, `v1`.
    "standard-webhooks" = "Standard Webhooks", vendor "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    "svix" = "Svix", vendor "https://docs.svix.com/receiving/verifying-payloads/how-manual" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
        type: "/type",
    }
    /// A shared text in a header or query parameter that the user names. Nothing is signed.
    "token" = "Token in a header or query", vendor "https://www.rfc-editor.org/rfc/rfc6750" {
        algorithm: "token",
        signature: "header:authorization",
        opens: "header query prefix pointers",
    }
}

unconfirmed! {}
