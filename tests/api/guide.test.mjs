/** docs/api.md: every command of the guide is run as it stands there, by sh and curl, against a Worker. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { ADMIN_TOKEN, READ_TOKEN, openApi, operations, until } from "./caller.mjs";
import { newWhsec } from "../e2e/senders.mjs";
import { load } from "../../npm/load.mjs";

const run = promisify(execFile);
const guide = await readFile(new URL("../../docs/api.md", import.meta.url), "utf8");
const blocks = (language) => [...guide.matchAll(new RegExp("```" + language + "\\n([\\s\\S]*?)```", "g"))].map(([, text]) => text);

/** The commands, each on one line; those that set the variables are left to the test. */
const commands = blocks("sh")
  .flatMap((block) => block.replaceAll("\\\n", " ").split("\n"))
  .map((line) => line.replace(/\s+#.*$/, "").trim())
  .filter((line) => line.startsWith("curl") || line.startsWith("grep"));

test("every command of the guide does what it says", async (t) => {
  const secret = newWhsec();
  const sources = { affiliatebase: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] } };
  const api = await openApi(t, { sources, origins: { crm: {}, warehouse: { tests: true } }, vars: { CRM_SECRET: secret } });
  const folder = await mkdtemp(join(tmpdir(), "waxseal-guide-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { id } = await api.event("evt_1", {}, { to: "/in/affiliatebase" });
  const env = { PATH: process.env.PATH, API: `${api.worker.url}/api`, READ: `authorization: Bearer ${READ_TOKEN}`, ADMIN: `authorization: Bearer ${ADMIN_TOKEN}` };
  const { cursor } = await api.ok("GET", "/api/events?after=start");
  const called = new Set();
  // Erasing comes before exporting in the guide, and replay would find no body after it: the order of the guide is one that works.
  for (const command of commands) {
    const real = command.replaceAll("wx_…", id).replaceAll("AXAA…", cursor).replace(/^curl/, "curl -sS --fail-with-body");
    const { stdout } = await run("sh", ["-c", real], { cwd: folder, env }).catch((error) => assert.fail(`${command}: ${error.stdout} ${error.stderr}`));
    if (command.includes("/captures\" -d")) assert.equal(JSON.parse(stdout).id, 1, "the guide's capture is the first");
    if (command.startsWith("grep")) assert.match(stdout, /waxseal-cursor: \S+/i);
    const path = /"\$API(\/[^"?]*)/.exec(command)?.[1];
    if (path) called.add(`${/-X (\S+)/.exec(command)?.[1] ?? "GET"} /api${path.replace("wx_…", "{id}").replace(/origins\/[a-z]+/, "origins/{origin}").replace(/captures\/\d+/, "captures/{capture}")}`);
  }
  assert.match(await readFile(join(folder, "events.csv"), "utf8"), /^id,revision,/);
  const told = operations.map(({ method, path }) => `${method} ${path}`);
  const left = told.filter((where) => !called.has(where) && !/outcome|openapi/.test(where));
  assert.deepEqual(left, [], "the guide shows every call");
});

test("the lines with which an origin tells an outcome work as they stand", async (t) => {
  const secret = newWhsec();
  const api = await openApi(t, { vars: { CRM_SECRET: secret } });
  const { id } = await api.event("evt_1");
  const { sign } = await load("waxseal");
  const [lines] = blocks("js");
  const body = lines.replace(/^import .*$/m, "").replace("process.env.CRM_SECRET", "secret").replace("await fetch(", "return await fetch(");
  const AsyncFunction = (async () => {}).constructor;
  const response = await new AsyncFunction("sign", "secret", "id", "api", body)(sign, secret, id, `${api.worker.url}/api`);
  assert.equal(response.status, 200, await response.clone().text());
  await until("the outcome", async () => (await api.ok("GET", `/api/events/${id}`)).events[0].deliveries[0].outcome?.is_processed === false);
});

test("the table of the guide has every path of the document", () => {
  for (const { method, path } of operations) assert.ok(guide.includes(`| ${method} | \`${path}\` |`), `${method} ${path}`);
});
