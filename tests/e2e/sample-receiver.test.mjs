/**
 * A receiver written after AffiliateBase's documentation works behind waxseal without a change:
 * the origin has `"sign": "affiliatebase"`, the receiver is the documented sample as it stands.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
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
