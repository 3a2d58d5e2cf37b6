// Seeded requests of pieces that parsers stumble over, in every scheme: a view each time, no
// secret in it, and no trap, which would show as a new instance.
import assert from "node:assert/strict";
import { test } from "node:test";
import { core } from "./core.mjs";

const { currentInstance, inspect, schemes } = core;

const NOW = Date.UTC(2026, 10, 21);
const SECRET = ["whsec_", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="].join("");
/** RFC 8032 section 7.1, test 1. */
const KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

const PIECES = [
  ..."{}[]=,;&|/.:%?#~", "t=1,v1=ab", "sha256=00", "\u00ff\u0000", "\ufeff", "1750000000", '"schema_version":"1",', '"type":"tier.reached",',
  '"amount":1e999,"currency":"USD",', "Bearer x", '{"a":'.repeat(300), "[".repeat(200), "%F0%9F", "a".repeat(5000), "\u00e9", "", SECRET, "https://", "http://[", "/in/", "é/in/x",
];

/** A linear congruential generator: the same requests each time. */
const generator = (seed) => (below) => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) % below;

const requestFor = (names, next) => {
  const junk = () => Array.from({ length: 1 + next(4) }, () => PIECES[next(PIECES.length)]).join("");
  const headers = Object.fromEntries([...names, "host", "content-type"].filter(() => next(5) > 0).map((name) => [name, junk()]));
  return { method: ["GET", "POST", "HEAD", ""][next(4)], url: junk(), headers, body: next(3) === 0 ? Buffer.from(junk(), "utf16le") : junk() };
};

test("any bytes give a view, in every scheme, and no trap", () => {
  const next = generator(20261121);
  inspect({ headers: {}, body: "" }, { scheme: "github", secrets: SECRET });
  const instance = currentInstance();
  let views = 0;
  for (const { id, reads, takes } of schemes) {
    const config = { scheme: id, ...(takes === "nothing" ? {} : { [takes]: takes === "keys" ? KEY : SECRET }) };
    for (let round = 0; round < 6; round++) {
      const option = round < 3 ? {} : { [["id", "type", "header", "query", "prefix", "url"][next(6)]]: PIECES[next(PIECES.length)] };
      const view = inspect(requestFor(reads, next), { ...config, ...option }, { now: NOW });
      assert.ok(view.answer.status >= 200 && view.answer.status < 600, id);
      assert.equal(view.retries.length, 3);
      // A token is in the URL of the mistake's option at the most, and is masked there too.
      assert.ok(!JSON.stringify(view).includes(SECRET.slice(6)), id);
      views += 1;
    }
  }
  assert.equal(currentInstance(), instance);
  assert.ok(views > 1500, `${views} views`);
});

test("a body of a megabyte is inspected, and a longer one is refused as a Worker does", () => {
  const config = { scheme: "github", secrets: SECRET };
  const at = { now: NOW };
  const body = `{"a":[${"1,".repeat(520_000)}1]}`;
  const long = inspect({ url: "/in/shop", headers: { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }, body }, config, at);
  assert.equal(long.answer.code, "signature_mismatch");
  const longer = inspect({ url: "/in/shop", headers: {}, body: " ".repeat(1024 * 1024 + 1) }, config, at);
  assert.equal(longer.answer.status, 413);
  assert.equal(longer.answer.code, "body_too_large");
});
