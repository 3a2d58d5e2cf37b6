// SaaS providers: forms, documents, work, scheduling, CRM, staff, identity, shops, things.
import { createHash } from "node:crypto";
import { headerOf, hmac, jsonOf, millis, seconds, withHeaders } from "./words.mjs";

const URL_OF_HOOK = "https://hooks.example.test/in/saas";

const post = (body, headers = {}) => ({
  method: "POST",
  url: URL_OF_HOOK,
  headers: { "content-type": "application/json", ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

const form = (fields) => ({ ...post(new URLSearchParams(fields).toString()), headers: { "content-type": "application/x-www-form-urlencoded" } });

/** A MAC over the body alone in one header. */
const overBody = (header, encoding = "hex", { before = "", algorithm = "sha256", key = (secret) => secret } = {}) => ({ secret, request }) =>
  withHeaders(request, { [header]: before + hmac(algorithm, key(secret), request.body).toString(encoding) });

/** A MAC over parts with a timestamp in a header of its own. */
const stamped = (header, stampHeader, parts, { encoding = "hex", before = "", stamp = seconds, key = (secret) => secret } = {}) => ({ secret, request, at }) => {
  const time = stamp(at);
  return withHeaders(request, { [stampHeader]: time, [header]: before + hmac("sha256", key(secret), parts(time, request.body)).toString(encoding) });
};

/** `t=…,v1=…` over `timestamp.body`. */
const pairs = (header) => ({ secret, request, at }) =>
  withHeaders(request, { [header]: `t=${seconds(at)},v1=${hmac("sha256", secret, [seconds(at), ".", request.body]).toString("hex")}` });

const fromHex = (secret) => Buffer.from(secret, "hex");
const fromBase64 = (secret) => Buffer.from(secret, "base64");
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** The twelve characters that HubSpot decodes in the URL before v3 signs it. */
const HUBSPOT_DECODED = { "3A": ":", "2F": "/", "3F": "?", 40: "@", 21: "!", 24: "$", 27: "'", 28: "(", 29: ")", "2A": "*", "2C": ",", "3B": ";" };
const hubspotUrl = (url) => url.replace(/%([0-9A-Fa-f]{2})/g, (whole, digits) => HUBSPOT_DECODED[digits.toUpperCase()] ?? whole);

const HUBSPOT_SECRET = ["5f3c8e21-", "9b47-4d06-a1f2-", "c7e0d9648b35"];
const HUBSPOT_DOCUMENTED = ["yyyyyyyy-yyyy", "-yyyy-yyyy-yyyyyyyyyyyy"];
const HUBSPOT_SDK = "https://github.com/HubSpot/hubspot-api-nodejs/blob/master/test/unit/signature.spec.ts";
const hubspotEvents = [{ eventId: 81, subscriptionId: 7741, portalId: 55120, occurredAt: 1780063200000, subscriptionType: "deal.propertyChange", attemptNumber: 0, objectId: 993, propertyName: "amount", propertyValue: "1200" }];

const BOX_SDK = "https://github.com/box/box-node-sdk/blob/v3.8.2/tests/lib/managers/webhooks-test.js";
const boxMessage = {
  ...post('{"type":"webhook_event","webhook":{"id":"1234567890"},"trigger":"FILE.UPLOADED","source":{"id":"1234567890","type":"file","name":"Test.txt"}}'),
  headers: {
    "box-delivery-id": "f96bb54b-ee16-4fc5-aa65-8c2d9e5b546f",
    "box-delivery-timestamp": "2020-01-01T00:00:00-07:00",
    "box-signature-algorithm": "HmacSHA256",
    "box-signature-primary": "6TfeAW3A1PASkgboxxA5yqHNKOwFyMWuEXny/FPD5hI=",
    "box-signature-secondary": "v+1CD1Jdo3muIcbpv5lxxgPglOqMfsNHPV899xWYydo=",
    "box-signature-version": "1",
  },
};
const boxAfter = (minutes) => Date.parse("2020-01-01T00:00:00-07:00") + minutes * 60_000;

const ONFIDO_SDK = "https://github.com/onfido/onfido-node/tree/master/test";
const CRONOFY_RUBY = "https://github.com/cronofy/cronofy-ruby/blob/master/spec/lib/cronofy/client_spec.rb";
const CRONOFY_NODE = "https://github.com/cronofy/cronofy-node/blob/master/test/index.spec.js";
const TOGGL_PAGE = "https://engineering.toggl.com/docs/webhooks_start/validating_received_events/";
const ANY_TIME = 1_700_000_000_000;

const published = (slug, comment, reference, secret, request, expect = "valid", more = {}) => ({ slug, comment, reference, secret, request, now: ANY_TIME, expect, ...more });

export default [
  {
    scheme: "hubspot-v1",
    reference: "https://developers.hubspot.com/docs/faq/v1-request-validation",
    secret: HUBSPOT_SECRET,
    request: post(hubspotEvents),
    sign: ({ secret, request }) => withHeaders(request, { "X-HubSpot-Signature": sha256(secret, request.body), "X-HubSpot-Signature-Version": "v1" }),
    covers: ["body"],
    expect: { id: null, type: "deal.propertyChange", form: "utf8" },
    published: [
      published("documented", "the example of the page and of the Node.js library", HUBSPOT_SDK, HUBSPOT_DOCUMENTED, {
        ...post('[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]'),
        headers: { "x-hubspot-signature": "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de" },
      }),
    ],
  },
  {
    scheme: "hubspot-v2",
    reference: "https://developers.hubspot.com/docs/faq/v2-request-validation",
    secret: HUBSPOT_SECRET,
    request: post(hubspotEvents),
    sign: ({ secret, request }) =>
      withHeaders(request, { "X-HubSpot-Signature": sha256(secret, request.method, request.url, request.body), "X-HubSpot-Signature-Version": "v2" }),
    covers: ["body", "url", "method"],
    expect: { id: null, type: "deal.propertyChange", form: "utf8" },
    published: [
      published("get", "a GET without body", HUBSPOT_SDK, HUBSPOT_DOCUMENTED, {
        method: "GET", url: "https://www.example.com/webhook_uri", body: "",
        headers: { "x-hubspot-signature": "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e" },
      }),
      published("post", "a POST with body", HUBSPOT_SDK, HUBSPOT_DOCUMENTED, {
        method: "POST", url: "https://www.example.com/webhook_uri", body: '{"example_field":"example_value"}',
        headers: { "x-hubspot-signature": "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900" },
      }),
    ],
  },
  {
    scheme: "hubspot-v3",
    reference: "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation",
    secret: HUBSPOT_SECRET,
    // Decoded to be signed: colon, slash, comma. Not decoded: the space and the ampersand.
    request: { ...post(hubspotEvents), url: "https://hooks.example.test/in/hubspot?from=crm%3Adeals%2Fopen&note=a%20b%2Cc%26d" },
    sign: ({ secret, request, at }) =>
      withHeaders(request, {
        "X-HubSpot-Request-Timestamp": millis(at),
        "X-HubSpot-Signature-v3": hmac("sha256", secret, [request.method, hubspotUrl(request.url), request.body, millis(at)]).toString("base64"),
      }),
    covers: ["body", "url", "method", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: "deal.propertyChange", form: "utf8" },
  },

  {
    scheme: "typeform",
    reference: "https://www.typeform.com/developers/webhooks/secure-your-webhooks/",
    secret: ["8b1f0c4de9a7", "3526f0819bd4c6e2a57f"],
    request: post({ event_id: "01JZ5Q8K2V7", event_type: "form_response", form_response: { form_id: "kT3x", token: "a91c", answers: [{ type: "text", text: "Ja" }] } }),
    sign: overBody("Typeform-Signature", "base64", { before: "sha256=" }),
    covers: ["body"],
    expect: { id: "01JZ5Q8K2V7", type: "form_response", form: "utf8" },
  },
  {
    scheme: "tally",
    reference: "https://tally.so/help/webhooks",
    secret: ["2f9d7c1a-44be", "-4e0b-93c8-5a6d1e7f0b32"],
    request: post({ eventId: "b3c1f0aa-5b0e", eventType: "FORM_RESPONSE", createdAt: "2026-05-29T14:01:12.000Z", data: { formId: "nW2k", fields: [] } }),
    sign: overBody("Tally-Signature", "base64"),
    covers: ["body"],
    expect: { id: "b3c1f0aa-5b0e", type: "FORM_RESPONSE", form: "utf8" },
  },
  {
    scheme: "docusign",
    reference: "https://developers.docusign.com/platform/webhooks/connect/validate",
    secret: ["nWq7Vt3XbY9pLs5R", "kD2mHf8ZcJ4gTe6U="],
    request: post({ event: "envelope-completed", apiVersion: "v2.1", retryCount: 0, data: { envelopeId: "9e1c-77", envelopeSummary: { status: "completed" } } }),
    sign: overBody("X-DocuSign-Signature-1", "base64"),
    covers: ["body"],
    expect: { id: null, type: "envelope-completed", form: "utf8" },
    constructed: [
      {
        slug: "second-header", comment: "the account has two keys: ours made the second header",
        request: numbered(["nWq7Vt3XbY9pLs5R", "kD2mHf8ZcJ4gTe6U="], 2), now: ANY_TIME, expect: "valid",
      },
      {
        slug: "hundredth-header", comment: "the last header that can be",
        request: numbered(["nWq7Vt3XbY9pLs5R", "kD2mHf8ZcJ4gTe6U="], 100), now: ANY_TIME, expect: "valid",
      },
    ],
  },
  {
    scheme: "pandadoc",
    reference: "https://developers.pandadoc.com/docs/webhook-verification",
    secret: ["pZ4vK9sQ1w", "T7yB3nM6rX8cD2"],
    request: post([{ event: "document_state_changed", data: { id: "Hq3Yz", name: "Offer", status: "document.completed" } }]),
    sign: ({ secret, request }) => {
      const url = new URL(request.url);
      url.searchParams.set("signature", hmac("sha256", secret, request.body).toString("hex"));
      return { ...request, url: url.toString() };
    },
    covers: ["body"],
    expect: { id: null, type: "document_state_changed", form: "utf8" },
  },
  {
    scheme: "documenso",
    reference: "https://docs.documenso.com/docs/developers/webhooks/verification",
    secret: ["dso_6tR2mB", "8vX4kP1qZ9wN"],
    request: post({ event: "DOCUMENT_COMPLETED", payload: { id: 17, title: "Lease" }, createdAt: "2026-05-29T14:01:12.000Z" }),
    sign: ({ secret, request }) => withHeaders(request, { "X-Documenso-Secret": secret }),
    covers: [],
    expect: { id: null, type: "DOCUMENT_COMPLETED" },
  },
  {
    scheme: "box",
    reference: "https://developer.box.com/guides/webhooks/v2/signatures-v2",
    secret: ["Hn8cQ2vT6yWp", "4kZ1mB7xR9sD3fL5"],
    request: post({ type: "webhook_event", id: "0f1e2d3c-4b5a", trigger: "FILE.UPLOADED", source: { id: "77", type: "file", name: "Plan.pdf" } }, { "box-signature-version": "1" }),
    sign: ({ secret, request, at }) => {
      const time = new Date(at - 7 * 3_600_000).toISOString().replace(/\.\d+Z$/, "-07:00");
      return withHeaders(request, { "BOX-DELIVERY-TIMESTAMP": time, "BOX-SIGNATURE-PRIMARY": hmac("sha256", secret, [request.body, time]).toString("base64") });
    },
    covers: ["body", "timestamp"],
    tolerance: [600, 600],
    expect: { id: "0f1e2d3c-4b5a", type: "FILE.UPLOADED", form: "utf8" },
    published: [
      published("primary", "the SDK's message with the primary key", BOX_SDK, ["Sample", "PrimaryKey"], boxMessage, "valid", { now: boxAfter(5) }),
      published("secondary", "the same with the secondary key", BOX_SDK, ["Sample", "SecondaryKey"], boxMessage, "valid", { now: boxAfter(5) }),
      published("other-key", "the same with a key that signed neither", BOX_SDK, ["Incorrect", "Signature", "Key"], boxMessage, "signature_mismatch", { now: boxAfter(5), twin: "primary" }),
      published("too-old", "the same 15 minutes later", BOX_SDK, ["Sample", "PrimaryKey"], boxMessage, "timestamp_stale", { now: boxAfter(15), twin: "primary" }),
    ],
  },
  {
    scheme: "dropbox",
    reference: "https://github.com/dropbox/mdwebhook/blob/master/app.py",
    secret: ["q7v2k9", "x4m1z8t5r"],
    otherSecret: ["q7v2k9", "x4m2a9t5r"],
    request: post({ list_folder: { accounts: ["dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc"] }, delta: { users: [12345678] } }),
    sign: overBody("X-Dropbox-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "frame-io",
    reference: "https://developer.adobe.com/frameio/guides/Webhooks/",
    secret: ["fio_w7Kq2ZrT", "9mXcV4bN8sLp"],
    request: post({ type: "file.ready", resource: { id: "3c9d", type: "file" }, user: { id: "u1" } }),
    sign: stamped("X-Frameio-Signature", "X-Frameio-Request-Timestamp", (time, body) => ["v0:", time, ":", body], { before: "v0=" }),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: "file.ready", form: "utf8" },
  },
  {
    scheme: "figma",
    reference: "https://developers.figma.com/docs/rest-api/webhooks-security",
    secret: ["figma-pass-", "7Rk2Vx9Lq4"],
    request: post({ event_type: "FILE_UPDATE", file_key: "zH3q", file_name: "Brand", timestamp: "2026-05-29T14:01:12Z", webhook_id: "22" }),
    sign: ({ secret, request }) => ({ ...request, body: JSON.stringify({ ...jsonOf(request), passcode: secret }) }),
    covers: [],
    // In a body there is no second place for it.
    omit: ["token-twice"],
    expect: { id: null, type: "FILE_UPDATE" },
  },

  {
    scheme: "notion",
    reference: "https://github.com/makenotion/notion-sdk-js/blob/main/src/webhooks.ts",
    secret: ["secret_tMrlL1qK5vuQAh1", "b6cZGhFChZTSYJlce98V0pYn7yBl"],
    request: post({ id: "367cba44-b6f3", timestamp: "2026-05-29T14:01:12.000Z", type: "page.created", entity: { id: "153104cd", type: "page" }, data: {} }),
    sign: overBody("X-Notion-Signature", "hex", { before: "sha256=" }),
    covers: ["body"],
    expect: { id: "367cba44-b6f3", type: "page.created", form: "utf8" },
  },
  {
    scheme: "asana",
    reference: "https://developers.asana.com/docs/webhooks-guide",
    secret: ["c5a1f7e93b2d", "48069e7c1fa3b5d2e8640c9b7f13a5d2"],
    request: post({ events: [{ action: "changed", resource: { gid: "1337", resource_type: "task" }, user: { gid: "12" }, created_at: "2026-05-29T14:01:12.000Z" }] }),
    sign: overBody("X-Hook-Signature"),
    covers: ["body"],
    expect: { id: null, type: "changed", form: "utf8" },
  },
  {
    scheme: "clickup",
    reference: "https://developer.clickup.com/docs/webhooksignature",
    secret: ["O94IM25S7PXBPYTM", "XNLLET230SRP0S89COR7B1"],
    request: post({ webhook_id: "7fa3ec74", event: "taskCreated", task_id: "c0j", history_items: [{ id: "2800763136717140857" }] }),
    sign: overBody("X-Signature"),
    covers: ["body"],
    expect: { id: null, type: "taskCreated", form: "utf8" },
  },
  {
    scheme: "trello",
    reference: "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/",
    secret: ["7d4c0b9e1f2a", "836547d9c0b1a2f3e4958677"],
    request: post({ action: { id: "51f9424bcd6e040f3c002412", type: "updateCard", data: { card: { id: "c1" } } }, model: { id: "b1" } }),
    sign: ({ secret, request }) => withHeaders(request, { "X-Trello-Webhook": hmac("sha1", secret, [request.body, request.url]).toString("base64") }),
    covers: ["body", "url"],
    expect: { id: "51f9424bcd6e040f3c002412", type: "updateCard", form: "utf8" },
  },
  {
    scheme: "smartsheet",
    reference: "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification",
    secret: ["216ejjzfnaco", "8i3m4mt9tmyz5y"],
    request: post({ nonce: "4b2ed20d", timestamp: "2026-05-29T14:01:12.000+00:00", webhookId: 9080, scope: "sheet", scopeObjectId: 1234, events: [{ objectType: "row", eventType: "created", id: 77 }] }),
    sign: overBody("Smartsheet-Hmac-SHA256"),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "fireflies",
    reference: "https://docs.fireflies.ai/graphql-api/webhooks-v2",
    secret: ["ff-sign-", "9Qx2Lm7Kp4Vz1Rt6Bn"],
    request: post({ event: "meeting.transcribed", timestamp: 1780063272000, meeting_id: "ASxwZxCstx" }),
    sign: overBody("X-Hub-Signature", "hex", { before: "sha256=" }),
    covers: ["body"],
    expect: { id: null, type: "meeting.transcribed", form: "utf8" },
  },
  {
    scheme: "toggl",
    reference: TOGGL_PAGE,
    secret: ["tgl-Vb8wQ3", "nZk5Xr7Lm2Pc"],
    request: post({ event_id: 55120993, created_at: "2026-05-29T14:01:12.207820267Z", creator_id: 6, metadata: { action: "created", model: "time_entry" }, payload: { id: 31 }, subscription_id: 6 }),
    sign: overBody("X-Webhook-Signature-256", "hex", { before: "sha256=" }),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
    published: [
      published("ping", "the ping of the page", TOGGL_PAGE, ["PGuRrhCFaj", "IyEvFlreKL"], {
        ...post('{"event_id":0,"created_at":"2022-06-25T03:58:10.207820267Z","creator_id":6,"metadata":{"request_type":"POST","event_user_id":6},"payload":"ping","subscription_id":6,"timestamp":"2022-06-25T03:58:10.207820267Z","url_callback":"https://callback-url.com"}'),
        headers: { "x-webhook-signature-256": "sha256=bf829606cda0ca6923defb5ca70a43135adc7e8887486a201a19cb50ca6006b1" },
      }),
      published("earlier-ping", "the ping of an earlier state of the page", "https://developers.track.toggl.com/docs/webhooks_start/validating_received_events/", ["PGuRrhCFaj", "IyEvFlreKL"], {
        ...post('{"event_id":0,"created_at":"2022-06-25T03:58:10.207820267Z","creator_id":6,"metadata":{"request_type":"POST","event_user_id":6},"payload":"ping","subscription_id":6}'),
        headers: { "x-webhook-signature-256": "sha256=55343383e52a9cd2f56bd4e9fb5b6ce6982fb45955f26ea816cf7495d98c5fd2" },
      }),
    ],
  },
  {
    scheme: "clockify",
    reference: "https://docs.clockify.me/#tag/Webhooks",
    secret: ["wK4mT9xR2v", "Zq7Lp1Nc8Bs"],
    request: post({ id: "5e6f", description: "Review", workspaceId: "64c7", timeInterval: { duration: "PT1H" } }, { "clockify-webhook-event-type": "NEW_TIME_ENTRY" }),
    sign: ({ secret, request }) => withHeaders(request, { "Clockify-Signature": secret }),
    covers: [],
    expect: { id: null, type: "NEW_TIME_ENTRY" },
  },
  {
    scheme: "datasaur",
    reference: "https://docs.datasaur.ai/integrations/webhook-notifications/webhook-signature",
    secret: ["ds-Yt5wK8", "mQ2vX7zR4nL1"],
    request: post({ event: "PROJECT_COMPLETED", project: { id: "p9", name: "Invoices" } }),
    sign: overBody("X-Datasaur-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
    published: [
      published("sample", "the example of the page", "https://docs.datasaur.ai/integrations/webhook-notifications/webhook-signature", ["sec", "ret"], {
        ...post('{"body":"sample"}'),
        headers: { "x-datasaur-signature": "0278b1a603de4c561ac0feb960354d0d00e8846b74813d81bddb43ad45bff767" },
      }),
    ],
  },
  {
    scheme: "firecrawl",
    reference: "https://docs.firecrawl.dev/webhooks/security",
    secret: ["fcw_3bT8vK", "q1Xz6Lm9Rn4Pd"],
    request: post({ success: true, type: "crawl.page", id: "9f1b", data: [{ markdown: "# Start" }] }),
    sign: overBody("X-Firecrawl-Signature", "hex", { before: "sha256=" }),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },

  {
    scheme: "calendly",
    reference: "https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures",
    secret: ["5mEzn9C-I28UtwOjZJt", "FoOb0sAAZFZ95GbZkqj4y3i0I"],
    request: post({ created_at: "2026-05-29T14:01:12.000000Z", event: "invitee.created", payload: { email: "a@example.test", status: "active" } }),
    sign: pairs("Calendly-Webhook-Signature"),
    covers: ["body", "timestamp"],
    tolerance: [180, 180],
    expect: { id: null, type: "invitee.created", form: "utf8" },
  },
  {
    scheme: "cal-com",
    reference: "https://github.com/calcom/cal.com/blob/main/packages/features/webhooks/lib/sendPayload.ts",
    secret: ["cal-hook-", "6Zr1Wq8Nk3Tx5Vb"],
    request: post({ triggerEvent: "BOOKING_CREATED", createdAt: "2026-05-29T14:01:12.000Z", payload: { uid: "bFJeNb2uX8ANpT3JL5EfXw", title: "30 min" } }),
    sign: overBody("X-Cal-Signature-256"),
    covers: ["body"],
    expect: { id: null, type: "BOOKING_CREATED", form: "utf8" },
    constructed: [
      {
        slug: "no-secret-provided", comment: "what a webhook without secret sends", expect: "signature_malformed", now: ANY_TIME,
        request: post({ triggerEvent: "PING" }, { "x-cal-signature-256": "no-secret-provided" }),
      },
    ],
  },
  {
    scheme: "acuity",
    reference: "https://developers.acuityscheduling.com/docs/webhooks",
    secret: ["e4b19d7c20", "5f8a6630c1d97be24f8a"],
    request: form({ action: "scheduled", id: "19283", calendarID: "4", appointmentTypeID: "22" }),
    sign: overBody("X-Acuity-Signature", "base64"),
    covers: ["body"],
    expect: { id: null, type: "scheduled", form: "utf8" },
  },
  {
    scheme: "cronofy",
    reference: "https://github.com/cronofy/cronofy-ruby/blob/master/lib/cronofy/client.rb",
    secret: ["CRN_8vT2kQ7w", "Zx4Lm9Rb1Nc6Pd"],
    request: post({ notification: { type: "change", changes_since: "2026-05-29T14:01:12Z" }, channel: { channel_id: "chn_54cf" } }),
    sign: overBody("Cronofy-HMAC-SHA256", "base64"),
    list: ",",
    bare: true,
    foreign: false,
    covers: ["body"],
    expect: { id: null, type: "change", form: "utf8" },
    published: [
      published("ruby", "the Ruby client's test", CRONOFY_RUBY, ["pDY0Oi7TJSP", "2hfNmZNkm5"], cronofy("6r2/HjBkqymGegX0wOfifieeUXbbHwtV/LohHS+jv6c=")),
      published("ruby-list", "the right one first, before a text that is no signature", CRONOFY_RUBY, ["pDY0Oi7TJSP", "2hfNmZNkm5"], cronofy("6r2/HjBkqymGegX0wOfifieeUXbbHwtV/LohHS+jv6c=,something-else")),
      published("node", "the Node.js client's test", CRONOFY_NODE, ["aPPwd-ASDFAsdfasdfasd", "fsadfasdfASDFSADF_asdfasdfasdf"], cronofy("0g6bhIumRlRffctPXuASSl3u6AXOxnYRw+hiTp7IvTg=")),
      published("node-list", "the right one between a text that is no signature and another client's", CRONOFY_NODE, ["aPPwd-ASDFAsdfasdfasd", "fsadfasdfASDFSADF_asdfasdfasdf"], cronofy("something-else,0g6bhIumRlRffctPXuASSl3u6AXOxnYRw+hiTp7IvTg=,38ArsN7+J/O8joGsgirVEdV16a/+eb+5QgHGIiuv4hk=")),
      published("node-others", "none of the list is ours", CRONOFY_NODE, ["aPPwd-ASDFAsdfasdfasd", "fsadfasdfASDFSADF_asdfasdfasdf"], cronofy("something-else,38ArsN7+J/O8joGsgirVEdV16a/+eb+5QgHGIiuv4hk="), "signature_mismatch", { twin: "node-list" }),
    ],
  },
  {
    scheme: "savvycal",
    reference: "https://savvycal.com/docs/api/webhooks/",
    secret: ["wh_secret_", "4Kq9Zt2Xv7Rm1Lb8"],
    request: post({ id: "evt_01", type: "event.created", occurred_at: "2026-05-29T14:01:12Z", payload: { id: "event_1" } }),
    sign: overBody("X-SavvyCal-Signature", "hex", { before: "sha256=" }),
    covers: ["body"],
    expect: { id: null, type: "event.created", form: "utf8" },
  },

  {
    scheme: "attio",
    reference: "https://docs.attio.com/rest-api/guides/webhooks",
    secret: ["b5f2e8d10c", "9a4736fe1208d5bc7a936e41"],
    request: post({ webhook_id: "23e42eaf", events: [{ event_type: "record.created", id: { record_id: "bf071e1f" }, actor: { type: "system" } }] }),
    sign: overBody("Attio-Signature"),
    covers: ["body"],
    expect: { id: null, type: "record.created", form: "utf8" },
  },
  {
    scheme: "close",
    reference: "https://developer.close.com/topics/webhooks/",
    secret: ["4fd19a7be0c3528647", "1d0fe2b3c4a5968778695a4b3c2d1e0f"],
    request: post({ event: { id: "ev_2sY", object_type: "lead", action: "created", data: { id: "lead_7" } }, subscription_id: "whsub_8" }),
    sign: stamped("Close-Sig-Hash", "Close-Sig-Timestamp", (time, body) => [time, body], { key: fromHex }),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: "ev_2sY", type: "created", form: "hex" },
  },
  {
    scheme: "outreach",
    reference: "https://developers.outreach.io/api/webhooks/",
    secret: ["or-5vXz8Kq", "2Lm7Tb4Rn9Wc"],
    request: post({ data: { type: "prospect", id: 88, attributes: { title: "CTO" } }, meta: { deliveredAt: "2026-05-29T14:01:12.000+00:00", eventName: "prospect.updated" } }),
    sign: overBody("Outreach-Webhook-Signature"),
    covers: ["body"],
    expect: { id: null, type: "prospect.updated", form: "utf8" },
  },
  {
    scheme: "salesloft",
    reference: "https://developers.salesloft.com/docs/platform/webhooks/",
    secret: ["slcb_9Tm4Kx", "7Vq2Zr8Lb1Np"],
    request: post({ id: 1, email_address: "a@example.test" }, { "x-salesloft-event": "person_updated" }),
    sign: overBody("X-Salesloft-Signature", "hex", { algorithm: "sha1" }),
    covers: ["body"],
    expect: { id: null, type: "person_updated", form: "utf8" },
  },
  {
    scheme: "pipedrive",
    reference: "https://pipedrive.readme.io/docs/guide-for-webhooks-v2",
    secret: ["hooks:", "Kp7Zq2Vx9Rm4Tb1LQw"],
    request: post({ meta: { action: "change", entity: "deal", id: "c6c0" }, data: { id: 4 }, previous: {} }),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `Basic ${Buffer.from(secret).toString("base64")}` }),
    covers: [],
    expect: { id: null, type: null },
  },
  {
    scheme: "jobber",
    reference: "https://developer.getjobber.com/docs/using_jobbers_api/setting_up_webhooks/",
    secret: ["81fd0c6a9e7b", "25d34c08f9a1be6d73f05e82"],
    request: post({ data: { webHookEvent: { topic: "CLIENT_CREATE", appId: "3ef22a50", accountId: "MQ==", itemId: "MQ==", occurredAt: "2026-05-29T14:01:12-06:00" } } }),
    sign: overBody("X-Jobber-Hmac-SHA256", "base64"),
    covers: ["body"],
    expect: { id: null, type: "CLIENT_CREATE", form: "utf8" },
  },

  {
    scheme: "greenhouse",
    reference: "https://developers.greenhouse.io/webhooks.html",
    secret: ["gh-3Zx8Vq1", "Kt6Lm9Rb4Nw7Pc"],
    request: post({ action: "hire_candidate", payload: { application: { id: 46194062, status: "hired" } } }, { "greenhouse-event-id": "9c1f2a77" }),
    sign: overBody("Signature", "hex", { before: "sha256 " }),
    covers: ["body"],
    expect: { id: "9c1f2a77", type: "hire_candidate", form: "utf8" },
  },
  {
    scheme: "lever",
    reference: "https://hire.lever.co/developer/documentation#webhooks",
    secret: ["lv-4Xq9Zt7", "Vk2Rm8Lb5Nc1Wp"],
    request: post({ triggeredAt: 0, event: "candidateHired", token: "0bA8xL2p", data: { opportunityId: "f6b6e8a0" } }),
    sign: ({ secret, request, at }) => {
      const json = jsonOf(request);
      return { ...request, body: JSON.stringify({ ...json, triggeredAt: at, signature: hmac("sha256", secret, [json.token, millis(at)]).toString("hex") }) };
    },
    covers: ["timestamp"],
    expect: { id: null, type: "candidateHired", form: "utf8" },
  },
  {
    scheme: "ashby",
    reference: "https://developers.ashbyhq.com/docs/authenticating-webhooks",
    secret: ["ab-8Lm3Xz6", "Vq1Kt9Rb4Nw2Pc"],
    request: post({ action: "applicationSubmit", data: { application: { id: "4ab2", status: "Active" } } }),
    sign: overBody("Ashby-Signature", "hex", { before: "sha256=" }),
    covers: ["body"],
    expect: { id: null, type: "applicationSubmit", form: "utf8" },
  },
  {
    scheme: "workable",
    reference: "https://workable.readme.io/reference/webhook-subscriptions",
    secret: ["wk5Vx8Zq1", "Lt6Km9Rb4Nw7Pc"],
    request: post({ event_type: "candidate_moved", id: "51dc", data: { id: "a1", stage: "Offer" } }),
    sign: overBody("X-Workable-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "hireflix",
    reference: "https://hireflixsl.mintlify.app/webhooks/validate-webhook-events",
    secret: ["hf9Zt4Xv7", "Kq2Lm8Rb1Nw5Pc"],
    request: post({ event: "interview.finished", data: { id: "i7" } }),
    sign: overBody("X-Hireflix-Signature", "base64"),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "deel",
    reference: "https://developer.deel.com/api/webhooks/quickstart",
    secret: ["dl-Rk7Vx2Z", "q9Lt4Mb8Nw1Pc6"],
    request: post({ data: { meta: { event_type: "contract.created" }, resource: [{ id: "m3k" }] }, timestamp: "2026-05-29T14:01:12.000Z" }),
    sign: ({ secret, request }) => withHeaders(request, { "X-Deel-Signature": hmac("sha256", secret, ["POST", request.body]).toString("hex") }),
    covers: ["body"],
    expect: { id: null, type: "contract.created", form: "utf8" },
  },
  {
    scheme: "bamboohr",
    reference: "https://documentation.bamboohr.com/docs/webhooks",
    secret: ["bhr7c1e9a4", "0d52fb8836ce17"],
    request: post({ employees: [{ id: "123", action: "Updated", changedFields: ["jobTitle"], fields: { jobTitle: "Lead" } }] }),
    sign: stamped("X-BambooHR-Signature", "X-BambooHR-Timestamp", (time, body) => [body, time]),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: null, form: "utf8" },
    constructed: [
      {
        slug: "timestamp-first", comment: "timestamp, dot, body: code in circulation signs so, BambooHR does not", expect: "signature_mismatch", now: ANY_TIME,
        request: stamped("x-bamboohr-signature", "x-bamboohr-timestamp", (time, body) => [time, ".", body])({
          secret: ["bhr7c1e9a4", "0d52fb8836ce17"].join(""), request: post({ employees: [] }), at: ANY_TIME,
        }),
      },
    ],
  },
  {
    scheme: "hibob",
    reference: "https://apidocs.hibob.com/docs/working-with-webhooks",
    secret: ["hb_2Vx7Kq9", "Zt4Lm1Rb8Nw5Pc"],
    request: post({ companyId: 634909, type: "employee.created", triggeredBy: "311", triggeredAt: "2026-05-29T14:01:12.000Z", employee: { id: "9" } }),
    sign: overBody("Bob-Signature", "base64", { algorithm: "sha512" }),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "gusto",
    reference: "https://docs.gusto.com/embedded-payroll/docs/webhooks",
    secret: ["gst_6Rb1Nw8", "Pc3Vx9Kq5Zt2Lm"],
    request: post({ uuid: "d1f4-90", event_type: "company.updated", resource_type: "Company", resource_uuid: "c0ffee", timestamp: 1780063272 }),
    sign: overBody("X-Gusto-Signature"),
    covers: ["body"],
    expect: { id: "d1f4-90", type: "company.updated", form: "utf8" },
  },
  {
    scheme: "merge",
    reference: "https://docs.merge.dev/basics/webhooks/verify-payload/",
    secret: ["mrg_9Kq4Zt7", "Lm2Rb8Nw1Pc6Vx"],
    request: post({ hook: { id: "h1", event: "Employee.created" }, linked_account: { id: "la1" }, data: { id: "e1" } }),
    sign: ({ secret, request }) => {
      const tag = hmac("sha256", secret, request.body).toString("base64url");
      return withHeaders(request, { "X-Merge-Webhook-Signature": tag.padEnd(44, "=") });
    },
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },

  {
    scheme: "onfido",
    reference: "https://documentation.identity.entrust.com/api/manual-webhook-signature-verification/",
    secret: ["onf_3Lm8Rb1", "Nw6Pc9Vx4Kq2Zt"],
    request: post({ payload: { resource_type: "check", action: "check.completed", object: { id: "check-7", status: "complete" } } }),
    sign: overBody("X-SHA2-Signature"),
    covers: ["body"],
    expect: { id: null, type: "check.completed", form: "utf8" },
    published: [
      published("classic", "the libraries' test of a check", ONFIDO_SDK, ["_ABC123abc123ABC", "123abc123ABC123_"], onfidoCheck("a0082d7481f9f0a2907583dbe1f344d6d4c0d9989df2fd804f98479f60cd760e")),
      published("classic-other", "the same with another signature", ONFIDO_SDK, ["_ABC123abc123ABC", "123abc123ABC123_"], onfidoCheck("b0082d7481f9f0a2907583dbe1f344d6d4c0d9989df2fd804f98479f60cd760e"), "signature_mismatch", { twin: "classic" }),
      published("studio", "the libraries' test of a workflow task", ONFIDO_SDK, ["YKOC6mkBxi6yK2zl", "UIrLMvsJMFEZObP5"], {
        ...post('{"payload":{"resource_type":"workflow_task","action":"workflow_task.started","object":{"id":"profile_1eb92","task_spec_id":"profile_1eb92","task_def_id":"profile_data","workflow_run_id":"bc77c6e5-753a-4580-96a6-aaed3e5a8d19","status":"started","started_at_iso8601":"2024-07-10T12:49:09Z","href":"https://api.eu.onfido.com/v3.6/workflow_runs/bc77c6e5-753a-4580-96a6-aaed3e5a8d19/tasks/profile_1eb92"},"resource":{"created_at":"2024-07-10T12:49:09Z","id":"profile_1eb92","workflow_run_id":"bc77c6e5-753a-4580-96a6-aaed3e5a8d19","updated_at":"2024-07-10T12:49:09Z","input":{},"task_def_version":null,"task_def_id":"profile_data","output":null}}}'),
        headers: { "x-sha2-signature": "c95a5b785484f6fa1bc25f381b5595d66bf85cb442eefb06aa007802ee6a4dfa" },
      }),
    ],
  },
  {
    scheme: "persona",
    reference: "https://docs.withpersona.com/webhooks",
    secret: ["wbhsec_5Kq9", "Zt2Lm7Rb4Nw1Pc8Vx"],
    request: post({ data: { type: "event", id: "evt_XGuYWp7W", attributes: { name: "inquiry.approved", payload: { data: { type: "inquiry", id: "inq_1" } } } } }),
    sign: pairs("Persona-Signature"),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: "evt_XGuYWp7W", type: "inquiry.approved", form: "utf8" },
  },
  {
    scheme: "veriff",
    reference: "https://github.com/Veriff/js-integration-demo",
    secret: ["3f1c9b70-52de", "-4a86-b0e1-7d94c2af6e58"],
    request: post({ status: "success", verification: { id: "12df6045", code: 9001, status: "approved", attemptId: "00bca969" } }, { "x-auth-client": "2b8d" }),
    sign: overBody("X-HMAC-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
    published: [
      published("documented", "the example of the documentation of the header", "https://developers.veriff.com/#generating-x-hmac-signature", ["abcdef12-abcd-abcd", "-abcd-abcdef012345"], {
        ...post('{"verification":{"callback":"https://veriff.com","person":{"firstName":"John","lastName":"Smith"},"document":{"type":"PASSPORT","country":"EE"},"vendorData":"unique id of the end-user","timestamp":"2016-05-19T08:30:25.597Z"}}'),
        headers: { "x-hmac-signature": "0dcab73ddd20062616d104231c7439657546a5c24e4691977da93bb854c31e25" },
      }),
    ],
  },
  {
    scheme: "sumsub",
    reference: "https://docs.sumsub.com/docs/webhook-manager",
    secret: ["sms_8Nw1Pc6", "Vx3Kq9Zt5Lm2Rb"],
    request: post({ applicantId: "5c9e177b", type: "applicantReviewed", reviewResult: { reviewAnswer: "GREEN" } }, { "x-payload-digest-alg": "HMAC_SHA256_HEX" }),
    sign: overBody("X-Payload-Digest"),
    covers: ["body"],
    expect: { id: null, type: "applicantReviewed", form: "utf8" },
  },
  {
    scheme: "middesk",
    reference: "https://docs.middesk.com/build/secure-webhooks",
    secret: ["mdk_4Zt8Lm1", "Rb6Nw9Pc2Vx7Kq"],
    request: post({ object: "event", id: "3f4a-evt", type: "business.updated", data: { object: { id: "biz_1", status: "approved" } } }),
    sign: overBody("X-Middesk-Signature-256"),
    covers: ["body"],
    expect: { id: "3f4a-evt", type: "business.updated", form: "utf8" },
  },
  {
    scheme: "checkr",
    reference: "https://docs.checkr.com/#section/Webhooks/Validating-webhooks",
    secret: ["chk_7Pc2Vx9", "Kq4Zt1Lm6Rb8Nw"],
    request: post({ id: "507f1f77bcf8", object: "event", type: "report.completed", data: { object: { id: "57ed4ce3", status: "clear" } } }),
    sign: overBody("X-Checkr-Signature"),
    covers: ["body"],
    expect: { id: "507f1f77bcf8", type: "report.completed", form: "utf8" },
  },
  {
    scheme: "idenfy",
    reference: "https://documentation.idenfy.com/security/callback-signing",
    secret: ["idf_1Rb6Nw9", "Pc4Vx8Kq3Zt7Lm"],
    request: post({ final: true, platform: "PC", status: { overall: "APPROVED" }, scanRef: "2ca1" }),
    sign: overBody("Idenfy-Signature"),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "okta",
    reference: "https://developer.okta.com/docs/concepts/event-hooks/",
    secret: ["okta-hook-", "2Vx7Kq4Zt9Lm1Rb"],
    request: post({ eventType: "com.okta.event_hook", eventTypeVersion: "1.0", data: { events: [{ uuid: "u-1", eventType: "user.session.start" }, { uuid: "u-2", eventType: "user.lifecycle.create" }] } }),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: secret }),
    covers: [],
    expect: { ids: ["u-1", "u-2"], type: "user.session.start" },
  },
  {
    scheme: "auth0",
    reference: "https://auth0.com/docs/customize/log-streams/custom-log-streams",
    secret: ["Bearer a0ls-", "9Lm4Rb7Nw2Pc5Vx"],
    request: post([{ log_id: "90020260529140112", data: { type: "s", date: "2026-05-29T14:01:12.000Z" } }, { log_id: "90020260529140113", data: { type: "fp" } }]),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: secret }),
    covers: [],
    expect: { ids: ["90020260529140112", "90020260529140113"], type: "s" },
  },

  {
    scheme: "xero",
    reference: "https://developer.xero.com/documentation/guides/webhooks/configuring-your-server/",
    secret: ["Nw6Pc1Vx8Kq3Zt9Lm4Rb", "7Ys2Hd5Gf0Jk+QeWiUoPaSdFgHjKlZxCvBnM12345Tg=="],
    request: post({ events: [{ resourceId: "717f2bfc", eventCategory: "INVOICE", eventType: "UPDATE", tenantId: "c2cc9b6e" }], firstEventSequence: 1, lastEventSequence: 1, entropy: "S0m3r4Nd0mt3xt" }),
    sign: overBody("x-xero-signature", "base64"),
    covers: ["body"],
    expect: { id: null, type: "UPDATE", form: "utf8" },
  },
  {
    scheme: "quickbooks",
    reference: "https://github.com/IntuitDeveloper/SampleApp-Webhooks-nodejs",
    secret: ["4c8e1f07-b29d", "-4a53-9e60-d1f7a3c85b24"],
    request: post({ eventNotifications: [{ realmId: "1185883450", dataChangeEvent: { entities: [{ name: "Invoice", id: "12", operation: "Update" }] } }] }),
    sign: overBody("intuit-signature", "base64"),
    covers: ["body"],
    expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "recharge",
    reference: "https://docs.getrecharge.com/docs/webhooks-overview",
    secret: ["rc_9Kq2Zt7L", "m4Rb1Nw8Pc5Vx"],
    request: post({ charge: { id: 880001, status: "success" } }, { "x-recharge-topic": "charge/paid" }),
    sign: (given) => withHeaders(pairs("X-Recharge-Webhook-Signature")(given), { "X-Recharge-Webhook-Timestamp": seconds(given.at) }),
    covers: ["body", "timestamp"],
    tolerance: [172_800, 172_800],
    expect: { id: null, type: "charge/paid", form: "utf8" },
  },
  {
    scheme: "recharge-legacy",
    reference: "https://docs.getrecharge.com/docs/webhooks-overview",
    secret: ["rc_9Kq2Zt7L", "m4Rb1Nw8Pc5Vx"],
    request: post({ charge: { id: 880001, status: "success" } }, { "x-recharge-topic": "charge/paid" }),
    sign: ({ secret, request }) => withHeaders(request, { "X-Recharge-Hmac-Sha256": sha256(secret, request.body) }),
    covers: ["body"],
    expect: { id: null, type: "charge/paid", form: "utf8" },
    constructed: [
      {
        slug: "hmac", comment: "an HMAC, as the header's name says and the vendor does not", expect: "signature_mismatch", now: ANY_TIME,
        request: overBody("X-Recharge-Hmac-Sha256")({ secret: ["rc_9Kq2Zt7L", "m4Rb1Nw8Pc5Vx"].join(""), request: post({ charge: { id: 1 } }) }),
      },
    ],
  },
  {
    scheme: "squarespace",
    reference: "https://developers.squarespace.com/webhooks/verifying-notifications",
    secret: ["9b0e7c31d5a8f246", "1c3d5e7f9a0b2c4d6e8f0a1b2c3d4e5f"],
    request: post({ id: "5c2ba184b63e", websiteId: "5f3c3d55", subscriptionId: "5f3c2155", topic: "order.create", createdOn: "2026-05-29T14:01:12.000Z", data: { orderId: "o1" } }),
    sign: overBody("Squarespace-Signature", "hex", { key: fromHex }),
    covers: ["body"],
    expect: { id: "5c2ba184b63e", type: "order.create", form: "hex" },
  },
  {
    scheme: "thinkific",
    reference: "https://support.thinkific.dev/hc/en-us/articles/4422685850775",
    secret: ["tk_5Vx8Kq1Z", "t6Lm9Rb4Nw2Pc"],
    request: post({ id: "20260529140112", resource: "order", action: "created", payload: { amount_cents: 9900 } }, { "x-thinkific-topic": "order.created" }),
    sign: overBody("X-Thinkific-Hmac-Sha256"),
    covers: ["body"],
    expect: { id: null, type: "order.created", form: "utf8" },
  },
  {
    scheme: "aftership",
    reference: "https://www.aftership.com/docs/tracking/webhook/webhook-signature",
    secret: ["as_3Zt8Lm1R", "b6Nw9Pc4Vx7Kq"],
    request: post({ event: "tracking_update", msg: { id: "t1", tag: "InTransit" }, ts: 1780063272 }),
    sign: overBody("aftership-hmac-sha256", "base64"),
    covers: ["body"],
    expect: { id: null, type: "tracking_update", form: "utf8" },
  },
  {
    scheme: "shippo",
    reference: "https://docs.goshippo.com/docs/tracking/webhooksecurity/",
    secret: ["shp_7Nw2Pc9", "Vx4Kq8Zt1Lm6Rb"],
    request: post({ event: "track_updated", test: false, data: { tracking_number: "SHIPPO_TRANSIT", tracking_status: { status: "TRANSIT" } } }),
    sign: pairs("Shippo-Auth-Signature"),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: "track_updated", form: "utf8" },
  },
  {
    scheme: "lob",
    reference: "https://docs.lob.com/#tag/Webhooks",
    secret: ["lob_2Lm7Rb4", "Nw9Pc1Vx6Kq8Zt"],
    // The page gives no unit: the timestamp is a text under the signature.
    request: post({ id: "evt_d95ff8ffd2b5cfb4", reference_id: "ltr_1", event_type: { id: "letter.delivered", resource: "letters" } }, { "lob-signature-timestamp": "1780063272" }),
    sign: ({ secret, request }) =>
      withHeaders(request, { "Lob-Signature": hmac("sha256", secret, [headerOf(request, "lob-signature-timestamp"), ".", request.body]).toString("hex") }),
    covers: ["body"],
    expect: { id: "evt_d95ff8ffd2b5cfb4", type: "letter.delivered", form: "utf8" },
  },
  {
    scheme: "onfleet",
    reference: "https://docs.onfleet.com/reference/secrets",
    secret: ["0f1e2d3c4b5a6978", "8796a5b4c3d2e1f00112233445566778"],
    request: post({ taskId: "VRr2Ee", triggerId: 3, actionContext: null, time: 1780063272000 }),
    sign: overBody("X-Onfleet-Signature", "hex", { algorithm: "sha512", key: fromHex }),
    covers: ["body"],
    expect: { id: null, type: null, form: "hex" },
  },

  {
    scheme: "samsara",
    reference: "https://developers.samsara.com/docs/webhooks",
    secret: ["c2Ftc2FyYS10ZXN0", "LWtleS0wMTIzNDU2Nzg5"],
    request: post({ eventId: "11cd0ed7", eventTime: "2026-05-29T14:01:12Z", eventType: "AddressCreated", orgId: 20936, data: {} }),
    sign: stamped("X-Samsara-Signature", "X-Samsara-Timestamp", (time, body) => ["v1:", time, ":", body], { before: "v1=", key: fromBase64 }),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: "11cd0ed7", type: "AddressCreated", form: "base64" },
  },
  {
    scheme: "verkada",
    reference: "https://apidocs.verkada.com/reference/securing-webhooks",
    secret: ["vkd_6Rb1Nw8", "Pc3Vx9Kq4Zt7Lm"],
    request: post({ org_id: "o1", webhook_type: "notification", webhook_id: "w1", created_at: 1780063272, data: { camera_id: "c1", notification_type: "motion" } }),
    sign: ({ secret, request, at }) =>
      withHeaders(request, { "Verkada-Signature": `${seconds(at)}|${hmac("sha256", secret, [request.body, "|", seconds(at)]).toString("hex")}` }),
    list: "|",
    foreign: false,
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: "notification", form: "utf8" },
  },
  {
    scheme: "leaf",
    reference: "https://docs.withleaf.io/alerts/authentication",
    secret: ["leaf_8Kq3Zt", "1Lm6Rb9Nw4Pc7Vx"],
    request: post('{"source": "REST", "leafUserId": "u1", "fieldId": "f1", "timestamp": "2026-05-29T14:01:12.000000Z", "type": "fieldCreated"}'),
    sign: overBody("X-Leaf-Signature", "base64"),
    covers: ["body"],
    expect: { id: null, type: "fieldCreated", form: "utf8" },
  },
  {
    scheme: "whoop",
    reference: "https://developer.whoop.com/docs/developing/webhooks/",
    secret: ["5d2b9e08c7", "f4a1630be9d28c75f0a3164e"],
    request: post({ user_id: 456, id: "550e8400", type: "workout.updated", trace_id: "e369c784-5100" }),
    sign: stamped("X-WHOOP-Signature", "X-WHOOP-Signature-Timestamp", (time, body) => [time, body], { encoding: "base64", stamp: millis }),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: "e369c784-5100", type: "workout.updated", form: "utf8" },
  },
  {
    scheme: "oura",
    reference: "https://cloud.ouraring.com/v2/docs#section/Webhooks",
    secret: ["OURA4KQ9ZT", "2LM7RB1NW8PC5VX"],
    request: post({ event_type: "update", data_type: "sleep", object_id: "12345abc", user_id: "u1" }),
    sign: ({ secret, request, at }) =>
      withHeaders(request, { "x-oura-timestamp": seconds(at), "x-oura-signature": hmac("sha256", secret, [seconds(at), request.body]).toString("hex").toUpperCase() }),
    covers: ["body", "timestamp"],
    tolerance: [300, 300],
    expect: { id: null, type: "update", form: "utf8" },
  },
  {
    scheme: "strava",
    reference: "https://developers.strava.com/docs/webhooks/",
    request: post({ aspect_type: "update", event_time: 1780063272, object_id: 1360128428, object_type: "activity", owner_id: 134815, subscription_id: 120475 }),
    sign: ({ request }) => request,
    covers: [],
    expect: { id: null, type: null },
  },
];

function numbered(secret, at) {
  const request = post({ event: "envelope-sent" });
  const tag = (key) => hmac("sha256", key, request.body).toString("base64");
  return withHeaders(request, { "X-DocuSign-Signature-1": tag("another key of the account"), [`X-DocuSign-Signature-${at}`]: tag(secret.join("")) });
}

function cronofy(value) {
  return { ...post('{"example":"well-known"}'), headers: { "cronofy-hmac-sha256": value } };
}

function onfidoCheck(signature) {
  return {
    ...post('{"payload":{"resource_type":"check","action":"check.completed","object":{"id":"check-123","status":"complete","completed_at_iso8601":"2020-01-01T00:00:00Z","href":"https://api.onfido.com/v3/checks/check-123"}}}'),
    headers: { "x-sha2-signature": signature },
  };
}
