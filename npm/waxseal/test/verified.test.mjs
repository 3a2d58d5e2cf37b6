import assert from "node:assert/strict";
import { test } from "node:test";
import { schemes, sign, Verifier } from "waxseal";
import { BODY, configOf, NOW, OTHER, SECRET, signed } from "./samples.mjs";

const verifier = new Verifier({ scheme: "standard-webhooks", secrets: [OTHER, SECRET] });
const verify = (changes) => verifier.verify(signed(changes), { now: NOW });

test("a verified event tells what was proved", () => {
  const event = verify();
  assert.equal(event.scheme, "standard-webhooks");
  assert.equal(event.id, "msg_1");
  assert.equal(event.type, "commission.created");
  assert.equal(event.version, null);
  assert.deepEqual(event.timestamp, new Date(NOW));
  assert.equal(event.assurance, "signed");
  assert.deepEqual(event.covers, { body: true, id: true, type: true, timestamp: true, url: false });
  assert.deepEqual(event.matched, { secret: 1, form: "whsec" });
  assert.deepEqual(event.json(), JSON.parse(BODY));
  assert.equal(event.text(), BODY);
  assert.deepEqual(event.body, new TextEncoder().encode(BODY));
});

test("what a verifier tells is what it was built from", () => {
  assert.equal(verifier.scheme, "standard-webhooks");
  assert.deepEqual(verifier.reads, ["webhook-signature", "webhook-timestamp", "webhook-id"]);
  assert.equal(verifier.assurance, "signed");
  assert.equal(verifier.covers.id, true);
});

test("nothing that is returned changes when another request is verified", () => {
  const event = verify();
  const { id, body } = event;
  const kept = [...body];
  for (let i = 0; i < 50; i++) verify({ id: `msg_${i}`, body: "x".repeat(i) });
  assert.equal(id, "msg_1");
  assert.deepEqual([...event.body], kept);
  assert.equal(event.type, "commission.created");
  body.fill(0);
  assert.equal(verify().text(), BODY);
});

test("writing to what a verifier returned changes no verifier", () => {
  verifier.reads.length = 0;
  assert.throws(() => (verify().covers.body = false), TypeError);
  assert.equal(verify().covers.body, true);
  assert.equal(verifier.reads.length, 3);
});

test("an id in a header that nobody signs is a label", () => {
  const body = '{"zen":"x"}';
  const request = sign({ scheme: "github", secret: SECRET, body, id: "72d3162e", type: "push" });
  const event = new Verifier({ scheme: "github", secrets: SECRET }).verify(request);
  assert.deepEqual([event.id, event.type, event.timestamp], ["72d3162e", "push", null]);
  assert.deepEqual([event.covers.id, event.covers.type, event.covers.body], [false, false, true]);
});

test("pointers that the user sets are read from the signed body", () => {
  const config = { scheme: "track360", secrets: SECRET, header: "X-Sig", encoding: "base64", id: "/meta/id", type: "/meta/name", version: "/v" };
  const body = '{"meta":{"id":7,"name":"conversion.qualified"},"v":"2.1"}';
  const request = sign({ scheme: "track360", secret: SECRET, header: "x-sig", encoding: "base64", body });
  const event = new Verifier(config).verify(request);
  assert.deepEqual([event.id, event.type, event.version], ["7", "conversion.qualified", "2.1"]);
  assert.deepEqual(event.covers, { body: true, id: true, type: true, timestamp: false, url: false });
});

test("a genuine body that is not JSON has the fields of its headers, and json() throws", () => {
  const event = verify({ body: "amount=12" });
  assert.deepEqual([event.id, event.type], ["msg_1", null]);
  assert.throws(() => event.json(), SyntaxError);
  assert.equal(event.text(), "amount=12");
});

test("an empty body is a body", () => {
  const event = verify({ body: "" });
  assert.deepEqual([event.id, event.type, event.body.length, event.text()], ["msg_1", null, 0, ""]);
});

test("a body that only a token came with is not handed out as JSON unless asked for", () => {
  const token = new Verifier({ scheme: "token", header: "authorization", prefix: "Bearer ", secrets: SECRET, id: "/id" });
  const event = token.verify({ headers: { Authorization: `Bearer ${SECRET}` }, body: BODY });
  assert.equal(event.assurance, "token");
  assert.equal(event.covers.body, false);
  assert.equal(event.id, "evt_1");
  assert.throws(() => event.json(), { name: "TypeError", message: /^token does not sign the body/ });
  assert.deepEqual(event.json({ allowUnsignedBody: true }), JSON.parse(BODY));
});

test("a byte order mark is signed, and not part of the text", () => {
  const body = `\ufeff${BODY}`;
  const event = verify({ body });
  assert.equal(event.body.length, BODY.length + 3);
  assert.equal(event.text(), BODY);
  assert.equal(event.json().id, "evt_1");
  assert.equal(event.type, "commission.created");
});

