//! Affiliate, partner, referral and loyalty platforms: why most users come.

use super::{schemes, unconfirmed};

schemes! {
    /// The headers are Svix's, but the page keys the MAC with the secret's text as shown, where
    /// Svix would decode it: both are tried. Its sample strips a leading `v1,` if there is one, so
    /// a bare tag is taken too. The event's id is the body's; `svix-id` names the delivery.
    "affiliatebase" = "AffiliateBase", vendor "https://www.affiliatebase.io/docs/api/outbound-webhooks" {
        signature: "header:svix-signature",
        form: "[v1,]{signature} ...",
        encoding: "base64",
        key: "utf8 whsec",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "/id",
        type: "/type",
    }
    /// The guide says HMAC-SHA256 over the raw body "in a header" and names neither the header nor
    /// the encoding nor the fields: all are open, with the usual choices as defaults.
    "track360" = "Track360", vendor "https://track360.io/blog/affiliate-platform-webhook-configuration-event-notifications-guide" {
        signature: "header:x-track360-signature",
        message: "{body}",
        opens: "header encoding pointers",
    }
    "tolt" = "Tolt", vendor "https://docs.tolt.com/webhooks/verify" {
        signature: "header:svix-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec-or-bare",
        message: "{header:svix-id}.{timestamp}.{body}",
        timestamp: "header:svix-timestamp",
        id: "header:svix-id",
        type: "/type",
    }
    "rewardful" = "Rewardful", vendor "https://developers.rewardful.com/webhooks/signed-webhooks" {
        signature: "header:x-rewardful-signature",
        message: "{body}",
        id: "/event/id",
        type: "/event/type",
    }
    /// The key is the secret's text with its `whsec_`, which is no base64 here; partner postbacks
    /// (`pbsec_`) are signed and shaped alike.
    "dub" = "Dub", sdk "https://github.com/dubinc/dub/blob/main/apps/web/lib/webhook/signature.ts" {
        signature: "header:dub-signature",
        message: "{body}",
        id: "/id",
        type: "/event",
    }
    "refersion" = "Refersion", vendor "https://www.refersion.dev/reference/webhook-validation" {
        signature: "header:refersion-signature",
        encoding: "base64",
        message: "{body}",
        type: "header:refersion-topic",
    }
    /// The page leaves the window to the receiver. Retries go on for days, with a new `ts` each.
    "growsurf" = "GrowSurf", vendor "https://docs.growsurf.com/developer-tools/webhooks/securing-your-webhooks" {
        signature: "header:growsurf-signature",
        form: "ts={timestamp},v={signature},...",
        message: "{timestamp}.{body}",
        unit: "milliseconds",
        type: "/event",
    }
    /// The key is the secret's text with its `whsec_`.
    "affonso" = "Affonso", vendor "https://docs.affonso.io/webhooks/setup" {
        signature: "header:x-affonso-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        id: "/id",
        type: "/type",
    }
    /// Conversions and events that a merchant's server signs and sends to Affonso; the help pages
    /// describe webhooks of this form too.
    "affonso-s2s" = "Affonso server to server", sdk "https://github.com/affonso-io/affonso-node/blob/main/src/http.ts" {
        signature: "header:x-affonso-signature",
        message: "{timestamp}.{body}",
        timestamp: "header:x-affonso-timestamp",
        id: "/external_event_id",
        type: "/event_name",
    }
    /// The page does not name the encoding: it is open, with the usual one as default. The body is
    /// the bare object: it names neither an event nor its type.
    "uppromote" = "UpPromote", vendor "https://aff-api.uppromote.com/docs/v2/webhook-overview-1623756m0" {
        signature: "header:x-uppromote-signature",
        message: "{body}",
        opens: "encoding",
    }
    /// The page does not name the encoding: it is open, with the usual one as default.
    "mention-me" = "Mention Me", vendor "https://docs.mention-me.com/api-reference/webhooks/security" {
        signature: "header:x-mentionme-signature",
        form: "sha256={signature}",
        message: "{body}",
        opens: "encoding",
    }
    "reditus" = "Reditus", vendor "https://docs.getreditus.com/webhooks/get_started" {
        signature: "header:x-signature",
        message: "{body}",
    }
    "incenta" = "Incenta", vendor "https://incenta.dev/docs/webhooks" {
        signature: "header:x-webhook-signature",
        message: "{body}",
    }
    "navoswap" = "NavoSwap affiliates", vendor "https://docs.navoswap.com/partners/webhooks" {
        signature: "header:x-navoswap-signature",
        form: "v1={signature}",
        message: "{timestamp}.{body}",
        timestamp: "header:x-navoswap-timestamp",
    }
    "refgrow" = "Refgrow", vendor "https://refgrow.com/docs/webhooks" {
        signature: "header:x-refgrow-signature",
        form: "sha256={signature}",
        message: "{body}",
        type: "/event",
    }
    "sweetref" = "SweetRef", vendor "https://sweetref.apidog.io/doc-738006" {
        signature: "header:x-signature",
        message: "{body}",
        type: "/event",
    }
    /// The header says sha256 and means hex.
    "levanta" = "Levanta", vendor "https://knowledge.levanta.io/creator-webhook-documentation" {
        signature: "header:x-levanta-hmac-sha256",
        message: "{body}",
    }
    /// Conversions that a merchant's server signs and sends to Influencemart.
    "influencemart" = "Influencemart conversions", vendor "https://shop.influencemart.com/developers/hmac" {
        signature: "header:x-signature",
        message: "{timestamp}.{body}",
        timestamp: "header:x-timestamp",
        id: "/externalOrderId",
    }
    /// Conversions that a merchant's server signs and sends to Attribloom.
    "attribloom" = "Attribloom conversions", vendor "https://attribloom.com/guides/webhook" {
        signature: "header:x-ea-signature",
        message: "{timestamp}.{body}",
        timestamp: "header:x-ea-timestamp",
        unit: "milliseconds",
        id: "/externalId",
        type: "/eventType",
    }
    /// The vendor's prose once says SHA-1; its header, its sample and its receivers say SHA-256.
    "friendbuy" = "Friendbuy", seconded "https://developers.friendbuy.com/#signature-validation" {
        signature: "header:x-friendbuy-hmac-sha256",
        encoding: "base64",
        message: "{body}",
    }
    "loyaltylion" = "LoyaltyLion", vendor "https://developers.loyaltylion.com/api/resources/webhooks" {
        signature: "header:x-loyaltylion-hmac-sha256",
        encoding: "base64",
        message: "{body}",
        id: "/id",
        type: "/topic",
    }
    "joy" = "Joy Loyalty", vendor "https://devdocs.joy.so/webhook-api/security/" {
        signature: "header:x-joy-loyalty-hmac-sha256",
        encoding: "base64",
        message: "{body}",
    }
    "rivo" = "Rivo", vendor "https://developer-docs.rivo.io/reference/verifying-webhook-signatures" {
        signature: "header:rivo-signature",
        encoding: "base64",
        message: "{body}",
    }
    "loyalite" = "Loyalite", vendor "https://docs.loyalite.app/webhooks/security" {
        signature: "header:x-loyalite-signature-256",
        form: "sha256={signature}",
        message: "{body}",
        type: "/event",
    }
    /// A retry carries a new date and a new signature, so a minute is enough.
    "loyalty-now" = "Loyalty Now", vendor "https://dev.loyaltynow.com/docs/webhooks/security-and-signatures" {
        signature: "header:x-l1-signature",
        encoding: "base64",
        message: "{body}{url}{timestamp}",
        timestamp: "header:x-l1-requestdate",
        unit: "rfc3339",
        tolerance: "60",
    }
    "thrivecart" = "ThriveCart", vendor "https://support.thrivecart.com/help/using-webhook-notifications/" {
        algorithm: "token",
        signature: "form:thrivecart_secret",
        type: "form:event",
        handshake: "HEAD empty",
    }
    /// The page does not name the encoding: it is open, with the usual one as default.
    "eduzz" = "Eduzz", vendor "https://github.com/eduzz/eduzz-webhook-docs" {
        signature: "header:x-signature",
        message: "{body}",
        id: "/id",
        type: "/event",
        opens: "encoding",
    }
    "hotmart" = "Hotmart", seconded "https://developers.hotmart.com/docs/en/1.0.0/webhook/using-webhook/" {
        algorithm: "token",
        signature: "header:x-hotmart-hottok",
        id: "/id",
        type: "/event",
        version: "/version",
    }
}

