// The corpus is what it says: genuine before, refused after, made without the project's code, the same each time.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { load } from "../../npm/load.mjs";
import { SEED, forgeries, inject, lost, observed, pairs, provable, seen, singles } from "./cases.mjs";
import { KINDS, choosePairs } from "./pairs.mjs";
import { verdictOf } from "./run.mjs";
import { senders } from "./send/senders.mjs";

const waxseal = await load("waxseal");
const made = { singles: singles(), observed: observed(), pairs: pairs(), forgeries: forgeries(), lost: lost() };
const all = Object.values(made).flat();

const SHOWN = 20;
const expectNone = (list, say = ({ name }) => name) => assert.equal(list.length, 0, [`${list.length}:`, ...list.slice(0, SHOWN).map(say)].join("\n  "));

const count = (list) => list.reduce((counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map());

/** The vocabulary that the corpus is about: what can be proved, and what can be seen. */
const PROVABLE = [
  "body_reserialized", "body_pretty_printed", "body_newline_added", "body_newline_removed", "body_line_endings", "body_bom", "body_stringified_object", "body_latin1", "body_reencoded", "body_form_decoded", "body_decompressed", "body_base64",
  "secret_whitespace", "secret_quoted", "secret_key_form", "secret_prefix", "secret_other", "scheme_other", "message_other", "algorithm_other", "signature_encoding", "timestamp_unit", "timestamp_skew", "id_other", "url_other", "header_renamed", "header_joined",
];
const SEEN = ["body_empty", "body_truncated", "body_stringified_object", "body_latin1", "body_decompressed", "secret_wrong_kind", "header_dropped"];

test("every sender's delivery is genuine for the verifier, whatever the seed", () => {
  const wrong = Object.keys(senders).flatMap((name) => [1, 2, 3, 4, 5].map((seed) => inject(seed, name, []).plain).filter((plain) => verdictOf(waxseal, plain) !== true));
  expectNone(wrong, ({ sender }) => sender.name);
});

test("before the injection every case is genuine, and after it it is refused", () => {
  expectNone(all.filter(({ plain }) => verdictOf(waxseal, plain) !== true));
  expectNone(all.filter((one) => verdictOf(waxseal, one) === true));
});

test("each cause of a pair is refused alone too: none is idle beside the other", () => {
  const idle = choosePairs(provable, SEED).flatMap(([a, b, name], at) => [a, b].map((one) => inject(SEED + 5000 + at, name, [one])).filter((one) => verdictOf(waxseal, one) === true));
  expectNone(idle);
});

test("every cause that can be proved has at least three cases, over at least eight schemes together", () => {
  const cases = count(made.singles.map(({ causes: [cause] }) => cause));
  assert.deepEqual([...cases.keys()].sort(), [...PROVABLE].sort());
  expectNone([...cases].filter(([, cases_]) => cases_ < 8), ([cause, cases_]) => `${cause}: ${cases_}`);
  const three = PROVABLE.filter((cause) => new Set(provable.filter((one) => one.cause === cause).map(({ what }) => what)).size < 3);
  assert.deepEqual(three, []);
  assert.ok(new Set(made.singles.map(({ scheme }) => scheme)).size >= 20);
});

test("every cause that can only be seen has at least three cases", () => {
  const cases = count(made.observed.map(({ causes: [cause] }) => cause));
  assert.deepEqual([...cases.keys()].sort(), [...SEEN].sort());
  expectNone([...cases].filter(([, cases_]) => cases_ < 3), ([cause]) => cause);
  assert.deepEqual([...new Set(seen.map(({ cause }) => cause))].sort(), [...SEEN].sort());
});

test("there are at least sixty pairs, of every kind, and every cause is in one", () => {
  assert.ok(made.pairs.length >= 60, `${made.pairs.length}`);
  const kinds = count(made.pairs.map((one) => one.kinds.join()));
  assert.deepEqual([...kinds], KINDS.map(([a, b, wanted]) => [`${a},${b}`, wanted]));
  const paired = new Set(made.pairs.flatMap(({ causes }) => causes));
  assert.deepEqual(PROVABLE.filter((cause) => !paired.has(cause)), []);
});

test("there are at least three hundred forgeries, over at least twenty schemes", () => {
  assert.ok(made.forgeries.length >= 300, `${made.forgeries.length}`);
  assert.ok(new Set(made.forgeries.map(({ scheme }) => scheme)).size >= 20);
});

test("no two cases are the same", () => {
  const names = count(all.map(({ name, causes }) => `${causes.join("+")} | ${name}`));
  expectNone([...names].filter(([, times]) => times > 1), ([name]) => name);
  const requests = count(all.map(({ request, config, now }) => JSON.stringify([request, config, now])));
  expectNone([...requests].filter(([, times]) => times > 1), ([request]) => request.slice(0, 200));
});

test("the same seed makes the same corpus", () => {
  const digest = (cases) => createHash("sha256").update(JSON.stringify(cases.map(({ name, request, config, now, others }) => [name, request, config, now, others]))).digest("hex");
  for (const [name, again] of Object.entries({ singles, observed, pairs, forgeries, lost })) assert.equal(digest(again()), digest(made[name]), name);
});

test("the generators import node's own modules and one another, and no clock or chance", () => {
  const root = fileURLToPath(new URL(".", import.meta.url));
  const files = readdirSync(root, { recursive: true }).filter((file) => /^(send|stacks|causes|forge)\/.*\.mjs$|^(cases|pairs)\.mjs$/.test(file));
  assert.ok(files.length >= 12, files.join());
  for (const file of files) {
    const text = readFileSync(root + file, "utf8");
    for (const [, from] of text.matchAll(/from "([^"]+)"/g)) assert.match(from, /^node:(crypto|zlib)$|^\.\.?\/[a-z/-]+\.mjs$|^(\.\.\/)+conformance\/random\.mjs$/, `${file}: ${from}`);
    assert.doesNotMatch(text, /Math\.random|Date\.now|randomBytes|import\(/, file);
  }
});
