//! Messaging, telephony, mail, chat and social providers.

use super::{schemes, unconfirmed};

schemes! {
    /// Meta signs the bytes on the wire: non-ASCII text stands there as `\uXXXX`
    /// escapes, and a body that was parsed and printed again has another MAC.
    /// Facebook pages, leads, ads and permissions use this one.
    "meta" = "Meta", vendor "https://developers.facebook.com/docs/graph-api/webhooks/getting-started" {
        signature: "header:x-hub-signature-256",
        form: "sha256={signature}",
        message: "{body}",
        type: "/object",
        handshake: "GET if query:hub.mode=subscribe token query:hub.verify_token text {query:hub.challenge}",
    }

    /// The scheme of Meta under the name that users look for.
    "whatsapp" = "WhatsApp Business", sdk "https://github.com/fbsamples/whatsapp-business-jaspers-market" {
        signature: "header:x-hub-signature-256",
        form: "sha256={signature}",
        message: "{body}",
        type: "/object",
        handshake: "GET if query:hub.mode=subscribe token query:hub.verify_token text {query:hub.challenge}",
    }

    /// The scheme of Meta under the name that users look for.
    "instagram" = "Instagram", vendor "https://developers.facebook.com/docs/graph-api/webhooks/getting-started" {
        signature: "header:x-hub-signature-256",
        form: "sha256={signature}",
        message: "{body}",
        type: "/object",
        handshake: "GET if query:hub.mode=subscribe token query:hub.verify_token text {query:hub.challenge}",
    }

    /// The scheme of Meta under the name that users look for.
    "messenger" = "Messenger", sdk "https://github.com/fbsamples/messenger-platform-samples" {
        signature: "header:x-hub-signature-256",
        form: "sha256={signature}",
        message: "{body}",
        type: "/object",
        handshake: "GET if query:hub.mode=subscribe token query:hub.verify_token text {query:hub.challenge}",
    }

    /// The key is the app's consumer secret. The answer to a CRC has the very form
    /// of an event's signature, so the handshake restricts the text that it signs.
    "x" = "X", vendor "https://docs.x.com/x-api/webhooks/quickstart" {
        signature: "header:x-twitter-webhooks-signature",
        form: "sha256={signature}",
        encoding: "base64",
        message: "{body}",
        handshake: "GET if query:crc_token json response_token=sha256={hmac-base64:query:crc_token}",
    }

    /// Slash commands and interactions are signed alike; only events carry id and type.
    "slack" = "Slack", vendor "https://docs.slack.dev/authentication/verifying-requests-from-slack/" {
        signature: "header:x-slack-signature",
        form: "v0={signature}",
        message: "v0:{timestamp}:{body}",
        timestamp: "header:x-slack-request-timestamp",
        id: "/event_id",
        type: "/event/type",
        handshake: "POST signed if /type=url_verification text {/challenge}",
    }

    "zoom" = "Zoom", sdk "https://github.com/zoom/webhook-sample" {
        signature: "header:x-zm-signature",
        form: "v0={signature}",
        message: "v0:{timestamp}:{body}",
        timestamp: "header:x-zm-request-timestamp",
        type: "/event",
        handshake: "POST signed if /event=endpoint.url_validation json plainToken={/payload/plainToken} encryptedToken={hmac-hex:/payload/plainToken}",
    }

    /// Interactions and webhook events alike. The id is an interaction's; webhook
    /// events have none, and their name stands in `/event/type`.
    // handshake: an interaction with the number 1 in /type is answered 200 with {"type":1}, a number;
    // a webhook event with the number 0 in /type is answered 204 with an empty body. Both only if signed.
    "discord" = "Discord", vendor "https://docs.discord.com/developers/interactions/overview" {
        algorithm: "ed25519",
        signature: "header:x-signature-ed25519",
        message: "{timestamp}{body}",
        timestamp: "header:x-signature-timestamp",
        id: "/id",
        type: "/type",
    }

    "telnyx" = "Telnyx", sdk "https://github.com/team-telnyx/telnyx-node/blob/master/src/lib/webhooks.ts" {
        algorithm: "ed25519",
        signature: "header:telnyx-signature-ed25519",
        encoding: "base64",
        message: "{timestamp}|{body}",
        timestamp: "header:telnyx-timestamp",
        id: "/data/id",
        type: "/data/event_type",
    }

    /// Values of a repeated field are sorted and each counts once. A JSON body is
    /// covered by its digest in the query. Twilio signs the URL sometimes with and
    /// sometimes without its default port: set `url` as it signs it. No id is
    /// covered that is an event's own.
    "twilio" = "Twilio", sdk "https://github.com/twilio/twilio-node/blob/main/src/webhooks/webhooks.ts" {
        algorithm: "hmac-sha1",
        signature: "header:x-twilio-signature",
        encoding: "base64",
        message: "{url}{form|once}",
        digest: "query:bodySHA256",
    }

    /// The body ends with CRLF and is signed with it. A body is a list of events
    /// of several types.
    "sendgrid" = "Twilio SendGrid", sdk "https://github.com/sendgrid/sendgrid-nodejs/tree/main/packages/eventwebhook" {
        algorithm: "ecdsa-p256",
        signature: "header:x-twilio-email-event-webhook-signature",
        encoding: "base64",
        message: "{timestamp}{body}",
        timestamp: "header:x-twilio-email-event-webhook-timestamp",
        id: "/*/sg_event_id",
    }

    /// The signature covers its own timestamp and token, nothing of the event. The
    /// vendor makes the check of the timestamp optional; here it is what bounds the
    /// time in which a captured signature can carry another event. The second
    /// signature stands in a subaccount's events and is by the primary account's key.
    "mailgun" = "Mailgun", vendor "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks" {
        signature: "/signature/signature /signature/parent-signature",
        message: "{timestamp}{/signature/token}",
        timestamp: "/signature/timestamp",
        id: "/event-data/id",
        type: "/event-data/event",
    }

    /// Postmark signs nothing: the credentials stand in the webhook's URL.
    "postmark" = "Postmark", seconded "https://postmarkapp.com/developer/webhooks/webhooks-overview" {
        algorithm: "basic",
        type: "/RecordType",
    }

    /// SparkPost signs nothing. Its OAuth 2 mode is not this scheme.
    "sparkpost" = "SparkPost", seconded "https://developers.sparkpost.com/api/webhooks/" {
        algorithm: "basic",
    }

    /// Bandwidth signs nothing: the application has credentials for its callbacks.
    "bandwidth" = "Bandwidth", vendor "https://dev.bandwidth.com/docs/account/applications" {
        algorithm: "basic",
    }

    /// Brevo signs nothing: it sends the header that the user set, a bearer token by
    /// its own form. With credentials instead it is the scheme basic.
    "brevo" = "Brevo", seconded "https://developers.brevo.com/docs/secured-webhooks" {
        algorithm: "token",
        signature: "header:authorization",
        form: "Bearer {signature}",
        type: "/event",
        opens: "header prefix",
    }

    /// The URL is the one entered at Mandrill, to the last slash. The events are JSON
    /// within one form field. Before its key exists Mandrill asks with an unsigned HEAD.
    "mandrill" = "Mailchimp Transactional (Mandrill)", vendor "https://mandrill.zendesk.com/hc/en-us/articles/360039232513-How-to-Authenticate-Webhook-Requests" {
        algorithm: "hmac-sha1",
        signature: "header:x-mandrill-signature",
        encoding: "base64",
        message: "{url}{form}",
        handshake: "HEAD empty",
    }

    "line" = "LINE", sdk "https://github.com/line/line-bot-sdk-nodejs/blob/master/lib/validate-signature.ts" {
        signature: "header:x-line-signature",
        encoding: "base64",
        message: "{body}",
        id: "/events/*/webhookEventId",
    }

    /// SMS, Conversation and other callbacks with a secret of their own. Voice and
    /// Verification sign an MD5 of the body instead, which is not this scheme.
    "sinch" = "Sinch", sdk "https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/src/utils/authorization.helper.ts" {
        signature: "header:x-sinch-webhook-signature",
        encoding: "base64",
        message: "{body}.{header:x-sinch-webhook-signature-nonce}.{timestamp}",
        timestamp: "header:x-sinch-webhook-signature-timestamp",
    }

    "sinch-numbers" = "Sinch Numbers", sdk "https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/src/utils/authorization.helper.ts" {
        algorithm: "hmac-sha1",
        signature: "header:x-sinch-signature",
        message: "{body}",
        id: "/eventId",
        type: "/eventType",
    }

    /// For a registered URL without a query, called by POST with a form: with a query
    /// Plivo sorts it and sets a dot instead of the question mark.
    /// The second header is made with the main account's token.
    "plivo" = "Plivo", sdk "https://github.com/plivo/plivo-go/blob/master/utils.go" {
        signature: "header:x-plivo-signature-v3 header:x-plivo-signature-ma-v3",
        form: "{signature},...",
        encoding: "base64",
        message: "{url}?{form}.{header:x-plivo-signature-v3-nonce}",
    }

    /// The key is the app's client secret. The timestamp is in the signature's own header.
    "tiktok" = "TikTok", vendor "https://developers.tiktok.com/doc/webhooks-verification" {
        signature: "header:tiktok-signature",
        form: "t={timestamp},s={signature},...",
        message: "{timestamp}.{body}",
        type: "/event",
    }

    /// The prefix is part of what is signed, not of the header's value: the page reads
    /// both ways, "compute the signature on the POST body prefixed by" settles it.
    "linkedin" = "LinkedIn", vendor "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation" {
        signature: "header:x-li-signature",
        message: "hmacsha256={body}",
        handshake: "GET if query:challengeCode json challengeCode={query:challengeCode} challengeResponse={hmac-hex:query:challengeCode}",
    }

    /// EventSub. Ten minutes are the vendor's own limit; its timestamps have nanoseconds.
    "twitch" = "Twitch", vendor "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/" {
        signature: "header:twitch-eventsub-message-signature",
        form: "sha256={signature}",
        message: "{header:twitch-eventsub-message-id}{timestamp}{body}",
        timestamp: "header:twitch-eventsub-message-timestamp",
        unit: "rfc3339",
        tolerance: "600/300",
        id: "header:twitch-eventsub-message-id",
        type: "/subscription/type",
        handshake: "POST signed if header:twitch-eventsub-message-type=webhook_callback_verification text {/challenge}",
    }

    /// For feeds of the hub that YouTube uses: PubSubHubbub 0.4 knows SHA-1 alone, and
    /// the hub still sends the verify token of 0.3.
    "youtube" = "YouTube", vendor "https://github.com/pubsubhubbub/PubSubHubbub/blob/master/pubsubhubbub-core-0.4.xml" {
        algorithm: "hmac-sha1",
        signature: "header:x-hub-signature",
        form: "sha1={signature}",
        message: "{body}",
        handshake: "GET if query:hub.challenge token query:hub.verify_token text {query:hub.challenge}",
    }

    /// WebSub lets the hub choose the method; this is SHA-256.
    // handshake: GET with hub.mode subscribe or unsubscribe. It is answered with hub.challenge only if hub.topic
    // is one that the user asked for; WebSub has no verify token.
    "websub" = "WebSub", vendor "https://www.w3.org/TR/websub/" {
        signature: "header:x-hub-signature",
        form: "sha256={signature}",
        message: "{body}",
    }

    /// WebSub lets the hub choose the method; this is SHA-512.
    "websub-sha512" = "WebSub, SHA-512", vendor "https://www.w3.org/TR/websub/" {
        algorithm: "hmac-sha512",
        signature: "header:x-hub-signature",
        form: "sha512={signature}",
        message: "{body}",
    }

    /// The key is the bot's authentication token.
    "viber" = "Viber", sdk "https://github.com/Viber/viber-bot-python/blob/master/viberbot/api/api.py" {
        signature: "header:x-viber-content-signature",
        message: "{body}",
        type: "/event",
    }

    /// A text that the user chose in setWebhook. It covers nothing.
    "telegram" = "Telegram", vendor "https://core.telegram.org/bots/api#setwebhook" {
        algorithm: "token",
        signature: "header:x-telegram-bot-api-secret-token",
        id: "/update_id",
    }

    /// A plain hash with the Encrypt Key in its middle. It is sent only where an Encrypt
    /// Key is set, and then the body is encrypted: id and type cannot be read.
    // handshake: type url_verification with a challenge, inside the encrypted body.
    "lark" = "Lark / Feishu", sdk "https://github.com/larksuite/oapi-sdk-go/blob/v3_main/event/event.go" {
        algorithm: "sha256",
        signature: "header:x-lark-signature",
        message: "{timestamp}{header:x-lark-request-nonce}{secret}{body}",
        timestamp: "header:x-lark-request-timestamp",
    }

    /// Outgoing webhooks of a team. The security token that Teams shows is base64 of the key.
    "microsoft-teams" = "Microsoft Teams", vendor "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook" {
        signature: "header:authorization",
        form: "HMAC {signature}",
        encoding: "base64",
        key: "base64",
        message: "{body}",
        id: "/id",
        type: "/type",
    }

    /// `/id` is the webhook's own and the same in all events; the type is two fields,
    /// resource and event.
    "webex" = "Webex", vendor "https://developer.webex.com/blog/using-a-webhook-secret" {
        algorithm: "hmac-sha1",
        signature: "header:x-spark-signature",
        message: "{body}",
    }

    /// A text that the user chose for the subscription. It covers nothing. Older pages call its
    /// header `Verification-Token`; a new one shows it as `Validation-Token`, which is also what
    /// a subscription is asked with: that request holds no event.
    "ringcentral" = "RingCentral", vendor "https://developers.ringcentral.com/guide/notifications/webhooks/receiving" {
        algorithm: "token",
        signature: "header:verification-token,validation-token",
        id: "/uuid",
        type: "/event",
        handshake: "POST if header:validation-token unless /event header validation-token={header:validation-token}",
    }

    /// Aircall signs nothing: every event repeats the webhook's token. It covers nothing.
    "aircall" = "Aircall", seconded "https://developer.aircall.io/docs/webhooks-overview" {
        algorithm: "token",
        signature: "/token",
        type: "/event",
    }

    /// Webhooks of an application; the key is the app's secret. Rules sign in another way.
    "front" = "Front, application webhooks", vendor "https://dev.frontapp.com/docs/application-webhooks" {
        signature: "header:x-front-signature",
        encoding: "base64",
        message: "{timestamp}:{body}",
        timestamp: "header:x-front-request-timestamp",
        unit: "milliseconds",
        type: "/type",
        handshake: "POST signed if header:x-front-challenge json challenge={header:x-front-challenge}",
    }

    "front-rules" = "Front, rule webhooks", vendor "https://dev.frontapp.com/docs/rule-webhooks" {
        algorithm: "hmac-sha1",
        signature: "header:x-front-signature",
        encoding: "base64",
        message: "{body}",
        id: "/id",
        type: "/type",
    }

    /// The key is the app's client secret.
    "intercom" = "Intercom", vendor "https://developers.intercom.com/intercom-api-reference/v1.0/reference/signed-notifications" {
        algorithm: "hmac-sha1",
        signature: "header:x-hub-signature",
        form: "sha1={signature}",
        message: "{body}",
        id: "/id",
        type: "/topic",
    }

    "helpscout" = "Help Scout", vendor "https://developer.helpscout.com/webhooks" {
        algorithm: "hmac-sha1",
        signature: "header:x-helpscout-signature",
        encoding: "base64",
        message: "{body}",
        type: "header:x-helpscout-event",
    }

    /// The key is the text as shown, although it looks like base64. An older page of the
    /// vendor signed the timestamp behind the body.
    "zendesk" = "Zendesk", vendor "https://developer.zendesk.com/documentation/webhooks/verifying/" {
        signature: "header:x-zendesk-webhook-signature",
        encoding: "base64",
        message: "{timestamp}{body}",
        timestamp: "header:x-zendesk-webhook-signature-timestamp",
        unit: "rfc3339",
        id: "/id",
        type: "/type",
    }

    "chatwoot" = "Chatwoot", seconded "https://github.com/chatwoot/chatwoot" {
        signature: "header:x-chatwoot-signature",
        form: "sha256={signature}",
        message: "{timestamp}.{body}",
        timestamp: "header:x-chatwoot-timestamp",
        id: "header:x-chatwoot-delivery",
        type: "/event",
    }

    "tawk-to" = "tawk.to", vendor "https://developer.tawk.to/webhooks/" {
        algorithm: "hmac-sha1",
        signature: "header:x-tawk-signature",
        message: "{body}",
        id: "header:x-hook-event-id",
        type: "/event",
    }

    /// Reporting webhooks.
    "customer-io" = "Customer.io", seconded "https://docs.customer.io/api/webhooks" {
        signature: "header:x-cio-signature",
        message: "v0:{timestamp}:{body}",
        timestamp: "header:x-cio-timestamp",
        id: "/event_id",
        type: "/metric",
    }

    /// The timestamp is an HTTP date, always 29 characters, which no unit here says: its
    /// text is covered, its age is not checked. A body is a list of events.
    "klaviyo" = "Klaviyo", vendor "https://developers.klaviyo.com/en/docs/working_with_system_webhooks" {
        signature: "header:klaviyo-signature",
        message: "{body}{header:klaviyo-timestamp|29}",
        id: "/data/*/external_id",
    }

    "attentive" = "Attentive", sdk "https://github.com/attentive-mobile/api-examples" {
        signature: "header:x-attentive-hmac-sha256",
        message: "{body}",
        type: "/type",
    }

    "knock" = "Knock", seconded "https://docs.knock.app/developer-tools/outbound-webhooks/overview" {
        signature: "header:x-knock-signature",
        form: "t={timestamp},s={signature},...",
        encoding: "base64",
        message: "{timestamp}.{body}",
        unit: "milliseconds",
        type: "/type",
    }

    "mailersend" = "MailerSend", sdk "https://github.com/mailersend/mailersend-nodejs#verify-a-webhook-signature" {
        signature: "header:signature,x-mailersend-signature",
        message: "{body}",
        id: "/data/id",
        type: "/type",
    }

    "mailerlite" = "MailerLite", vendor "https://developers.mailerlite.com/docs/webhooks" {
        signature: "header:signature",
        message: "{body}",
    }

    /// The key is the master API token, not a secondary one.
    "sendbird" = "Sendbird", vendor "https://docs.sendbird.com/docs/chat/platform-api/v3/webhook/webhook-overview" {
        signature: "header:x-sendbird-signature",
        message: "{body}",
        type: "/category",
    }

    /// The key is the app's API secret. A gzipped body is signed as it was before: it
    /// must be inflated before it is verified.
    "stream" = "Stream (getstream.io)", sdk "https://github.com/GetStream/stream-chat-js/blob/master/src/signing.ts" {
        signature: "header:x-signature",
        message: "{body}",
        type: "/type",
    }

    "whereby" = "Whereby", vendor "https://docs.whereby.com/monitoring-usage/webhooks" {
        signature: "header:whereby-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        type: "/type",
    }

    "talkjs" = "TalkJS", sdk "https://github.com/talkjs/talkjs-examples/blob/master/webhooks/nodejs/express-webhook/routes/webhooks.js" {
        signature: "header:x-talkjs-signature",
        message: "{timestamp}.{body}",
        timestamp: "header:x-talkjs-timestamp",
        unit: "milliseconds",
        type: "/type",
    }

    /// The header webhook-id is an attempt's; the event's own id is in the body.
    "surge" = "Surge", vendor "https://docs.surge.app/api-reference/webhooks/signature-validation" {
        signature: "header:webhook-signature",
        form: "v1,{signature} ...",
        encoding: "base64",
        key: "whsec",
        message: "{header:webhook-id}.{timestamp}.{body}",
        timestamp: "header:webhook-timestamp",
        id: "/id",
        type: "/type",
    }

    /// The header that an older state of the same page describes.
    "surge-v1" = "Surge, surge-signature", vendor "https://docs.surge.app/api-reference/webhooks/signature-validation" {
        signature: "header:surge-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        id: "/id",
        type: "/type",
    }

    "podium" = "Podium", vendor "https://docs.podium.com/docs/verifying-webhook-signatures" {
        signature: "header:podium-signature",
        message: "{timestamp}.{body}",
        timestamp: "header:podium-timestamp",
        unit: "milliseconds",
        type: "/metadata/event_type",
    }
}

