//! Software as a service: CRM, HR, forms, signatures of documents, identity checks, scheduling, wearables, logistics.

use super::{schemes, unconfirmed};

schemes! {
    /// A plain hash, not a MAC: whoever holds one signed body can append to it
    /// (SHA-256 is open to length extension). Take v3 where there is a choice.
    /// HubSpot calls `eventId` not unique, so it names no event here.
    "hubspot-v1" = "HubSpot v1", vendor "https://developers.hubspot.com/docs/faq/v1-request-validation" {
        algorithm: "sha256",
        signature: "header:x-hubspot-signature",
        message: "{secret}{body}",
        type: "/0/subscriptionType",
    }
    /// The same header as v1; `x-hubspot-signature-version` says which of the two it is.
    "hubspot-v2" = "HubSpot v2", vendor "https://developers.hubspot.com/docs/faq/v2-request-validation" {
        algorithm: "sha256",
        signature: "header:x-hubspot-signature",
        message: "{secret}{method}{url}{body}",
        type: "/0/subscriptionType",
    }
    /// Twelve percent-encoded characters of the URL are decoded before it is signed, the others are not.
    "hubspot-v3" = "HubSpot v3", vendor "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation" {
        signature: "header:x-hubspot-signature-v3",
        encoding: "base64",
        message: "{method}{url|decoded}{body}{timestamp}",
        timestamp: "header:x-hubspot-request-timestamp",
        unit: "milliseconds",
        type: "/0/subscriptionType",
    }

    // Forms and documents.

    "typeform" = "Typeform", vendor "https://www.typeform.com/developers/webhooks/secure-your-webhooks/" {
        signature: "header:typeform-signature",
        form: "sha256={signature}",
        encoding: "base64",
        message: "{body}",
        id: "/event_id",
        type: "/event_type",
    }
    "tally" = "Tally", seconded "https://tally.so/help/webhooks" {
        signature: "header:tally-signature",
        encoding: "base64",
        message: "{body}",
        id: "/eventId",
        type: "/eventType",
    }
    /// One header for each key of the account, up to a hundred.
    "docusign" = "DocuSign Connect", vendor "https://developers.docusign.com/platform/webhooks/connect/validate" {
        signature: "header:x-docusign-signature-{1..100}",
        encoding: "base64",
        message: "{body}",
        type: "/event",
    }
    /// The signature is the only one here that stands in the URL.
    "pandadoc" = "PandaDoc", vendor "https://developers.pandadoc.com/docs/webhook-verification" {
        signature: "query:signature",
        message: "{body}",
        type: "/0/event",
    }
    "documenso" = "Documenso", vendor "https://docs.documenso.com/docs/developers/webhooks/verification" {
        algorithm: "token",
        signature: "header:x-documenso-secret",
        type: "/event",
    }
    /// Two headers, one for each of the two keys; either may match. The body's
    /// id stays over retries, the header `box-delivery-id` does not.
    "box" = "Box", vendor "https://developer.box.com/guides/webhooks/v2/signatures-v2" {
        signature: "header:box-signature-primary header:box-signature-secondary",
        encoding: "base64",
        message: "{body}{timestamp}",
        timestamp: "header:box-delivery-timestamp",
        unit: "rfc3339",
        tolerance: "600",
        id: "/id",
        type: "/trigger",
    }
    "dropbox" = "Dropbox", sdk "https://github.com/dropbox/mdwebhook" {
        signature: "header:x-dropbox-signature",
        message: "{body}",
        handshake: "GET if query:challenge text {query:challenge}",
    }
    "frame-io" = "Frame.io", seconded "https://developer.adobe.com/frameio/guides/Webhooks/" {
        signature: "header:x-frameio-signature",
        form: "v0={signature}",
        message: "v0:{timestamp}:{body}",
        timestamp: "header:x-frameio-request-timestamp",
        type: "/type",
    }
    /// No signature: the passcode of the webhook stands in every body.
    "figma" = "Figma", vendor "https://developers.figma.com/docs/rest-api/webhooks-security" {
        algorithm: "token",
        signature: "/passcode",
        type: "/event_type",
    }

    // Work: notes, tasks, meetings, time.

    /// The key is the verification token of the subscription's first request, text as shown.
    // handshake: that first request is unsigned, `{"verification_token": …}`; a 2xx is all it wants, and a person pastes the token.
    "notion" = "Notion", sdk "https://github.com/makenotion/notion-sdk-js/blob/main/src/webhooks.ts" {
        signature: "header:x-notion-signature",
        form: "sha256={signature}",
        message: "{body}",
        id: "/id",
        type: "/type",
        handshake: "POST if /verification_token empty",
    }
    "asana" = "Asana", vendor "https://developers.asana.com/docs/webhooks-guide" {
        signature: "header:x-hook-signature",
        message: "{body}",
        type: "/events/0/action",
        handshake: "POST if header:x-hook-secret header x-hook-secret={header:x-hook-secret}",
    }
    "clickup" = "ClickUp", vendor "https://developer.clickup.com/docs/webhooksignature" {
        signature: "header:x-signature",
        message: "{body}",
        type: "/event",
    }
    /// Body first, then the address of the webhook as it was registered.
    "trello" = "Trello", seconded "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/" {
        algorithm: "hmac-sha1",
        signature: "header:x-trello-webhook",
        encoding: "base64",
        message: "{body}{url}",
        id: "/action/id",
        type: "/action/type",
        handshake: "HEAD empty",
    }
    "smartsheet" = "Smartsheet", seconded "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification" {
        signature: "header:smartsheet-hmac-sha256",
        message: "{body}",
        handshake: "POST if header:smartsheet-hook-challenge header smartsheet-hook-response={header:smartsheet-hook-challenge}",
    }
    /// Webhooks V2. Those of V1 are older and their page names no prefix.
    "fireflies" = "Fireflies.ai", seconded "https://docs.fireflies.ai/graphql-api/webhooks-v2" {
        signature: "header:x-hub-signature",
        form: "sha256={signature}",
        message: "{body}",
        type: "/event",
    }
    "toggl" = "Toggl Track", vendor "https://engineering.toggl.com/docs/webhooks_start/validating_received_events/" {
        signature: "header:x-webhook-signature-256",
        form: "sha256={signature}",
        message: "{body}",
        // handshake: the first event's `validation_code_url` is to be fetched by whoever set the webhook up.
    }
    "clockify" = "Clockify", seconded "https://docs.clockify.me/#tag/Webhooks" {
        algorithm: "token",
        signature: "header:clockify-signature",
        type: "header:clockify-webhook-event-type",
    }
    "datasaur" = "Datasaur", vendor "https://docs.datasaur.ai/integrations/webhook-notifications/webhook-signature" {
        signature: "header:x-datasaur-signature",
        message: "{body}",
    }
    "firecrawl" = "Firecrawl", vendor "https://docs.firecrawl.dev/webhooks/security" {
        signature: "header:x-firecrawl-signature",
        form: "sha256={signature}",
        message: "{body}",
    }

    // Scheduling.

    "calendly" = "Calendly", vendor "https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures" {
        signature: "header:calendly-webhook-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        tolerance: "180",
        type: "/event",
    }
    /// A webhook without secret sends the text `no-secret-provided` as its signature.
    "cal-com" = "Cal.com", sdk "https://github.com/calcom/cal.com/blob/main/packages/features/webhooks/lib/sendPayload.ts" {
        signature: "header:x-cal-signature-256",
        message: "{body}",
        type: "/triggerEvent",
    }
    /// The key is the API key of the account.
    "acuity" = "Acuity Scheduling", vendor "https://developers.acuityscheduling.com/docs/webhooks" {
        signature: "header:x-acuity-signature",
        encoding: "base64",
        message: "{body}",
        type: "form:action",
    }
    /// One signature for each client secret in use.
    "cronofy" = "Cronofy", sdk "https://github.com/cronofy/cronofy-ruby/blob/master/lib/cronofy/client.rb" {
        signature: "header:cronofy-hmac-sha256",
        form: "{signature},...",
        encoding: "base64",
        message: "{body}",
        type: "/notification/type",
    }
    "savvycal" = "SavvyCal", seconded "https://savvycal.com/docs/api/webhooks/" {
        signature: "header:x-savvycal-signature",
        form: "sha256={signature}",
        message: "{body}",
        type: "/type",
    }

    // CRM and sales.

    "attio" = "Attio", vendor "https://docs.attio.com/rest-api/guides/webhooks" {
        signature: "header:attio-signature,x-attio-signature",
        message: "{body}",
        type: "/events/0/event_type",
    }
    /// The key is shown as hexadecimal and is its bytes.
    "close" = "Close", seconded "https://developer.close.com/topics/webhooks/" {
        signature: "header:close-sig-hash",
        key: "hex",
        message: "{timestamp}{body}",
        timestamp: "header:close-sig-timestamp",
        id: "/event/id",
        type: "/event/action",
    }
    "outreach" = "Outreach", seconded "https://developers.outreach.io/api/webhooks/" {
        signature: "header:outreach-webhook-signature",
        message: "{body}",
        type: "/meta/eventName",
    }
    /// The key is the `callback_token` of the subscription.
    "salesloft" = "Salesloft", seconded "https://developers.salesloft.com/docs/platform/webhooks/" {
        algorithm: "hmac-sha1",
        signature: "header:x-salesloft-signature",
        message: "{body}",
        type: "header:x-salesloft-event",
    }
    "pipedrive" = "Pipedrive", seconded "https://pipedrive.readme.io/docs/guide-for-webhooks-v2" {
        algorithm: "basic",
    }
    "jobber" = "Jobber", seconded "https://developer.getjobber.com/docs/using_jobbers_api/setting_up_webhooks/" {
        signature: "header:x-jobber-hmac-sha256",
        encoding: "base64",
        message: "{body}",
        type: "/data/webHookEvent/topic",
    }

    // Staff and hiring.

    "greenhouse" = "Greenhouse", vendor "https://developers.greenhouse.io/webhooks.html" {
        signature: "header:signature",
        form: "sha256 {signature}",
        message: "{body}",
        id: "header:greenhouse-event-id",
        type: "/action",
    }
    /// Only `token` and `triggeredAt` are signed, not what happened. Retries
    /// repeat both, so an old moment is no fault.
    "lever" = "Lever", seconded "https://hire.lever.co/developer/documentation#webhooks" {
        signature: "/signature",
        message: "{/token}{timestamp}",
        timestamp: "/triggeredAt",
        unit: "milliseconds",
        tolerance: "none",
        type: "/event",
    }
    "ashby" = "Ashby", seconded "https://developers.ashbyhq.com/docs/authenticating-webhooks" {
        signature: "header:ashby-signature",
        form: "sha256={signature}",
        message: "{body}",
        type: "/action",
    }
    /// The key is the access token of the account.
    "workable" = "Workable", seconded "https://workable.readme.io/reference/webhook-subscriptions" {
        signature: "header:x-workable-signature",
        message: "{body}",
    }
    "hireflix" = "Hireflix", vendor "https://hireflixsl.mintlify.app/webhooks/validate-webhook-events" {
        signature: "header:x-hireflix-signature",
        encoding: "base64",
        message: "{body}",
    }
    /// The method's name stands before the body.
    "deel" = "Deel", vendor "https://developer.deel.com/api/webhooks/quickstart" {
        signature: "header:x-deel-signature",
        message: "POST{body}",
        type: "/data/meta/event_type",
    }
    /// Body first. Code in circulation signs `timestamp.body`; that fails on what BambooHR sends.
    "bamboohr" = "BambooHR", seconded "https://documentation.bamboohr.com/docs/webhooks" {
        signature: "header:x-bamboohr-signature",
        message: "{body}{timestamp}",
        timestamp: "header:x-bamboohr-timestamp",
    }
    "hibob" = "HiBob", seconded "https://apidocs.hibob.com/docs/working-with-webhooks" {
        algorithm: "hmac-sha512",
        signature: "header:bob-signature",
        encoding: "base64",
        message: "{body}",
    }
    /// The key is the `verification_token` of the subscription.
    "gusto" = "Gusto", seconded "https://docs.gusto.com/embedded-payroll/docs/webhooks" {
        signature: "header:x-gusto-signature",
        message: "{body}",
        id: "/uuid",
        type: "/event_type",
    }
    "merge" = "Merge", seconded "https://docs.merge.dev/basics/webhooks/verify-payload/" {
        signature: "header:x-merge-webhook-signature",
        encoding: "base64url",
        message: "{body}",
    }

    // Identity and background checks.

    "onfido" = "Onfido", vendor "https://documentation.identity.entrust.com/api/manual-webhook-signature-verification/" {
        signature: "header:x-sha2-signature",
        message: "{body}",
        type: "/payload/action",
    }
    /// While keys rotate, Persona sends a second `t=…,v1=…` behind a space. A
    /// list of lists has no word here: then only its last signature is read.
    "persona" = "Persona", seconded "https://docs.withpersona.com/webhooks" {
        signature: "header:persona-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        id: "/data/id",
        type: "/data/attributes/name",
    }
    /// Receivers see either name.
    "veriff" = "Veriff", sdk "https://github.com/Veriff/js-integration-demo" {
        signature: "header:x-hmac-signature,vrf-hmac-signature",
        message: "{body}",
    }
    /// The default of a webhook's settings; `x-payload-digest-alg` names it and never chooses it.
    "sumsub" = "Sumsub", seconded "https://docs.sumsub.com/docs/webhook-manager" {
        signature: "header:x-payload-digest",
        message: "{body}",
        type: "/type",
    }
    "middesk" = "Middesk", seconded "https://docs.middesk.com/build/secure-webhooks" {
        signature: "header:x-middesk-signature-256",
        message: "{body}",
        id: "/id",
        type: "/type",
    }
    /// The key is the API key of the account.
    "checkr" = "Checkr", seconded "https://docs.checkr.com/#section/Webhooks/Validating-webhooks" {
        signature: "header:x-checkr-signature",
        message: "{body}",
        id: "/id",
        type: "/type",
    }
    "idenfy" = "iDenfy", vendor "https://documentation.idenfy.com/security/callback-signing" {
        signature: "header:idenfy-signature",
        message: "{body}",
    }
    /// The header's value is the token of the event hook as it was set there.
    "okta" = "Okta event hooks", seconded "https://developer.okta.com/docs/concepts/event-hooks/" {
        algorithm: "token",
        signature: "header:authorization",
        id: "/data/events/*/uuid",
        type: "/data/events/0/eventType",
        opens: "header",
        handshake: "GET if header:x-okta-verification-challenge json verification={header:x-okta-verification-challenge}",
    }
    /// The header's value is the authorization token of the log stream as it was set there.
    "auth0" = "Auth0 log streams", seconded "https://auth0.com/docs/customize/log-streams/custom-log-streams" {
        algorithm: "token",
        signature: "header:authorization",
        id: "/*/log_id",
        type: "/0/data/type",
    }

    // Books, shops and goods.

    /// An "intent to receive" comes with good and with bad signatures: it is answered by verifying, 200 or 401.
    "xero" = "Xero", seconded "https://developer.xero.com/documentation/guides/webhooks/configuring-your-server/" {
        signature: "header:x-xero-signature",
        encoding: "base64",
        message: "{body}",
        type: "/events/0/eventType",
    }
    "quickbooks" = "Intuit QuickBooks", sdk "https://github.com/IntuitDeveloper/SampleApp-Webhooks-nodejs" {
        signature: "header:intuit-signature",
        encoding: "base64",
        message: "{body}",
    }
    /// Events are good for 48 hours.
    "recharge" = "Recharge", seconded "https://docs.getrecharge.com/docs/webhooks-overview" {
        signature: "header:x-recharge-webhook-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        tolerance: "172800",
        type: "header:x-recharge-topic",
    }
    /// Despite the header's name a plain hash, open to length extension. Take `recharge` where its header comes too.
    "recharge-legacy" = "Recharge (legacy)", seconded "https://docs.getrecharge.com/docs/webhooks-overview" {
        algorithm: "sha256",
        signature: "header:x-recharge-hmac-sha256",
        message: "{secret}{body}",
        type: "header:x-recharge-topic",
    }
    "squarespace" = "Squarespace", seconded "https://developers.squarespace.com/webhooks/verifying-notifications" {
        signature: "header:squarespace-signature",
        key: "hex",
        message: "{body}",
        id: "/id",
        type: "/topic",
    }
    "thinkific" = "Thinkific", seconded "https://support.thinkific.dev/hc/en-us/articles/4422685850775" {
        signature: "header:x-thinkific-hmac-sha256",
        message: "{body}",
        type: "header:x-thinkific-topic",
    }
    "aftership" = "AfterShip Tracking", seconded "https://www.aftership.com/docs/tracking/webhook/webhook-signature" {
        signature: "header:aftership-hmac-sha256",
        encoding: "base64",
        message: "{body}",
        type: "/event",
    }
    "shippo" = "Shippo", seconded "https://docs.goshippo.com/docs/tracking/webhooksecurity/" {
        signature: "header:shippo-auth-signature",
        form: "t={timestamp},v1={signature},...",
        message: "{timestamp}.{body}",
        type: "/event",
    }
    /// Its page gives no unit for the timestamp, so it is signed text here and no moment.
    "lob" = "Lob", seconded "https://docs.lob.com/#tag/Webhooks" {
        signature: "header:lob-signature",
        message: "{header:lob-signature-timestamp}.{body}",
        id: "/id",
        type: "/event_type/id",
    }
    "onfleet" = "Onfleet", seconded "https://docs.onfleet.com/reference/secrets" {
        algorithm: "hmac-sha512",
        signature: "header:x-onfleet-signature",
        key: "hex",
        message: "{body}",
        handshake: "GET if query:check text {query:check}",
    }

    // Things and bodies: vehicles, cameras, fields, wearables.

    "samsara" = "Samsara", seconded "https://developers.samsara.com/docs/webhooks" {
        signature: "header:x-samsara-signature",
        form: "v1={signature}",
        key: "base64",
        message: "v1:{timestamp}:{body}",
        timestamp: "header:x-samsara-timestamp",
        id: "/eventId",
        type: "/eventType",
    }
    "verkada" = "Verkada", seconded "https://apidocs.verkada.com/reference/securing-webhooks" {
        signature: "header:verkada-signature",
        form: "{timestamp}|{signature}|...",
        message: "{body}|{timestamp}",
        type: "/webhook_type",
    }
    "leaf" = "Leaf", vendor "https://docs.withleaf.io/alerts/authentication" {
        signature: "header:x-leaf-signature",
        encoding: "base64",
        message: "{body}",
        type: "/type",
    }
    "whoop" = "WHOOP", seconded "https://developer.whoop.com/docs/developing/webhooks/" {
        signature: "header:x-whoop-signature",
        encoding: "base64",
        message: "{timestamp}{body}",
        timestamp: "header:x-whoop-signature-timestamp",
        unit: "milliseconds",
        id: "/trace_id",
        type: "/type",
    }
    "oura" = "Oura", seconded "https://cloud.ouraring.com/v2/docs#section/Webhooks" {
        signature: "header:x-oura-signature",
        message: "{timestamp}{body}",
        timestamp: "header:x-oura-timestamp",
        type: "/event_type",
        handshake: "GET if query:challenge token query:verification_token json challenge={query:challenge}",
    }
    /// Nothing of an event is authenticated: take it as a hint and ask the API.
    "strava" = "Strava", seconded "https://developers.strava.com/docs/webhooks/" {
        algorithm: "none",
        handshake: "GET if query:hub.mode=subscribe token query:hub.verify_token json hub.challenge={query:hub.challenge}",
    }
}

