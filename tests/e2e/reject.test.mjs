/**
 * Requests that are refused: each gets its code and nothing that would help to forge one, and leaves
 * nothing behind. `/try` gives the same verdict.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sendRaw } from "./raw.mjs";
import { affiliatebase, commission, newSecret, postback } from "./senders.mjs";
import { openStage } from "./stage.mjs";

const vars = { HOOK_SECRET: newSecret(), POSTBACK_TOKEN: newSecret() };
const sources = {
  shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] },
  vpn: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], allow_ips: ["203.0.113.0/24", "2001:db8::/32"] },
  postback: { scheme: "token", query: "token", secrets: ["POSTBACK_TOKEN"], methods: ["GET", "POST"], type: "query:event", key: ["query:click_id"] },
};

let stage;
const undo = [];
before(async () => { stage = await openStage({ after: (step) => undo.unshift(step) }, { vars, sources }); });
after(async () => { for (const step of undo) await step(); });

const body = commission("evt_1");
const genuine = (more) => affiliatebase(vars.HOOK_SECRET, body, { id: "msg_1", ...more });
const changed = (headers, more) => {
  const request = genuine(more);
  return { ...request, headers: { ...request.headers, ...headers } };
};
const seconds = (count) => Date.now() + count * 1_000;
/** All signature lists have this length or less; more is not compared. */
const tags = (count) => Array.from({ length: count }, () => `v1,${Buffer.alloc(32, 7).toString("base64")}`).join(" ");

/** By what is wrong: the request, and the status and code of its answer. */
const refused = {
  "a body with one byte changed": [() => ({ ...genuine(), body: body.replace("1250", "1251") }), 401, "signature_mismatch"],
  "a signature by another secret": [() => affiliatebase(newSecret(), body), 401, "signature_mismatch"],
  "another id in the header": [() => changed({ "svix-id": "msg_2" }), 401, "signature_mismatch"],
  "a new time for an old signature": [() => changed({ "svix-timestamp": String(Math.floor(Date.now() / 1_000)) }, { at: seconds(-3_600) }), 401, "signature_mismatch"],
  "a border moved from id to time": [() => changed({ "svix-id": `msg_1.${genuine().headers["svix-timestamp"]}` }), 400, "signature_malformed"],
  "no signature": [() => changed({ "svix-signature": "" }), 401, "signature_missing"],
  "no headers at all": [() => ({ ...genuine(), headers: {} }), 401, "signature_missing"],
  "no timestamp": [() => changed({ "svix-timestamp": "" }), 401, "timestamp_missing"],
  "a timestamp in words": [() => changed({ "svix-timestamp": "today" }), 400, "timestamp_malformed"],
  "a timestamp with a sign": [() => changed({ "svix-timestamp": `+${genuine().headers["svix-timestamp"]}` }), 400, "timestamp_malformed"],
  "a timestamp in milliseconds": [() => changed({ "svix-timestamp": String(Date.now()) }), 400, "timestamp_malformed"],
  "an event an hour old": [() => genuine({ at: seconds(-3_600) }), 401, "timestamp_stale"],
  "an event 310 s old": [() => genuine({ at: seconds(-310) }), 401, "timestamp_stale"],
  "an event 310 s ahead": [() => genuine({ at: seconds(310) }), 401, "timestamp_future"],
  "a signature that is no base64": [() => changed({ "svix-signature": "v1,!!!!" }), 400, "signature_malformed"],
  "a signature that is cut": [() => changed({ "svix-signature": genuine().headers["svix-signature"].slice(0, -8) }), 400, "signature_malformed"],
  "a signature of another version": [() => changed({ "svix-signature": genuine().headers["svix-signature"].replace("v1,", "v9,") }), 401, "signature_unsupported"],
  "sixteen wrong signatures": [() => changed({ "svix-signature": tags(16) }), 401, "signature_mismatch"],
  "a list that is too long, with the right one at its end": [() => changed({ "svix-signature": `${tags(100)} ${genuine().headers["svix-signature"]}` }), 400, "signature_malformed"],
  "an empty body that is not signed": [() => ({ ...genuine(), body: "" }), 401, "signature_mismatch"],
  "an unknown source": [() => genuine({ to: "/in/nobody" }), 404, "source_unknown"],
  "a source that only looks like one": [() => genuine({ to: "/in/__proto__" }), 404, "source_unknown"],
  "a source in other letters": [() => genuine({ to: "/in/SHOP" }), 404, "source_unknown"],
  "a source without a name": [() => genuine({ to: "/in/" }), 404, "source_unknown"],
  "a method that the source does not take": [() => ({ ...genuine(), method: "PUT" }), 405, "method_not_allowed"],
  "GET where only POST is taken": [() => ({ ...genuine(), method: "GET", body: undefined }), 405, "method_not_allowed"],
  "an address that is not on the list": [() => genuine({ to: "/in/vpn" }), 403, "address_denied"],
  "an address that only the sender vouches for": [() => changed({ "x-forwarded-for": "203.0.113.7", "x-real-ip": "203.0.113.7" }, { to: "/in/vpn" }), 403, "address_denied"],
  "an address beside the range": [() => changed({ "cf-connecting-ip": "203.0.114.7" }, { to: "/in/vpn" }), 403, "address_denied"],
  "an address that is none": [() => changed({ "cf-connecting-ip": "203.0.113" }, { to: "/in/vpn" }), 403, "address_denied"],
  "no token": [() => ({ method: "GET", url: "/in/postback?event=x&click_id=1", headers: {} }), 401, "token_missing"],
  "a wrong token": [() => postback(newSecret(), { event: "x", click_id: "1" }), 401, "token_mismatch"],
  "a token that is a part of the right one": [() => postback(vars.POSTBACK_TOKEN.slice(0, -1), { event: "x", click_id: "1" }), 401, "token_mismatch"],
  "one byte over 1 MiB": [() => affiliatebase(vars.HOOK_SECRET, "x".repeat(1024 * 1024 + 1)), 413, "body_too_large"],
  "10 MiB": [() => affiliatebase(vars.HOOK_SECRET, "x".repeat(10 * 1024 * 1024)), 413, "body_too_large"],
};

