// The JSON Schemas of docs/events, by a validator that is not ours, against the list of examples
// that the crate's own check is held against (crates/events/tests/events/examples.rs): both must agree.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "../../npm/load.mjs";

const { Ajv2020 } = await load("ajv/dist/2020.js");
const { default: addFormats } = await load("ajv-formats");

const folder = fileURLToPath(new URL("../../docs/events", import.meta.url));
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".schema.json"));
const schemas = new Map(paths.map((path) => [path.replaceAll("\\", "/"), read(join(folder, path))]));
const { bases, cases } = read(fileURLToPath(new URL("examples.json", import.meta.url)));

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats(ajv);
for (const schema of schemas.values()) ajv.addSchema(schema);

/** The schema of a base: `minimum` has no types. */
const schemaOf = (base) => schemas.get(`${base.includes("/") ? base : `${base}/event`}.schema.json`);

/** The errors of a body, as JSON pointers to what is wrong or missing. */
const errorsOf = (base, body) => {
  const validate = ajv.getSchema(schemaOf(base).$id);
  validate(body);
  const at = ({ instancePath, params }) => instancePath + (params.missingProperty === undefined ? "" : `/${params.missingProperty}`);
  return [...new Set((validate.errors ?? []).map(at))];
};

const change = (body, pointer, value) => {
  const names = pointer.split("/").slice(1);
  const last = names.pop();
  const parent = names.reduce((object, name) => object[name], body);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
};

const bodyOf = ({ base, set, remove, text }) => {
  if (text !== undefined) return JSON.parse(text);
  const body = structuredClone(bases[base]);
  for (const [pointer, value] of Object.entries(set ?? {})) change(body, pointer, value);
  for (const pointer of remove ?? []) change(body, pointer);
  return body;
};

test("there is a schema for each of the types, and one for currencies", () => {
  const count = (prefix) => [...schemas.keys()].filter((path) => path.startsWith(prefix)).length;
  assert.deepEqual(["affiliatebase/", "track360/", "minimum/", "waxseal/", "currency."].map(count), [8, 17, 1, 7, 1]);
});

test("every schema is one, references included", () => {
  for (const { $id } of schemas.values()) assert.equal(typeof ajv.getSchema($id), "function", $id);
});

test("every example in a schema is valid by it", () => {
  const examples = [...schemas.values()].flatMap(({ $id, examples = [] }) => examples.map((example) => [$id, example]));
  assert.equal(examples.length, 9);
  for (const [$id, example] of examples) assert.equal(ajv.getSchema($id)(example), true, $id);
});

for (const [base, body] of Object.entries(bases)) {
  test(`${base}: the schema takes what the check takes`, () => assert.deepEqual(errorsOf(base, body), []));
}

for (const example of cases) {
  test(`${example.base}: ${example.why}`, () => {
    const found = errorsOf(example.base, bodyOf(example));
    assert.equal(found.length === 0, example.finds.length === 0, JSON.stringify(found));
    // The schema stops at a parent that is no object, where the check names each field.
    const wanted = example.finds.map((line) => line.split(" ")[0]);
    for (const path of found) {
      assert.ok(path === "" || wanted.includes(path), `the schema finds ${path}, the check ${wanted}`);
    }
  });
}

test("a schema is for its own type", () => {
  const body = { ...bases["affiliatebase/commission.created"], type: "commission.due" };
  assert.deepEqual(errorsOf("affiliatebase/commission.created", body), ["/type"]);
});

test("Track360's concepts can be referred to from where they stand", () => {
  const { $id } = schemas.get("track360/conversion.qualified.schema.json");
  const at = (name) => ({ $ref: `${$id}#/$defs/${name}` });
  const validate = ajv.compile({
    type: "object",
    properties: { who: at("affiliate_id"), pay: at("commission_amount"), cur: at("currency"), at: at("timestamp"), geo: at("geo"), v: at("schema_version") },
  });
  const good = { who: 7, pay: -5000, cur: "EUR", at: "2026-05-29T14:21:12Z", geo: "DE", v: "2.0" };
  assert.equal(validate(good), true);
  for (const wrong of [{ who: "" }, { pay: 50.5 }, { cur: "eur" }, { at: "today" }, { geo: null }, { v: "" }]) {
    assert.equal(validate({ ...good, ...wrong }), false, JSON.stringify(wrong));
  }
});
