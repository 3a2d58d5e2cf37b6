// What vendors ask before they send events, and what they must be answered: written from the pages that are named.
// An entry beside the scheme's own, which signs where the asking is signed. Fields: see the README.
import { hmac } from "./words.mjs";

const URL_IN = "https://hooks.example.test/in";
const get = (query, headers = {}, url = URL_IN) => ({ method: "GET", url: `${url}${query}`, headers });
const head = (url = URL_IN) => ({ method: "HEAD", url });
const post = (body, headers = {}, url = URL_IN) => ({
  method: "POST", url, headers: { ...(body === "" ? {} : { "content-type": "application/json" }), ...headers }, body,
});

// The forms of answers. No browser is to guess what an echo could be.
const NOSNIFF = { "x-content-type-options": "nosniff" };
const text = (body, headers = {}) => ({ status: 200, headers: { "content-type": "text/plain; charset=utf-8", ...NOSNIFF, ...headers }, body });
const json = (members) => ({ status: 200, headers: { "content-type": "application/json", ...NOSNIFF }, body: JSON.stringify(members) });

/** The challenge as it came. */
const echo = ({ challenge }) => text(challenge);
/** Nothing but the status. */
const nothing = () => text("");
const echoIn = (name) => ({ challenge }) => json({ [name]: challenge });
const echoInHeader = (name) => ({ challenge }) => text("", { [name]: challenge });

const META_PAGE = "https://developers.facebook.com/docs/graph-api/webhooks/getting-started/";
const META_TOKEN = ["meaty", "hamhock"];
/** Meta and its products. */
const hub = (reference, answer = echo) => ({
  reference, token: META_TOKEN, challenge: "query:hub.challenge", tokenAt: "query:hub.verify_token", marks: { "query:hub.mode": "unsubscribe" },
  request: get("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock"),
  answer,
});

/** Whoever knows the address and nothing else may ask: the answer is what was asked with. */
const queryEcho = (reference, name, more = {}) => ({ reference, request: get(`?${name}=d78dd1d3-01ce_4481`), challenge: `query:${name}`, answer: echo, ...more });

const ZOOM_PLAIN = "qgg8vlvZRS6UYooatFL8Aw";
const SLACK_CHALLENGE = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P";
const NOTION_TOKEN = ["secret_tMrlL1qK5vuQAh1", "b6cZGhFChZTSYJlce98V0pYn7yBl"].join("");