unconfirmed! {
    "Affihub": "signs with HMAC-SHA256; the part of its page that names the header could not be read",
    "Affise": "postbacks are not signed but carry a shared password in `secure`; use `token` with that parameter",
    "Affonso, older form": "one public receiver reads x-affonso-webhook-id and a v1, list; no page of the vendor shows it",
    "Cello": "no statement about signatures of its own webhooks was found",
    "ClickBank": "the notification is encrypted with AES, not signed",
    "Digistore24": "sha_sign is a SHA-512 over sorted KEY=value pairs with the passphrase between them, which the grammar does not say",
    "Everflow": "postbacks are not signed; set a token in their address and use `token`",
    "FirstPromoter": "version 2 once promised HMAC-SHA256 and named no header; today's page no longer speaks of signatures",
    "Impact": "no page of the vendor says how postbacks are signed",
    "Kiwify": "sales carry ?signature=, but receivers disagree on token or HMAC-SHA1, and no page of the vendor settles it",
    "London Theatre Direct": "the header is base64 of affiliate id, secret and a CRC-32: no MAC, and it shows the secret",
    "Open Loyalty": "hex in X-Webhook-Signature beside a timestamp and a request id; the page that could be read does not show what is signed",
    "Partnero": "HMAC-SHA256 of the body in the header Signature; the page that could be read does not name the encoding",
    "PartnersMy": "the page names X-Webhook-Signature and no encoding",
    "PartnerStack": "only third-party guesses name a header",
    "PayKickstart": "verification_code is an HMAC-SHA1 over sorted, joined parameters, which the grammar does not say",
    "Post Affiliate Pro": "no page of the vendor says how notifications are signed",
    "PromoteKit": "the page that could be read does not say how events are signed",
    "ReferralCandy": "an MD5 of secret and body, which is not offered",
    "ReferralHero": "HMAC-SHA256 in X-ReferralHero-Signature; the encoding could not be read",
    "Scaleo": "postbacks are not signed but carry a shared token; use `token`",
    "Tapfiliate": "no page of the vendor says how webhooks are signed",
    "Trackdesk": "no page of the vendor says how webhooks are signed",
}
