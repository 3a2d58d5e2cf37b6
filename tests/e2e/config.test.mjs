/**
 * A configuration with a mistake: intake and health are closed, the sender learns no more than that,
 * and the log says where the mistake is. Nothing of it is half in force.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { startOrigin, startWorker, until } from "./harness.mjs";
import { affiliatebase, commission, newSecret } from "./senders.mjs";

const HOOK_SECRET = newSecret();
const SHORT = "0123456789";
const vars = { HOOK_SECRET, CRM_SECRET: newSecret(), SHORT_SECRET: SHORT, BLANK_SECRET: "" };

/** A configuration that works, with one part replaced. */
const configured = ({ shop, crm, root } = {}) => ({
  sources: { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], ...shop } },
  origins: { crm: { url: "https://crm.example.com/hooks", events: ["*"], secrets: ["CRM_SECRET"], ...crm } },
  ...root,
});

/** By mistake: the configuration, and what the log says: the path and the code. */
const mistakes = {
  "no JSON": ["{ sources: ", "/: ", "config_invalid"],
  "nothing": ["", "/: ", "config_invalid"],
  "a list": ["[]", "/: ", "config_invalid"],
  "no source": [{ sources: {} }, "/sources", "config_invalid"],
  "a secret that is not set": [configured({ shop: { secrets: ["NOT_SET"] } }), "/sources/shop/secrets/0", "secret_empty"],
  "an empty secret": [configured({ shop: { secrets: ["BLANK_SECRET"] } }), "/sources/shop/secrets/0", "secret_empty"],
  "no secret at all": [configured({ shop: { secrets: [] } }), "/sources/shop/secrets", "secret_empty"],
  "only secrets that may be absent": [configured({ shop: { secrets: ["NOT_SET?"] } }), "/sources/shop/secrets", "secret_empty"],
  "a secret that is too short": [configured({ shop: { secrets: ["SHORT_SECRET"] } }), "/sources/shop/secrets/0", "secret_short"],
  "the secret itself instead of its name": [configured({ shop: { secrets: [["whsec_", "c2VjcmV0+/", "IHNlY3JldA=="].join("")] } }), "/sources/shop/secrets/0", "config_invalid"],
  "an unknown scheme": [configured({ shop: { scheme: "acme" } }), "/sources/shop/scheme", "scheme_unknown"],
  "an option that the scheme does not have": [configured({ shop: { encoding: "hex" } }), "/sources/shop", "scheme_invalid"],
  "an unknown setting": [configured({ shop: { secret: "HOOK_SECRET" } }), "/sources/shop/secret", "scheme_invalid"],
  "a key that the signature does not cover": [configured({ shop: { key: ["query:id"] } }), "/sources/shop/key/0", "key_invalid"],
  "an address that is none": [configured({ shop: { allow_ips: ["203.0.113.9/24"] } }), "/sources/shop/allow_ips/0", "config_invalid"],
  "dedupe by KV alone": [configured({ shop: { dedupe: "kv" } }), "/sources/shop/dedupe", "scheme_invalid"],
  "an origin without https": [configured({ crm: { url: "http://crm.example.com/" } }), "/origins/crm/url", "origin_invalid"],
  "an origin on a private address": [configured({ crm: { url: "https://192.168.0.7/" } }), "/origins/crm/url", "origin_invalid"],
  "an origin with a placeholder": [configured({ crm: { url: "https://{tenant}.example.com/" } }), "/origins/crm/url", "origin_invalid"],
  "an origin without events": [configured({ crm: { events: [] } }), "/origins/crm/events", "origin_invalid"],
  "an origin without its secret": [configured({ crm: { secrets: ["NOT_SET"] } }), "/origins/crm/secrets/0", "secret_empty"],
  "a header with a secret that is not set": [configured({ crm: { headers: { authorization: "Bearer {secret:NOT_SET}" } } }), "/origins/crm/headers/authorization", "secret_empty"],
  "a retry that is no duration": [configured({ crm: { retry: ["soon"] } }), "/origins/crm/retry/0", "origin_invalid"],
  "a retention that is no duration": [configured({ root: { retention: "a month" } }), "/retention", "config_invalid"],
};

for (const [what, [config, path, code]] of Object.entries(mistakes)) {
  test(`${what}: everything is closed and the log names ${path} and ${code}`, async (t) => {
    let log = "";
    const worker = await startWorker({ config, vars, log: (text) => { log += text; } });
    t.after(() => worker.stop());
    const event = affiliatebase(HOOK_SECRET, commission("evt_1"), { id: "evt_1" });
    const answers = [
      await worker.send(event),
      await worker.send({ ...event, url: "/try/shop" }),
      await worker.send({ ...event, url: "/in/nobody" }),
      await worker.send({ method: "GET", url: "/health", headers: {} }),
    ];
    for (const answer of answers) {
      assert.deepEqual([answer.status, answer.json().code], [503, "config_invalid"]);
      assert.equal(answer.headers.get("content-type"), "application/problem+json");
      assert.equal(answer.headers.get("cache-control"), "no-store");
      assert.ok(Number(answer.headers.get("retry-after")) > 0, "the operator will mend it: come again");
      for (const word of [...mistakeWords(path), ...Object.values(vars)]) assert.ok(word === "" || !answer.text.includes(word), `the answer tells ${word}`);
    }
    await until(`${path} in the log`, () => log.includes("config_invalid: ") && log.includes(path) && log.includes(code)).catch((error) => assert.fail(`${error.message}\n${log}`));
    for (const secret of [HOOK_SECRET, vars.CRM_SECRET, SHORT, "c2VjcmV0"]) assert.ok(!log.includes(secret), "the log tells a secret");
  });
}

const mistakeWords = (path) => path.split("/").filter((word) => word.length > 3 && word !== "sources");

test("the same configuration without a mistake is open", async (t) => {
  const origin = await startOrigin();
  t.after(() => origin.stop());
  const config = configured({ crm: { url: origin.url }, shop: { secrets: ["HOOK_SECRET", "NOT_SET?"] }, root: { insecure_origins: true } });
  const worker = await startWorker({ config: `// with a comment\n${JSON.stringify(config).replace(/}$/, ",}")}`, vars });
  t.after(() => worker.stop());
  assert.equal((await worker.send(affiliatebase(HOOK_SECRET, commission("evt_1"), { id: "evt_1" }))).status, 200);
  assert.equal((await worker.send({ method: "GET", url: "/health", headers: {} })).status, 200);
  await until("the delivery", () => origin.received.length === 1);
});

test("a short secret is taken when the source says that the vendor issues such", async (t) => {
  const config = configured({ shop: { secrets: ["SHORT_SECRET"], allow_short_secret: true } });
  const worker = await startWorker({ config: { ...config, origins: {} }, vars });
  t.after(() => worker.stop());
  assert.equal((await worker.send(affiliatebase(SHORT, commission("evt_1"), { id: "evt_1" }))).status, 200);
});

test("both secrets verify while one replaces the other, and a third does not", async (t) => {
  const OLD_SECRET = newSecret();
  const worker = await startWorker({ config: { sources: { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET", "OLD_SECRET?"] } } }, vars: { ...vars, OLD_SECRET } });
  t.after(() => worker.stop());
  const status = async (secret, id) => (await worker.send(affiliatebase(secret, commission(id), { id }))).status;
  assert.deepEqual([await status(HOOK_SECRET, "evt_1"), await status(OLD_SECRET, "evt_2"), await status(newSecret(), "evt_3")], [200, 200, 401]);
});
