//! Developer platforms.

use super::{schemes, unconfirmed};

schemes! {
    /// The body alone is signed: delivery id and event name are labels that
    /// anyone who captured a request can change.
    "github" = "GitHub", vendor "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries" {
        signature: "header:x-hub-signature-256",
        form: "sha256={signature}",
        message: "{body}",
        id: "header:x-github-delivery",
        type: "header:x-github-event",
    }
}

unconfirmed! {}
