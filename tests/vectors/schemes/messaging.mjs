// Messaging, telephony, mail, chat and social providers: how each signs by its own page, and what it publishes.
import { KEYS, ecdsaP256, ed25519, formOf, headerOf, hmac, jsonOf, millis, rfc3339, seconds, whsecKey, withHeaders } from "./words.mjs";
import { createHash } from "node:crypto";

const hex = (algorithm, key, ...parts) => hmac(algorithm, key, parts).toString("hex");
const base64 = (algorithm, key, ...parts) => hmac(algorithm, key, parts).toString("base64");

const URL_IN = "https://hooks.example.test/in";
const post = (body, headers = {}, url = URL_IN) => ({ method: "POST", url, headers: { "content-type": "application/json", ...headers }, body });
const form = (fields, headers = {}, url = URL_IN) => ({
  method: "POST", url, headers: { "content-type": "application/x-www-form-urlencoded", ...headers }, body: new URLSearchParams(fields).toString(),
});

/** HMAC over the body alone, as hexadecimal or base64 behind a fixed text, in one header. */
const overBody = (header, algorithm, encoding, before = "") => ({ secret, request }) =>
  withHeaders(request, { [header]: before + hmac(algorithm, secret, [request.body]).toString(encoding) });

/** The whole of an entry whose vendor signs the body alone. */
const bodyEntry = (scheme, reference, secret, request, header, [algorithm, encoding, before], expect, published = []) => ({
  scheme, reference, secret, request, sign: overBody(header, algorithm, encoding, before), covers: ["body"], tolerance: null,
  expect: { id: null, ...expect, form: "utf8" }, published,
});

const META = ["sha256", "hex", "sha256="];
const META_PAGE = "https://developers.facebook.com/docs/graph-api/webhooks/getting-started";
const metaBody = (object, change) => JSON.stringify({ object, entry: [{ id: "102290129340398", time: 1792742400, ...change }] });
const meta = (scheme, reference, object, change) =>
  bodyEntry(scheme, reference, ["3f2a9c", "51d07be84466aa90c1e2f3"], post(metaBody(object, change)), "X-Hub-Signature-256", META, { type: object });

/** `t=…,<name>=…` over the time, a dot and the body. */
const pairs = (header, name, { stamp = seconds, encoding = "hex", key = (secret) => secret } = {}) => ({ secret, request, at }) =>
  withHeaders(request, { [header]: `t=${stamp(at)},${name}=${hmac("sha256", key(secret), [stamp(at), ".", request.body]).toString(encoding)}` });

/** Twilio and Mandrill: the URL, then the fields by name; Twilio takes each value of a name once and sorted. */
function urlAndFields(url, fields) {
  const names = [...new Set(fields.keys())].sort();
  return url + names.flatMap((name) => [...new Set(fields.getAll(name))].sort().map((value) => name + value)).join("");
}

const TWILIO_NODE = "https://github.com/twilio/twilio-node/blob/main/spec/validation.spec.js";
const TWILIO_RUBY = "https://github.com/twilio/twilio-ruby/blob/main/spec/rack/twilio_webhook_authentication_spec.rb";
const TWILIO_CALL = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
const TWILIO_URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
const TWILIO_JSON = '{"property": "value", "boolean": true}';
const TWILIO_DIGEST = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

/** A vector of Twilio's own tests: the URL is the one that was signed. */
const twilio = (slug, comment, signature, { url = TWILIO_URL, body = TWILIO_CALL, json = false, token = ["123", "45"], reference = TWILIO_NODE, expect = "valid", ...more } = {}) => ({
  slug, comment, reference, secret: token, options: { url }, now: 1_700_000_000_000, expect,
  request: {
    method: "POST", url,
    headers: { "content-type": json ? "application/json" : "application/x-www-form-urlencoded", "X-Twilio-Signature": signature }, body,
  },
  ...more,
});

const SENDGRID_SPEC = "https://github.com/sendgrid/sendgrid-nodejs/blob/main/packages/eventwebhook/src/eventwebhook.spec.js";
const sendgridDropped = `${JSON.stringify([{
  email: "hello@world.com", event: "dropped", reason: "Bounced Address", sg_event_id: "ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",
  sg_message_id: "LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0",
  "smtp-id": "<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>", timestamp: 1600112492,
}])}\r\n`;
const sendgridTwo = `${JSON.stringify([
  {
    email: "invalid@gmail.com", event: "processed", send_at: 0, sg_event_id: "cHJvY2Vzc2VkLTE5OTQyMTEyLXFOd0JMZ1BRUWpXNkRKdktRd1NBYnctMA",
    sg_message_id: "qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0",
    "smtp-id": "<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>", timestamp: 1619651146,
  },
  {
    email: "invalid@gmail.com", event: "bounce", ip: "167.89.101.76",
    reason: "552 5.2.2 The email account that you tried to reach is over quota and inactive. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaPerm c17si1130468pgv.34 - gsmtp",
    sg_event_id: "Ym91bmNlLTAtMTk5NDIxMTItcU53QkxnUFFRalc2REp2S1F3U0Fidy0w",
    sg_message_id: "qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0",
    "smtp-id": "<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>", status: "5.2.2", timestamp: 1619651147, tls: 1, type: "blocked",
  },
]).split("},{").join("},\r\n{")}\r\n`;
const sendgrid = (slug, comment, { key, signature, stamp, body, expect = "valid" }) => ({
  slug, comment, reference: SENDGRID_SPEC, key, now: Number(stamp) * 1000, expect,
  request: post(body, { "X-Twilio-Email-Event-Webhook-Signature": signature, "X-Twilio-Email-Event-Webhook-Timestamp": stamp }),
});
const SENDGRID_ONE = {
  key: ["MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF", "9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g=="],
  signature: "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=",
  stamp: "1600112502", body: sendgridDropped,
};

const SINCH_SDK = "https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/tests/utils/authorization.helper.test.ts";
const sinch = (request, { secret, at }) => {
  const nonce = headerOf(request, "x-sinch-webhook-signature-nonce");
  return withHeaders(request, {
    "x-sinch-webhook-signature-timestamp": seconds(at),
    "x-sinch-webhook-signature": base64("sha256", secret, request.body, ".", nonce, ".", seconds(at)),
  });
};
const sinchHeaders = (nonce, stamp, signature) => ({
  "x-sinch-webhook-signature": signature, "x-sinch-webhook-signature-algorithm": "HmacSHA256",
  "x-sinch-webhook-signature-nonce": nonce, "x-sinch-webhook-signature-timestamp": stamp,
});

