//! Payments, billing, commerce, shipping and money movement.

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

    /// Events, in preview, name the same headers without `x-`.
    "shopify" = "Shopify", vendor "https://shopify.dev/docs/apps/build/webhooks/verify-deliveries" {
        signature: "header:x-shopify-hmac-sha256,shopify-hmac-sha256",
        encoding: "base64",
        message: "{body}",
        id: "header:x-shopify-webhook-id,shopify-webhook-id",
        type: "header:x-shopify-topic,shopify-topic",
        version: "header:x-shopify-api-version,shopify-api-version",
    }

    /// No id: `X-WC-Webhook-Delivery-ID` hashes the webhook and the second, so that two events of one second share it.
    /// The ping that precedes a new webhook is an unsigned form with nothing but `webhook_id`, and wants a 200.
    "woocommerce" = "WooCommerce", sdk "https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php" {
        signature: "header:x-wc-webhook-signature",
        encoding: "base64",
        message: "{body}",
        type: "header:x-wc-webhook-topic",
        handshake: "POST if form:webhook_id empty",
    }

    "lemon-squeezy" = "Lemon Squeezy", vendor "https://docs.lemonsqueezy.com/help/webhooks/signing-requests" {
        signature: "header:x-signature",
        message: "{body}",
        type: "/meta/event_name",
    }

    /// Paddle's own packages take five seconds past and any future; a policy that a slow network breaks.
    "paddle" = "Paddle", sdk "https://github.com/PaddleHQ/paddle-node-sdk/blob/main/src/notifications/helpers/webhooks-validator.ts" {
        signature: "header:paddle-signature",
        form: "ts={timestamp};h1={signature};...",
        message: "{timestamp}:{body}",
        id: "/event_id",
        type: "/event_type",
    }

    /// Milliseconds, although the page's own example shows ten digits: its text and Recurly's Ruby package say so.
    /// No id: the body's `/id` is the object's.
    "recurly" = "Recurly (JSON)", vendor "https://docs.recurly.com/v1.3/docs/signature-verification" {
        signature: "header:recurly-signature",
        form: "{timestamp},{signature},...",
        message: "{timestamp}.{body}",
        unit: "milliseconds",
        type: "/event_type",
    }

    "chargebee" = "Chargebee", sdk "https://github.com/chargebee/chargebee-node#handle-webhooks" {
        algorithm: "basic",
        id: "/id",
        type: "/event_type",
    }

    "chargify" = "Maxio Advanced Billing (Chargify)", seconded "https://help.chargify.com/settings/webhooks.html" {
        signature: "header:x-chargify-webhook-signature-hmac-sha-256",
        message: "{body}",
        id: "header:x-chargify-webhook-id",
        type: "form:event",
    }

    /// One request carries many events.
    "gocardless" = "GoCardless", sdk "https://github.com/gocardless/gocardless-nodejs/blob/master/src/webhooks.ts" {
        signature: "header:webhook-signature",
        message: "{body}",
        id: "/events/*/id",
    }

    /// Fields of the only item are signed, not the body. A value that holds a colon is refused: it could be cut elsewhere.
    /// No id: one `pspReference` comes with several event codes.
    "adyen" = "Adyen (standard payments)", vendor "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures" {
        signature: "/notificationItems/*/NotificationRequestItem/additionalData/hmacSignature",
        encoding: "base64",
        key: "hex",
        message: "[{/notificationItems/*/NotificationRequestItem/pspReference}]:[{/notificationItems/*/NotificationRequestItem/originalReference}]:[{/notificationItems/*/NotificationRequestItem/merchantAccountCode}]:[{/notificationItems/*/NotificationRequestItem/merchantReference}]:{/notificationItems/*/NotificationRequestItem/amount/value}:{/notificationItems/*/NotificationRequestItem/amount/currency}:{/notificationItems/*/NotificationRequestItem/eventCode}:{/notificationItems/*/NotificationRequestItem/success}",
        type: "/notificationItems/0/NotificationRequestItem/eventCode",
    }

    /// Configuration, balance platform and management webhooks; standard payment webhooks sign fields in the body.
    "adyen-platform" = "Adyen (platform, management)", vendor "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures" {
        signature: "header:hmacsignature",
        encoding: "base64",
        key: "hex",
        message: "{body}",
        type: "/type",
    }

    "square" = "Square", sdk "https://github.com/square/square-nodejs-sdk/blob/master/src/wrapper/WebhooksHelper.ts" {
        signature: "header:x-square-hmacsha256-signature",
        encoding: "base64",
        message: "{url}{body}",
        id: "/event_id",
        type: "/type",
    }

    /// The key is the SHA-1 of the private key; the field is signed as decoded, with the line end that Braintree's encoder adds.
    // handshake: GET ?bt_challenge=<20 to 32 hex digits> wants `<public key>|<hex HMAC-SHA1 of the challenge, same key>`
    // as text. It needs the public key and a MAC that this language does not give away.
    "braintree" = "Braintree", sdk "https://github.com/braintree/braintree_node/blob/master/lib/braintree/webhook_notification_gateway.js" {
        algorithm: "hmac-sha1",
        signature: "form:bt_signature",
        form: "{key-id}|{signature}&...",
        key: "sha1",
        message: "{form:bt_payload}",
    }

    "coinbase-commerce" = "Coinbase Commerce", vendor "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security" {
        signature: "header:x-cc-webhook-signature",
        message: "{body}",
        id: "/event/id",
        type: "/event/type",
    }

    "razorpay" = "Razorpay", sdk "https://github.com/razorpay/razorpay-node/blob/master/lib/utils/razorpay-utils.js" {
        signature: "header:x-razorpay-signature",
        message: "{body}",
        id: "header:x-razorpay-event-id",
        type: "/event",
    }

    "paystack" = "Paystack", seconded "https://paystack.com/docs/payments/webhooks/" {
        algorithm: "hmac-sha512",
        signature: "header:x-paystack-signature",
        message: "{body}",
        type: "/event",
    }

    "checkout-com" = "Checkout.com", vendor "https://www.checkout.com/docs/developer-resources/webhooks/manage-webhooks/set-up-your-webhook-receiver" {
        signature: "header:cko-signature",
        message: "{body}",
        id: "/id",
        type: "/type",
    }

    /// While a secret rotates, the header comes more than once.
    "mollie" = "Mollie", sdk "https://github.com/mollie/mollie-api-php/blob/master/src/Webhooks/SignatureValidator.php" {
        signature: "header:x-mollie-signature",
        form: "[sha256=]{signature},...",
        message: "{body}",
        id: "/id",
        type: "/type",
    }

    /// The body is not signed. `data.id` keeps its case: all seven packages of the vendor stopped lower-casing it in June 2026.
    /// The timestamp comes in seconds or in milliseconds, and no window is stated.
    "mercado-pago" = "Mercado Pago", sdk "https://github.com/mercadopago/sdk-nodejs/blob/master/src/utils/webhook/index.ts" {
        signature: "header:x-signature",
        form: "ts={timestamp},v1={signature},...",
        message: "[id:{query:data.id};][request-id:{header:x-request-id};]ts:{timestamp};",
        unit: "unix",
        tolerance: "none",
        type: "query:type",
    }

    "authorize-net" = "Authorize.Net", seconded "https://developer.authorize.net/api/reference/features/webhooks.html" {
        algorithm: "hmac-sha512",
        signature: "header:x-anet-signature",
        form: "sha512={signature}",
        key: "hex",
        message: "{body}",
        id: "/notificationId",
        type: "/eventType",
    }

    "modern-treasury" = "Modern Treasury", sdk "https://github.com/Modern-Treasury/modern-treasury-node/blob/main/src/resources/webhooks.ts" {
        signature: "header:x-signature",
        message: "{body}",
    }

    "orb" = "Orb", sdk "https://github.com/orbcorp/orb-node/blob/main/src/resources/webhooks.ts" {
        signature: "header:x-orb-signature",
        form: "v1={signature} ...",
        message: "v1:{timestamp}:{body}",
        timestamp: "header:x-orb-timestamp",
        unit: "rfc3339-utc",
        id: "/id",
        type: "/type",
    }

    "airwallex" = "Airwallex", vendor "https://www.airwallex.com/docs/developer-tools__listen-for-webhook-events" {
        signature: "header:x-signature",
        message: "{timestamp}{body}",
        timestamp: "header:x-timestamp",
        unit: "milliseconds",
        id: "/id",
        type: "/name",
    }

    "affirm" = "Affirm", vendor "https://docs.affirm.com/developers/docs/checking-webhook-signatures" {
        algorithm: "hmac-sha512",
        signature: "header:x-affirm-signature",
        form: "t={timestamp},v0={signature},...",
        message: "{timestamp}.{body}",
    }

    /// The page names no encoding.
    "worldpay" = "Worldpay", vendor "https://docs.worldpay.com/access/products/events/signature" {
        signature: "header:event-signature",
        form: "{key-id}/SHA256/{signature},...",
        message: "{body}",
        id: "/eventId",
        type: "/eventDetails/type",
        opens: "encoding",
    }

    "revolut" = "Revolut", vendor "https://developer.revolut.com/docs/guides/manage-accounts/webhooks/verify-the-payload-signature" {
        signature: "header:revolut-signature",
        form: "v1={signature},...",
        message: "v1.{timestamp}.{body}",
        timestamp: "header:revolut-request-timestamp",
        unit: "milliseconds",
        type: "/event",
    }

    /// No window is stated, and Cashfree's own package enforces none.
    "cashfree" = "Cashfree", vendor "https://www.cashfree.com/docs/payments/online/webhooks/signature-verification" {
        signature: "header:x-webhook-signature",
        encoding: "base64",
        message: "{timestamp}{body}",
        timestamp: "header:x-webhook-timestamp",
        unit: "milliseconds",
        tolerance: "none",
        type: "/type",
    }

    /// Sends the headers that the webhook was created with, and signs nothing. One event has one hash.
    "bigcommerce" = "BigCommerce", vendor "https://github.com/bigcommerce/docs/blob/main/docs/integrations/webhooks/tutorial.mdx" {
        algorithm: "token",
        signature: "header:authorization",
        id: "/hash",
        type: "/scope",
        opens: "header prefix",
    }

    "wise" = "Wise", sdk "https://github.com/transferwise/digital-signatures-examples/tree/main/verify-webhook-signature" {
        algorithm: "rsa-sha256",
        signature: "header:x-signature-sha256",
        encoding: "base64",
        message: "{body}",
        type: "/event_type",
    }

    "xendit" = "Xendit", vendor "https://help.xendit.co/hc/en-us/articles/360038072991-How-to-validate-if-the-webhook-is-sent-from-Xendit" {
        algorithm: "token",
        signature: "header:x-callback-token",
    }

    "alchemy" = "Alchemy", vendor "https://docs.alchemy.com/reference/notify-api-faq" {
        signature: "header:x-alchemy-signature",
        message: "{body}",
        id: "/id",
        type: "/type",
    }

    /// For POST; what MoonPay asks by GET signs the query instead.
    "moonpay" = "MoonPay", vendor "https://dev.moonpay.com/reference/reference-webhooks-signature" {
        signature: "header:moonpay-signature-v2",
        form: "t={timestamp},s={signature},...",
        message: "{timestamp}.{body}",
    }

    "fintoc" = "Fintoc", vendor "https://docs.fintoc.com/guides/resources/webhooks-walkthrough/webhooks-validating" {
        signature: "header:fintoc-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        type: "/type",
    }

    "coinify" = "Coinify", vendor "https://coinify.readme.io/docs/webhook-signature" {
        signature: "header:x-coinify-webhook-signature",
        message: "{body}",
    }

    "coinflow" = "Coinflow", vendor "https://docs.coinflow.cash/guides/developer-resources/webhooks/verifying-webhook-signatures" {
        signature: "header:coinflow-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
    }

    "strike" = "Strike", vendor "https://docs.strike.me/webhooks/signature-verification" {
        signature: "header:x-webhook-signature",
        message: "{body}",
    }

    /// A shop's webhooks and a platform app's differ by the header alone.
    "fourthwall" = "Fourthwall", vendor "https://docs.fourthwall.com/webhooks/signature-verification" {
        signature: "header:x-fourthwall-hmac-sha256,x-fourthwall-hmac-apps-sha256",
        encoding: "base64",
        message: "{body}",
    }

    /// One request carries many events.
    "fastspring" = "FastSpring", vendor "https://developer.fastspring.com/docs/message-security" {
        signature: "header:x-fs-signature",
        encoding: "base64",
        message: "{body}",
        id: "/events/*/id",
    }

    /// Second version of the notifications (wallets, contracts, payments network, gateway). Each key has an id in
    /// `X-Circle-Key-Id` and is fetched once, as base64 of its SPKI.
    "circle" = "Circle", vendor "https://developers.circle.com/api-reference/verify-webhook-signatures" {
        algorithm: "ecdsa-p256",
        signature: "header:x-circle-signature",
        encoding: "base64",
        message: "{body}",
    }

    "dwolla" = "Dwolla", vendor "https://developers.dwolla.com/docs/balance/connect/process-validate" {
        signature: "header:x-request-signature-sha-256",
        message: "{body}",
        id: "/id",
        type: "/topic",
    }

    /// The payload is JSON in a text, and only its text and the timestamp are signed. The timestamp is the event's, not
    /// the delivery's, so no window holds.
    "zettle" = "Zettle", vendor "https://github.com/iZettle/api-documentation/blob/master/pusher-api/user-guides/create-subscriptions.md" {
        signature: "header:x-izettle-signature",
        message: "{timestamp}.{/payload}",
        timestamp: "/timestamp",
        unit: "rfc3339",
        tolerance: "none",
        id: "/messageUuid",
        type: "/eventName",
    }

    /// Endpoints that chose `hmac`; those that chose `jwt` send an RS256 token in the same header.
    "lago" = "Lago", sdk "https://github.com/getlago/lago-api/blob/main/app/models/webhook.rb" {
        signature: "header:x-lago-signature",
        encoding: "base64",
        message: "{body}",
        id: "header:x-lago-unique-key",
        type: "/webhook_type",
    }

    /// EasyPost decomposes the secret first (NFKD), which changes none that is ASCII.
    "easypost" = "EasyPost", sdk "https://github.com/EasyPost/easypost-node/blob/master/src/utils/util.js" {
        signature: "header:x-hmac-signature",
        form: "hmac-sha256-hex={signature}",
        message: "{body}",
        id: "/id",
        type: "/description",
    }

    "worldline" = "Worldline (Connect)", vendor "https://docs.connect.worldline-solutions.com/documentation/webhooks/event-structure/" {
        signature: "header:x-gcs-signature",
        encoding: "base64",
        message: "{body}",
        id: "/id",
        type: "/type",
    }

    "yampi" = "Yampi", vendor "https://docs.yampi.com.br/api-reference/webhooks" {
        signature: "header:x-yampi-hmac-sha256",
        encoding: "base64",
        message: "{body}",
    }

    /// The onboarding and merchant API; the gateway's own webhooks differ.
    "nmi" = "NMI", vendor "https://docs.nmi.com/reference/webhook-events-2" {
        signature: "header:signature",
        message: "{body}",
    }

    "transfi" = "TransFi", vendor "https://docs.transfi.com/docs/webhook-signature" {
        signature: "header:x-transfi-hmac-hash",
        message: "{body}",
    }

    "fincra" = "Fincra", vendor "https://docs.fincra.com/docs/validating-webhook" {
        algorithm: "hmac-sha512",
        signature: "header:signature",
        message: "{body}",
    }

    "monnify" = "Monnify", seconded "https://developers.monnify.com/docs/webhooks" {
        algorithm: "hmac-sha512",
        signature: "header:monnify-signature",
        message: "{body}",
        type: "/eventType",
    }

    "billit" = "Billit", vendor "https://docs.accesspoint.billit.eu/docs/webhooks-signature" {
        signature: "header:billit-signature",
        form: "t={timestamp},s={signature},...",
        message: "{timestamp}.{body}",
    }

    "invoiless" = "Invoiless", vendor "https://docs.invoiless.com/guide/webhooks.html" {
        signature: "header:invoiless-signature",
        form: "sha256={signature}",
        encoding: "base64",
        message: "{body}",
        type: "/type",
    }

    /// A redelivery has a new `deliveryId`; the original one stays.
    "btcpay" = "BTCPay Server", sdk "https://github.com/btcpayserver/btcpayserver/blob/master/BTCPayServer/Plugins/Webhooks/WebhookSender.cs" {
        signature: "header:btcpay-sig",
        form: "sha256={signature}",
        message: "{body}",
        id: "/originalDeliveryId",
        type: "/type",
    }

    /// Woovi signs for all with one key; its page gives it as base64 of the PEM text, which is to be decoded first.
    "openpix" = "Woovi (OpenPix)", seconded "https://developers.woovi.com/docs/tags/signature" {
        algorithm: "rsa-sha256",
        signature: "header:x-webhook-signature",
        encoding: "base64",
        message: "{body}",
        type: "/event",
    }

    /// Neither body nor event is signed: three headers are. The page gives the timestamp no unit, so that no window holds.
    "moov" = "Moov", vendor "https://docs.moov.io/guides/webhooks/check-webhook-signatures" {
        algorithm: "hmac-sha512",
        signature: "header:x-signature",
        message: "{header:x-timestamp}|{header:x-nonce}|{header:x-webhook-id}",
        id: "/eventID",
        type: "/type",
    }

    /// Second version of the events, which signs the body with the account's salt.
    "hitpay" = "HitPay", sdk "https://github.com/hit-pay/claude-code-plugin/blob/main/skills/webhook-handler/SKILL.md" {
        signature: "header:hitpay-signature",
        message: "{body}",
    }

    "creem" = "Creem", seconded "https://docs.creem.io/code/webhooks" {
        signature: "header:creem-signature",
        message: "{body}",
    }
}

