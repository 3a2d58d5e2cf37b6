// What vendors published, and what follows from it. Every value was read in the source that it cites.
import { bytesSecret, whsec } from "../bytes.mjs";

const GITHUB_PAGE = "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation";
const OCTOKIT = "https://github.com/octokit/webhooks-methods.js/blob/main/test/verify.test.ts";
const SVIX_PAGE = "https://docs.svix.com/receiving/verifying-payloads/how-manual#example-signatures";
const SVIX_LIST = "https://docs.svix.com/receiving/verifying-payloads/how-manual#determining-the-expected-signature";
const SVIX_RUST = "https://github.com/svix/svix-webhooks/blob/main/rust/src/webhooks.rs";
const STANDARD = "https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/webhook.test.ts";
const STANDARD_GO = "https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/go/webhook_symmetric_test.go";
const OPENAI = "https://github.com/openai/openai-node/blob/master/tests/api-resources/webhooks.test.ts";
const STRIPE_DOTNET = "https://github.com/stripe/stripe-dotnet/blob/master/src/StripeTests/Services/Events/EventUtilityTest.cs";
const RFC4231 = "https://www.rfc-editor.org/rfc/rfc4231#section-4";

export function addGithub(suite) {
  const request = (secret, body, hex) => ({
    secrets: [secret],
    headers: [["x-hub-signature-256", `sha256=${hex}`]],
    body,
    verified: { id: null, type: null },
  });
  const page = ["It's a Secret to Everybody", "Hello, World!", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"];
  const octokit = ["mysecret", '{\n  "foo": "bar"\n}\n', "e3eccac34c43c7dc1cbb905488b1b81347fcc700a7b025697a9d07862256023f"];
  suite.valid("published-docs", "the example of GitHub's documentation", request(...page), { reference: GITHUB_PAGE });
  suite.rejected("published-docs-other-body", "signature_mismatch", "the example's signature under another payload",
    request(page[0], "Hello, World?", page[2]), "published-docs", { reference: GITHUB_PAGE });
  suite.valid("published-octokit", "octokit's test, a secret of eight bytes", request(...octokit), { reference: OCTOKIT });
  suite.valid("published-octokit-special", "octokit's test with control characters escaped in upper case and hearts in UTF-8", request(
    "development",
    '{\n  "foo": "Foo\\n\\u001B[34mbar: ♥♥♥♥♥♥♥♥\\nthis-is-lost\\u001B[0m\\u001B[2K"\n}\n',
    "9dacf9003316b09be07df56d86a2d0d6872e42a1e6c72c3bad9ff915a7c5603e"), { reference: OCTOKIT });
  suite.valid("published-octokit-escaped", "octokit's test with an escaped backslash", request(
    "development", '{\n  "foo": "\\\\u001b"\n}\n', "87316067e2011fae39998b18c46a14d83b3e7c3ffdd88fb2ee5afb7d11288e60"), { reference: OCTOKIT });
  suite.rejected("published-octokit-other-secret", "signature_mismatch", "octokit's test with a secret that nobody signed with",
    request("foo", octokit[1], octokit[2]), "published-octokit", { reference: OCTOKIT });
  suite.rejected("published-octokit-no-hex", "signature_malformed", "octokit's test with letters that are no digits",
    request(octokit[0], octokit[1], `xxx${octokit[2].slice(3)}`), "published-octokit", { reference: OCTOKIT });
}

const idRequest = (prefix, { id, timestamp, body, secret, list, now = Number(timestamp) * 1000, facts }) => ({
  secrets: [secret],
  headers: [[`${prefix}-id`, id], [`${prefix}-timestamp`, timestamp], [`${prefix}-signature`, list]],
  body,
  now,
  timestamp,
  verified: { id, timestamp: Number(timestamp) * 1000, ...facts },
});

const FIRST = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: "1614265330",
  body: '{"test": 2432232314}',
  secret: whsec("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
  list: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  facts: { type: null },
};
const LIBRARY_LIST = [
  "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=",
  "v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=",
  FIRST.list,
  "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=",
].join(" ");

export function addStandardWebhooks(suite) {
  const make = (change = {}) => idRequest("webhook", { ...FIRST, ...change });
  suite.valid("published-library", "the vector of the Standard Webhooks libraries", make(), { reference: STANDARD });
  suite.valid("published-library-no-prefix", "the same with the secret as the tests write it, without whsec_",
    make({ secret: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }), { reference: STANDARD });
  suite.valid("published-library-list", "the list of the libraries' tests: a wrong one, another version, the right one, a wrong one",
    make({ list: LIBRARY_LIST }), { reference: STANDARD });
  suite.rejected("published-library-partial", "signature_malformed", "the libraries' test of a signature cut to eight characters",
    make({ list: FIRST.list.slice(0, 8) }), "published-library", { reference: STANDARD });
  suite.rejected("published-library-version-only", "signature_malformed", "the libraries' test of a signature without its tag",
    make({ list: "v1," }), "published-library", { reference: STANDARD });
  suite.rejected("published-library-undecodable", "signature_malformed", "the libraries' test of an invalid signature",
    make({ list: "v1,dawfeoifkpqwoekfpqoekf" }), "published-library", { reference: STANDARD });
  suite.rejected("published-library-wrong", "signature_mismatch", "the libraries' test of a well-formed wrong signature",
    make({ list: "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=" }), "published-library", { reference: STANDARD_GO });
  suite.rejected("published-library-bad-timestamp", "timestamp_malformed", "the libraries' test of a timestamp that is a word",
    make({ timestamp: "hello", now: 1614265330000 }), "published-library", { reference: STANDARD });
  suite.rejected("published-library-old", "timestamp_stale", "the libraries' test of an old timestamp: a second over five minutes",
    make({ now: 1614265631000 }), "published-library", { reference: STANDARD });
  suite.rejected("published-library-new", "timestamp_future", "the libraries' test of a new timestamp: a second over five minutes",
    make({ now: 1614265029000 }), "published-library", { reference: STANDARD });

  const openai = {
    id: "wh_685c059ae39c8190af8c71ed1022a24d",
    timestamp: "1750861210",
    body: '{"id": "evt_685c059ae3a481909bdc86819b066fb6", "object": "event", "created_at": 1750861210, "type": "response.completed", "data": {"id": "resp_123"}}',
    secret: whsec("RdvaYFYUXuIFuEbvZHwMfYFhUf7aMYjYcmM24+Aj40c="),
    list: "v1,gUAg4R2hWouRZqRQG4uJypNS8YK885G838+EHb4nKBY=",
    facts: { type: "response.completed" },
  };
  const event = (change = {}) => idRequest("webhook", { ...openai, ...change });
  suite.valid("published-openai", "a real event of OpenAI, from its library's tests", event(), { reference: OPENAI });
  suite.valid("published-openai-list", "the same behind a malformed signature", event({ list: `v1,invalid_signature ${openai.list}` }), { reference: OPENAI });
  suite.rejected("published-openai-all-invalid", "signature_malformed", "two signatures that are no base64",
    event({ list: "v1,invalid_signature1 v1,invalid_signature2" }), "published-openai", { reference: OPENAI });
  suite.rejected("published-openai-other-secret", "signature_mismatch", "a secret that nobody signed with",
    event({ secret: `whsec_${Buffer.from("not-the-correct-secret-but-long-enough").toString("base64")}` }), "published-openai", { reference: OPENAI });
}

export function addSvix(suite) {
  const make = (change = {}) => idRequest("svix", { ...FIRST, ...change });
  suite.valid("published-list", "the header that Svix's documentation shows: the right one, a malformed one, another version", make({
    list: `${FIRST.list} v1,bm9ldHUjKzFob2VudXRob2VodWUzMjRvdWVvdW9ldQo= v2,MzJsNDk4MzI0K2VvdSMjMTEjQEBAQDEyMzMzMzEyMwo=`,
  }), { reference: SVIX_LIST });
  const page = {
    id: "msg_loFOjxBNrRLzqYUf",
    timestamp: "1731705121",
    body: '{"event_type":"ping","data":{"success":true}}',
    secret: whsec("plJ3nmyCDGBKInavdOK15jsl"),
    list: "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    facts: { type: null },
  };
  suite.valid("published-docs", "the example of Svix's documentation", idRequest("svix", page), { reference: SVIX_PAGE });
  const rust = {
    id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
    timestamp: "1649367553",
    body: '{"email":"test@example.com","username":"test_user"}',
    secret: whsec("C2FVsBQIhrscChlQIMV+b5sSYspob7oD"),
    list: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
    facts: { type: null },
  };
  const library = (change = {}) => idRequest("svix", { ...rust, ...change });
  const wrong = [
    "v1,tFtCZ5RDCPxzWQRWXWPgrCgE2frDBe9gjpbWQxnVfsQ=",
    "v1,Mm7xgUVICxZfQ3bgf0h0Dof65L/IFx+PnZvnDWPCX6Q=",
    "v1,9DfC1c3eeOrXB6w/5dIDydLNQaEyww5KalE5jLBZucE=",
  ];
  suite.valid("published-rust", "the vector of Svix's Rust library", library(), { reference: SVIX_RUST });
  suite.valid("published-rust-list", "the list of its tests, the right one third", library({ list: [wrong[0], wrong[1], rust.list, wrong[2]].join(" ") }), { reference: SVIX_RUST });
  suite.rejected("published-rust-list-wrong", "signature_mismatch", "the list of its tests without the right one", library({ list: wrong.join(" ") }), "published-rust-list", { reference: SVIX_RUST });
  suite.rejected("published-rust-wrong", "signature_mismatch", "the wrong signature of its tests", library({ list: "v1,R3PTzyfHASBKHH98a7yexTwaJ4yNIcGhFQc1yuN+BPU=" }), "published-rust", { reference: SVIX_RUST });
  suite.rejected("published-rust-partial", "signature_malformed", "its test of a signature cut to eight characters", library({ list: rust.list.slice(0, 8) }), "published-rust", { reference: SVIX_RUST });
  suite.rejected("published-rust-other-timestamp", "signature_mismatch", "its test of a timestamp one second off the signed one",
    library({ timestamp: "1649367554" }), "published-rust", { reference: SVIX_RUST });
  suite.rejected("published-rust-negative-timestamp", "timestamp_malformed", "its test of a negative timestamp",
    library({ timestamp: "-1", now: 1649367553000 }), "published-rust", { reference: SVIX_RUST });
}

export function addStripe(suite) {
  const body = '{\n  "id": "evt_123",\n  "object": "event",\n  "account": "acct_123",\n  "api_version": "2017-05-25",\n  "created": 1533204620,\n' +
    '  "data": {\n    "object": {\n      "id": "cus_123",\n      "object": "customer",\n      "created": 123456789,\n      "email": "test@stripe.com",\n' +
    '      "livemode": false,\n      "metadata": {}\n    }\n  },\n  "livemode": false,\n  "pending_webhooks": 1,\n  "request": {\n    "id": "req_123",\n' +
    '    "idempotency_key": "idempotency-key-123"\n  },\n  "type": "customer.created"\n}\n';
  const v1 = "2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7";
  const v0 = "63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef";
  const make = ({ after = 100, line = `t=1533204620,v1=${v1},v0=${v0}`, added = "" } = {}) => ({
    secrets: ["webhook_secret"],
    headers: [["stripe-signature", line]],
    body: body + added,
    now: (1533204620 + after) * 1000,
    timestamp: "1533204620",
    verified: { id: "evt_123", type: "customer.created" },
  });
  const from = { reference: STRIPE_DOTNET };
  suite.valid("published-dotnet", "the vector of Stripe's .NET library", make(), from);
  suite.rejected("published-dotnet-old", "timestamp_stale", "its test of an outdated timestamp", make({ after: 400 }), "published-dotnet", from);
  suite.rejected("published-dotnet-other-body", "signature_mismatch", "its test of a changed body", make({ added: "this_changes_the_json" }), "published-dotnet", from);
  suite.rejected("published-dotnet-empty-timestamp", "timestamp_missing", "its test of a timestamp without digits",
    make({ line: `t=,v1=${v1},v0=${v0}` }), "published-dotnet", from);
  suite.rejected("published-dotnet-v0-only", "signature_unsupported", "its test of a header without v1",
    make({ line: `t=1533204620,v0=${v0}` }), "published-dotnet", from);
}

/** HMAC-SHA256 itself, through the scheme that adds nothing to it. */
export function addTrack360(suite) {
  const cases = [
    ["1", "0b".repeat(20), Buffer.from("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
    ["2", Buffer.from("Jefe").toString("hex"), Buffer.from("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
    ["3", "aa".repeat(20), Buffer.alloc(50, 0xdd), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"],
    ["4", "0102030405060708090a0b0c0d0e0f10111213141516171819", Buffer.alloc(50, 0xcd), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"],
    ["6", "aa".repeat(131), Buffer.from("Test Using Larger Than Block-Size Key - Hash Key First"), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"],
    ["7", "aa".repeat(131), Buffer.from("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"],
  ];
  for (const [number, key, data, mac] of cases) {
    const text = data.every((byte) => byte < 0x80) ? data.toString("ascii") : data;
    suite.valid(`published-rfc4231-${number}`, `test case ${number} of RFC 4231, its key as bytes`, {
      secrets: [bytesSecret(Buffer.from(key, "hex"))],
      headers: [["x-track360-signature", mac]],
      body: text,
      verified: { matched: { secret: 0, form: "raw" } },
    }, { reference: RFC4231 });
  }
  suite.rejected("published-rfc4231-5", "signature_malformed", "test case 5 of RFC 4231: a tag truncated to 128 bits is not accepted", {
    secrets: [bytesSecret(Buffer.alloc(20, 0x0c))],
    headers: [["x-track360-signature", "a3b6167473100ee06e0c796c2955552b"]],
    body: "Test With Truncation",
  }, "published-rfc4231-1", { reference: RFC4231 });
}
