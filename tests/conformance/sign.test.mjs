// What sign() makes is accepted by the vendors' packages, by AffiliateBase's own sample receiver
// and by verify; what the vendors' packages sign is accepted by verify.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";

import { load } from "../../npm/load.mjs";
import { verifyAffiliateBaseWebhook } from "./affiliatebase-sample.mjs";
import { seeded } from "./random.mjs";
import { readVectors } from "./vectors.mjs";
import { bytesOf, headerText, secretOf } from "./written.mjs";

const { sign, Verifier, schemes } = await load("waxseal");
const { Webhook: StandardWebhooks } = await load("standardwebhooks");
const { Webhook: Svix } = await load("svix");
const { default: Stripe } = await load("stripe");

const secret = ["whsec_", randomBytes(32).toString("base64")].join("");
const id = "msg_2b7Kq9RzPfQm4XwUeJ1s";
const BODIES = {
  "a JSON event": '{"id":"evt_1","type":"payout.paid","name":"Zoë 🦭"}',
  "an empty object": "{}",
  "CRLF and trailing spaces": '{\r\n"id": "evt_2" \r\n}\r\n',
  "64 KiB": JSON.stringify({ text: "x".repeat(65536) }),
};

/** The request as a receiver in Node sees it. */
const signed = (scheme, body, more = {}) => sign({ scheme, secret, body, id, timestamp: new Date(), ...more });

const headersOf = ({ headers }) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

for (const [name, body] of Object.entries(BODIES)) {
  test(`standardwebhooks accepts what sign() makes of ${name}`, () => {
    const request = signed("standard-webhooks", body);
    assert.deepEqual(new StandardWebhooks(secret).verify(body, headersOf(request)), JSON.parse(body));
  });

  test(`svix accepts what sign() makes of ${name}`, () => {
    const request = signed("svix", body);
    assert.deepEqual(new Svix(secret).verify(body, headersOf(request)), JSON.parse(body));
  });

  test(`stripe accepts what sign() makes of ${name}`, () => {
    const request = signed("stripe", body);
    const event = Stripe.webhooks.constructEvent(body, headersOf(request)["stripe-signature"], secret);
    assert.deepEqual(event, JSON.parse(body));
  });

  test(`AffiliateBase's sample receiver accepts what sign() makes of ${name}, and no other body`, () => {
    const headers = headersOf(signed("affiliatebase", body));
    assert.equal(verifyAffiliateBaseWebhook({ rawBody: body, headers, signingSecret: secret }), true);
    assert.equal(verifyAffiliateBaseWebhook({ rawBody: `${body} `, headers, signingSecret: secret }), false);
  });
}

test("verify accepts what the vendors' packages sign", () => {
  const body = BODIES["a JSON event"];
  const at = new Date();
  const seconds = Math.floor(at.getTime() / 1000);
  const requests = {
    "standard-webhooks": {
      "webhook-id": id,
      "webhook-timestamp": `${seconds}`,
      "webhook-signature": new StandardWebhooks(secret).sign(id, at, body),
    },
    svix: { "svix-id": id, "svix-timestamp": `${seconds}`, "svix-signature": new Svix(secret).sign(id, at, body) },
    stripe: { "stripe-signature": Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: seconds }) },
  };
  for (const [scheme, headers] of Object.entries(requests)) {
    const event = new Verifier({ scheme, secrets: secret }).verify({ headers, body }, { now: at });
    assert.equal(event.timestamp.getTime(), seconds * 1000, scheme);
    assert.equal(event.type, "payout.paid", scheme);
  }
});

/** The genuine request of every scheme, as its vectors have it. */
const GENUINE = new Map(readVectors().filter(({ id }) => id.endsWith("/genuine")).map((vector) => [vector.scheme, vector]));

/** Schemes whose signature or timestamp stands in the body, which is the caller's to write. */
const IN_BODY = [
  "adyen", "aircall", "braintree", "figma", "infisical", "lever", "linear", "mailgun", "prismic", "thrivecart", "zettle",
];

/** A URL without the signature that PandaDoc puts into it. */
const unsigned = (text) => {
  const url = new URL(text, "https://hooks.example.test");
  url.searchParams.delete("signature");
  return url.href;
};

/** What sign() is told of a scheme, and the verifier for it. */
const settingsOf = (scheme) => {
  const { options = {}, secrets, request } = GENUINE.get(scheme);
  const { header, query, prefix, encoding, url = unsigned(request.url) } = options;
  const places = Object.entries({ header, query, prefix, encoding }).filter(([, value]) => value !== undefined);
  return {
    verifier: new Verifier({ ...options, scheme, secrets: secrets.map(secretOf) }),
    settings: {
      ...Object.fromEntries(places),
      scheme,
      secret: secretOf(secrets[0]),
      url,
      method: request.method,
      headers: request.headers.map(([name, value]) => [name, headerText(value)]),
    },
    body: bytesOf(request.body),
    now: new Date(GENUINE.get(scheme).now),
  };
};

test("verify accepts what sign() makes of a genuine request, in every scheme with a secret, and no altered body where the body is covered", () => {
  const own = schemes.filter(({ takes }) => takes === "secrets");
  for (const { id: scheme } of own) {
    const { verifier, settings, body, now } = settingsOf(scheme);
    const make = () => sign({ ...settings, body, timestamp: now });
    if (IN_BODY.includes(scheme)) {
      assert.throws(make, /puts its signature or its timestamp into the body/, scheme);
      continue;
    }
    const request = make();
    const event = verifier.verify(request, { now });
    if (!event.covers.body) continue;
    const { ok, error } = verifier.check({ ...request, body: Buffer.concat([body, Buffer.from(" ")]) }, { now });
    assert.deepEqual([ok, error?.code], [false, "signature_mismatch"], scheme);
  }
  assert.ok(own.length > 250, `${own.length} schemes`);
});

test("verify accepts what sign() makes of random bodies, and none with a byte more", () => {
  const random = seeded(20261121);
  const isOpaque = ({ id, takes, covers }) => takes === "secrets" && covers.body && !IN_BODY.includes(id);
  const opaque = schemes.filter(isOpaque);
  for (const { id: scheme } of opaque) {
    const { verifier, settings, now } = settingsOf(scheme);
    for (let index = 0; index < 10; index += 1) {
      const body = random.bytes(random.below(3000));
      const request = sign({ ...settings, body, timestamp: now });
      assert.ok(verifier.check(request, { now }).ok, `${scheme} ${index}`);
      const { ok, error } = verifier.check({ ...request, body: Buffer.concat([body, random.bytes(1)]) }, { now });
      assert.deepEqual([ok, error?.code], [false, "signature_mismatch"], scheme);
    }
  }
  assert.ok(opaque.length > 200, `${opaque.length} schemes`);
});

test("sign() refuses an id whose bytes could be cut elsewhere, and one that no header can carry", () => {
  for (const bad of ["msg.1", "msg\r\nx-evil: 1", "msgé", ""]) {
    assert.throws(() => signed("svix", "{}", { id: bad }), (error) => /svix-id|id/.test(error.message), JSON.stringify(bad));
  }
});