unconfirmed! {
    "Buy Me a Coffee": "a header `x-signature-sha256` is named by one implementation; no page of the vendor was found",
    "Dropbox Sign": "signs `event_time` and `event_type` with the API key, in JSON inside a field of a multipart form, which is not read here",
    "Fireblocks": "signs with RSA and SHA-512, which is not verified here",
    "Fitbit": "the key is the client secret followed by `&` (HMAC-SHA1, Base64, `x-fitbit-signature`), a key form that has no word here",
    "Formstack": "no page of the vendor was found that gives header and encoding",
    "FreshBooks": "the MAC covers the form's fields written anew as JSON, not the bytes that are sent",
    "Gong": "sends a signed JWT with the hash of the body, which is not read here",
    "Ko-fi": "a token in JSON inside a form field, which is not read here",
    "Kinde": "the body is a JWT, which is not read here",
    "Monday": "sends a signed JWT, which is not read here",
    "Patreon": "signs with HMAC-MD5, which is not verified here",
    "Salesforce": "outbound messages are not signed",
    "Salesforce Marketing Cloud": "sources disagree on whether the key of `x-sfmc-ens-signature` is text or Base64",
    "Sellsy": "`x-webhook-signature` is a plain SHA-1 of secret and body, which is not verified here",
    "SignNow": "implementations disagree on the encoding; no page of the vendor was found",
    "SurveyMonkey": "no page of the vendor was found that gives header and key",
    "Teamtailor": "the signature is the Base64 of the hexadecimal text of a MAC over the resource's id alone",
    "Wix": "the body is a JWT, which is not read here",
}
