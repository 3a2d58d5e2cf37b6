/** `waxseal reconcile` against the real Worker: the API's list, its cursor and its bodies. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openApi, READ_TOKEN } from "./caller.mjs";

const CLI = fileURLToPath(new URL("../../npm/waxseal/dist/cli.js", import.meta.url));

/** Runs the command beside the Worker, with the read token in its environment. */
const reconcile = (words) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, "reconcile", ...words, "--json"], { env: { PATH: process.env.PATH, WAXSEAL_READ_TOKEN: READ_TOKEN }, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text) => (stdout += text));
    child.stderr.on("data", (text) => (stderr += text));
    child.on("close", (status) => resolve({ status, json: JSON.parse(stdout), all: stdout + stderr }));
  });

test("an export is reconciled with the Worker's log, by the events' ids and by what their bodies say", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "waxseal-reconcile-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const written = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const api = await openApi(t, { origins: { crm: {} } });
  const COUNT = 130;
  for (let n = 0; n < COUNT; n += 1) {
    const answer = await api.sendEvent(`evt_${n}`, { data: { id: `c_${n}`, amount_cents: 100 + n, currency: "USD" } });
    assert.equal(answer.status, 200, answer.text);
  }
  const ids = Array.from({ length: COUNT }, (_, n) => n);
  const same = await reconcile([written("same.csv", `event_id\n${ids.map((n) => `evt_${n}`).join("\n")}\n`), "--against", api.worker.url, "--source", "shop"]);
  assert.equal(same.status, 0, same.all);
  assert.deepEqual([same.json.rows, same.json.known, same.json.matched], [COUNT, COUNT, COUNT]);
  // One row too many, one too few, one amount other than it was sent.
  const rows = [...ids.slice(1), 1000].map((n) => `c_${n};${((n === 5 ? 999 : 100 + n) / 100).toFixed(2).replace(".", ",")}`);
  const out = join(folder, "missing.ndjson");
  const words = ["--against", api.worker.url, "--pointer", "/data/id", "--pointer-amount", "/data/amount_cents", "--major", "--decimal", ",", "--currency", "USD"];
  const other = await reconcile([written("other.csv", `commission_id;amount\r\n${rows.join("\r\n")}\r\n`), ...words, "--out-missing", out]);
  assert.equal(other.status, 1, other.all);
  assert.deepEqual(other.json.counts, { missing: 1, extra: 1, amount: 1, state: 0, type: 0, duplicate: 0, unreadable: 0 });
  assert.deepEqual(other.json.differences.map(({ kind, id }) => [kind, id]), [["amount", "c_5"], ["missing", "c_1000"], ["extra", "c_0"]]);
  const here = ids.reduce((sum, n) => sum + 100 + n, 0);
  assert.deepEqual(other.json.totals, [{ currency: "USD", there: String(here - 100 + 1100 + 999 - 105), here: String(here), difference: String(-100 + 1100 + 999 - 105) }]);
  assert.deepEqual(JSON.parse(readFileSync(out, "utf8")), { id: "c_1000", line: COUNT + 1, row: { commission_id: "c_1000", amount: "11,00" } });
  const none = await reconcile([written("none.csv", "event_id\n"), "--against", api.worker.url, "--since", String(Date.now() + 60_000)]);
  assert.deepEqual([none.status, none.json.known], [0, 0]);
});
