/** The KV namespace of the folder without Cloudflare, on workerd's own protocol. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "../../npm/load.mjs";
import { ROOT, until } from "./folder.mjs";

test("a key is kept with its metadata until it expires or is deleted", async (t) => {
  const { Miniflare } = await load("miniflare");
  const mf = new Miniflare({
    cf: false,
    modules: [{ type: "ESModule", path: join(ROOT, "npm/create-waxseal/template/selfhost/kv.mjs") }],
    compatibilityDate: "2026-04-01",
    durableObjects: { STORE: { className: "Store", useSQLite: true } },
  });
  t.after(() => mf.dispose());
  const url = (await mf.ready).origin;
  const call = async (method, path, { body, headers } = {}) => {
    const answer = await fetch(url + path, { method, body, headers: { connection: "close", ...headers } });
    return [answer.status, await answer.text(), answer.headers.get("cf-kv-metadata")];
  };
  assert.deepEqual(await call("GET", "/a"), [404, "", null]);
  assert.deepEqual(await call("PUT", "/a%2Fb?urlencoded=true&expiration_ttl=60", { body: "one", headers: { "cf-kv-metadata": '{"n":1}' } }), [204, "", null]);
  assert.deepEqual(await call("GET", "/a%2Fb?urlencoded=true"), [200, "one", '{"n":1}']);
  assert.deepEqual(await call("PUT", "/a%2Fb?urlencoded=true", { body: "two" }), [204, "", null]);
  assert.deepEqual(await call("GET", "/a%2Fb?urlencoded=true"), [200, "two", null]);
  assert.deepEqual(await call("DELETE", "/a%2Fb?urlencoded=true"), [204, "", null]);
  assert.equal((await call("GET", "/a%2Fb?urlencoded=true"))[0], 404);
  assert.equal((await call("PUT", "/c?expiration_ttl=59", { body: "x" }))[0], 400, "as Cloudflare refuses it");
  assert.equal((await call("POST", "/c", { body: "x" }))[0], 405);
  await call("PUT", `/c?expiration=${Math.floor(Date.now() / 1000) + 2}`, { body: "x" });
  assert.equal((await call("GET", "/c"))[0], 200);
  await until("it has expired", async () => (await call("GET", "/c"))[0] === 404, 5_000);
});
