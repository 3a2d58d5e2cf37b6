/**
 * Requests that no client library would send, written byte by byte: cut, repeated, contradictory.
 * None is answered 5xx, and what is not exactly what was signed is not stored.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sendRaw } from "./raw.mjs";
import { affiliatebase, commission, newSecret } from "./senders.mjs";
import { openStage } from "./stage.mjs";

const vars = { HOOK_SECRET: newSecret() };
const MIB = 1024 * 1024;

let stage;
const undo = [];
before(async () => { stage = await openStage({ after: (step) => undo.unshift(step) }, { vars }); });
after(async () => { for (const step of undo) await step(); });

let number = 0;
/** A signed request as pairs of headers; each has an id of its own. */
function genuine(body = commission(`evt_${(number += 1)}`), id = "msg_1") {
  const { headers } = affiliatebase(vars.HOOK_SECRET, body, { id });
  return { url: "/in/shop", headers: Object.entries(headers), body };
}
const send = (request) => sendRaw(stage.worker.url, request);
const value = (request, name) => request.headers.find(([other]) => other === name)[1];
const replaced = (request, name, ...values) => ({
  ...request,
  headers: [...request.headers.filter(([other]) => other !== name), ...values.map((value) => [name, value])],
});
const count = async () => (await stage.worker.events()).length;
const bytes = (...parts) => Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

/** Refused with our own code. */
const refused = {
  "two different ids": [() => { const request = genuine(); return replaced(request, "svix-id", "msg_1", "msg_2"); }, [400, 401]],
  "two different timestamps": [() => { const request = genuine(); const time = value(request, "svix-timestamp"); return replaced(request, "svix-timestamp", time, String(Number(time) + 1)); }, [400, 401]],
  "an id of bytes that are no UTF-8": [() => replaced(genuine(), "svix-id", bytes("msg_", [0xff, 0xfe])), [400, 401]],
  "a signature of bytes that are no UTF-8": [() => replaced(genuine(), "svix-signature", bytes("v1,", [0xc3, 0x28, 0x80])), [400, 401]],
  "a timestamp of full-width digits": [() => replaced(genuine(), "svix-timestamp", "\uff11\uff17\uff16\uff13\uff17\uff11\uff18\uff14\uff10\uff10"), [400, 401]],
  "a thousand wrong signatures": [() => replaced(genuine(), "svix-signature", Array.from({ length: 1_000 }, (_, i) => `v1,${Buffer.alloc(32, i % 251).toString("base64")}`).join(" ")), [400, 401]],
  "a thousand signature headers": [() => replaced(genuine(), "svix-signature", ...Array.from({ length: 200 }, () => `v1,${Buffer.alloc(32).toString("base64")}`)), [400, 401]],
  "a signature of 64 KiB": [() => replaced(genuine(), "svix-signature", `v1,${"A".repeat(65_536)}`), [400, 401]],
  "one byte over 1 MiB with its length": [() => genuine("x".repeat(MIB + 1)), [413]],
  "one byte over 1 MiB in chunks": [() => ({ ...genuine("x".repeat(MIB + 1)), framing: "chunked" }), [413]],
  "5 MiB in chunks": [() => ({ ...genuine("x".repeat(5 * MIB)), framing: "chunked" }), [413]],
};
const codes = { 400: ["signature_malformed", "timestamp_malformed"], 401: ["signature_mismatch", "signature_missing"], 413: ["body_too_large"] };

for (const [what, [request, statuses]] of Object.entries(refused)) {
  test(`${what}: refused with a code, nothing stored`, async () => {
    const before = await count();
    const answer = await send(request());
    assert.ok(statuses.includes(answer.status), `answered ${answer.status}: ${answer.text.slice(0, 200)}`);
    assert.ok(codes[answer.status].includes(answer.json().code), answer.text);
    assert.equal(answer.headers["content-type"], "application/problem+json");
    assert.equal(answer.headers["cache-control"], "no-store");
    assert.equal(await count(), before);
  });
}

