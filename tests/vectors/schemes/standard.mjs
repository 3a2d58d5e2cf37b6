// Standard Webhooks, Svix, those who took either over, and the schemes that sign nothing.
import { ed25519, hmac, KEYS, seconds, whsecKey, withHeaders } from "./words.mjs";

const URL_IN = "https://hooks.example.test/in";
const WINDOW = [300, 300];
const SPEC = "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md";

const base64Key = Buffer.from("waxseal vectors, a key of 32 byt").toString("base64");
const whsec = ["whsec_", base64Key];
const text = (prefix, name) => [prefix, name, "_test_secret_", "of_32_bytes_or_more"];

/** The names of the three headers. */
const STANDARD = { id: "webhook-id", stamp: "webhook-timestamp", tag: "webhook-signature" };
const SVIX = { id: "svix-id", stamp: "svix-timestamp", tag: "svix-signature" };
const FINCH = { id: "Finch-Event-Id", stamp: "Finch-Timestamp", tag: "Finch-Signature" };

const post = (headers, body) => ({ method: "POST", url: URL_IN, headers: { "content-type": "application/json", ...headers }, body });

const utf8Key = (secret) => secret;
const base64 = (secret) => Buffer.from(secret, "base64");

/** An entry of the family: id, timestamp and body between dots under a tag of version 1. */
function family({ names = STANDARD, keyOf = whsecKey, msg = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", body, headers = {}, expect, ...entry }) {
  return {
    secret: whsec,
    request: post({ [names.id]: msg, ...headers }, body),
    sign: signer(names, keyOf),
    covers: ["id", "timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: msg, type: null, form: "whsec", ...expect },
    ...entry,
  };
}

function signer(names, keyOf) {
  return ({ secret, request, at }) => {
    const tag = hmac("sha256", keyOf(secret), [`${request.headers[names.id]}.${seconds(at)}.`, request.body]).toString("base64");
    return withHeaders(request, { [names.stamp]: seconds(at), [names.tag]: `v1,${tag}` });
  };
}

/** A request and the moment at which its window is open. */
const sent = (names, id, stamp, tag, body) => ({
  request: post({ [names.id]: id, [names.stamp]: String(stamp), [names.tag]: tag }, body),
  now: stamp * 1000,
});

/** The value in the tests of nearly every library of the family. */
const known = (names) => ({
  ...sent(names, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", '{"test": 2432232314}'),
  secret: ["whsec_", "MfKQ9r8GKYqrTwjUPD8I", "LPZIo2LaLaSw"],
  expect: "valid",
});
const SVIX_TESTS = "https://github.com/svix/svix-webhooks/blob/main/javascript/src/webhook.test.ts";
const STANDARD_TESTS = "https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/webhook.test.ts";
const OTHER_TAG = "Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

/** What the libraries' tests say of the known value: prefix or none, more tags beside it, a cut or foreign one, the window. */
function libraryTests(names, reference) {
  const right = known(names);
  const bare = right.secret.slice(1);
  const tag = right.request.headers[names.tag];
  const with_ = (headers, rest = {}) => ({ ...right, reference, request: withHeaders(right.request, headers), ...rest });
  return [
    { slug: "sign-function", comment: "\"sign function works\"", ...right, reference },
    { slug: "secret-bare", comment: "\"verification works with and without signature prefix\"", ...right, reference, secret: bare },
    {
      slug: "multi-sig",
      comment: "\"multi sig payload is valid\": other versions and other tags beside the right one",
      ...with_({ [names.tag]: `v1,${OTHER_TAG} v2,${OTHER_TAG} ${tag} v1,${OTHER_TAG}` }),
    },
    { slug: "invalid-signature", comment: "\"invalid signature throws error\"", twin: "sign-function", ...with_({ [names.tag]: `v1,${OTHER_TAG}` }, { expect: "signature_mismatch" }) },
    { slug: "partial-signature", comment: "\"partial signature throws error\"", twin: "sign-function", ...with_({ [names.tag]: tag.slice(0, 8) }, { expect: "signature_malformed" }) },
    { slug: "empty-signature", comment: "\"partial signature throws error\", nothing behind the comma", twin: "sign-function", ...with_({ [names.tag]: "v1," }, { expect: "signature_malformed" }) },
    { slug: "invalid-timestamp", comment: "\"invalid timestamp throws error\"", twin: "sign-function", ...with_({ [names.stamp]: "hello" }, { expect: "timestamp_malformed" }) },
    { slug: "old-timestamp", comment: "\"old timestamp fails\"", twin: "sign-function", ...right, reference, now: right.now + 301_000, expect: "timestamp_stale" },
    { slug: "new-timestamp", comment: "\"new timestamp fails\"", twin: "sign-function", ...right, reference, now: right.now - 301_000, expect: "timestamp_future" },
  ];
}

/** Of the specification's own example no key is given; Svix's server has the keys of its asymmetric tag. */
const SVIX_SERVER = "https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs";
const asymmetricTag = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
const asymmetric = (names) => ({
  reference: SVIX_SERVER,
  ...sent(names, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, asymmetricTag, '{"test": 2432232314}'),
  key: ["whpk_", "1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="],
  expect: "valid",
});

const OPENAI_TESTS = "https://github.com/openai/openai-node/blob/master/tests/api-resources/webhooks.test.ts";
const openai = (tag) => ({
  reference: OPENAI_TESTS,
  ...sent(
    STANDARD,
    "wh_685c059ae39c8190af8c71ed1022a24d",
    1750861210,
    tag,
    '{"id": "evt_685c059ae3a481909bdc86819b066fb6", "object": "event", "created_at": 1750861210, "type": "response.completed", "data": {"id": "resp_123"}}',
  ),
  secret: ["whsec_", "RdvaYFYUXuIFuEbvZHwM", "fYFhUf7aMYjYcmM24+Aj40c="],
});
const OPENAI_TAG = "gUAg4R2hWouRZqRQG4uJypNS8YK885G838+EHb4nKBY=";

/** A vector of our own beside the shared ones: the same entry with another secret. */
function also({ names = STANDARD, slug, comment, secret, keyOf, form, body = '{"type":"ping"}', change = (request) => request }) {
  const at = 1780063272250;
  const request = post({ [names.id]: "msg_2b7Kq9RzPfQm4XwUeJ1s" }, body);
  return {
    slug,
    comment,
    secret,
    request: change(signer(names, keyOf)({ secret: secret.join(""), request, at })),
    now: at,
    expect: "valid",
    verified: { matched: { secret: 0, form } },
  };
}

/** Without the version before the tag. */
const untagged = (request) => withHeaders(request, { [STANDARD.tag]: request.headers[STANDARD.tag].slice("v1,".length) });

/** The tag of another secret behind it, as Supabase joins them. */
const beside = (request) => withHeaders(request, { [STANDARD.tag]: `${request.headers[STANDARD.tag]}, v1,${OTHER_TAG}` });

/** Two requests that Composio's tests verify. */
function composioFixtures() {
  const folder = "https://github.com/ComposioHQ/composio/tree/next/ts/packages/core/test/fixtures/webhook";
  const fixture = { secret: ["test-webhook-secret", "-for-fixtures"], reference: folder, expect: "valid" };
  const first = '{"trigger_name":"GITHUB_PUSH_EVENT","connection_id":"conn_fixture_001","trigger_id":"trigger_fixture_001","payload":{"ref":"refs/heads/main","commits":[{"id":"def456","message":"Legacy commit"}]},"log_id":"log_fixture_003"}';
  const second = '{"type":"github_push_event","timestamp":"2026-01-29T10:30:00Z","log_id":"log_fixture_002","data":{"connection_id":"conn_uuid_fixture_002","connection_nano_id":"ca_fixture_002","trigger_nano_id":"ti_fixture_002","trigger_id":"trigger_uuid_fixture_002","user_id":"user_fixture_002","ref":"refs/heads/main","repository":{"name":"test-repo"}}}';
  return [
    { slug: "first", comment: "v1-github-push.json", ...fixture, ...sent(STANDARD, "msg_fixture_v1_001", 1738150200, "v1,A/VFbvOJ8JAzXZweWvc+IHaBie19NVKUpQKbeobt5xo=", first) },
    { slug: "second", comment: "v2-github-push.json", ...fixture, ...sent(STANDARD, "msg_fixture_v2_001", 1738150200, "v1,a/mTZohEnMvzupLGWsiDLhTctk+hgx3Q2r1ACjybkhk=", second) },
  ];
}

export default [
  family({
    scheme: "standard-webhooks",
    reference: SPEC,
    body: '{"type":"user.created","timestamp":"2026-05-29T14:01:12.000Z","data":{"id":"usr_1"}}',
    expect: { type: "user.created" },
    published: libraryTests(STANDARD, STANDARD_TESTS),
  }),
  {
    scheme: "standard-webhooks-v1a",
    reference: SPEC,
    privateKey: KEYS.ed25519.privateKey,
    key: ["whpk_", KEYS.ed25519.raw.toString("base64")],
    request: post({ "webhook-id": "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W" }, '{"type":"user.created","timestamp":"2026-05-29T14:01:12.000Z","data":{"id":"usr_1"}}'),
    sign({ privateKey, request, at }) {
      const tag = ed25519(privateKey, [`${request.headers["webhook-id"]}.${seconds(at)}.`, request.body]).toString("base64");
      return withHeaders(request, { "webhook-timestamp": seconds(at), "webhook-signature": `v1a,${tag}` });
    },
    covers: ["id", "timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", type: "user.created" },
    published: [
      { slug: "svix-server", comment: "\"test_asymmetric_key_signing\" under Svix's header names", ...asymmetric(SVIX) },
      { slug: "standard-names", comment: "the same value under the standard's header names", ...asymmetric(STANDARD) },
      {
        slug: "beside-symmetric",
        comment: "beside a symmetric tag of the same message, as the specification's example has it",
        ...asymmetric(STANDARD),
        request: withHeaders(asymmetric(STANDARD).request, { "webhook-signature": `${known(STANDARD).request.headers["webhook-signature"]} ${asymmetricTag}` }),
      },
    ],
  },
  family({
    scheme: "svix",
    reference: "https://docs.svix.com/receiving/verifying-payloads/how-manual",
    names: SVIX,
    body: '{"type":"invoice.paid","data":{"id":"in_1"}}',
    expect: { type: "invoice.paid" },
    published: [
      ...libraryTests(SVIX, SVIX_TESTS),
      { slug: "unbranded", comment: "\"valid unbranded signature is valid\"", ...known(STANDARD), reference: SVIX_TESTS },
    ],
  }),
  family({
    scheme: "clerk",
    reference: "https://github.com/clerk/javascript/blob/main/packages/backend/src/webhooks.ts",
    names: SVIX,
    body: '{"type":"user.created","object":"event","data":{"id":"user_1","object":"user"}}',
    expect: { type: "user.created" },
  }),
  family({
    scheme: "resend",
    reference: "https://resend.com/docs/webhooks/verify-webhooks-requests",
    names: SVIX,
    body: '{"type":"email.delivered","created_at":"2026-05-29T14:01:12.000Z","data":{"email_id":"em_1"}}',
    expect: { type: "email.delivered" },
  }),
  family({
    scheme: "goody",
    reference: "https://developer.ongoody.com/webhooks/webhook-security",
    names: SVIX,
    body: '{"event_type":"order.created","data":{"id":"ord_1"}}',
    published: [{ slug: "page", comment: "the page's example", ...known(SVIX), reference: "https://developer.ongoody.com/webhooks/webhook-security" }],
  }),
  family({
    scheme: "stytch",
    reference: "https://stytch.com/docs/guides/dashboard/webhooks",
    names: SVIX,
    body: '{"action":"CREATE","event_id":"event-test-1","object_type":"user","id":"user-test-1"}',
  }),
  family({
    scheme: "vanta",
    reference: "https://developer.vanta.com/docs/webhooks",
    names: SVIX,
    body: '{"eventName":"test.failed","payload":{"testId":"t_1"}}',
  }),
  family({
    scheme: "openai",
    reference: "https://github.com/openai/openai-node/blob/master/src/lib/webhook-signature.ts",
    msg: "wh_2KWPBgLlAfxdpx2AI54pPJ85f4W",
    bare: true,
    // A secret without whsec_ is text to OpenAI, so the text of one with it is a candidate too: nobody else holds it.
    omit: ["secret-as-text"],
    body: '{"id":"evt_1","object":"event","created_at":1780063272,"type":"response.completed","data":{"id":"resp_1"}}',
    expect: { type: "response.completed" },
    published: [
      { slug: "valid", comment: "\"should pass for valid signature\", taken from a real event", ...openai(`v1,${OPENAI_TAG}`), expect: "valid" },
      { slug: "bare", comment: "\"should pass for a signature without version\": the tag alone", ...openai(OPENAI_TAG), expect: "valid" },
      {
        slug: "invalid-secret",
        comment: "\"should throw for invalid signature\": another secret, without prefix",
        twin: "valid",
        ...openai(`v1,${OPENAI_TAG}`),
        secret: ["Zm", "9v"],
        expect: "signature_mismatch",
      },
    ],
    constructed: [
      also({ slug: "secret-without-prefix", comment: "a secret without whsec_ is the key's text, not base64", secret: text("", "openai"), keyOf: utf8Key, form: "utf8" }),
      also({ slug: "secret-and-tag-bare", comment: "neither the secret nor the tag has its prefix", secret: text("", "openai"), keyOf: utf8Key, form: "utf8", change: untagged }),
    ],
  }),
  family({
    scheme: "anthropic",
    reference: "https://github.com/anthropics/anthropic-sdk-typescript/blob/main/src/resources/beta/webhooks.ts",
    body: '{"id":"whe_1","created_at":"2026-05-29T14:01:12Z","data":{"id":"sesn_1","organization_id":"org_1","type":"session.status_idled"},"type":"event"}',
    expect: { type: "session.status_idled" },
  }),
  family({
    scheme: "gemini",
    reference: "https://github.com/google-gemini/cookbook/blob/main/quickstarts/Webhooks.ipynb",
    body: '{"type":"batch.succeeded","timestamp":"2026-05-29T14:01:12Z","data":{"id":"batches/1"}}',
  }),
  family({
    scheme: "replicate",
    reference: "https://replicate.com/docs/topics/webhooks/verify-webhook",
    body: '{"id":"ufawqhfynnddngldkgtslldrkq","status":"succeeded","output":["https://files.example.test/1.png"]}',
    published: [
      {
        slug: "sdk",
        comment: "\"Can be used to validate webhook\"",
        ...known(STANDARD),
        reference: "https://github.com/replicate/replicate-javascript/blob/main/index.test.ts",
      },
    ],
  }),
  family({
    scheme: "supabase",
    reference: "https://github.com/supabase/auth/blob/master/internal/hooks/hookshttp/hookshttp.go",
    secret: ["v1,", "whsec_", base64Key],
    keyOf: (secret) => whsecKey(secret.replace(/^v1,/, "")),
    body: '{"user":{"id":"8d0c6c5e-0c1b-4b58-8f0e-6d3a0f6f5e12"},"sms":{"otp":"000000"}}',
    constructed: [
      also({ slug: "secret-without-version", comment: "the secret as its holder may cut it, without v1,", secret: whsec, keyOf: whsecKey, form: "whsec" }),
      also({ slug: "two-secrets", comment: "two secrets: the server puts a comma and a space between their tags", secret: whsec, keyOf: whsecKey, form: "whsec", change: beside }),
    ],
  }),
  family({
    scheme: "polar",
    reference: "https://github.com/polarsource/polar/pull/14117",
    body: '{"type":"order.paid","timestamp":"2026-10-19T12:15:00Z","data":{"id":"ord_1"}}',
    expect: { type: "order.paid" },
    otherForm: "utf8",
    constructed: [
      also({ slug: "secret-before-2026-09-08", comment: "an older secret is keyed as text, whsec_ and all", secret: text("whsec_", "polar"), keyOf: utf8Key, form: "utf8" }),
      also({ slug: "secret-before-whsec", comment: "a secret of the first kind", secret: text("polar_whs_", "polar"), keyOf: utf8Key, form: "utf8" }),
    ],
  }),
  family({
    scheme: "increase",
    reference: "https://github.com/Increase/increase-typescript/blob/main/src/resources/events.ts",
    secret: text("", "increase"),
    keyOf: utf8Key,
    body: '{"id":"event_1","associated_object_id":"account_1","associated_object_type":"account","category":"account.created","created_at":"2026-05-29T14:01:12Z","type":"event"}',
    expect: { type: "account.created", form: "utf8" },
  }),
  family({
    scheme: "whop",
    reference: "https://docs.whop.com/developer/guides/webhooks",
    secret: text("ws_", "whop"),
    keyOf: utf8Key,
    body: '{"id":"msg_1","api_version":"v1","timestamp":"2026-05-29T14:01:12.000Z","type":"payment.succeeded","data":{"id":"pay_1"},"company_id":"biz_1"}',
    expect: { type: "payment.succeeded", form: "utf8" },
  }),
  family({
    scheme: "lithic",
    reference: "https://github.com/lithic-com/lithic-node/blob/main/src/resources/webhooks.ts",
    body: '{"event_type":"account_holder.created","token":"8d0c6c5e-0c1b-4b58-8f0e-6d3a0f6f5e12","status":"ACCEPTED"}',
    expect: { type: "account_holder.created" },
  }),
  family({
    scheme: "dodo-payments",
    reference: "https://github.com/dodopayments/dodopayments-typescript/blob/main/src/resources/webhooks/webhooks.ts",
    body: '{"business_id":"bus_1","type":"payment.succeeded","timestamp":"2026-05-29T14:01:12.000Z","data":{"payment_id":"pay_1"}}',
    expect: { type: "payment.succeeded" },
  }),
  family({
    scheme: "brex",
    reference: "https://developer.brex.com/docs/webhooks",
    secret: [base64Key.slice(0, 20), base64Key.slice(20)],
    keyOf: base64,
    body: '{"event_type":"TRANSFER_PROCESSED","transfer_id":"tr_1","company_id":"co_1"}',
  }),
  family({
    scheme: "render",
    reference: "https://github.com/render-examples/webhook-receiver/blob/main/app.ts",
    body: '{"type":"deploy_ended","timestamp":"2026-05-29T14:01:12Z","data":{"id":"evt-1","serviceId":"srv-1"}}',
    expect: { type: "deploy_ended" },
  }),
  family({
    scheme: "loops",
    reference: "https://loops.so/docs/webhooks",
    body: '{"eventName":"email.opened","eventTime":1780063272,"webhookSchemaVersion":"1.0.0","contactIdentity":{"id":"c_1"}}',
  }),
  family({
    scheme: "etsy",
    reference: "https://developers.etsy.com/documentation/essentials/webhooks",
    body: '{"event_type":"order.paid","resource_url":"https://api.example.test/receipts/1","shop_id":"42"}',
    expect: { type: "order.paid" },
  }),
  family({
    scheme: "incident-io",
    reference: "https://docs.incident.io/api-reference/webhooks",
    body: '{"event_type":"public_incident.incident_created_v2","public_incident.incident_created_v2":{"id":"inc_1"}}',
  }),
  family({
    scheme: "fathom",
    reference: "https://developers.fathom.ai/webhooks",
    msg: "msg_2x2zwLOcWaRTzsLK8KtbQt1FTk9",
    body: '{"title":"Quarterly Business Review","recording_id":123456789,"url":"https://calls.example.test/1"}',
  }),
  family({
    scheme: "gitlab-signing",
    reference: "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944",
    msg: "f5e5f430-f57b-4e6e-9fac-d9128cd7232f",
    headers: { "X-Gitlab-Event": "Push Hook" },
    body: '{"object_kind":"push","ref":"refs/heads/main","project_id":15}',
    expect: { type: "Push Hook" },
  }),
  family({
    scheme: "signatureapi",
    reference: "https://signatureapi.com/docs/api/guides/how-to/verify-webhooks",
    body: '{"id":"evt_1","type":"envelope.completed","data":{"object_id":"env_1"}}',
  }),
  family({
    scheme: "postsyncer",
    reference: "https://docs.postsyncer.com/guides/verify-webhooks",
    body: '{"event":"post.published","data":{"id":1}}',
  }),
  family({
    scheme: "liveblocks",
    reference: "https://github.com/liveblocks/liveblocks/blob/main/packages/liveblocks-node/src/webhooks.ts",
    body: '{"data":{"appId":"app_1","roomId":"hero-grid","updatedAt":"2026-05-29T14:01:12.000Z"},"type":"storageUpdated"}',
    expect: { type: "storageUpdated" },
  }),
  family({
    scheme: "recall-ai",
    reference: "https://docs.recall.ai/docs/authenticating-requests-from-recallai",
    body: '{"event":"bot.done","data":{"data":{"code":"done"},"bot":{"id":"bot_1"}}}',
    expect: { type: "bot.done" },
    constructed: [also({ names: SVIX, slug: "old-account", comment: "an account from before 2025-12-15: Svix's header names", secret: whsec, keyOf: whsecKey, form: "whsec" })],
  }),
  family({
    scheme: "composio",
    reference: "https://github.com/ComposioHQ/composio/blob/next/ts/packages/core/src/models/Triggers.ts",
    secret: text("", "composio"),
    keyOf: utf8Key,
    body: '{"id":"evt_1","type":"composio.trigger.message","metadata":{"trigger_slug":"GITHUB_PUSH_EVENT"},"data":{"ref":"refs/heads/main"}}',
    expect: { type: "composio.trigger.message", form: "utf8" },
    published: composioFixtures(),
  }),
  family({
    scheme: "agentmail",
    reference: "https://docs.agentmail.to/webhook-verification",
    names: SVIX,
    body: '{"type":"event","event_type":"message.received","event_id":"evt_123abc","message":{"message_id":"msg_123abc"}}',
    expect: { type: "message.received" },
  }),
  family({
    scheme: "ahasend",
    reference: "https://ahasend.com/docs/api-reference/webhooks",
    body: '{"type":"message.delivered","timestamp":"2026-05-29T14:01:12.687031577Z","data":{"recipient":"user@example.test"}}',
    expect: { type: "message.delivered" },
  }),
  family({
    scheme: "openmeter",
    reference: "https://openmeter.io/docs/guides/webhooks",
    names: SVIX,
    body: '{"type":"report.meter","data":{"meter":"tokens"}}',
    expect: { type: "report.meter" },
  }),
  family({
    scheme: "autumn",
    reference: "https://docs.useautumn.com/documentation/webhooks",
    names: SVIX,
    body: '{"type":"customer.products.updated","data":{"scenario":"upgrade"}}',
    expect: { type: "customer.products.updated" },
  }),
  family({
    scheme: "finch",
    reference: "https://github.com/Finch-API/finch-api-node/blob/main/src/resources/webhooks.ts",
    names: FINCH,
    secret: [base64Key.slice(0, 20), base64Key.slice(20)],
    keyOf: base64,
    body: '{"company_id":"720be419","event_type":"account.updated","data":{"status":"connected"}}',
    expect: { type: "account.updated" },
    published: [
      {
        slug: "sdk",
        comment: "\"should pass for valid signature\"",
        reference: "https://github.com/Finch-API/finch-api-node/blob/main/tests/api-resources/webhooks.test.ts",
        ...sent(FINCH, "msg_2Lh9KRb0pzN4LePd3XiA4v12Axj", 1676312382, "v1,m7y0TV2C+hlHxU42wCieApTSTaA8/047OAplBqxIV/s=", '{"company_id":"720be419-0293-4d32-a707-32179b0827ab"}'),
        secret: ["5WbX5kEWLlfzsGNjH64I", "8lOOqUB6e8FH"],
        expect: "valid",
      },
    ],
  }),
  {
    scheme: "linq",
    reference: "https://github.com/linq-team/linq-node/blob/main/src/resources/webhook-events.ts",
    secret: text("", "linq"),
    request: post({ "X-Webhook-Event": "message.received", "X-Webhook-Subscription-ID": "sub_1" }, '{"event_id":"8d0c6c5e","event_type":"message.received","data":{"message":{"id":"m_1"}}}'),
    sign({ secret, request, at }) {
      const tag = hmac("sha256", secret, [`${seconds(at)}.`, request.body]).toString("hex");
      return withHeaders(request, { "X-Webhook-Timestamp": seconds(at), "X-Webhook-Signature": tag });
    },
    covers: ["timestamp", "body"],
    tolerance: WINDOW,
    expect: { id: null, type: "message.received", form: "utf8" },
  },
  {
    scheme: "token",
    reference: "https://www.rfc-editor.org/rfc/rfc6750",
    secret: ["shared-text-", "8cd31e4fb0a2", "of-a-sender"],
    options: { header: "authorization", prefix: "Bearer ", id: "/id", type: "/event" },
    request: post({}, '{"id":"cnv_17","event":"conversion"}'),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `Bearer ${secret}` }),
    covers: [],
    tolerance: null,
    expect: { id: "cnv_17", type: "conversion" },
  },
  {
    scheme: "basic",
    reference: "https://www.rfc-editor.org/rfc/rfc7617",
    secret: ["hooks:", "correct horse ", "8cd31e4fb0a2f"],
    options: { id: "/id", type: "/event" },
    request: post({}, '{"id":"inv_17","event":"invoice_generated"}'),
    sign: ({ secret, request }) => withHeaders(request, { Authorization: `Basic ${Buffer.from(secret).toString("base64")}` }),
    covers: [],
    tolerance: null,
    expect: { id: "inv_17", type: "invoice_generated" },
    // RFC 7617 section 2: the example of the scheme's definition.
    published: [
      {
        slug: "rfc7617",
        comment: "the example of section 2, user Aladdin",
        reference: "https://www.rfc-editor.org/rfc/rfc7617#section-2",
        secret: ["Aladdin:", "open sesame"],
        request: post({ Authorization: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" }, "{}"),
        now: 1780063272250,
        expect: "valid",
      },
    ],
  },
  {
    scheme: "none",
    reference: "https://www.rfc-editor.org/rfc/rfc9110",
    options: { id: "/id", type: "/event" },
    request: post({}, '{"id":"act_17","event":"activity.created"}'),
    sign: ({ request }) => request,
    covers: [],
    tolerance: null,
    expect: { id: "act_17", type: "activity.created" },
  },
];
