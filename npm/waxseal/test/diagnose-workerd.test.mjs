// The entry where the host compiles no bytes at run time: bundled as for Cloudflare and as for
// Vercel's edge, and run in workerd with the wasm as a compiled module.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Miniflare } from "miniflare";
import { diagnose } from "waxseal/diagnose";
import { bundle } from "../../../tests/conformance/bundle.mjs";
import { BODY, NOW, OTHER, SECRET, signed } from "./samples.mjs";

const ENTRY = new URL("diagnose-worker.mjs", import.meta.url).href;
const CONFIG = { scheme: "standard-webhooks", secrets: SECRET, now: NOW, others: [{ name: "the other", secret: OTHER }] };
const CASES = [
  signed(),
  { ...signed(), body: `${BODY}\r\n` },
  { ...signed(), body: JSON.stringify(JSON.parse(BODY), null, 2) },
  signed({ secret: OTHER }),
  { ...signed(), body: BODY.replace("1250", "9250") },
];

/** The same of Node, to compare with. */
const expected = (received) => {
  const { verified, code, causes, matching, work } = diagnose(received, CONFIG);
  return { id: verified?.id ?? null, code, causes, matching: matching && Buffer.from(matching.body).toString(), work };
};

for (const [condition, flags] of [["workerd", []], ["workerd", ["nodejs_compat"]], ["edge-light", []]]) {
  test(`bundled for ${condition} ${flags} it says what it says in Node`, async () => {
    const { code, wasm } = await bundle(ENTRY, [condition, "worker"]);
    assert.equal(wasm.length, 1, "one wasm is imported as a module");
    const miniflare = new Miniflare({
      cf: false,
      host: "127.0.0.1",
      port: 0,
      compatibilityDate: "2026-04-01",
      compatibilityFlags: flags,
      modules: [
        { type: "ESModule", path: "worker.mjs", contents: code },
        ...wasm.map(({ name, bytes }) => ({ type: "CompiledWasm", path: name, contents: bytes })),
      ],
    });
    try {
      for (const received of CASES) {
        const answer = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body: JSON.stringify({ received, config: CONFIG }) });
        assert.deepEqual(await answer.json(), expected(received));
      }
    } finally {
      await miniflare.dispose();
    }
  });
}

test("the cases are of every kind: genuine, proved and not", () => {
  assert.deepEqual(
    CASES.map((received) => expected(received)).map(({ code, causes }) => (code === null ? "genuine" : (causes.find(({ certainty }) => certainty === "proved")?.code ?? "nothing"))),
    ["genuine", "body_newline_added", "body_pretty_printed", "secret_other", "nothing"],
  );
});