/** Broken already as HTTP: the runtime refuses or hangs up, in its own words; the Worker never sees it, or refuses it too. */
const broken = {
  "two different lengths": () => { const request = genuine(); return { ...request, framing: "none", headers: [...request.headers, ["content-length", "3"], ["content-length", String(Buffer.byteLength(request.body))]] }; },
  "a length that is no number": () => ({ ...genuine(), framing: "none", headers: [...genuine().headers, ["content-length", "ten"]] }),
  "a header line without a name": () => ({ ...genuine(), headers: [["", "x"], ...genuine().headers] }),
  "a header name with a blank": () => ({ ...genuine(), headers: [["svix id", "x"], ...genuine().headers] }),
  "a header folded over two lines": () => replaced(genuine(), "svix-id", "msg_1\r\n folded"),
  "a null byte in a header": () => replaced(genuine(), "svix-id", bytes("msg_", [0])),
  "a header that is injected by the id": () => replaced(genuine(), "svix-id", "msg_1\r\nsvix-id: msg_2"),
};
for (const [what, request] of Object.entries(broken)) {
  test(`${what}: not accepted, no fault of ours, nothing stored`, async () => {
    const before = await count();
    const answer = await send(request());
    assert.notEqual(answer.status, 200);
    const isOurs = answer.headers["content-type"] === "application/problem+json";
    assert.ok(!isOurs || answer.status < 500, `answered ${answer.status}: ${answer.text.slice(0, 200)}`);
    assert.equal(await count(), before);
  });
}

test("a body that is shorter than its length is not accepted", async () => {
  const before = await count();
  const request = genuine();
  const answer = await send({ ...request, framing: "none", headers: [...request.headers, ["content-length", String(Buffer.byteLength(request.body) + 10)]] }).catch((error) => error);
  assert.notEqual(answer.status, 200);
  assert.equal(await count(), before);
});

/** Unusual, but exactly what was signed. */
const accepted = {
  "1 MiB with its length": () => genuine(commission("evt_length").padEnd(MIB)),
  "1 MiB in chunks": () => ({ ...genuine(commission("evt_chunks").padEnd(MIB)), framing: "chunked" }),
  // Chunks win over a length (RFC 9112 section 6.3), and what they hold is what was signed.
  "chunks beside a length": () => { const request = genuine(); return { ...request, framing: "chunked", headers: [...request.headers, ["content-length", "3"]] }; },
  "an empty body": () => genuine(""),
  "a byte order mark": () => genuine(`\ufeff${commission("evt_bom")}`),
  "bytes that are no UTF-8": () => genuine(bytes('{"id":"evt_bytes","note":"', [0xff, 0xc3, 0x28], '"}')),
  "a body nested a hundred thousand times": () => genuine("[".repeat(100_000)),
  "keys twice": () => genuine('{"id":"evt_twice","id":"evt_twice_b","type":"commission.created"}'),
  "another content type": () => replaced(genuine(), "content-type", "text/plain; charset=latin1"),
  "no content type": () => replaced(genuine(), "content-type"),
  "a content type of strange bytes": () => replaced(genuine(), "content-type", bytes("application/", [0xe9, 0x80])),
  "a right signature beside a wrong one in two headers": () => { const request = genuine(); return replaced(request, "svix-signature", `v1,${Buffer.alloc(32).toString("base64")}`, value(request, "svix-signature")); },
  "a right signature beside malformed ones": () => { const request = genuine(); return replaced(request, "svix-signature", `v1,!! v2,AAAA ${value(request, "svix-signature")}`); },
  "a hundred other headers": () => { const request = genuine(); return { ...request, headers: [...request.headers, ...Array.from({ length: 100 }, (_, i) => [`x-other-${i}`, "y".repeat(50)])] }; },
  "header names in capitals": () => { const request = genuine(); return { ...request, headers: request.headers.map(([name, value]) => [name.toUpperCase(), value]) }; },
};
for (const [what, request] of Object.entries(accepted)) {
  test(`${what}: accepted once, and delivered as it came`, async () => {
    const made = request();
    const answer = await send(made);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json().status, "accepted");
    const { id } = answer.json();
    const arrived = await waitFor(id);
    assert.ok(arrived.body.equals(Buffer.from(made.body)), `${arrived.body.length} bytes arrived of ${Buffer.byteLength(made.body)}`);
    assert.equal((await send(made)).json().status, "duplicate");
  });
}

async function waitFor(id) {
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 25))) {
    const found = stage.origins.crm.received.find((request) => request.headers["webhook-id"] === id);
    if (found) return found;
  }
  throw new Error(`${id} did not arrive`);
}
