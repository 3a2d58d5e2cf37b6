//! Payment providers.

use super::{schemes, unconfirmed};

schemes! {
    /// The key is the secret's text with its `whsec_`.
    "stripe" = "Stripe", vendor "https://docs.stripe.com/webhooks/signatures" {
        signature: "header:stripe-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        id: "/id",
        type: "/type",
    }
}

unconfirmed! {}
