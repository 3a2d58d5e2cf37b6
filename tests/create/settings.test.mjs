/** What source add, origin add and rotate write, as the Worker takes it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask, makeFolder, ROOT, startOrigin, startSelfHosted, until } from "./folder.mjs";

const CLI = join(ROOT, "npm/waxseal/dist/cli.js");

const waxseal = (cwd, words, env = {}) =>
  new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...words], { cwd, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env }, encoding: "utf8" }, (error, stdout, stderr) => resolve({ status: error?.code ?? 0, stdout, stderr }));
  });

const KEY = ["-----BEGIN PUBLIC KEY-----", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=", "-----END PUBLIC KEY-----"].join("\n");

test("every kind of source that is added is one that the Worker serves, and a rotated secret holds beside the new one", async (t) => {
  const origin = await startOrigin();
  const folder = makeFolder("--self-hosted", "--origin", origin.url);
  let worker;
  t.after(async () => {
    await worker?.stop();
    await origin.stop();
    folder.remove();
  });
  const run = async (words, env) => {
    const { status, stdout, stderr } = await waxseal(folder.path, words, env);
    assert.equal(status, 0, `${words.join(" ")}\n${stdout}${stderr}`);
    return stdout;
  };
  writeFileSync(join(folder.path, "mine.json"), JSON.stringify({ signature: "header:x-mine", message: "{body}" }));
  const added = [
    ["stripe", "--scheme", "stripe", "--make"],
    ["track360", "--scheme", "track360", "--header", "x-t360", "--set", "encoding=hex", "--make"],
    ["postback", "--scheme", "token", "--set", "query=token", "--make"],
    ["api-key", "--scheme", "token", "--header", "x-api-key", "--make"],
    ["by-basic", "--scheme", "basic", "--make"],
    ["twilio", "--scheme", "twilio", "--url", "https://hooks.example.com/in/twilio", "--make"],
    ["discord", "--scheme", "discord", "--secret-env", "KEY"],
    ["mine", "--scheme", "./mine.json", "--make"],
  ];
  for (const words of added) await run(["source", "add", ...words], { KEY });
  await run(["origin", "add", "warehouse", "--url", "https://warehouse.example.com/in", "--events", "nothing.*", "--retry", "day", "--tests"]);
  await run(["rotate", "affiliatebase", "--make"]);
  await run(["rotate", "crm"]);

  worker = await startSelfHosted(folder, ["--allow-private"]);
  const health = await ask(worker.url, "/health");
  assert.equal(health.status, 200, worker.output());
  assert.deepEqual([health.json.sources, health.json.origins], [1 + added.length, 2]);

  const send = (name) => waxseal(folder.path, ["send", "affiliatebase", "payout.paid", `${worker.url}/in/affiliatebase`, "--vars-file", ".dev.vars", "--secret-env", name]);
  for (const name of ["AFFILIATEBASE_SECRET", "AFFILIATEBASE_SECRET_OLD"]) assert.match((await send(name)).stdout, /"status":"accepted"/, name);
  assert.match((await send("CRM_SECRET")).stdout, /signature_mismatch/);
  await until("both arrived", () => origin.received.length === 2);
  // Two signatures: a receiver with either secret takes it.
  const [{ headers, body }] = origin.received;
  assert.equal(headers["webhook-signature"].split(" ").length, 2);
  const vars = readFileSync(join(folder.path, ".dev.vars"), "utf8");
  const { Verifier } = await import("../../npm/waxseal/dist/node.js");
  for (const name of ["CRM_SECRET", "CRM_SECRET_OLD"]) {
    const secret = new RegExp(`^${name}="(.*)"$`, "m").exec(vars)[1];
    assert.equal(new Verifier({ scheme: "standard-webhooks", secrets: secret }).verify({ headers, body }).type, "payout.paid");
  }

  await run(["rotate", "affiliatebase", "--finish"]);
  await worker.stop();
  worker = await startSelfHosted(folder, ["--allow-private"]);
  writeFileSync(join(folder.path, "old.vars"), `OLD="${folder.vars.AFFILIATEBASE_SECRET}"\n`);
  const late = await waxseal(folder.path, ["send", "affiliatebase", "payout.paid", `${worker.url}/in/affiliatebase`, "--vars-file", "old.vars", "--secret-env", "OLD"]);
  assert.match(late.stdout, /signature_mismatch/);
});
