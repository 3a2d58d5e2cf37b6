//! Schemes that many providers share, and the providers that took them over.

use super::{schemes, unconfirmed};

schemes! {
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
    /// The same with a public key (`whpk_`). Svix sends this form under its own header names.
    "standard-webhooks-v1a" = "Standard Webhooks, asymmetric", vendor "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md" {
        algorithm: "ed25519",
        signature: "header:webhook-signature,svix-signature",
        form: "v1a,{signature} ...",
        encoding: "base64",
        message: "{header:webhook-id,svix-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp,svix-timestamp",
        id: "header:webhook-id,svix-id",
        type: "/type",
    }
    /// Customers of Svix may have the headers renamed to those of the standard.
    "svix" = "Svix", vendor "https://docs.svix.com/receiving/verifying-payloads/how-manual" {
        signature: "header:svix-signature,webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id,webhook-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp,webhook-timestamp",
        id: "header:svix-id,webhook-id",
        type: "/type",
    }
    "clerk" = "Clerk", sdk "https://github.com/clerk/javascript/blob/main/packages/backend/src/webhooks.ts" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
        type: "/type",
    }
    "resend" = "Resend", vendor "https://resend.com/docs/webhooks/verify-webhooks-requests" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
        type: "/type",
    }
    "goody" = "Goody", vendor "https://developer.ongoody.com/webhooks/webhook-security" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
    }
    "stytch" = "Stytch", seconded "https://stytch.com/docs/guides/dashboard/webhooks" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
    }
    "vanta" = "Vanta", vendor "https://developer.vanta.com/docs/webhooks" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
    }
    /// A secret without `whsec_` is the key's text itself, not base64, and the tag may stand
    /// without its version.
    "openai" = "OpenAI", sdk "https://github.com/openai/openai-node/blob/master/src/lib/webhook-signature.ts" {
        signature: "header:webhook-signature",
        form: "[v1,]{signature} ...",
        encoding: "base64",
        key: "whsec utf8",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    "anthropic" = "Anthropic", sdk "https://github.com/anthropics/anthropic-sdk-typescript/blob/main/src/resources/beta/webhooks.ts" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/data/type",
    }
    /// Webhooks of a project. Those of a single job are JWTs whose key must be fetched.
    "gemini" = "Gemini API", sdk "https://github.com/google-gemini/cookbook/blob/main/quickstarts/Webhooks.ipynb" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    "replicate" = "Replicate", vendor "https://replicate.com/docs/topics/webhooks/verify-webhook" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    /// The secret is shown as `v1,whsec_…`.
    "supabase" = "Supabase auth hooks", sdk "https://github.com/supabase/auth/blob/master/internal/hooks/hookshttp/hookshttp.go" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    /// Secrets made before 2026-09-08 are keys as text, with their `whsec_` or `polar_whs_`;
    /// later ones are base64 after `whsec_`.
    "polar" = "Polar", sdk "https://github.com/polarsource/polar/pull/14117" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec utf8",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    /// The SDK wraps the secret's text in base64 only for the library to take it off again: the
    /// key is the text.
    "increase" = "Increase", sdk "https://github.com/Increase/increase-typescript/blob/main/src/resources/events.ts" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/category",
    }
    /// As with Increase, the page encodes the secret's text for the library: the key is the text.
    "whop" = "Whop", vendor "https://docs.whop.com/developer/guides/webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    "lithic" = "Lithic", sdk "https://github.com/lithic-com/lithic-node/blob/main/src/resources/webhooks.ts" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/event_type",
    }
    "dodo-payments" = "Dodo Payments", sdk "https://github.com/dodopayments/dodopayments-typescript/blob/main/src/resources/webhooks/webhooks.ts" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    /// Secrets come from the API as base64 without a prefix.
    "brex" = "Brex", seconded "https://developer.brex.com/docs/webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    "render" = "Render", sdk "https://github.com/render-examples/webhook-receiver/blob/main/app.ts" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    "loops" = "Loops", seconded "https://loops.so/docs/webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    "etsy" = "Etsy", seconded "https://developers.etsy.com/documentation/essentials/webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/event_type",
    }
    "incident-io" = "incident.io", vendor "https://docs.incident.io/api-reference/webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    "fathom" = "Fathom", seconded "https://developers.fathom.ai/webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    /// GitLab's signing token, beside the older secret token in clear text.
    "gitlab-signing" = "GitLab signing token", sdk "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "header:x-gitlab-event",
    }
    "signatureapi" = "SignatureAPI", vendor "https://signatureapi.com/docs/api/guides/how-to/verify-webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    "postsyncer" = "PostSyncer", vendor "https://docs.postsyncer.com/guides/verify-webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
    }
    "liveblocks" = "Liveblocks", sdk "https://github.com/liveblocks/liveblocks/blob/main/packages/liveblocks-node/src/webhooks.ts" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    /// Accounts from before 2025-12-15 receive some events under Svix's header names, each endpoint
    /// with a secret of its own.
    "recall-ai" = "Recall.ai", vendor "https://docs.recall.ai/docs/authenticating-requests-from-recallai" {
        signature: "header:webhook-signature,svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id,svix-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp,svix-timestamp",
        id: "header:webhook-id,svix-id",
        type: "/event",
    }
    /// The key is the secret's text.
    "composio" = "Composio", sdk "https://github.com/ComposioHQ/composio/blob/next/ts/packages/core/src/models/Triggers.ts" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    "agentmail" = "AgentMail", vendor "https://docs.agentmail.to/webhook-verification" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
        type: "/event_type",
    }
    "ahasend" = "AhaSend", vendor "https://ahasend.com/docs/api-reference/webhooks" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "header:webhook-id",
        type: "/type",
    }
    "openmeter" = "OpenMeter", vendor "https://openmeter.io/docs/guides/webhooks" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
        type: "/type",
    }
    "autumn" = "Autumn", seconded "https://docs.useautumn.com/documentation/webhooks" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
        type: "/type",
    }
    /// Standard Webhooks under Finch's own header names; the secret is base64 without a prefix.
    "finch" = "Finch", sdk "https://github.com/Finch-API/finch-api-node/blob/main/src/resources/webhooks.ts" {
        signature: "header:finch-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:finch-event-id}.{timestamp}.{body}",
        timestamp: "header:finch-timestamp",
        id: "header:finch-event-id",
        type: "/event_type",
    }
    /// Names look like Standard Webhooks, but the id is not signed and the tag is hex.
    "linq" = "Linq", sdk "https://github.com/linq-team/linq-node/blob/main/src/resources/webhook-events.ts" {
        signature: "header:x-webhook-signature",
        message: "{timestamp}.{body}",
        timestamp: "header:x-webhook-timestamp",
        type: "header:x-webhook-event",
    }
    /// A shared text in a header or query parameter that the user names. Nothing is signed.
    "token" = "Shared token", vendor "https://www.rfc-editor.org/rfc/rfc6750" {
        algorithm: "token",
        signature: "header:authorization",
        opens: "header query prefix pointers",
    }
    /// The secret is `user:password`. Nothing is signed.
    "basic" = "HTTP Basic", vendor "https://www.rfc-editor.org/rfc/rfc7617" {
        algorithm: "basic",
        opens: "pointers",
    }
    /// Nothing is checked: for senders that prove nothing, so that the log says so.
    "none" = "Nothing", vendor "https://www.rfc-editor.org/rfc/rfc9110" {
        algorithm: "none",
        opens: "pointers",
    }
}

unconfirmed! {
    "360Learning": "the page shows webhook-signature with v1 tags; the part about the signed text could not be read",
    "folk": "one public receiver reads Standard Webhooks; no page of the vendor was found",
    "Granola": "no page of the vendor says how webhooks are signed",
    "Rupt": "the page shows Standard Webhooks; the form of the secret could not be read",
    "WaveSpeedAI": "the key is the secret's text behind whsec_, which the grammar does not say; the form of the tag could not be read",
}