for (const size of [0, 700, 767, 768, 65_535, 65_536, 65_537, 200_000]) {
  for (const unit of ["a", "\u00e9", "\ud83d\ude00"]) {
    test(`a body filled with ${size} times ${JSON.stringify(unit)} is verified and read, as text and as bytes`, () => {
      const body = `{"fill":"${unit.repeat(size)}","type":"late"}`;
      const request = signed({ body });
      for (const form of [body, Buffer.from(body)]) {
        assert.equal(verifier.verify({ ...request, body: form }, { now: NOW }).type, "late");
        const forged = typeof form === "string" ? `${form} ` : Buffer.concat([form, Buffer.from(" ")]);
        const result = verifier.check({ ...request, body: forged }, { now: NOW });
        assert.equal(result.error?.code, "signature_mismatch");
      }
    });
  }
}

test("the key that matched last is tried first, and that changes no verdict", () => {
  const rotating = new Verifier({ scheme: "standard-webhooks", secrets: [OTHER, SECRET] });
  for (const secret of [SECRET, OTHER, OTHER, SECRET, SECRET, OTHER]) {
    const { matched } = rotating.verify(signed({ secret }), { now: NOW });
    assert.equal(matched.secret, secret === OTHER ? 0 : 1);
  }
});

test("a key that matched is the only one that is computed next time", () => {
  const crypto = process.getBuiltinModule("node:crypto");
  const { createHmac } = crypto;
  let macs = 0;
  crypto.createHmac = (...values) => {
    macs++;
    return createHmac(...values);
  };
  try {
    const rotating = new Verifier({ scheme: "standard-webhooks", secrets: [OTHER, SECRET] });
    const request = signed({ body: "x".repeat(5000) });
    const counts = [1, 2, 3].map(() => {
      macs = 0;
      rotating.verify(request, { now: NOW });
      return macs;
    });
    assert.deepEqual(counts, [2, 1, 1]);
  } finally {
    crypto.createHmac = createHmac;
  }
});

test("secrets beyond the first are tried only within the budget of hashed bytes", () => {
  const body = "x".repeat(3 * 1024 * 1024);
  const fresh = new Verifier({ scheme: "standard-webhooks", secrets: [OTHER, SECRET] });
  const result = fresh.check(signed({ body }), { now: NOW });
  assert.equal(result.error?.code, "body_too_large");
  assert.equal(fresh.verify(signed({ body, secret: OTHER }), { now: NOW }).matched.secret, 0);
});

test("the list of schemes says what verifiers say", () => {
  assert.ok(schemes.length >= 120);
  for (const row of schemes.filter(({ takes }) => takes !== "keys")) {
    const one = new Verifier(configOf(row));
    assert.equal(one.assurance, row.assurance, row.id);
    assert.deepEqual(one.covers, row.covers, row.id);
    if (row.id !== "token") assert.deepEqual(one.reads, row.reads, row.id);
  }
});

test("every scheme has a name and an address, and ids are told once", () => {
  assert.equal(new Set(schemes.map(({ id }) => id)).size, schemes.length);
  for (const { id, name, reference } of schemes) {
    assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(name.length > 0, id);
    assert.match(reference, /^https:\/\//, id);
  }
});

test("the events of a list have ids and no single id", () => {
  const body = JSON.stringify({ events: [{ webhookEventId: "01A" }, { webhookEventId: "01B" }] });
  const request = sign({ scheme: "line", secret: SECRET, body });
  const event = new Verifier({ scheme: "line", secrets: SECRET }).verify(request, { now: NOW });
  assert.deepEqual([event.id, event.ids], [null, ["01A", "01B"]]);
  assert.equal(event.covers.id, true);
});

test("one event has one id and no list", () => {
  const event = verify();
  assert.deepEqual([event.id, event.ids], ["msg_1", []]);
});

test("where nothing is checked nothing matched, and the body is anyone's", () => {
  const open = new Verifier({ scheme: "none", id: "/id" });
  const request = { headers: {}, body: BODY };
  for (let round = 0; round < 2; round++) {
    const event = open.verify(request);
    assert.deepEqual([event.matched, event.assurance, event.id, event.timestamp], [null, "none", "evt_1", null]);
    assert.throws(() => event.json(), { name: "TypeError", message: /^none does not sign the body, so anyone could have written it/ });
  }
});

test("the type of a form is read from the field that the scheme names", () => {
  const body = `action=scheduled&id=1&fill=${"x".repeat(5000)}`;
  const event = new Verifier({ scheme: "acuity", secrets: SECRET }).verify(sign({ scheme: "acuity", secret: SECRET, body }));
  assert.equal(event.type, "scheduled");
});