const PLIVO_CALL = {
  Direction: "outbound", From: "19792014278", ALegUUID: "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36", CallStatus: "in-progress", BillRate: "0.002",
  ParentAuthID: "MANWVLYTK4ZWU1YTY4QA", To: "sip:PlivoSignature382029104058171078704104@phone-qa.voice.plivodev.com",
  ALegRequestUUID: "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36", CallUUID: "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36",
  RequestUUID: "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36", "SIP-H-To": "<sip:PlivoSignature382029104058171078704104@52.9.11.55;transport=udp>;tag=1",
  SessionStart: "2020-04-08 11:34:33.238707", Event: "StartApp",
};
const PLIVO_URL = "https://plivobin.non-prod.plivops.com/api/v1/validate_signature03.xml";

const SLACK_COMMAND =
  "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

const mailgun = { signature: { token: "a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0" }, "event-data": { id: "DACSsAdVSeGpLid7TN03WA", event: "delivered", recipient: "ann@example.test" } };

const X_SECRET = ["consumer", "_secret_of_the_app_4711"];

export default [
  meta("meta", META_PAGE, "page", { changes: [{ field: "leadgen", value: { leadgen_id: "1544", page_id: "1023" } }] }),
  meta("whatsapp", "https://github.com/fbsamples/whatsapp-business-jaspers-market/blob/main/app.js", "whatsapp_business_account", {
    changes: [{ field: "messages", value: { messaging_product: "whatsapp", messages: [{ id: "wamid.1", type: "text" }] } }],
  }),
  meta("instagram", META_PAGE, "instagram", { changes: [{ field: "comments", value: { id: "178" } }] }),
  meta("messenger", "https://github.com/fbsamples/messenger-platform-samples", "page", { messaging: [{ sender: { id: "1" }, message: { mid: "m_1" } }] }),
  {
    ...bodyEntry("x", "https://docs.x.com/x-api/webhooks/quickstart", X_SECRET,
      post('{"for_user_id":"2244994945","tweet_create_events":[{"id_str":"1"}]}'), "x-twitter-webhooks-signature", ["sha256", "base64", "sha256="], { type: null }),
    // Whoever asks gets the signature of such a body from the receiver itself: it proves nothing.
    constructed: [["word", "true"], ["number", "4711"], ["longest", "x".repeat(128)]].map(([slug, text]) => ({
      slug: `crc-${slug}`, comment: `the answer to the CRC token ${text.slice(0, 8)} as the signature of that text`, now: 1_792_742_400_000, expect: "signature_malformed",
      request: post(text, { "x-twitter-webhooks-signature": `sha256=${base64("sha256", X_SECRET.join(""), text)}` }),
    })),
  },
  {
    scheme: "slack", reference: "https://docs.slack.dev/authentication/verifying-requests-from-slack/", secret: ["5d1f0c6a", "8be94f7792a3d04c61f8e2b7"],
    request: post('{"team_id":"T1","type":"event_callback","event_id":"Ev08MFMKH6","event":{"type":"app_mention","user":"U1"}}'),
    sign: ({ secret, request, at }) => withHeaders(request, {
      "X-Slack-Request-Timestamp": seconds(at), "X-Slack-Signature": `v0=${hex("sha256", secret, "v0:", seconds(at), ":", request.body)}`,
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: "Ev08MFMKH6", type: "app_mention", form: "utf8" },
    published: [{
      slug: "slash-command", comment: "the worked example of the vendor's page, a form", reference: "https://docs.slack.dev/authentication/verifying-requests-from-slack/",
      secret: ["8f742231b10e", "8888abcd99yyyzzz85a5"], now: 1_531_420_618_000, expect: "valid",
      request: {
        method: "POST", url: URL_IN, body: SLACK_COMMAND,
        headers: {
          "content-type": "application/x-www-form-urlencoded", "X-Slack-Request-Timestamp": "1531420618",
          "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        },
      },
    }],
  },
  {
    scheme: "zoom", reference: "https://github.com/zoom/webhook-sample/blob/master/index.js", secret: ["qJ3kD0sT1a", "BxW7uVnY5m"],
    request: post('{"event":"meeting.started","payload":{"account_id":"A1","object":{"id":"1234567890"}},"event_ts":1635885799302}'),
    sign: ({ secret, request, at }) => withHeaders(request, {
      "x-zm-request-timestamp": seconds(at), "x-zm-signature": `v0=${hex("sha256", secret, "v0:", seconds(at), ":", request.body)}`,
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: "meeting.started", form: "utf8" },
  },
  {
    scheme: "discord", reference: "https://docs.discord.com/developers/interactions/overview", privateKey: KEYS.ed25519.privateKey,
    key: [KEYS.ed25519.raw.toString("hex").slice(0, 20), KEYS.ed25519.raw.toString("hex").slice(20)],
    request: post('{"id":"846462639134605312","application_id":"775799577604522054","type":2,"data":{"name":"cardsearch"}}'),
    sign: ({ privateKey, request, at }) => withHeaders(request, {
      "X-Signature-Timestamp": seconds(at), "X-Signature-Ed25519": ed25519(privateKey, [seconds(at), request.body]).toString("hex"),
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: "846462639134605312", type: "2" },
  },
  {
    scheme: "telnyx", reference: "https://github.com/team-telnyx/telnyx-node/blob/master/src/lib/webhooks.ts", privateKey: KEYS.ed25519.privateKey,
    key: [KEYS.ed25519.raw.toString("base64").slice(0, 20), KEYS.ed25519.raw.toString("base64").slice(20)],
    request: post('{"data":{"id":"0ccc7b54-4df3-4bca-a65a-3da1ecc777f0","event_type":"call.answered","record_type":"event","payload":{"to":"+13125550100"}}}'),
    sign: ({ privateKey, request, at }) => withHeaders(request, {
      "Telnyx-Timestamp": seconds(at), "Telnyx-Signature-Ed25519": ed25519(privateKey, [seconds(at), "|", request.body]).toString("base64"),
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0", type: "call.answered" },
  },
  {
    scheme: "twilio", reference: "https://github.com/twilio/twilio-node/blob/main/src/webhooks/webhooks.ts", secret: ["2f8e4a7c91b3", "d650e2f8a91c74b3d650"],
    request: form({ MessageSid: "SM1", MessageStatus: "delivered", From: "+14158675309", To: "+18005551212" }), options: { url: URL_IN },
    sign: ({ secret, request }) => {
      // JSON is covered by its digest in the URL, and has no fields.
      const isForm = /form-urlencoded/.test(headerOf(request, "content-type"));
      return withHeaders(request, { "X-Twilio-Signature": base64("sha1", secret, urlAndFields(request.url, isForm ? formOf(request) : new URLSearchParams())) });
    },
    covers: ["body", "url"], tolerance: null, expect: { id: null, type: null, form: "utf8" },
    published: [
      twilio("call", "a form of five fields", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
      twilio("port", "plain HTTP with a port", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=", { url: "http://mycompany.com:1234/myapp.php?foo=1&bar=2" }),
      twilio("port-443", "the URL was signed with its default port", "kvajT1Ptam85bY51eRf/AJRuM3w=", { url: "https://mycompany.com:443/myapp.php?foo=1&bar=2" }),
      twilio("port-80", "the URL was signed with its default port, plain HTTP", "0ZXoZLH/DfblKGATFgpif+LLRf4=", { url: "http://mycompany.com:80/myapp.php?foo=1&bar=2" }),
      twilio("credentials", "user and password in the URL", "CukzLTc1tT5dXEDIHm/tKBanW10=", { url: "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2" }),
      twilio("user", "a user in the URL", "2YRLlVAflCqxaNicjMpJcSTgzSs=", { url: "https://user@mycompany.com/myapp.php?foo=1&bar=2" }),
      twilio("credentials-port", "user, password and default port in the URL", "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=", { url: "https://user:pass@mycompany.com:443/myapp.php?foo=1&bar=2" }),
      twilio("apostrophe", "an apostrophe in the URL's query, escaped as it was signed", "TfZzewPq8wqrGlMfyAud8+/IvJ0=", { url: `${TWILIO_URL}&Body=It%27s+amazing` }),
      twilio("repeated-field", "a name with two values", "83O6e2vORAoJHUNzJjDWN1jz+BA=", { body: "MessagingBinding.Address=%2B1325xxxxxxx&MessagingBinding.Address=%2B1415xxxxxxx" }),
      twilio("repeated-field-turned", "the same in the other order", "83O6e2vORAoJHUNzJjDWN1jz+BA=", { body: "MessagingBinding.Address=%2B1415xxxxxxx&MessagingBinding.Address=%2B1325xxxxxxx" }),
      twilio("repeated-value", "names that begin alike; a value that comes twice counts once", "IK+Dwps556ElfBT0I3Rgjkr1wJU=", {
        body: "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234",
      }),
      twilio("json", "JSON by its digest", "a9nBmqA0ju/hNViExpshrM61xv4=", { url: `${TWILIO_URL}&bodySHA256=${TWILIO_DIGEST}`, body: TWILIO_JSON, json: true }),
      twilio("json-empty", "an empty object by its digest; the URL was signed with its default port", "Ldidvp12m26NI7eqEvxnEpkd9Hc=", {
        url: `${TWILIO_URL.replace(".com", ".com:443")}&bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a`, body: "{}", json: true,
      }),
      twilio("json-only-digest", "no other parameter than the digest", "y77kIzt2vzLz71DgmJGsen2scGs=", {
        url: `https://mycompany.com/myapp.php?bodySHA256=${TWILIO_DIGEST}`, body: TWILIO_JSON, json: true,
      }),
      twilio("ruby-json", "JSON by its digest, another token", "zR5Oq4f6cijN5oz5bisiVuxYnTU=", {
        url: "https://example.com/test?bodySHA256=8d90d640c6ba47d595ac56203d7f5c6b511be80fdf44a2055acca75a119b9fd2",
        body: '{"message": "a post body"}', json: true, token: ["qwe", "rty"], reference: TWILIO_RUBY,
      }),
      twilio("ruby-form", "one field, another token", "TR9Skm9jiF4WVRJznU5glK5I83k=", { url: "https://example.com/test", body: "foo=bar", token: ["qwe", "rty"], reference: TWILIO_RUBY }),
      twilio("json-without-digest", "the form's signature over a body that no digest names", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", {
        body: TWILIO_JSON, json: true, expect: "signature_mismatch",
      }),
      twilio("json-other-body", "another body than the digest's", "a9nBmqA0ju/hNViExpshrM61xv4=", {
        url: `${TWILIO_URL}&bodySHA256=${TWILIO_DIGEST}`, body: '{"property": "value", "boolean": false}', json: true, expect: "signature_mismatch",
      }),
    ],
  },
  {
    scheme: "sendgrid", reference: "https://github.com/sendgrid/sendgrid-nodejs/tree/main/packages/eventwebhook", privateKey: KEYS.p256.privateKey,
    key: [KEYS.p256.spki.toString("base64").slice(0, 40), KEYS.p256.spki.toString("base64").slice(40)],
    request: post('[{"email":"ann@example.test","event":"delivered","sg_event_id":"ZGVsaXZlcmVkLTE","timestamp":1792742400}]\r\n'),
    sign: ({ privateKey, request, at }) => withHeaders(request, {
      "X-Twilio-Email-Event-Webhook-Timestamp": seconds(at),
      "X-Twilio-Email-Event-Webhook-Signature": ecdsaP256(privateKey, [seconds(at), request.body]).toString("base64"),
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { ids: ["ZGVsaXZlcmVkLTE"] },
    published: [
      sendgrid("one-event", "one event, CRLF at its end", SENDGRID_ONE),
      sendgrid("two-events", "two events, CRLF between and behind them", {
        key: ["MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ4LIFtWztlsF7skFqOncjD1lun4H5w8XOhyO", "ArHW9RcIx/FfEzx6cikC/yPfUvwaX/JScE7Fc9CJD2afQ9Ok3Q=="],
        signature: "MEYCIQC/I4o6vCgqRYrTljjoVWB/GRWNtxeePlLMHr3x9ETeRQIhAIpV+03nREPTTHWSW0wIOA0EoMPdcNgXa70yCaqDJlu5",
        stamp: "1619651159", body: sendgridTwo,
      }),
      sendgrid("other-key", "another key", {
        ...SENDGRID_ONE, expect: "signature_mismatch",
        key: ["MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqTxd43gyp8IOEto2LdIfjRQrIbsd4SXZkLW6", "jDutdhXSJCWHw8REntlo7aNDthvj+y7GjUuFDb/R1NGe1OPzpA=="],
      }),
      sendgrid("other-payload", "another body", { ...SENDGRID_ONE, body: "payload", expect: "signature_mismatch" }),
      sendgrid("other-signature", "the signature of something else", {
        ...SENDGRID_ONE, expect: "signature_mismatch",
        signature: "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH3j/0=",
      }),
    ],
  },
  {
    scheme: "mailgun", reference: "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks", secret: ["mg_signing_", "4f1c9a6be2d87035"],
    request: post(JSON.stringify(mailgun)),
    sign: ({ secret, request, at }) => {
      const json = jsonOf(request);
      const tag = hex("sha256", secret, seconds(at), json.signature.token);
      return { ...request, body: JSON.stringify({ ...json, signature: { ...json.signature, timestamp: seconds(at), signature: tag } }) };
    },
    covers: ["timestamp"], tolerance: [300, 300], expect: { id: "DACSsAdVSeGpLid7TN03WA", type: "delivered", form: "utf8" },
    constructed: [{
      slug: "parent-signature", comment: "a subaccount's event, the primary account's key", now: 1_792_742_400_000, expect: "valid", secret: ["mg_parent_", "77aa01c3e5f9b2d4"],
      request: post(JSON.stringify({
        ...mailgun,
        signature: {
          ...mailgun.signature, timestamp: "1792742400", signature: hex("sha256", "mg_of_the_subaccount", "1792742400", mailgun.signature.token),
          "parent-signature": hex("sha256", "mg_parent_77aa01c3e5f9b2d4", "1792742400", mailgun.signature.token),
        },
      })),
    }],
  },
  {
    scheme: "postmark", reference: "https://postmarkapp.com/developer/webhooks/webhooks-overview", secret: ["postmark:", "Zk3vQ9w2LmT8sXc"],
    request: post('{"RecordType":"Delivery","MessageID":"883953f4-6105-42a2-a16a-77a8eac79483","Recipient":"ann@example.test"}'),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `Basic ${Buffer.from(secret).toString("base64")}` }),
    covers: [], tolerance: null, expect: { id: null, type: "Delivery" },
  },
  {
    scheme: "sparkpost", reference: "https://developers.sparkpost.com/api/webhooks/", secret: ["sparkpost:", "pA7dR4nE0uH6yKb2q"],
    request: post('[{"msys":{"message_event":{"type":"delivery","event_id":"92356927693813856"}}}]'),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `Basic ${Buffer.from(secret).toString("base64")}` }),
    covers: [], tolerance: null, expect: { id: null, type: null },
  },
  {
    scheme: "bandwidth", reference: "https://dev.bandwidth.com/docs/account/applications", secret: ["bandwidth:", "tG5yH6uJ7iK8oL9pW"],
    request: post('[{"type":"message-delivered","time":"2026-10-23T10:00:00Z","message":{"id":"1"}}]'),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `Basic ${Buffer.from(secret).toString("base64")}` }),
    covers: [], tolerance: null, expect: { id: null, type: null },
  },
  {
    scheme: "brevo", reference: "https://developers.brevo.com/docs/secured-webhooks", secret: ["brevo_hook_", "token_5f6e7d8c"],
    request: post('{"event":"delivered","id":26224,"message-id":"<1@smtp-relay.example.test>","email":"ann@example.test"}'),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `Bearer ${secret}` }),
    covers: [], tolerance: null, expect: { id: null, type: "delivered" },
  },
  {
    scheme: "mandrill", reference: "https://mandrill.zendesk.com/hc/en-us/articles/360039232513-How-to-Authenticate-Webhook-Requests", secret: ["mandrill_", "key_q8W2eR5tY7uI0oP3"],
    request: form({ mandrill_events: '[{"event":"send","_id":"1","msg":{"email":"ann@example.test"}}]' }, {}, `${URL_IN}?list=1`), options: { url: `${URL_IN}?list=1` },
    sign: ({ secret, request }) => withHeaders(request, { "X-Mandrill-Signature": base64("sha1", secret, urlAndFields(request.url, formOf(request))) }),
    covers: ["body", "url"], tolerance: null, expect: { id: null, type: null, form: "utf8" },
  },
  {
    ...bodyEntry("line", "https://github.com/line/line-bot-sdk-nodejs/blob/master/lib/validate-signature.ts", ["8c570fa6dd20", "1bb328f1c1eac23a96d8"],
      post('{"destination":"U1","events":[{"type":"message","webhookEventId":"01FZ74A0TDDPYRVKNK77XKC3ZR","message":{"type":"text","text":"Hi"}}]}'),
      "x-line-signature", ["sha256", "base64"], {}),
    expect: { ids: ["01FZ74A0TDDPYRVKNK77XKC3ZR"], form: "utf8" },
    published: [
      {
        slug: "nodejs-sdk", comment: "a small object", reference: "https://github.com/line/line-bot-sdk-nodejs/blob/master/test/validate-signature.spec.ts",
        secret: ["test_", "secret"], now: 1_700_000_000_000, expect: "valid",
        request: post('{"hello":"world"}', { "x-line-signature": "t7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=" }),
      },
      {
        slug: "python-sdk", comment: "a body that is no JSON", reference: "https://github.com/line/line-bot-sdk-python/blob/master/tests/test_webhook.py",
        secret: ["channel_", "secret"], now: 1_700_000_000_000, expect: "valid",
        request: post("bodybodybodybody", { "x-line-signature": "/gg9a+LvFevTH1sd7XCQycD7tsWclCsInj7MhBHxN7k=" }),
      },
      {
        slug: "nodejs-sdk-other-case", comment: "letters of the base64 in the other case", reference: "https://github.com/line/line-bot-sdk-nodejs/blob/master/test/validate-signature.spec.ts",
        secret: ["test_", "secret"], now: 1_700_000_000_000, expect: "signature_mismatch",
        request: post('{"hello":"world"}', { "x-line-signature": "t7Hn4ZDHqs6e+wdvi5TyQivzie0DmMUmuXEBqyyE/tM=" }),
      },
    ],
  },
  {
    scheme: "sinch", reference: SINCH_SDK, secret: ["sinch_app_", "secret_5e7d9f1b3c"],
    request: post('{"app_id":"01E","message_delivery_report":{"status":"DELIVERED"}}', { "x-sinch-webhook-signature-nonce": "01FJA8B4A7BM43YGWSG9GBV067", "x-sinch-webhook-signature-algorithm": "HmacSHA256" }),
    sign: (given) => sinch(given.request, given),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: null, form: "utf8" },
    published: [
      {
        slug: "conversation", comment: "a Conversation callback", reference: SINCH_SDK, secret: ["foo_", "secret1234"], now: 1_634_579_353_000, expect: "valid",
        request: post('{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS","identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}',
          sinchHeaders("01FJA8B4A7BM43YGWSG9GBV067", "1634579353", "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE=")),
      },
      {
        slug: "sms", comment: "an SMS callback; the body has dots of its own", secret: ["SMSWebhooks", "Secret"], now: 1_736_760_161_000, expect: "valid",
        reference: "https://github.com/sinch/sinch-sdk-node/blob/main/packages/sms/tests/rest/v1/callbacks/callbacks-webhook.test.ts",
        request: post('{"at":"2025-01-13T09:22:40.914Z","batch_id":"01JHFFHQ0P99JPPNQPJDV7JTBP","client_reference":"a client reference","code":0,"operator_status_at":"2025-01-13T09:22:00Z","recipient":"33662162466","status":"Delivered","type":"recipient_delivery_report_sms"}',
          sinchHeaders("01JHFFHWYY7HSS4FWTMDTQEK8V", "1736760161", "ZoHei66PPN/kZjw7hFVfGhJOnml3iGNCMWoyQVcE5o0=")),
      },
    ],
  },
  bodyEntry("sinch-numbers", SINCH_SDK, ["callback_", "secret_of_a_number"],
    post('{"eventId":"01hq0mww4m79q8j2dwn3ggbgz0","eventType":"PROVISIONING_TO_VOICE_PLATFORM","resourceId":"+12125550100","status":"SUCCEEDED"}'),
    "X-Sinch-Signature", ["sha1", "hex"], { id: "01hq0mww4m79q8j2dwn3ggbgz0", type: "PROVISIONING_TO_VOICE_PLATFORM" }, [{
      slug: "deprovisioning", comment: "a number's callback", reference: SINCH_SDK, secret: ["my-callback-", "secret"], now: 1_707_585_729_000, expect: "valid",
      verified: { id: "01hpa0mww4m79q8j2dwn3ggbgz", type: "DEPROVISIONING_FROM_VOICE_PLATFORM" },
      request: post('{"eventId":"01hpa0mww4m79q8j2dwn3ggbgz","timestamp":"2024-02-10T17:22:09.412722588","projectId":"37b62a7b-0177-abcd-efgh-e10f848de123","resourceId":"+17818510001","resourceType":"ACTIVE_NUMBER","eventType":"DEPROVISIONING_FROM_VOICE_PLATFORM","status":"SUCCEEDED","failureCode":null}',
        { "X-Sinch-Signature": "b93021e0182c2772dbcdf4e8983ae8f409e78c3b" }),
    }]),
  {
    scheme: "plivo", reference: "https://github.com/plivo/plivo-go/blob/master/utils.go", secret: ["plivo_auth_", "token_9c8b7a6d5e4f"],
    request: form({ To: "14155550100", From: "14155550101", MessageUUID: "1", Status: "delivered" }, { "X-Plivo-Signature-V3-Nonce": "31627761595286130198" }), options: { url: URL_IN },
    sign: ({ secret, request }) => {
      const fields = [...formOf(request)].sort(([a, x], [b, y]) => (a === b ? Number(x > y) - Number(x < y) : Number(a > b) - Number(a < b)));
      return withHeaders(request, {
        "X-Plivo-Signature-V3": base64("sha256", secret, request.url, "?", ...fields.flat(), ".", headerOf(request, "x-plivo-signature-v3-nonce")),
      });
    },
    covers: ["body", "url"], tolerance: null, expect: { id: null, type: null, form: "utf8" }, list: ",",
    constructed: [{
      slug: "main-account", comment: "a subaccount's call: the first signature is by its own token, the second by the main account's", now: 1_792_742_400_000, expect: "valid",
      request: form({ From: "14155550101", To: "14155550100" }, {
        "X-Plivo-Signature-V3-Nonce": "31627761595286130198",
        "X-Plivo-Signature-V3": base64("sha256", "plivo_auth_token_of_a_subaccount", `${URL_IN}?From14155550101To14155550100.31627761595286130198`),
        "X-Plivo-Signature-Ma-V3": base64("sha256", "plivo_auth_token_9c8b7a6d5e4f", `${URL_IN}?From14155550101To14155550100.31627761595286130198`),
      }),
    }],
    published: [{
      slug: "call", comment: "a call's thirteen fields; the URL has no query", reference: "https://github.com/plivo/plivo-go/blob/master/utils_test.go",
      secret: ["Y2Q2ZDgxZmY5YWRiOTI5", "YmQ1Njg0MTAxZWIyOTc4"], options: { url: PLIVO_URL }, now: 1_586_345_673_000, expect: "valid",
      request: form(PLIVO_CALL, { "X-Plivo-Signature-V3": "iAjE5QqI37mbkYe4w3jTMudqEzbDufdqi7sYwTu64e0=", "X-Plivo-Signature-V3-Nonce": "31627761595286130198" }, PLIVO_URL),
    }],
  },
  {
    scheme: "tiktok", reference: "https://developers.tiktok.com/doc/webhooks-verification", secret: ["tiktok_client_", "secret_b4f6d8e0"],
    request: post('{"client_key":"bwo2m45353a6k85","event":"video.publish.completed","create_time":1792742400,"user_openid":"act.1","content":"{\\"share_id\\":\\"1\\"}"}'),
    sign: pairs("TikTok-Signature", "s"),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: "video.publish.completed", form: "utf8" },
  },
  {
    scheme: "linkedin", reference: "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation", secret: ["linkedin_client_", "secret_0a2c4e6"],
    request: post('{"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[{"notificationId":129,"action":"LIKE"}]}'),
    sign: ({ secret, request }) => withHeaders(request, { "X-LI-Signature": hex("sha256", secret, "hmacsha256=", request.body) }),
    covers: ["body"], tolerance: null, expect: { id: null, type: null, form: "utf8" },
    constructed: [{
      slug: "challenge-response", comment: "the answer to a challengeCode as the signature of that text: events are signed behind `hmacsha256=`", now: 1_792_742_400_000,
      expect: "signature_mismatch", request: post("true", { "X-LI-Signature": hex("sha256", "linkedin_client_secret_0a2c4e6", "true") }),
    }],
  },
  {
    scheme: "twitch", reference: "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/", secret: ["eventsub_", "s3cre77890ab_longer"],
    request: post('{"subscription":{"id":"f1c2a387","type":"channel.follow","version":"2"},"event":{"user_id":"1337"}}', {
      "Twitch-Eventsub-Message-Id": "befa7b53-d79d-478f-86b9-120f112b044e", "Twitch-Eventsub-Message-Type": "notification",
    }),
    sign: ({ secret, request, at, stamp = new Date(at).toISOString().replace(/Z$/, "464757Z") }) => withHeaders(request, {
      "Twitch-Eventsub-Message-Timestamp": stamp,
      "Twitch-Eventsub-Message-Signature": `sha256=${hex("sha256", secret, headerOf(request, "twitch-eventsub-message-id"), stamp, request.body)}`,
    }),
    covers: ["body", "timestamp", "id"], tolerance: [600, 300], expect: { id: "befa7b53-d79d-478f-86b9-120f112b044e", type: "channel.follow", form: "utf8" },
    constructed: twitchBorders(),
  },
  bodyEntry("youtube", "https://github.com/pubsubhubbub/PubSubHubbub/blob/master/pubsubhubbub-core-0.4.xml", ["hub_secret_", "d41d8cd98f00b204"],
    post('<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>yt:video:VIDEO_ID</id></entry></feed>', { "content-type": "application/atom+xml" }),
    "X-Hub-Signature", ["sha1", "hex", "sha1="], { type: null }),
  bodyEntry("websub", "https://www.w3.org/TR/websub/", ["hub_secret_", "e9800998ecf8427e"],
    post("<rss version=\"2.0\"><channel><title>News</title></channel></rss>", { "content-type": "application/rss+xml" }), "X-Hub-Signature", ["sha256", "hex", "sha256="], { type: null }),
  bodyEntry("websub-sha512", "https://www.w3.org/TR/websub/", ["hub_secret_", "cf83e1357eefb8bd"],
    post("<rss version=\"2.0\"><channel><title>News</title></channel></rss>", { "content-type": "application/rss+xml" }), "X-Hub-Signature", ["sha512", "hex", "sha512="], { type: null }),
  bodyEntry("viber", "https://github.com/Viber/viber-bot-python/blob/master/viberbot/api/api.py", ["445da6az1s345z78-", "dazcczb2542zv51a-e0vc5fva17480im9"],
    post('{"event":"message","timestamp":1792742400000,"message_token":4912661846655238145,"sender":{"id":"1"},"message":{"type":"text","text":"Hi"}}'),
    "X-Viber-Content-Signature", ["sha256", "hex"], { type: "message" }, [{
      slug: "webhook", comment: "the call that follows set_webhook", reference: "https://github.com/Viber/viber-bot-python/blob/master/tests/api/test_api.py",
      secret: ["44dafb7e0f40021e-", "61a47a1e6778d187-", "f2c5a676a07050b3"], now: 1_478_683_725_125, expect: "valid", verified: { type: "webhook" },
      request: post('{"event":"webhook","timestamp":4977069964384421269,"message_token":1478683725125}', {
        "X-Viber-Content-Signature": "d21b343448c8aee33b8e93768ef6ceb64a6ba6163099973a2b8bd028fea510ef",
      }),
    }]),
  {
    scheme: "telegram", reference: "https://core.telegram.org/bots/api#setwebhook", secret: ["telegram-", "secret_token-1792"],
    request: post('{"update_id":10000,"message":{"message_id":1365,"text":"/start"}}'),
    sign: ({ secret, request }) => withHeaders(request, { "X-Telegram-Bot-Api-Secret-Token": secret }),
    covers: [], tolerance: null, expect: { id: "10000", type: null },
  },
  {
    scheme: "lark", reference: "https://github.com/larksuite/oapi-sdk-go/blob/v3_main/event/event.go", secret: ["lark_encrypt_", "key_6f5e4d3c2b1a"],
    request: post('{"encrypt":"FIAfJPGRmFZWkaxPQ1XrJZVbv2JwdjfLk4jx0k/U1deAqYK3AXOZ5zcHt/cC4ZNTqYwWUW/EoL+b2hW/C4zoAQ=="}', { "X-Lark-Request-Nonce": "1292129219" }),
    sign: ({ secret, request, at }) => withHeaders(request, {
      "X-Lark-Request-Timestamp": seconds(at),
      "X-Lark-Signature": createHash("sha256").update(seconds(at)).update(headerOf(request, "x-lark-request-nonce")).update(secret).update(request.body).digest("hex"),
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: null, form: "utf8" },
  },
  {
    scheme: "microsoft-teams", reference: "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook",
    secret: ["dGVhbXMtdGVzdC1rZXkt", "dGhhdC1vcGVucy1ub3RoaW5nIQ=="],
    request: post('{"type":"message","id":"1485983408511","timestamp":"2017-02-01T21:10:07.437Z","text":"<at>bot</at> hello"}'),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `HMAC ${base64("sha256", Buffer.from(secret, "base64"), request.body)}` }),
    covers: ["body"], tolerance: null, expect: { id: "1485983408511", type: "message", form: "base64" },
  },
  bodyEntry("webex", "https://developer.webex.com/blog/using-a-webhook-secret", ["some_longer_", "secret_phrase"],
    post('{"id":"Y2lzY29zcGFyazovL3VzL1dFQkhPT0sv","resource":"messages","event":"created","data":{"id":"1"}}'), "X-Spark-Signature", ["sha1", "hex"], { type: null }),
  {
    scheme: "ringcentral", reference: "https://developers.ringcentral.com/guide/notifications/webhooks/receiving", secret: ["ringcentral-", "hello-world-token"],
    request: post('{"uuid":"8839124738461234","event":"/restapi/v1.0/account/1/extension/2/presence","timestamp":"2026-10-23T10:00:00.000Z","body":{}}'),
    sign: ({ secret, request }) => withHeaders(request, { "Verification-Token": secret }),
    covers: [], tolerance: null, expect: { id: "8839124738461234", type: "/restapi/v1.0/account/1/extension/2/presence" },
  },
  {
    scheme: "aircall", reference: "https://developer.aircall.io/docs/webhooks-overview", secret: ["aircall_", "45XXYYZZa08"],
    request: post('{"resource":"call","event":"call.created","timestamp":1792742400,"data":{"id":123}}'),
    sign: ({ secret, request }) => ({ ...request, body: JSON.stringify({ ...jsonOf(request), token: secret }) }),
    covers: [], tolerance: null, expect: { id: null, type: "call.created" }, omit: ["token-twice"],
  },
  {
    scheme: "front", reference: "https://dev.frontapp.com/docs/application-webhooks", secret: ["front_app_", "secret_1a3c5e7092b4"],
    request: post('{"type":"inbound_received","authorization":{"id":"cmp_abc"},"payload":{"id":"evt_1"}}'),
    sign: ({ secret, request, at }) => withHeaders(request, {
      "x-front-request-timestamp": millis(at), "x-front-signature": base64("sha256", secret, millis(at), ":", request.body),
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: "inbound_received", form: "utf8" },
  },
  bodyEntry("front-rules", "https://dev.frontapp.com/docs/rule-webhooks", ["front_api_", "secret_8f6d4b2a0c1e"],
    post('{"id":"evt_55c8c149","type":"assign","emitted_at":1792742400.09,"conversation":{"id":"cnv_1"}}'), "X-Front-Signature", ["sha1", "base64"], { id: "evt_55c8c149", type: "assign" }),
  bodyEntry("intercom", "https://developers.intercom.com/intercom-api-reference/v1.0/reference/signed-notifications", ["intercom_client_", "secret_7788"],
    post('{"type":"notification_event","id":"notif_78c122d0-23ba-11e4-9464-79b01267cc2e","topic":"user.created","app_id":"a86dr8yl","data":{"type":"notification_event_data"}}'),
    "X-Hub-Signature", ["sha1", "hex", "sha1="], { id: "notif_78c122d0-23ba-11e4-9464-79b01267cc2e", type: "user.created" }),
  bodyEntry("helpscout", "https://developer.helpscout.com/webhooks", ["helpscout_", "my-secret-key_2026"],
    post('{"id":12345,"subject":"Need help","status":"active"}', { "X-HelpScout-Event": "convo.assigned" }), "X-HelpScout-Signature", ["sha1", "base64"], { type: "convo.assigned" }),
  {
    scheme: "zendesk", reference: "https://developer.zendesk.com/documentation/webhooks/verifying/", secret: ["dGhpc19zZWNyZXRfaXNf", "Zm9yX3Rlc3Rpbmdfb25seQ=="],
    request: post('{"id":"cbe4028c-7239-495d-b020-f22348516046","type":"zen:event-type:user.created","time":"2026-10-23T10:00:00Z","detail":{"id":"1"}}'),
    sign: ({ secret, request, at, stamp = rfc3339(at) }) => withHeaders(request, {
      "X-Zendesk-Webhook-Signature-Timestamp": stamp, "X-Zendesk-Webhook-Signature": base64("sha256", secret, stamp, request.body),
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: "cbe4028c-7239-495d-b020-f22348516046", type: "zen:event-type:user.created", form: "utf8" },
    published: [{
      slug: "former-order", comment: "an older page's example: the body first, the time behind it, the key verbatim",
      reference: "https://developer.zendesk.com/documentation/event-connectors/webhooks/verifying/",
      secret: ["HRkRd4BeOAoUkfZr-", "mhauJT64rvBASlJRoIyPsd3zeA="], now: Date.parse("2021-07-25T10:00:00Z"), expect: "signature_mismatch", attack: "time and body in the order of an older page",
      request: post('{"say": "hello"}', {
        "X-Zendesk-Webhook-Signature-Timestamp": "2021-07-25T10:00:00Z", "X-Zendesk-Webhook-Signature": "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=",
      }),
    }],
  },
  {
    scheme: "chatwoot", reference: "https://github.com/chatwoot/chatwoot", secret: ["chatwoot_webhook_", "secret_1123581321"],
    request: post('{"event":"message_created","id":1,"content":"Hi","message_type":"incoming"}', { "X-Chatwoot-Delivery": "0f8fad5b-d9cb-469f-a165-70867728950e" }),
    sign: ({ secret, request, at }) => withHeaders(request, {
      "X-Chatwoot-Timestamp": seconds(at), "X-Chatwoot-Signature": `sha256=${hex("sha256", secret, seconds(at), ".", request.body)}`,
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: "0f8fad5b-d9cb-469f-a165-70867728950e", type: "message_created", form: "utf8" },
  },
  bodyEntry("tawk-to", "https://developer.tawk.to/webhooks/", ["tawk_webhook_", "secret_c0ffee15"],
    post('{"event":"chat:start","chatId":"70fe3290-99ad-11e9-a30a-51567162179f","time":"2026-10-23T10:00:00.000Z"}', { "X-Hook-Event-Id": "6b29f8f0" }),
    "X-Tawk-Signature", ["sha1", "hex"], { id: "6b29f8f0", type: "chat:start" }),
  {
    scheme: "customer-io", reference: "https://docs.customer.io/api/webhooks", secret: ["cio_webhook_", "signing_key_64738291"],
    request: post('{"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ","object_type":"email","metric":"delivered","timestamp":1792742400,"data":{"customer_id":"1"}}'),
    sign: ({ secret, request, at }) => withHeaders(request, {
      "X-CIO-Timestamp": seconds(at), "X-CIO-Signature": hex("sha256", secret, "v0:", seconds(at), ":", request.body),
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: "01E4C4CT6YDC7Y5M7FE1GWWPQJ", type: "delivered", form: "utf8" },
  },
  {
    scheme: "klaviyo", reference: "https://developers.klaviyo.com/en/docs/working_with_system_webhooks", secret: ["klaviyo_webhook_", "secret_key_31"],
    request: post('{"data":[{"topic":"event:klaviyo.sent_sms","external_id":"5pGhkbTLyhr","payload":{}}],"meta":{"klaviyo_webhook_id":"a8b8"}}', {
      "Klaviyo-Timestamp": "Fri, 23 Oct 2026 10:00:00 GMT", "Klaviyo-Webhook-Id": "a8b8",
    }),
    sign: ({ secret, request }) => withHeaders(request, { "Klaviyo-Signature": hex("sha256", secret, request.body, headerOf(request, "klaviyo-timestamp")) }),
    covers: ["body"], tolerance: null, expect: { ids: ["5pGhkbTLyhr"], form: "utf8" }, omit: ["klaviyo-timestamp-altered"],
    constructed: [{
      slug: "other-date", comment: "the date of another second under the same signature", now: 1_792_742_400_000, expect: "signature_mismatch",
      request: post('{"data":[]}', {
        "Klaviyo-Timestamp": "Fri, 23 Oct 2026 10:00:01 GMT",
        "Klaviyo-Signature": hex("sha256", "klaviyo_webhook_secret_key_31", '{"data":[]}', "Fri, 23 Oct 2026 10:00:00 GMT"),
      }),
    }],
  },
  bodyEntry("attentive", "https://github.com/attentive-mobile/api-examples", ["attentive_signing_", "key_4c3b2a19"],
    post('{"type":"sms.subscribed","timestamp":1792742400000,"company":{"company_id":"MTIz"},"subscriber":{"phone":"+14155550100"}}'),
    "x-attentive-hmac-sha256", ["sha256", "hex"], { type: "sms.subscribed" }),
  {
    scheme: "knock", reference: "https://docs.knock.app/developer-tools/outbound-webhooks/overview", secret: ["knock_signing_", "key_a9b8c7d6e5"],
    request: post('{"id":"2I3y","type":"message.delivered","created_at":"2026-10-23T10:00:00Z","data":{"id":"1"}}'),
    sign: pairs("x-knock-signature", "s", { stamp: millis, encoding: "base64" }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: "message.delivered", form: "utf8" },
  },
  {
    ...bodyEntry("mailersend", "https://github.com/mailersend/mailersend-nodejs#verify-a-webhook-signature", ["mlsn_signing_", "secret_0f1e2d3c"],
      post('{"type":"activity.delivered","created_at":"2026-10-23T10:00:00Z","data":{"id":"62f114f8165fe0d8db0288e3","type":"delivered"}}'),
      "Signature", ["sha256", "hex"], { id: "62f114f8165fe0d8db0288e3", type: "activity.delivered" }),
    constructed: [{
      slug: "named-header", comment: "the header's name of the vendor's SDK", secret: ["mlsn_signing_", "secret_0f1e2d3c"], now: 1_792_742_400_000, expect: "valid",
      request: post('{"type":"activity.sent","data":{"id":"1"}}', { "X-MailerSend-Signature": hex("sha256", "mlsn_signing_secret_0f1e2d3c", '{"type":"activity.sent","data":{"id":"1"}}') }),
    }],
  },
  bodyEntry("mailerlite", "https://developers.mailerlite.com/docs/webhooks", ["mailerlite_", "secret_ybmcD7PQ9R"],
    post('{"type":"subscriber.created","email":"ann@example.test"}'), "Signature", ["sha256", "hex"], { type: null }),
  bodyEntry("sendbird", "https://docs.sendbird.com/docs/chat/platform-api/v3/webhook/webhook-overview", ["sendbird_master_", "api_token_5566"],
    post('{"category":"group_channel:message_send","app_id":"1","payload":{"message":"hi"}}'), "x-sendbird-signature", ["sha256", "hex"], { type: "group_channel:message_send" }),
  bodyEntry("stream", "https://github.com/GetStream/stream-chat-js/blob/master/src/signing.ts", ["stream_api_", "secret_tsec2_longer"],
    post('{"type":"message.new","message":{"text":"the quick brown fox"}}'), "X-Signature", ["sha256", "hex"], { type: "message.new" }),
  {
    scheme: "whereby", reference: "https://docs.whereby.com/monitoring-usage/webhooks", secret: ["whereby_webhook_", "secret_2718281828"],
    request: post('{"apiVersion":"1.0","type":"room.client.joined","createdAt":"2026-10-23T10:00:00Z","data":{"meetingId":"1"}}'),
    sign: pairs("Whereby-Signature", "v1"),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: "room.client.joined", form: "utf8" },
  },
  {
    scheme: "talkjs", reference: "https://github.com/talkjs/talkjs-examples/blob/master/webhooks/nodejs/express-webhook/routes/webhooks.js", secret: ["talkjs_test_", "secret_1827364554"],
    request: post('{"createdAt":1792742400000,"id":"evt_1","type":"message.sent","data":{"message":{"id":"msg_1"}}}'),
    sign: ({ secret, request, at }) => withHeaders(request, {
      "X-TalkJS-Timestamp": millis(at), "X-TalkJS-Signature": hex("sha256", secret, millis(at), ".", request.body).toUpperCase(),
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: "message.sent", form: "utf8" },
  },
  {
    scheme: "surge", reference: "https://docs.surge.app/api-reference/webhooks/signature-validation", secret: ["whsec_", "c3VyZ2UtdGVzdC1rZXktdGhhdC1vcGVucy1ub3RoaW5n"],
    request: post('{"type":"message.received","id":"evt_01jjfeev3hf9n9c7k5231hd3hr","data":{"id":"msg_1","body":"Hi"}}', { "webhook-id": "att_01jjfeev3h" }),
    sign: ({ secret, request, at }) => withHeaders(request, {
      "webhook-timestamp": seconds(at), "webhook-signature": `v1,${base64("sha256", whsecKey(secret), headerOf(request, "webhook-id"), ".", seconds(at), ".", request.body)}`,
    }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: "evt_01jjfeev3hf9n9c7k5231hd3hr", type: "message.received", form: "whsec" },
  },
  {
    scheme: "surge-v1", reference: "https://docs.surge.app/api-reference/webhooks/signature-validation", secret: ["surge_signing_", "secret_99aabbcc"],
    request: post('{"type":"message.received","id":"evt_01jjfeev3hf9n9c7k5231hd3hr","data":{"id":"msg_1","body":"Hi"}}'),
    sign: pairs("Surge-Signature", "v1"),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: "evt_01jjfeev3hf9n9c7k5231hd3hr", type: "message.received", form: "utf8" },
  },
  {
    scheme: "podium", reference: "https://docs.podium.com/docs/verifying-webhook-signatures", secret: ["podium_webhook_", "secret_3141592653"],
    request: post('{"data":{"bar":"apples","foo":"1"},"metadata":{"event_type":"test.event","version":"2021.04.01"}}'),
    sign: ({ secret, request, at }) => withHeaders(request, { "podium-timestamp": millis(at), "podium-signature": hex("sha256", secret, millis(at), ".", request.body) }),
    covers: ["body", "timestamp"], tolerance: [300, 300], expect: { id: null, type: "test.event", form: "utf8" },
  },
];

/** Nothing stands between id, time and body: a time that the body mentions could become the request's own. */
function twitchBorders() {
  const [id, time, mentioned] = ["befa7b53-d79d-478f-86b9-120f112b044e", "2026-05-29T14:01:12Z", "2026-05-29T15:00:00Z"];
  const body = `{"subscription":{"type":"channel.update"},"event":{"title":"${mentioned} live"}}`;
  const tag = hex("sha256", "eventsub_s3cre77890ab_longer", id, time, body);
  const sent = (ownId, ownTime, ownBody) => post(ownBody, {
    "Twitch-Eventsub-Message-Id": ownId, "Twitch-Eventsub-Message-Timestamp": ownTime, "Twitch-Eventsub-Message-Signature": `sha256=${tag}`,
  });
  const [before, behind] = body.split(mentioned);
  return [
    { slug: "mentions-a-time", comment: "a title that looks like a time", request: sent(id, time, body), now: Date.parse(time), expect: "valid" },
    {
      slug: "border-moved-to-a-time", comment: "the border moved to a time in the body: the signed bytes are the same",
      request: sent(`${id}${time}${before}`, mentioned, behind), now: Date.parse(mentioned), expect: "signature_malformed", twin: "mentions-a-time",
    },
  ];
}