export const HANDSHAKES = {
  meta: {
    ...hub(META_PAGE),
    published: [{
      comment: "the sample request of the page, with its sample values", token: META_TOKEN,
      request: get("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock", {}, "https://www.your-clever-domain-name.com/webhooks"),
      answer: text("1158201444"),
    }],
  },
  whatsapp: hub(META_PAGE),
  instagram: hub(META_PAGE),
  messenger: hub(META_PAGE),

  // Written from a page that names the first two parameters; the others are the hub's.
  youtube: {
    reference: "https://github.com/pubsubhubbub/PubSubHubbub/blob/master/pubsubhubbub-core-0.4.xml",
    token: ["feed_", "verify_token_1"], challenge: "query:hub.challenge", tokenAt: "query:hub.verify_token",
    request: get("?hub.topic=https%3A%2F%2Fwww.youtube.com%2Fxml%2Ffeeds%2Fvideos.xml%3Fchannel_id%3DUC1&hub.challenge=13374242&hub.mode=subscribe&hub.lease_seconds=432000&hub.verify_token=feed_verify_token_1"),
    answer: echo,
  },

  x: {
    reference: "https://docs.x.com/x-api/webhooks/quickstart",
    request: get("?crc_token=5f3a2b1c-0d4e-4f6a-8b7c-9d0e1f2a3b4c"), challenge: "query:crc_token",
    answer: ({ secret, challenge }) => json({ response_token: `sha256=${hmac("sha256", secret, [challenge]).toString("base64")}` }), isMac: true,
    published: [{
      comment: "consumer secret and token of the vendor's example, and what its code makes of them",
      reference: "https://gist.github.com/jcipriano/b2f9eff89129abee8df99b19a9d2310b",
      secret: ["z3ZX4v7mAAUG", "ykl3EcmkqbartmuW", "8VFOOzCloLx9", "Q45P0hLrFu"],
      request: get("?crc_token=9b4507b3-9040-4669-9ca3-6b94edb50553"),
      answer: json({ response_token: "sha256=Cytd4Sq+NvEcV3MMrXxWJGJx5A+y/lXzzU2Maartkx8=" }),
    }],
  },

  linkedin: {
    reference: "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation",
    request: get("?challengeCode=890e4665-4dfe-4ab1-b689-ed553bceeed0"), challenge: "query:challengeCode",
    answer: ({ secret, challenge }) => json({ challengeCode: challenge, challengeResponse: hmac("sha256", secret, [challenge]).toString("hex") }), isMac: true,
    // What is signed in an event begins with this text.
    foreign: [["signed-text", "hmacsha256=e30", "the text that LinkedIn signs in an event: `hmacsha256=` and the body"]],
  },

  slack: {
    reference: "https://docs.slack.dev/reference/events/url_verification/", comment: "the body of the page, signed here",
    isSigned: true, challenge: "json:/challenge", marks: { "json:/type": "event_callback" },
    request: post(JSON.stringify({ token: "Jhj5dZrVaK7ZwHHjRyZWjbDl", challenge: SLACK_CHALLENGE, type: "url_verification" })),
    answer: echo,
    events: [["nested-words", "a message with the words of the asking in its text and in its members",
      post(JSON.stringify({ type: "event_callback", event: { type: "url_verification", challenge: "abc", text: '{"type":"url_verification","challenge":"abc"}' } }))]],
  },

  zoom: {
    reference: "https://developers.zoom.us/docs/api/webhooks/#validate-your-webhook-endpoint", comment: "the body of the page, signed here",
    isSigned: true, challenge: "json:/payload/plainToken", marks: { "json:/event": "meeting.started" },
    request: post(JSON.stringify({ payload: { plainToken: ZOOM_PLAIN }, event_ts: 1654503849680, event: "endpoint.url_validation" })),
    answer: ({ secret, challenge }) => json({ plainToken: challenge, encryptedToken: hmac("sha256", secret, [challenge]).toString("hex") }), isMac: true,
    constructed: [{
      slug: "elastic-beats", secret: ["secret", "ValueTest"],
      comment: "the values of github.com/elastic/beats, x-pack/filebeat/input/http_endpoint/handler_test.go, which sends no signature",
      request: post(JSON.stringify({ event_ts: 1654503849680, event: "endpoint.url_validation", payload: { plainToken: ZOOM_PLAIN } })),
      answer: json({ plainToken: ZOOM_PLAIN, encryptedToken: "70c1f2e2e6ca2d39297490d1f9142c7d701415ea8e6151f6562a08fa657a40ff" }),
    }],
    foreign: [["signed-text", 'v0:1780063272:{"event":"a"}', "the text that Zoom signs in an event: `v0:`, the time and the body"]],
    events: [["nested-words", "a meeting whose topic holds the words of the asking",
      post(JSON.stringify({ event: "meeting.started", payload: { plainToken: "abc", object: { topic: '"event":"endpoint.url_validation"' } } }))]],
  },

  twitch: {
    reference: "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/", comment: "the page's challenge and subscription, signed here",
    isSigned: true, challenge: "json:/challenge", marks: { "header:twitch-eventsub-message-type": "notification" },
    request: post(JSON.stringify({ challenge: "pogchamp-kappa-360noscope-vohiyo", subscription: { id: "f1c2a387-161a-49f9-a165-0f21d7a4e1c4", status: "webhook_callback_verification_pending", type: "channel.follow", version: "1" } }), {
      "Twitch-Eventsub-Message-Id": "befa7b53-d79d-478f-86b9-120f112b044e", "Twitch-Eventsub-Message-Type": "webhook_callback_verification",
    }),
    answer: echo,
  },

  front: {
    reference: "https://dev.frontapp.com/docs/application-webhooks",
    isSigned: true, challenge: "header:x-front-challenge",
    request: post('{"type":"sync","authorization":{"id":"cmp_abc"},"payload":{}}', { "X-Front-Challenge": "b5c1d7f0e2a94836" }),
    answer: echoIn("challenge"),
  },

  dropbox: queryEcho("https://www.dropbox.com/developers/reference/webhooks", "challenge"),
  nylas: queryEcho("https://developer.nylas.com/docs/v3/notifications/", "challenge"),
  onfleet: queryEcho("https://docs.onfleet.com/reference/validation", "check", {
    published: [{ comment: "the example address of the page", request: get("?check=example", {}, "https://yourwebsite.com/webhooks/"), answer: text("example") }],
  }),

  okta: {
    reference: "https://developer.okta.com/docs/concepts/event-hooks/",
    request: get("", { "X-Okta-Verification-Challenge": "Lk3x-9Qv_b2Wm7" }), challenge: "header:x-okta-verification-challenge", answer: echoIn("verification"),
  },

  asana: {
    reference: "https://developers.asana.com/docs/webhooks-guide",
    request: post("", { "X-Hook-Secret": "0c1d2e3f405162738495a6b7c8d9eafb" }), challenge: "header:x-hook-secret", answer: echoInHeader("x-hook-secret"),
    published: [{
      comment: "the handshake of the API reference, whose answer is told there", reference: "https://developers.asana.com/reference/createwebhook",
      request: post("", { "X-Hook-Secret": "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81" }, "https://example.com/receive-webhook/7654"),
      answer: text("", { "x-hook-secret": "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81" }),
    }],
  },

  smartsheet: {
    reference: "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification",
    request: post('{"challenge":"d78dd1d3-01ce-4481-81de-92b4f3aa5ab1","webhookId":2674017481058180}', { "Smartsheet-Hook-Challenge": "d78dd1d3-01ce-4481-81de-92b4f3aa5ab1" }),
    challenge: "header:smartsheet-hook-challenge", answer: echoInHeader("smartsheet-hook-response"),
  },

  ringcentral: {
    reference: "https://developers.ringcentral.com/guide/notifications/webhooks/creating-webhooks",
    request: post("", { "Validation-Token": "9f0e8d7c-6b5a-4938-2716-05f4e3d2c1b0" }), challenge: "header:validation-token", answer: echoInHeader("validation-token"),
    events: [["with-the-header", "an event whose token stands under the name that the asking uses, as the vendor's page of 2024 shows it",
      post('{"uuid":"8839124738461235","event":"/restapi/v1.0/account/1/extension/2/presence","body":{}}', { "Validation-Token": ["ringcentral-", "hello-world-token"].join("") })]],
  },

  oura: {
    reference: "https://cloud.ouraring.com/v2/docs#section/Webhooks",
    token: ["oura_", "verification_7Q"], challenge: "query:challenge", tokenAt: "query:verification_token",
    request: get("?verification_token=oura_verification_7Q&challenge=yo7ur2ndomch4ll3nge"), answer: echoIn("challenge"),
  },

  strava: {
    ...hub("https://developers.strava.com/docs/webhooks/", echoIn("hub.challenge")),
    published: [{
      comment: "the example request and answer of the page", token: ["STR", "AVA"],
      request: get("?hub.verify_token=STRAVA&hub.challenge=15f7d1a91c1f40f8a748fd134752feb3&hub.mode=subscribe", {}, "https://mycallbackurl.com/"),
      answer: json({ "hub.challenge": "15f7d1a91c1f40f8a748fd134752feb3" }),
    }],
  },

  // Nothing comes back but the status. What stands in the body is known by one member or field.
  notion: {
    reference: "https://developers.notion.com/reference/webhooks",
    request: post(Buffer.from(JSON.stringify({ verification_token: "not-a-secret-of-anybody" }))), marks: { "json:/verification_token": "" }, answer: nothing,
    published: [{ comment: "the example of the page", request: post(Buffer.from(JSON.stringify({ verification_token: NOTION_TOKEN }))), answer: nothing() }],
    events: [["with-the-member", "a signed event with the member by which the first request is known", post(JSON.stringify({ id: "367cba44", type: "page.created", verification_token: "abc" }))]],
  },
  woocommerce: {
    reference: "https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php",
    request: { method: "POST", url: URL_IN, headers: { "content-type": "application/x-www-form-urlencoded" }, body: "webhook_id=142" },
    marks: { "form:webhook_id": "" }, answer: nothing,
    events: [["with-the-field", "a signed order whose note reads like the ping", post('{"id":727,"note":"x&webhook_id=142&y"}', { "X-WC-Webhook-Topic": "order.created" })]],
  },

  // Is somebody there? A HEAD is no event, whatever stands in it.
  trello: { reference: "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/", request: head(), answer: nothing },
  mandrill: { reference: "https://mandrill.zendesk.com/hc/en-us/articles/360038740014", request: head(), answer: nothing },
  thrivecart: { reference: "https://support.thrivecart.com/help/using-webhook-notifications/", request: head(), answer: nothing },
};
