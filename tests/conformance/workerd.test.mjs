// workerd, with the wasm as a compiled module, as wrangler bundles it: the published package with
// and without nodejs_compat, then the same sources with every MAC by the host, and by wasm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../../npm/load.mjs";
import { bundle } from "./bundle.mjs";
import { carriedByFetch } from "./fetch-requests.mjs";
import { reportFetch, reportMacs, reportTests } from "./report.mjs";
import { LACKING } from "./suite.mjs";
import { readVectors } from "./vectors.mjs";

const { Miniflare } = await load("miniflare");

const FULL = "../../npm/waxseal/dist/full/workerd.js";
const TESTING = "../../npm/waxseal/dist/testing/workerd.js";
const CONDITIONS = ["workerd", "worker"];

const vectors = readVectors();
const published = await bundle("workerd-entry.mjs", CONDITIONS);
const full = await bundle("workerd-entry.mjs", CONDITIONS, FULL);
const testing = await bundle("workerd-entry.mjs", CONDITIONS, TESTING);

const runInWorkerd = async ({ code, wasm }, compatibilityFlags, by, lacking = LACKING) => {
  const miniflare = new Miniflare({
    cf: false,
    host: "127.0.0.1",
    port: 0,
    compatibilityDate: "2026-04-01",
    compatibilityFlags,
    modules: [
      { type: "ESModule", path: "suite.mjs", contents: code },
      ...wasm.map(({ name, bytes }) => ({ type: "CompiledWasm", path: name, contents: bytes })),
    ],
  });
  try {
    const body = JSON.stringify({ vectors, by, lacking });
    const answer = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body });
    if (answer.status !== 200) throw new Error(`workerd answered ${answer.status}: ${await answer.text()}`);
    return await answer.json();
  } finally {
    await miniflare.dispose();
  }
};

test("workerd: the bundle imports one wasm module and holds none inside", () => {
  for (const { code, wasm } of [published, full, testing]) {
    assert.equal(wasm.length, 1);
    assert.ok(!code.includes("AGFzbQ"), "the bundle holds wasm as base64");
  }
});

const plain = await runInWorkerd(published, [], "size");
reportTests("workerd", vectors, plain.results);
reportFetch("workerd", vectors, carriedByFetch(vectors), plain.fetched);
test("workerd: without nodejs_compat there is no host to compute a MAC", () => assert.equal(plain.macs, null));

const compatible = await runInWorkerd(published, ["nodejs_compat"], "size");
reportTests("workerd with nodejs_compat", vectors, compatible.results);
reportMacs("workerd with nodejs_compat", vectors, "size", compatible.macs);
reportFetch("workerd with nodejs_compat", vectors, carriedByFetch(vectors), compatible.fetched);

const whole = await runInWorkerd(full, ["nodejs_compat"], "size", []);
reportTests("workerd with nodejs_compat, waxseal/full", vectors, whole.results);
reportFetch("workerd with nodejs_compat, waxseal/full", vectors, carriedByFetch(vectors), whole.fetched);

for (const by of ["host", "wasm"]) {
  const { results, macs } = await runInWorkerd(testing, ["nodejs_compat"], by);
  reportTests(`workerd with nodejs_compat, MACs by the ${by}`, vectors, results);
  reportMacs(`workerd with nodejs_compat, MACs by the ${by}`, vectors, by, macs);
}
