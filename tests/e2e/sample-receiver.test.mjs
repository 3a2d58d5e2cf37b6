/**
 * A receiver written for a vendor's scheme works behind waxseal without a change: the origin names
 * the scheme as `"sign"`. AffiliateBase's is the documented sample as it stands, Svix's and Stripe's
 * are their official packages, GitHub's is three lines after its documentation.
 */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { load } from "../../npm/load.mjs";
import { verifyAffiliateBaseWebhook } from "../conformance/affiliatebase-sample.mjs";
import { until } from "./harness.mjs";
import { newSecret, newWhsec } from "./senders.mjs";
import { openStage } from "./stage.mjs";

const forms = { "a text": newSecret(), "a text that begins with whsec_": newWhsec() };
for (const [form, signingSecret] of Object.entries(forms)) {
  test(`the documented sample takes what it gets, with ${form} as its secret`, async (t) => {
    const verdicts = [];
    const receive = ({ body, headers }) => {
      const isGenuine = verifyAffiliateBaseWebhook({ rawBody: body.toString(), headers, signingSecret });
      verdicts.push(isGenuine);
      return { status: verdicts.length === 1 ? 500 : 200 };
    };
    const stage = await openStage(t, { vars: { CRM_SECRET: signingSecret }, origins: { crm: { sign: "affiliatebase", answer: receive } } });
    await stage.sendEvent("evt_1", { data: { note: "caf\u00e9 \\ \"quoted\"" } });
    await until("the second attempt", () => verdicts.length === 2);
    assert.deepEqual(verdicts, [true, true], "each attempt is signed");
    const [request] = stage.received("evt_1");
    assert.equal(request.headers["svix-id"], request.headers["webhook-id"]);
    // The sample can say no: it is not true whatever comes.
    assert.equal(verifyAffiliateBaseWebhook({ rawBody: `${request.body} `, headers: request.headers, signingSecret }), false);
    assert.equal(verifyAffiliateBaseWebhook({ rawBody: request.body.toString(), headers: request.headers, signingSecret: newSecret() }), false);
  });
}

test("the documented sample takes what it gets while its secret rotates", async (t) => {
  const [CRM_SECRET, CRM_OLD] = [newSecret(), newSecret()];
  const stage = await openStage(t, { vars: { CRM_SECRET, CRM_OLD }, origins: { crm: { sign: "affiliatebase", secrets: ["CRM_SECRET", "CRM_OLD"] } } });
  await stage.sendEvent("evt_1");
  const [{ body, headers }] = await until("the delivery", () => stage.received("evt_1").length > 0 && stage.received("evt_1"));
  assert.equal(verifyAffiliateBaseWebhook({ rawBody: body.toString(), headers, signingSecret: CRM_SECRET }), true);
});

const { Webhook } = await load("svix");
const { default: Stripe } = await load("stripe");

/** By scheme: a secret as the vendor issues it, and its own receiver, which throws at a forged request. */
const receivers = {
  svix: [newWhsec(), (secret, { body, headers }) => new Webhook(secret).verify(body, headers)],
  stripe: [newWhsec(), (secret, { body, headers }) => Stripe.webhooks.constructEvent(body, headers["stripe-signature"], secret)],
  github: [newSecret(), (secret, { body, headers }) => assert.equal(headers["x-hub-signature-256"], `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`)],
};
for (const [scheme, [secret, receive]] of Object.entries(receivers)) {
  test(`a receiver of ${scheme} takes what an origin with "sign": "${scheme}" gets`, async (t) => {
    const stage = await openStage(t, { vars: { CRM_SECRET: secret }, origins: { crm: { sign: scheme } } });
    await stage.sendEvent("evt_1");
    const [request] = await until("the delivery", () => stage.received("evt_1").length > 0 && stage.received("evt_1"));
    receive(secret, request);
    assert.throws(() => receive(secret, { ...request, body: Buffer.concat([request.body, Buffer.from(" ")]) }));
    assert.throws(() => receive(newSecret(), request));
  });
}
