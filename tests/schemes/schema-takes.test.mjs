// The patterns of the JSON Schema never refuse what the core takes: rows of the table are changed in
// one place, and whatever the core still takes must be valid. The other way round is no promise: the
// core sees more than a pattern can.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "../../npm/load.mjs";

const { Ajv2020 } = await load("ajv/dist/2020.js");
const { Verifier } = await load("waxseal/full");

const read = (name) => JSON.parse(readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(read("scheme.schema.json"));
const rows = Object.values(read("schemes.json"));

const CHANGES = 12_000;
const PIECES = [
  "", " ", "\t", "\n", "\r\n", "{", "}", "[", "]", "|", "/", "~", "~1", ":", ",", "=", "...", "é", "A", "/x y", "|36", "|lower", "{1..5}",
  "{body}", "{timestamp}", "{signature}", "{key-id}", "header:a", "signed ", "if query:a ", "HEAD empty",
];

/** A linear congruential generator: the same changes at every run. */
const numbers = (seed) => (limit) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (seed >>> 8) % limit;
};

const PROOFS = [{ secrets: "a secret of at least sixteen bytes" }, { keys: "A".repeat(43) }, {}];

const isTaken = (scheme) =>
  PROOFS.some((proof) => {
    try {
      new Verifier({ scheme, ...proof });
      return true;
    } catch (error) {
      return error.code !== undefined && error.code !== "scheme_invalid";
    }
  });

test("what the core takes is valid by the schema", () => {
  const next = numbers(7);
  let taken = 0;
  let refused = 0;
  for (let change = 0; change < CHANGES; change += 1) {
    const row = { ...rows[next(rows.length)] };
    const names = Object.keys(row);
    const name = names[next(names.length)];
    const at = next(row[name].length + 1);
    row[name] = row[name].slice(0, at) + PIECES[next(PIECES.length)] + row[name].slice(at + next(4));
    if (!isTaken(row)) {
      refused += 1;
      continue;
    }
    taken += 1;
    assert.ok(validate(row), `${name} ${JSON.stringify(row[name])}: ${JSON.stringify(validate.errors)}`);
  }
  assert.ok(taken > CHANGES / 20 && refused > CHANGES / 2, `${taken} taken, ${refused} refused`);
});