unconfirmed! {
    "Afterpay": "a draft of its page signs url, time and body by lines, but disagrees with its own sample on the url and on the encoding",
    "Amazon SNS": "RSA over chosen fields, with a certificate that the message itself names: fetched keys are not the core's",
    "Bolt": "no page of the vendor was read that names the header",
    "Bridge": "RSA over a digest of timestamp and body; the page leaves open whether that digest is digested again",
    "BVNK": "the page names X-Signature and, for standard webhooks, url, content type and body, but not how they are joined",
    "Coinbase Developer Platform": "the signature's pair `h` names the headers that are signed; the language reads such a list from a header only",
    "Column": "no page of the vendor was found",
    "Conekta": "its packages create signing keys and do not verify; no page was found",
    "Cryptomus": "an MD5 over base64 of re-encoded JSON",
    "Dintero": "its page says HMAC and was not read to the message that is signed",
    "eBay": "ECDSA with SHA-1 and a key fetched by an authenticated request",
    "Ecwid": "only implementations name the signed text; no page of the vendor was found",
    "Finix": "implementations agree on `timestamp=, sig=` over `timestamp:body`; no page of the vendor was found",
    "Flutterwave": "its page compares `flutterwave-signature` with the secret itself, implementations compute a MAC; `verif-hash` is the older one's token",
    "Gumroad": "its pings are unsigned",
    "Helius": "a header that the user chooses; use the token scheme",
    "Interswitch": "no page of the vendor was found",
    "Klarna": "its page does not say how the signature is encoded",
    "Korapay": "a MAC over a part of the body that the receiver encodes anew",
    "Mercury": "the header and the message are stated; whether the secret is text or base64 is not, and implementations differ",
    "Midtrans": "a plain SHA-512 of fields and key, in the body; the language has plain SHA-256 alone",
    "MyFatoorah": "a MAC over fields in an order that depends on the kind of event",
    "NOWPayments": "a MAC over JSON whose keys the receiver sorts",
    "OpenNode": "no page of the vendor was read",
    "Oracle Commerce": "HMAC-SHA512 in base64 is stated, how the secret becomes the key is not",
    "Payaza": "HMAC-SHA512 is stated, its encoding is not",
    "PayMongo": "its MAC secrets begin with whsk_, which is refused as a signing key of Standard Webhooks",
    "PayPal": "RSA over id, time and CRC-32 of the body, with a certificate that a header names: fetched keys are not the core's",
    "Plaid": "a JSON web token, with a key fetched by an authenticated request",
    "Primer": "no page of the vendor was read that names the header",
    "Quicknode Streams": "nonce, timestamp and body stand side by side, and no page gives the nonce a length: the border could be moved",
    "Ripple": "the key is base64 by its page, which was not read to the message that is signed",
    "ShipStation": "RSA with keys that are fetched",
    "Tink": "no page of the vendor was read",
    "TrueLayer": "a detached JSON web signature over named headers, with keys that are fetched",
    "Unit": "implementations disagree on SHA-1 and SHA-256, hex and base64; no page of the vendor was found",
}
