import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "node:test";
import { VECTORS } from "./vectors.mjs";
import { SCHEMES, verdictOf } from "./verdict.mjs";

test("the files are what the generator writes", () => {
  const script = fileURLToPath(new URL("../generate.mjs", import.meta.url));
  assert.match(execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" }), /^\d+ schemes, /);
});

test("a second reading of the rules gives every vector of the schemes that it reads the code that is expected", () => {
  const other = VECTORS.filter(({ scheme }) => SCHEMES.includes(scheme)).map((vector) => [vector.id, vector.expect, verdictOf(vector)]).filter(([, a, b]) => a !== b);
  assert.deepEqual(other, []);
  assert.ok(VECTORS.length > 1000, `${VECTORS.length} vectors`);
});

test("every negative says what it attacks and names a valid twin of its scheme", () => {
  const valid = new Map(VECTORS.filter((v) => v.expect === "valid").map((v) => [v.id, v]));
  for (const vector of VECTORS) {
    assert.equal(vector.id.split("/")[0], vector.scheme);
    if (vector.kind === "published" || vector.id.endsWith("/genuine")) assert.match(vector.reference, /^https:|^AffiliateBase|^Track360/, vector.id);
    if (vector.expect === "valid") {
      assert.ok(vector.comment, vector.id);
      continue;
    }
    assert.ok(vector.attack, vector.id);
    assert.equal(valid.get(vector.twin)?.scheme, vector.scheme, vector.id);
  }
});

/** What JSON.parse finds at a pointer, as text; null for anything that is none. */
function read(body, pointer) {
  let value;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  for (const name of pointer.split("/").slice(1)) {
    const key = name.replaceAll("~1", "/").replaceAll("~0", "~");
    value = value !== null && typeof value === "object" && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return typeof value === "string" && value !== "" ? value : null;
}

test("the ids and types that are expected are those that JSON.parse reads", () => {
  const pointers = {
    affiliatebase: { id: "/id", type: "/type" },
    stripe: { id: "/id", type: "/type" },
    svix: { type: "/type" },
    "standard-webhooks": { type: "/type" },
  };
  let compared = 0;
  for (const { id, scheme, options, request, verified } of VECTORS) {
    if (verified === undefined || typeof request.body !== "string" || id.endsWith("body-number-id")) continue;
    for (const [field, pointer] of Object.entries({ ...pointers[scheme], ...options })) {
      if (!["id", "type", "version"].includes(field) || verified[field] === undefined) continue;
      assert.equal(verified[field], read(request.body, pointer), `${id} ${field}`);
      compared += 1;
    }
  }
  assert.ok(compared > 200, `${compared} fields`);
});

test("ids are unique", () => {
  assert.equal(new Set(VECTORS.map((vector) => vector.id)).size, VECTORS.length);
});

test("no secret stands in the files in one piece", () => {
  const folder = new URL("../", import.meta.url);
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/\.(json|mjs)$/.test(name)) continue;
    assert.doesNotMatch(readFileSync(new URL(name, folder), "utf8"), /wh(sec|pk|sk)_[A-Za-z0-9+/]{8}/, name);
  }
  for (const { id, secrets, keys } of VECTORS) {
    for (const secret of secrets ?? keys ?? []) {
      const pieces = Array.isArray(secret) ? secret : secret.base64;
      const length = pieces.join("").length;
      assert.ok(length <= "whsec_".length || pieces.every((piece) => piece.length < length), id);
    }
  }
});
