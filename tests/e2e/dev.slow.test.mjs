/** What `dev` leaves behind when it ends: no process, no folder, no secret. dev.test.mjs has what it shows. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { freshFolder, until } from "./harness.mjs";
import { affiliatebase, commission, newSecret } from "./senders.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts dev.mjs as `cargo xtask dev` does, with a folder of its own for what is temporary; killed after the test whatever happens. */
async function dev(t, ...options) {
  const temporary = await freshFolder();
  const env = { ...process.env, TMPDIR: temporary.path, WAXSEAL_BUILT: "1" };
  const child = spawn(process.execPath, ["worker/dev.mjs", "--port", "0", ...options], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const run = { pid: child.pid, left: async () => (await readdir(temporary.path)).filter((name) => name.startsWith("waxseal-")), output: "", errors: "", status: undefined, stop: (signal) => child.kill(signal) };
  child.stdout.setEncoding("utf8").on("data", (text) => { run.output += text; });
  child.stderr.setEncoding("utf8").on("data", (text) => { run.errors += text; });
  child.on("close", (status, signal) => { run.status = status ?? signal; });
  t.after(() => { child.kill("SIGKILL"); return temporary.remove(); });
  run.end = () => until(`the end of dev\n${run.output}${run.errors}`, () => run.status !== undefined, 60_000).then(() => run.status);
  run.address = () => until("the addresses", () => /health +(http:\S+)\/health/.exec(run.output)?.[1], 60_000);
  return run;
}

/** The processes below one, and below those. */
async function descendants(pid) {
  const parents = new Map();
  for (const name of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    if (stat !== "") parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const below = (pid) => [...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

const isAlive = async (pid) => (await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ") Z")).match(/\) (\S)/)[1] !== "Z";

/** What the table promises, row by row: each in the words of the vocabulary. */
const ROWS = [
  /^affiliatebase commission\.created +200 +accepted +.*finance 200.* finance delivered/,
  /^the same again +200 +duplicate /,
  /^the same id, another amount +200 +conflict /,
  /^payout\.paid, one byte changed +401 +signature_mismatch /,
  /^payout\.paid, an hour old +401 +timestamp_stale /,
  /^track360 conversion\.qualified.* +200 +accepted +crm 500 → 200.* crm delivered/,
  /^GET postback .* +200 +accepted +.* delivered/,
  /^the same postback again +200 +duplicate /,
  /^.*test event +200 +accepted +(?!.*finance).*delivered/,
];

test("dev --exit shows what became of each event, ends with 0 and leaves no folder", async (t) => {
  const run = await dev(t, "--exit");
  assert.equal(await run.end(), 0, run.output + run.errors);
  const lines = run.output.split("\n");
  for (const row of ROWS) assert.ok(lines.some((line) => row.test(line)), `no line like ${row} in\n${run.output}`);
  assert.equal(lines.filter((line) => / yes$/.test(line)).length, ROWS.length);
  assert.ok(!/ NO$/m.test(run.output));
  assert.deepEqual(await run.left(), []);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`${signal} ends dev with 0 and leaves no process and no folder`, async (t) => {
      const run = await dev(t);
    const address = await run.address();
    assert.equal((await fetch(`${address}/health`)).status, 200);
    const children = await descendants(run.pid);
    assert.ok(children.length > 0, "workerd runs");
    run.stop(signal);
    assert.equal(await run.end(), 0, run.errors);
    await until("no process is left", async () => !(await Promise.all(children.map(isAlive))).includes(true));
    await assert.rejects(fetch(`${address}/health`), TypeError);
    assert.deepEqual(await run.left(), []);
  });
}

test("a port that is taken, or a signal while it starts, leaves no folder either", async (t) => {
  const taken = createServer();
  await new Promise((resolve) => taken.listen(0, "127.0.0.1", resolve));
  t.after(() => taken.close());
  const refused = await dev(t, "--port", String(taken.address().port));
  assert.equal(await refused.end(), 2);
  assert.deepEqual(await refused.left(), []);
  const early = await dev(t);
  await until("it starts", async () => (await early.left()).length > 0 && (await descendants(early.pid)).length > 0);
  early.stop("SIGINT");
  assert.equal(await early.end(), 0);
  await until("no folder", async () => (await early.left()).length === 0);
});

/** Writes a configuration and its `.dev.vars` into a folder. */
async function configured(t, config, vars) {
  const folder = await freshFolder();
  t.after(() => folder.remove());
  const file = join(folder.path, "waxseal.jsonc");
  await writeFile(file, typeof config === "string" ? config : JSON.stringify(config));
  await writeFile(join(folder.path, ".dev.vars"), Object.entries(vars).map(([name, value]) => `${name}=${value}`).join("\n"));
  return ["--config", file, "--persist", join(folder.path, "data")];
}

test("dev --config serves that configuration with the secrets beside it, and sends no demonstration", async (t) => {
  const secret = newSecret();
  const run = await dev(t, ...(await configured(t, { sources: { shop: { scheme: "affiliatebase", secrets: ["SHOP_SECRET"] } } }, { SHOP_SECRET: secret })));
  const address = await run.address();
  const event = affiliatebase(secret, commission("evt_1"), { id: "evt_1" });
  const answer = await fetch(address + event.url, event);
  assert.deepEqual([answer.status, (await answer.json()).status], [200, "unrouted"]);
  assert.ok(!run.output.includes("accepted"), "nothing was sent by itself");
  run.stop("SIGINT");
  assert.equal(await run.end(), 0);
  assert.ok(!(run.output + run.errors).includes(secret), "the secret was printed");
});
