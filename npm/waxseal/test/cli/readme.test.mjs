import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { sign } from "waxseal";
import { BODY, file, freePort, listening, run, runBeside, SECRET } from "./run.mjs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const [, block] = /## At the command line\n\n```sh\n([\s\S]*?)```/.exec(readme);

/** The lines without their comments, as words: none has quotes. */
const lines = block.trim().split("\n").map((line) => line.split("#")[0].trim().split(/ +/));

test("the README's command lines work as printed", async () => {
  const env = { STRIPE_SECRET: SECRET };
  const [listen, probe, explain, schemes] = lines.map(([npx, waxseal, ...words]) => {
    assert.deepEqual([npx, waxseal], ["npx", "waxseal"]);
    return words;
  });
  assert.equal(listen[0], "listen");
  const receiver = await listening(listen.slice(1), { env });
  const here = probe.map((word) => word.replace("http://127.0.0.1:4400", receiver.url));
  const probed = await runBeside(here, { env });
  assert.equal(probed.status, 0, probed.all);
  assert.match(probed.stdout, /\npassed: 7 passed/);
  await receiver.end();
  const { headers } = sign({ scheme: "stripe", secret: SECRET, body: BODY });
  const path = file("request.http", `POST /hook HTTP/1.1\r\nstripe-signature: ${headers["stripe-signature"]}\r\n\r\n${BODY}`);
  const explained = run(explain.map((word) => (word === "request.http" ? path : word)), { env });
  assert.deepEqual([explained.status, explained.stdout.split("\n")[0]], [0, "genuine  stripe, signed"]);
  assert.match(run(schemes).stdout, /^stripe {2}Stripe\n/);
});

test("the port that the README probes is the one that listen takes by itself", () => {
  assert.match(run(["listen", "--help"]).stdout, /the port; 4400, if absent/);
  assert.match(lines[1].join(" "), /127\.0\.0\.1:4400/);
});

test("the Express example passes every check of probe, and takes what send sends", async (t) => {
  const port = await freePort();
  const server = spawn(process.execPath, [fileURLToPath(new URL("../../examples/express/server.mjs", import.meta.url))], { env: { PATH: process.env.PATH, PORT: String(port), STRIPE_SECRET: SECRET }, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => server.kill());
  let out = "";
  await new Promise((resolve, reject) => {
    server.once("close", () => reject(new Error("the example ended")));
    server.stdout.on("data", (text) => {
      out += text;
      if (out.includes("listening")) resolve();
    });
  });
  const url = `http://127.0.0.1:${port}/hooks/stripe`;
  const probed = await runBeside(["probe", url, "--scheme", "stripe", "--secret-env", "SECRET"]);
  assert.equal(probed.status, 0, probed.all);
  assert.match(probed.stdout, /\npassed: 7 passed, 0 failed, 0 not run, 0 do not apply\n/);
  const [duplicate, parallel] = [/duplicate: (\S+)/, /parallel: (\S+)/].map((pattern) => pattern.exec(probed.stdout)[1]);
  for (const id of [duplicate, parallel]) assert.equal(out.split(`${id} waxseal.probe`).length, 2, "each event was handled once");
  const sent = await runBeside(["send", "waxseal", "payment_completed", url, "--scheme", "stripe", "--secret-env", "SECRET"]);
  assert.equal(sent.status, 0, sent.all);
  assert.match(out, /^evt_\w+ payment_completed /m);
});