unconfirmed! {
    "Bird": "the new platform signs the time, the URL and the SHA-256 of the body as raw bytes; the language of schemes has no such part",
    "Braze": "no signature; operators set a header of their own: scheme token",
    "Courier": "the vendor's page names time and body without the dot that third parties set between them",
    "Crisp": "signs the time and the body in square brackets, which the language of schemes keeps for itself",
    "Dialpad": "the body is a JWT",
    "DingTalk": "its robots' callbacks sign the time and the app's secret itself, and nothing of the message: sign = base64(HMAC-SHA256(secret, time, line end, secret)); the language of schemes has no such text",
    "Drift": "no page of the vendor was found",
    "Freshdesk": "no signature; operators set headers of their own: scheme token",
    "Gorgias": "no signature; operators set headers of their own: scheme token",
    "Infobip": "no page of the vendor was read",
    "Iterable": "no signature is documented; public code that names a header is guesswork",
    "KakaoTalk": "no page of the vendor was read",
    "Mailchimp": "audience webhooks are not signed; a secret in the URL: scheme token",
    "Mailjet": "HTTP Basic by credentials in the URL, but no page of the vendor was read",
    "MessageBird": "the header is a JWT with hashes of URL and body",
    "Novu": "delivered by Svix; no page of the vendor was read: scheme svix",
    "OneSignal": "no signature is documented",
    "Pinterest": "no page of the vendor was found",
    "Quo (OpenPhone), first generation": "openphone-signature is hmac;1;<milliseconds>;<base64>, a layout that the language of schemes cannot say; the second generation is standard-webhooks",
    "Snapchat": "no page of the vendor was found",
    "Vonage": "the header is a JWT with a hash of the body",
    "WeChat": "hashes the sorted token, time and nonce, and covers no event",
}
