import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { loadSource } from "./load-source.mjs";

const { edited, shown } = await loadSource("exact-text.ts");

const TEXT = fc.array(fc.constantFrom("a", "b", "\n", "\r", "\r\n", "é", "😀"), { maxLength: 24 }).map((parts) => parts.join(""));

test("a field shows every kind of line break as LF", () => {
  assert.equal(shown("a\r\nb\rc\nd"), "a\nb\nc\nd");
});

test("what is not touched keeps its line breaks", () => {
  assert.equal(edited("a\r\nb\r\nc", "a\nx\nc"), "a\r\nx\r\nc");
  assert.equal(edited("a\r\nb\rc", "a\nb\nc!"), "a\r\nb\rc!");
  assert.equal(edited("a\r\nb", "a\n\nb"), "a\r\n\nb");
  assert.equal(edited("a\r\nb", "ab"), "ab");
});

test("whatever is typed, the field shows what was typed", () => {
  fc.assert(fc.property(TEXT, TEXT, (exact, typed) => {
    const now = shown(typed);
    // Between a kept CR and a typed LF there is no telling: together they are one line break.
    fc.pre(!/\r(?!\n)/.test(exact));
    assert.equal(shown(edited(exact, now)), now);
  }), { numRuns: 3000 });
});

test("typing one letter changes one letter", () => {
  fc.assert(fc.property(TEXT, fc.nat(), (exact, place) => {
    const before = shown(exact);
    const at = before.length === 0 ? 0 : place % (before.length + 1);
    const after = edited(exact, `${before.slice(0, at)}#${before.slice(at)}`);
    assert.equal(after.length, exact.length + 1);
    assert.equal(after.replace("#", ""), exact);
  }), { numRuns: 3000 });
});
