import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { Entry } from "../generate/entry.mjs";
import { sharedSuite } from "../generate/shared.mjs";
import { doubtOf } from "./confirm.mjs";
import SAMPLES from "./samples.mjs";
import { VECTORS } from "./vectors.mjs";

const folder = new URL("../schemes/", import.meta.url);
const modules = readdirSync(folder).filter((name) => name.endsWith(".mjs")).sort();
const ENTRIES = (await Promise.all(modules.map((name) => import(new URL(name, folder))))).flatMap((module) => module.default ?? []);

for (const entry of ENTRIES) {
  const own = VECTORS.filter(({ scheme, kind, id }) => scheme === entry.scheme && kind === "constructed" && !id.includes("/hand-"));
  const shared = own.filter(({ id }) => !entry.constructed?.some(({ slug }) => id.endsWith(`/${slug}`)));
  test(`${entry.scheme}: its oracle makes what is accepted and nothing of what is refused`, () => {
    const doubts = shared.map((vector) => [vector.id, vector.expect, doubtOf(entry, vector)]).filter(([, , doubt]) => doubt !== null);
    assert.deepEqual(doubts, []);
    assert.ok(shared.length >= (entry.secret ?? entry.privateKey ? 12 : 2), `${shared.length} vectors`);
  });
}

/** The vectors of the samples, which are no schemes: what the generator makes of each kind of entry. */
const SAMPLED = SAMPLES.map((entry) => [entry, sharedSuite(new Entry(entry, "samples.mjs"), () => true).suite.vectors()]);

test("the oracle confirms what the generator makes of each kind of entry", () => {
  for (const [entry, vectors] of SAMPLED) {
    assert.deepEqual(vectors.map((vector) => [vector.id, doubtOf(entry, vector)]).filter(([, doubt]) => doubt !== null), []);
    const negatives = vectors.filter(({ expect }) => expect !== "valid").length;
    assert.ok(negatives >= 24, `${entry.scheme}: ${negatives} negatives`);
  }
});

test("an expectation that is turned round is doubted", () => {
  for (const [entry, vectors] of SAMPLED) {
    const turned = (slug, expect) => doubtOf(entry, { ...vectors.find(({ id }) => id === `${entry.scheme}/${slug}`), expect });
    const isShown = vectors.some(({ expect }) => expect === "token_mismatch");
    assert.equal(turned("genuine", "signature_mismatch"), "is what sign makes", entry.scheme);
    assert.equal(turned(isShown ? "token-other" : "other-secret", "valid"), "is not what sign makes", entry.scheme);
  }
});

test("an entry that contradicts itself is refused with its name", () => {
  const [body, pairs] = SAMPLES;
  const refusal = (entry) => {
    try {
      sharedSuite(new Entry(entry, "samples.mjs"), () => true);
    } catch (error) {
      return error.message;
    }
    return "none";
  };
  let calls = 0;
  const headers = (value) => ({ ...body.request, headers: { "x-sig": value } });
  const wrong = {
    "has no covers": { ...body, covers: undefined },
    "has an unknown field signs": { ...body, signs: 1 },
    "covers an unknown part bodies": { ...body, covers: ["bodies"] },
    "covers does not name body, sign signs it": { ...body, covers: [] },
    "covers names url, sign does not sign it": { ...body, covers: ["body", "url"] },
    "covers does not name timestamp, sign signs it": { ...pairs, covers: ["body"] },
    "has a tolerance, and no timestamp was found in what sign makes": { ...body, tolerance: [300, 300] },
    "another secret changes nothing that sign makes": { ...body, sign: () => headers("a") },
    "sign gives another request each time": { ...body, sign: () => headers(String(calls += 1)) },
  };
  for (const [what, entry] of Object.entries(wrong)) assert.equal(refusal(entry), `samples.mjs, ${entry.scheme}: ${what}`);
  assert.equal(refusal(body), "none");
});
