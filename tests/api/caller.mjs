/**
 * Calls of the API on a stage, each answer held against docs/openapi.json by a validator that is not ours.
 *
 *     const api = await openApi(t, { origins: { crm: {} } });
 *     const page = await api.ok("GET", "/api/events");
 *     await api.refused("GET", "/api/events?limit=0", { status: 400, code: "parameter_invalid", at: "query:limit" });
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { load } from "../../npm/load.mjs";
import { READ_TOKEN, until } from "../e2e/harness.mjs";
import { sendRaw } from "../e2e/raw.mjs";
import { openStage } from "../e2e/stage.mjs";

export const ADMIN_TOKEN = ["admin-", "token-", "of-the-tests-0123456789"].join("");
export { READ_TOKEN, until };

const { Ajv2020 } = await load("ajv/dist/2020.js");

/** The document as it stands in the repository. */
export const document = JSON.parse(await readFile(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(document, "api");

/** Every path and method of the document. */
export const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));

/** What was asked and answered, as "GET /api/events 200". */
export const seen = new Set();

const pattern = (path) => new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`);

/** Finds the operation of a request; HEAD is a GET. */
function find(method, path) {
  const wanted = method === "HEAD" ? "GET" : method;
  return operations.find((it) => it.method === wanted && pattern(it.path).test(path.split("?")[0]));
}

const escaped = (text) => text.replaceAll("~", "~0").replaceAll("/", "~1");

function check(found, answer) {
  const { path, method } = found;
  const where = `${method} ${path} ${answer.status}`;
  const described = found.operation.responses[answer.status];
  assert.ok(described, `${where} is not in the document: ${answer.text.slice(0, 300)}`);
  seen.add(where);
  for (const [name, header] of Object.entries(described.headers ?? {})) {
    if (header.required) assert.ok(answer.headers.has(name), `${where} has no ${name}`);
  }
  const media = answer.headers.get("content-type").split(";")[0];
  assert.ok(described.content[media], `${where} is ${media}`);
  if (answer.isHead) return assert.equal(answer.text, "");
  const place = ["", "paths", path, method.toLowerCase(), "responses", String(answer.status), "content", media, "schema"];
  const validate = ajv.compile({ $ref: `api#${place.map(escaped).join("/").replace(/^~1/, "/")}` });
  const values = media === "application/x-ndjson" ? answer.text.split("\n").filter(Boolean).map((line) => JSON.parse(line))
    : media.endsWith("json") ? [answer.json()] : [answer.text];
  for (const value of values) {
    assert.ok(validate(value), `${where}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 600)}`);
  }
}

async function call(url, method, path, { token = ADMIN_TOKEN, headers = {}, body } = {}) {
  const authorization = token === undefined || token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(new URL(path, url), {
    method,
    headers: { connection: "close", ...authorization, ...headers },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString("utf8");
  const answer = { status: response.status, headers: response.headers, bytes, text, json: () => JSON.parse(text), isHead: method === "HEAD" };
  assert.equal(answer.headers.get("cache-control"), "no-store", path);
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff", path);
  const found = find(method, path);
  if (found !== undefined) check(found, answer);
  return answer;
}

/** Calls over HTTP at a name that is not this machine's, as from outside without TLS. */
async function insecure(url, method, path) {
  const raw = await sendRaw(url, { method, url: path, host: "hooks.example.com", headers: [["authorization", `Bearer ${ADMIN_TOKEN}`]] });
  const answer = { ...raw, headers: new Headers(raw.headers), isHead: false };
  const found = find(method, path);
  if (found !== undefined) check(found, answer);
  return answer;
}

/** Opens a stage whose Worker has both tokens, and adds what calls its API. */
export async function openApi(t, { vars, ...options } = {}) {
  const stage = await openStage(t, { ...options, vars: { WAXSEAL_ADMIN_TOKEN: ADMIN_TOKEN, ...vars } });
  const ask = (method, path, more) => call(stage.worker.url, method, path, more);
  return Object.assign(stage, {
    call: ask,
    insecure: (method, path) => insecure(stage.worker.url, method, path),
    /** Calls what must work, and returns the answer's JSON. */
    ok: async (method, path, more) => {
      const answer = await ask(method, path, more);
      assert.equal(answer.status, 200, `${method} ${path}: ${answer.text.slice(0, 500)}`);
      return answer.json();
    },
    /** Calls what must be refused, and returns the problem. */
    refused: async (method, path, { status, code, at, ...more }) => {
      const answer = await ask(method, path, more);
      const problem = answer.json();
      assert.deepEqual([answer.status, problem.code, problem.at], [status, code, at], `${method} ${path}: ${answer.text}`);
      assert.equal(answer.headers.get("content-type"), "application/problem+json");
      return problem;
    },
    /** Sends an event and waits for its end; returns what the event log says. */
    event: async (id, fields, more) => {
      const answer = await stage.sendEvent(id, fields, more);
      assert.equal(answer.status, 200, answer.text);
      return stage.settled(id);
    },
  });
}
