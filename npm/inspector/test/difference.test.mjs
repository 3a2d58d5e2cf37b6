import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { loadSource } from "./load-source.mjs";

const { difference } = await loadSource("diff.ts");

const bytes = (text) => new TextEncoder().encode(text);
const text = (pieces, kinds) => Buffer.concat(pieces.filter(({ kind }) => kinds.includes(kind)).map(({ bytes: one }) => one)).toString();
const plain = (pieces) => pieces.map(({ kind, bytes: one }) => [kind, Buffer.from(one).toString()]);

/** Each side, put together from its pieces, is a stretch of the body, and its counts tell the rest. */
const holds = (received, signed) => {
  const found = difference(received, signed);
  if (Buffer.compare(received, signed) === 0) return assert.equal(found, null);
  const { offset, skipped, pieces, restReceived, restSigned } = found;
  assert.ok(received[offset] !== signed[offset] && Buffer.compare(received.subarray(0, offset), signed.subarray(0, offset)) === 0);
  for (const [own, body, rest] of [["received", received, restReceived], ["signed", signed, restSigned]]) {
    const side = Buffer.concat(pieces.filter(({ kind }) => kind === "same" || kind === own).map(({ bytes: one }) => one));
    assert.equal(skipped + side.length + rest, body.length, `the counts of ${own}`);
    assert.ok(side.equals(Buffer.from(body.subarray(skipped, skipped + side.length))), `the bytes of ${own}`);
  }
};

test("spaces that a writer left out are shown where they are missing", () => {
  const { offset, pieces } = difference(bytes('{"id":1,"a":2}'), bytes('{"id": 1, "a": 2}'));
  assert.equal(offset, 6);
  assert.deepEqual(plain(pieces), [["same", '{"id":'], ["signed", " "], ["same", '1,'], ["signed", " "], ["same", '"a":'], ["signed", " "], ["same", "2}"]]);
});

test("a word that changed is shown as a whole, and no character is cut", () => {
  const { pieces } = difference(bytes('{"name":"ZoÃ«"}'), bytes('{"name":"Zoë"}'));
  assert.deepEqual(plain(pieces), [["same", '{"name":"'], ["received", "ZoÃ«"], ["signed", "Zoë"], ["same", '"}']]);
});

test("a byte at the end is all that differs", () => {
  const { offset, pieces } = difference(bytes("{}\n"), bytes("{}"));
  assert.equal(offset, 2);
  assert.equal(text(pieces, ["received"]), "\n");
  assert.equal(text(pieces, ["signed"]), "");
});

test("of bodies that differ all over, a stretch is compared and the rest is counted", () => {
  const value = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `item ${id}` }));
  const [received, signed] = [bytes(JSON.stringify(value)), bytes(JSON.stringify(value, null, 2))];
  holds(received, signed);
  const { pieces, restReceived } = difference(received, signed);
  assert.ok(pieces.length < 1000 && restReceived > 100_000);
  assert.equal(pieces.at(-1).kind, "same");
});

test("each side can be put together from the pieces, whatever the bytes", () => {
  const chunk = fc.oneof(fc.constantFrom("{", "}", '"', ":", ",", " ", "\r\n", "\n", "id", "é", "😀", "x".repeat(40)), fc.string({ maxLength: 4 }));
  const body = fc.oneof(fc.array(chunk, { maxLength: 60 }).map((parts) => bytes(parts.join(""))), fc.uint8Array({ maxLength: 60 }));
  fc.assert(fc.property(body, body, holds), { numRuns: 3000 });
  fc.assert(fc.property(body, fc.nat(), fc.string({ maxLength: 3 }), (one, place, put) => {
    const at = one.length === 0 ? 0 : place % one.length;
    holds(one, Buffer.concat([one.subarray(0, at), bytes(put), one.subarray(at + 1)]));
  }), { numRuns: 3000 });
});
