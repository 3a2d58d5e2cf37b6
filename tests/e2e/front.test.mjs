/** What is checked before a body is read: TLS, the caller's address, Cloudflare's limiter. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { affiliatebase, commission, newSecret, postback } from "./senders.mjs";
import { openStage } from "./stage.mjs";

const LISTED = { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], allow_ips: ["203.0.113.0/24", "2001:db8::/32"] };
const SELF_HOSTED = { WAXSEAL_SELF_HOSTED: "1" };

const verdict = (answer) => [answer.status, answer.json().code ?? answer.json().status];

test("TLS before 1.2 is refused on Cloudflare, and nothing is stored", async (t) => {
  const stage = await openStage(t);
  const send = async (tlsVersion, id) => {
    const { headers, body, method } = affiliatebase(stage.vars.HOOK_SECRET, commission(id), { id });
    const response = await stage.worker.mf.dispatchFetch("https://hooks.example.com/in/shop", { method, headers, body, cf: { tlsVersion } });
    const { code, status } = await response.json();
    return [response.status, code ?? status];
  };
  for (const old of ["TLSv1", "TLSv1.1"]) assert.deepEqual(await send(old, "evt_old"), [403, "insecure_transport"], old);
  assert.deepEqual(await stage.worker.events(), []);
  for (const [number, fine] of ["TLSv1.2", "TLSv1.3", undefined].entries()) {
    assert.deepEqual(await send(fine, `evt_${number}`), [200, "accepted"], fine);
  }
});

test("the address is that of the configured header, its last one, and a forged cf-connecting-ip says nothing", async (t) => {
  const stage = await openStage(t, { sources: { shop: LISTED }, settings: { client_ip: "header:x-forwarded-for" }, vars: SELF_HOSTED });
  const from = (headers, id = "evt_1") => stage.send(affiliatebase(stage.vars.HOOK_SECRET, commission(id), { id, headers }));
  for (const headers of [
    {},
    { "cf-connecting-ip": "203.0.113.7" },
    { "x-forwarded-for": "203.0.113.7, 198.51.100.1" },
    { "x-forwarded-for": "203.0.113.7:80" },
    { "x-forwarded-for": "garbage" },
  ]) {
    assert.deepEqual(verdict(await from(headers)), [403, "address_denied"], JSON.stringify(headers));
  }
  assert.deepEqual(await stage.worker.events(), []);
  assert.deepEqual(verdict(await from({ "x-forwarded-for": "198.51.100.1, 203.0.113.7" })), [200, "accepted"]);
  assert.deepEqual(verdict(await from({ "x-forwarded-for": "2001:db8::7" }, "evt_2")), [200, "accepted"]);
});

test("self-hosted, a list of addresses without client_ip is no configuration", async (t) => {
  const logged = [];
  const stage = await openStage(t, { sources: { shop: LISTED }, vars: SELF_HOSTED, log: (text) => logged.push(text) });
  const answer = await stage.sendEvent("evt_1", {}, { headers: { "cf-connecting-ip": "203.0.113.7" } });
  assert.deepEqual(verdict(answer), [503, "config_invalid"]);
  assert.match(logged.join(""), /\/sources\/shop\/allow_ips: needs "client_ip" at the root/);
});

test("the limiter is asked before the signature, per source and address, and answers 429", async (t) => {
  const sources = {
    shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] },
    postback: { scheme: "token", query: "token", secrets: ["POSTBACK_TOKEN"], methods: ["GET"], key: ["query:id"] },
  };
  const vars = { POSTBACK_TOKEN: newSecret() };
  // A period of 60 s begins with the minute: a test that crosses it is given another try.
  const more = { ratelimits: { LIMITER: { simple: { limit: 3, period: 60 } } } };
  const stage = await openStage(t, { sources, vars, more });
  const from = (address, id) => stage.sendEvent(id, {}, { headers: { "cf-connecting-ip": address } });
  let answers;
  for (let tries = 0; tries < 2; tries += 1) {
    const minute = Math.floor(Date.now() / 60_000);
    answers = [];
    for (let number = 0; number < 4; number += 1) answers.push(await from(`203.0.113.${7 + tries}`, `evt_${tries}_${number}`));
    if (Math.floor(Date.now() / 60_000) === minute) break;
  }
  assert.deepEqual(answers.map(verdict), [[200, "accepted"], [200, "accepted"], [200, "accepted"], [429, "rate_limited"]]);
  assert.equal(answers[3].headers.get("retry-after"), "60");
  // Another sender and another source have room of their own.
  assert.deepEqual(verdict(await from("198.51.100.1", "evt_other")), [200, "accepted"]);
  assert.deepEqual(verdict(await stage.send(postback(vars.POSTBACK_TOKEN, { id: "1" }))), [200, "accepted"]);
  // Forged ones are counted by their sender, who has no room for signatures any more then.
  const forged = () => stage.send({ ...affiliatebase(newSecret(), commission("evt_x")), headers: { "cf-connecting-ip": "192.0.2.1" } });
  const codes = [];
  for (let number = 0; number < 8; number += 1) codes.push(verdict(await forged())[1]);
  assert.ok(codes.includes("signature_missing") && codes.includes("rate_limited"), codes.join());
});

test("a limiter that fails or hangs lets through", async (t) => {
  for (const [kind, limit] of [["failing", 'throw new Error("down")'], ["hanging", "return new Promise(() => {})"]]) {
    await t.test(kind, async (t) => {
      // The class's name is what the Worker knows the binding by.
      const script = `class Ratelimit { async limit() { console.log("called LIMITER limit"); ${limit}; } }\nexport default () => new Ratelimit();`;
      const logged = [];
      const stage = await openStage(t, {
        more: { wrappedBindings: { LIMITER: "limiter-stub" } },
        workers: [{ name: "limiter-stub", modules: true, script }],
        log: (text) => logged.push(text),
      });
      assert.deepEqual(verdict(await stage.sendEvent("evt_1")), [200, "accepted"]);
      assert.match(logged.join(""), /called LIMITER limit/);
    });
  }
});
