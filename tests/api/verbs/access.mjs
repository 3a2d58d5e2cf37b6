/** Who may call what: tokens, methods, unknown paths and parameters, for every operation of the document. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN_TOKEN, READ_TOKEN, document, openApi, operations } from "../caller.mjs";

const UNKNOWN = { id: `wx_${"A".repeat(43)}`, origin: "crm", capture: "1" };
const concrete = (path, values = UNKNOWN) => path.replace(/\{([^}]+)\}/g, (_, name) => values[name]);
const isPublic = (operation) => operation.security.length === 0;
const needsAdmin = (operation) => operation.security.some((way) => "admin" in way);
const isSigned = ({ operation, method }) => isPublic(operation) && method !== "GET";

test("a missing and a wrong token are 401 everywhere, and nothing is told of what was asked", async (t) => {
  const api = await openApi(t);
  for (const { path, method, operation } of operations) {
    if (isPublic(operation)) continue;
    for (const [token, code] of [[null, "token_missing"], ["wrong", "token_mismatch"], ["", "token_mismatch"]]) {
      const answer = await api.call(method, `${concrete(path)}?limit=x`, { token, body: method === "GET" ? undefined : "{" });
      assert.deepEqual([answer.status, answer.json().code], [401, code], `${method} ${path}`);
      assert.equal(answer.headers.get("www-authenticate"), "Bearer");
    }
  }
  assert.deepEqual((await api.ok("GET", "/api/audit")).entries, [], "who is nobody leaves no entry");
});

test("a token that may read is 403 where the admin token is needed", async (t) => {
  const api = await openApi(t);
  for (const { path, method, operation } of operations) {
    if (!needsAdmin(operation)) continue;
    await api.refused(method, concrete(path), { token: READ_TOKEN, status: 403, code: "admin_required" });
  }
  for (const { path, method, operation } of operations) {
    if (needsAdmin(operation) || isSigned({ operation, method }) || path.includes("{") || path.includes("export")) continue;
    await api.ok(method, path, { token: ADMIN_TOKEN });
    await api.ok(method, path, { token: READ_TOKEN });
  }
});

test("a token in the clear opens nothing, the right one neither", async (t) => {
  const api = await openApi(t);
  for (const { path, method } of operations) {
    const answer = await api.insecure(method, concrete(path));
    if (path === "/api/openapi.json") assert.equal(answer.status, 200);
    else assert.deepEqual([answer.status, answer.json().code], [403, "insecure_transport"], `${method} ${path}`);
  }
  assert.deepEqual((await api.ok("GET", "/api/audit")).entries, []);
});

test("the tokens of a rotation both open, and the audit list names which it was", async (t) => {
  const old = ["old-", "token-0123456789"].join("");
  const api = await openApi(t, { vars: { WAXSEAL_ADMIN_TOKEN_OLD: old, WAXSEAL_READ_TOKEN_OLD: `${old}-r` } });
  await api.ok("POST", "/api/origins/crm/pause", { token: old });
  const { entries } = await api.ok("GET", "/api/audit", { token: `${old}-r` });
  assert.deepEqual(entries.map(({ token }) => token), ["admin_old", "admin_old"]);
});

/** Bodies of calls that need one. */
const NEEDED = { "/api/captures": { source: "shop" }, "/api/replay": { filter: {} } };

test("an unknown parameter refuses every call with its place", async (t) => {
  const api = await openApi(t);
  for (const { path, method, operation } of operations) {
    if (isSigned({ operation, method })) continue;
    const body = method === "POST" ? NEEDED[path] : undefined;
    await api.refused(method, `${concrete(path)}?colour=red`, { status: 400, code: "parameter_invalid", at: "query:colour", body });
  }
  assert.deepEqual((await api.ok("GET", "/api/captures")).captures, [], "nothing was done");
});

test("a method that a path does not have is 405, and Allow names those that it has", async (t) => {
  const api = await openApi(t);
  for (const [path, methods] of Object.entries(document.paths)) {
    const allowed = Object.keys(methods).flatMap((method) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
    const answer = await api.call("PATCH", concrete(path), { body: "" });
    assert.deepEqual([answer.status, answer.json().code], [405, "method_not_allowed"]);
    assert.deepEqual(answer.headers.get("allow").split(", ").sort(), allowed.sort(), path);
  }
});

test("HEAD is a GET without a body", async (t) => {
  const api = await openApi(t);
  const { id } = await api.event("evt_1");
  for (const path of ["/api/events", `/api/events/${id}`, `/api/events/${id}/body`, "/api/stats", "/api/openapi.json"]) {
    assert.equal((await api.call("HEAD", path)).status, 200, path);
  }
  assert.equal((await api.call("HEAD", "/api/events", { token: null })).status, 401);
});

test("what is not there is 404", async (t) => {
  const api = await openApi(t);
  for (const path of ["/api", "/api/", "/api/nothing", "/api/events/", "/api/events/x/y"]) {
    const answer = await api.call("GET", path);
    assert.deepEqual([answer.status, answer.json().code], [404, "not_found"], path);
  }
  for (const { path, method, operation } of operations) {
    if (!path.includes("{") || isSigned({ operation, method })) continue;
    for (const values of [{ ...UNKNOWN, origin: "nobody" }, { id: "evt_1", origin: "nobody", capture: "x" }]) {
      await api.refused(method, concrete(path, values), { status: 404, code: "not_found", body: method === "GET" ? undefined : "" });
    }
  }
});

test("the document is served to everybody, as it stands in the repository", async (t) => {
  const api = await openApi(t);
  assert.deepEqual(await api.ok("GET", "/api/openapi.json", { token: null }), document);
});

test("a body that is too large is refused, and the refusal is noted", async (t) => {
  const api = await openApi(t);
  const answer = await api.call("POST", "/api/replay", { body: " ".repeat(70_000) });
  assert.deepEqual([answer.status, answer.json().code], [413, "body_too_large"]);
  assert.deepEqual((await api.ok("GET", "/api/audit")).entries.map(({ result }) => result), ["body_too_large", "asked"]);
});

test("wrong tokens are slowed down where a limiter is bound, right ones are not", async (t) => {
  const api = await openApi(t, { more: { ratelimits: { LIMITER: { simple: { limit: 3, period: 60 } } } } });
  const statuses = [];
  for (let time = 0; time < 6; time += 1) statuses.push((await api.call("GET", "/api/events", { token: "wrong" })).status);
  assert.deepEqual(statuses, [401, 401, 401, 429, 429, 429]);
  await api.ok("GET", "/api/events", { token: READ_TOKEN });
});

test("a configuration that cannot be used is told to whoever has a token, and the document stays", async (t) => {
  const api = await openApi(t, { sources: { shop: { scheme: "nobody", secrets: ["HOOK_SECRET"] } } });
  await api.refused("GET", "/api/events", { status: 503, code: "config_invalid" });
  await api.refused("GET", "/api/events", { token: null, status: 401, code: "token_missing" });
  await api.ok("GET", "/api/openapi.json", { token: null });
});
