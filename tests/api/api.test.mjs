/**
 * Every path and method of docs/openapi.json, good and bad, over real workerd. The tests of each
 * noun stand in verbs/; the last one fails if a path, or a way to be refused, was not exercised.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { operations, seen } from "./caller.mjs";
import "./verbs/access.mjs";
import "./verbs/audit.mjs";
import "./verbs/captures.mjs";
import "./verbs/events.mjs";
import "./verbs/export.mjs";
import "./verbs/origins.mjs";
import "./verbs/outcome.mjs";
import "./verbs/pull.mjs";
import "./verbs/replay.mjs";
import "./verbs/stats.mjs";
import "./verbs/test-event.mjs";

/** Refusals that each operation must have shown, if the document has them. */
const REFUSALS = ["400", "401", "403", "404", "409"];

test("every path and method was exercised, with every refusal that it can be told", () => {
  const missing = operations.flatMap(({ method, path, operation }) =>
    ["200", ...REFUSALS.filter((status) => status in operation.responses)]
      .map((status) => `${method} ${path} ${status}`)
      .filter((where) => !seen.has(where)));
  assert.deepEqual(missing, []);
  assert.ok(operations.length >= 22, "the document has lost paths");
});
