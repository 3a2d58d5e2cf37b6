/** docs/sources.md: the way from a refused request to its cause, each command run as it stands there, by sh and curl. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { affiliatebase, commission } from "../e2e/senders.mjs";
import { load } from "../../npm/load.mjs";
import { ADMIN_TOKEN, READ_TOKEN, openApi, until } from "./caller.mjs";

const run = promisify(execFile);
const page = await readFile(new URL("../../docs/sources.md", import.meta.url), "utf8");
const [, section] = page.split("## Capture: ");
const commands = [...section.matchAll(/```sh\n([^]*?)```/g)].map(([, text]) => text.trim());

test("three steps lead from signature_mismatch to the named cause", async (t) => {
  assert.equal(commands.length, 2, "the third step is to open what the second prints");
  const api = await openApi(t, { sources: { affiliatebase: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] } } });
  const env = { PATH: process.env.PATH, WAXSEAL_ADMIN_TOKEN: ADMIN_TOKEN, WAXSEAL_READ_TOKEN: READ_TOKEN };
  const step = async (command) => {
    const real = command.replaceAll("https://hooks.example.com", api.worker.url);
    assert.ok(real.includes(api.worker.url), command);
    return (await run("sh", ["-c", real], { env })).stdout.trim();
  };
  assert.equal(JSON.parse(await step(commands[0])).id, 1);

  // A proxy put a line break behind what was signed.
  const secret = api.vars.HOOK_SECRET;
  const sent = affiliatebase(secret, commission("evt_1"), { id: "evt_1", to: "/in/affiliatebase" });
  const altered = { ...sent, body: `${sent.body}\n` };
  const link = await until("a captured request", async () => {
    assert.equal((await api.send(altered)).status, 401);
    // Without a match grep ends with 1.
    return step(commands[1]).catch(() => "");
  }, 60_000);

  assert.match(link, /^\/inspect#request=[\w-]+$/);
  const shared = JSON.parse(Buffer.from(link.split("=")[1], "base64url").toString());
  assert.deepEqual([shared.v, shared.from, shared.code, shared.scheme, shared.options, shared.isCut], [1, "capture", "signature_mismatch", "affiliatebase", {}, undefined]);
  assert.ok(!JSON.stringify(shared).includes(secret));
  const body = Buffer.from(shared.body, "base64");
  assert.equal(body.toString(), altered.body);

  // What the page does with it, once the secret is put in.
  const { diagnose } = await load("waxseal/diagnose");
  const { code, causes } = diagnose({ ...shared, body }, { scheme: shared.scheme, secrets: secret, now: shared.now });
  assert.equal(code, shared.code);
  assert.deepEqual([causes[0]?.code, causes[0]?.certainty], ["body_newline_added", "proved"]);
});