for (const [what, [request, status, code]] of Object.entries(refused)) {
  test(`${what} is answered ${status} ${code} and leaves nothing behind`, async () => {
    const before = await stored();
    for (const path of ["/in/", "/try/"]) {
      const made = request();
      const answer = await answered(() => stage.send({ ...made, url: made.url.replace("/in/", path) }));
      assertProblem(answer, status, code);
      assertNoHelp(answer, made);
      if (status === 405) assert.equal(answer.headers.get("allow"), "POST");
    }
    assert.deepEqual(await stored(), before);
  });
}

/**
 * Sends until there is an answer. Who still writes a long body when the Worker has answered and
 * closed may find the connection reset instead, as with any server that does not read on.
 */
async function answered(send) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(error.cause?.code) || tries === 10) throw error;
    }
  }
}

function assertProblem(answer, status, code) {
  assert.deepEqual([answer.status, answer.json().code], [status, code]);
  const { type, title, ...rest } = answer.json();
  assert.deepEqual(rest, { status, code });
  assert.ok(type.length > 0 && title.length > 0);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.headers.get("cache-control"), "no-store");
}

/** Nothing of the request, of a secret or of the right signature is in the answer. */
function assertNoHelp(answer, request) {
  const right = genuine().headers["svix-signature"].slice("v1,".length);
  const ofRequest = Object.values(request.headers).filter((value) => value.length > 6 && value !== "application/json");
  for (const word of [...Object.values(vars), right, ...ofRequest, "evt_1"]) {
    assert.ok(!answer.text.includes(word), "the answer repeats what it must not");
    assert.ok(![...answer.headers.values()].join().includes(word), "a header of the answer repeats what it must not");
  }
}

/** All that a request can leave behind: rows, marks in KV, calls of the origin. */
async function stored() {
  const { keys } = await (await stage.worker.mf.getKVNamespace("KV")).list();
  return { events: (await stage.worker.events()).length, marks: keys.length, calls: stage.origins.crm.received.length };
}

test("a request that did not come over HTTPS is refused, unless it is from this machine", async () => {
  const { headers } = genuine();
  const answer = await sendRaw(stage.worker.url, { url: "/in/shop", host: "hooks.example.com", headers: Object.entries(headers), body });
  assert.deepEqual([answer.status, answer.json().code], [403, "insecure_transport"]);
  assert.deepEqual(await stored(), { events: 0, marks: 0, calls: 0 });
});

test("/try says that a genuine request is genuine, and stores and forwards nothing", async () => {
  const verdict = await stage.send(genuine({ to: "/try/shop" }));
  assert.equal(verdict.status, 200);
  assert.equal(verdict.headers.get("cache-control"), "no-store");
  assertNoHelp(verdict, genuine());
  const answer = await stage.send({ ...postback(vars.POSTBACK_TOKEN, { event: "x", click_id: "1" }), url: `/try/postback?token=${vars.POSTBACK_TOKEN}&event=x&click_id=1` });
  assert.equal(answer.status, 200);
  assert.ok(!answer.text.includes(vars.POSTBACK_TOKEN));
  assert.deepEqual(await stored(), { events: 0, marks: 0, calls: 0 });
});

// Last, because it stores: the twin of everything above.
test("the same request as it was signed, and one from an address of the list, are accepted", async () => {
  // Cloudflare writes this header; here the sender can.
  const fromList = (address) => changed({ "cf-connecting-ip": address }, { to: "/in/vpn" });
  const answers = [];
  for (const request of [genuine(), fromList("203.0.113.7"), fromList("2001:db8::7")]) answers.push(await stage.send(request));
  assert.deepEqual(answers.map((answer) => answer.json().status), ["accepted", "accepted", "duplicate"]);
});
