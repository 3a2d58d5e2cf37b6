import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { schemes, sign as signed, Verifier } from "waxseal";
import { BODY, ENV, file, freePort, listening, nowhere, NOW, NOW_SECONDS, run, runBeside, runJson, SECRET, serve, TOKEN } from "./run.mjs";

const SVIX = ["--scheme", "svix", "--secret-env", "SECRET", "--id", "msg_1", "--timestamp", NOW];

test("sign prints the headers that the package's sign makes", () => {
  const { status, stdout, stderr } = run(["sign", ...SVIX, "--body", BODY]);
  const { headers } = signed({ scheme: "svix", secret: SECRET, body: BODY, id: "msg_1", timestamp: NOW_SECONDS * 1000 });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.equal(stdout, Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`).join(""));
});

test("what sign prints, as JSON and as a cURL command, is what verify takes", () => {
  const verify = ["verify", "--scheme", "svix", "--secret-env", "SECRET", "--now", NOW, "-"];
  const { stdout: json } = run(["sign", ...SVIX, "--json", "--body", BODY]);
  assert.deepEqual(Object.keys(JSON.parse(json)), ["method", "headers", "body"]);
  assert.equal(run(verify, { input: json }).status, 0);
  const { stdout: command } = run(["sign", ...SVIX, "--curl", "--url", "https://a.test/hook?a=1&b=2", "--body", `it's "${BODY}"\n$HOME`]);
  assert.match(command, /^curl -X POST 'https:\/\/a\.test\/hook\?a=1&b=2' \\\n {2}-H /);
  assert.equal(run(verify, { input: command }).status, 0);
  const binary = file("binary.body", Buffer.from([0xff, 0x00, 0x0a]));
  const { stdout: bytes } = run(["sign", ...SVIX, "--json", binary]);
  assert.equal(JSON.parse(bytes).bodyBase64, "/wAK");
  assert.equal(run(verify, { input: bytes }).status, 0);
  const { stdout: named } = run(["sign", ...SVIX, "--curl", "--url", "http://a.test", binary]);
  assert.match(named, / --data-binary @\S*binary\.body\n$|--data-binary '@.*binary\.body'\n$/);
  assert.equal(run(verify, { input: named }).status, 0);
});

test("a signature in the query is shown with the URL", () => {
  const { stdout } = run(["sign", "--scheme", "pandadoc", "--secret-env", "SECRET", "--url", "https://a.test/hook", "--body", "[{}]"]);
  assert.match(stdout, /\nhttps:\/\/a\.test\/hook\?signature=[0-9a-f]{64}\n$/);
});

const notSigned = {
  "a token": [["--scheme", "token", "--set", "header=x-key", "--secret-env", "TOKEN", "--body", "x"], 2, /token sends the secret itself, which is never printed/],
  "what only the sender can sign": [["--scheme", "discord", "--secret-env", "SECRET", "--body", "x"], 3, /^algorithm_unavailable: discord is signed with a private key/],
  "a scheme without the id that it signs": [["--scheme", "svix", "--secret-env", "SECRET", "--body", "x"], 2, /id/],
  "no body": [[...SVIX], 2, /there is no body/],
  "two bodies": [[...SVIX, "--body", "x", file("x", "x")], 2, /a body is named twice/],
  "two secrets": [["--secret-env", "OTHER", ...SVIX, "--body", "x"], 2, /sign takes one secret/],
  "a cURL command without a URL": [[...SVIX, "--curl", "--body", "x"], 2, /a cURL command needs --url/],
};
for (const [name, [words, status, message]] of Object.entries(notSigned)) {
  test(`sign refuses ${name}`, () => {
    const result = run(["sign", ...words]);
    assert.equal(result.status, status, result.all);
    assert.match(result.stderr, message);
    assert.ok(!result.all.includes(TOKEN));
  });
}

const affiliatebase = new Verifier({ scheme: "affiliatebase", secrets: SECRET });

test("send builds an event of a catalog, signs it, posts it and shows the answer", async (t) => {
  const got = [];
  const url = await serve(t, (request, response) => {
    got.push(request);
    response.writeHead(200, { "content-type": "text/plain" }).end("thank you\u001b[2J");
  });
  const { status, stdout } = await runBeside(["send", "affiliatebase", "commission.created", url, "--secret-env", "SECRET", "--field", "data.amount_cents=-1250", "--field", "/data/note=a text", "--test"]);
  assert.equal(status, 0);
  const event = affiliatebase.verify({ headers: got[0].headers, body: new Uint8Array(got[0].body) });
  const { id, type, test: isTest, data } = event.json();
  assert.deepEqual([event.id, type, isTest, data.amount_cents, data.note, data.currency], [id, "commission.created", true, -1250, "a text", "USD"]);
  assert.match(stdout, /→ 200 after \d+ ms\n {4}thank you\\x1b\[2J\n/);
  assert.ok(!stdout.includes(got[0].headers["svix-signature"].slice(3, 20)), "of the signature the beginning alone");
});

test("an answer that is not 2xx is status 1, none in time too, nobody there is status 4", async (t) => {
  const refused = await serve(t, (_, response) => response.writeHead(500).end("sorry"));
  const send = (url, ...more) => runBeside(["send", "affiliatebase", "payout.paid", url, "--secret-env", "SECRET", "--json", ...more]);
  const answered = await send(refused);
  assert.equal(answered.status, 1);
  const { ok, scheme, sent } = JSON.parse(answered.stdout);
  assert.deepEqual([ok, scheme, Object.keys(sent[0]), sent[0].answer.status, sent[0].answer.body], [false, "affiliatebase", ["id", "type", "url", "headers", "body", "answer"], 500, "sorry"]);
  const hung = await send(await serve(t, () => undefined), "--timeout", "1");
  assert.deepEqual([hung.status, JSON.parse(hung.stdout).sent[0].answer.reason], [1, "timeout"]);
  const nobody = await send(`http://127.0.0.1:${await freePort()}`);
  assert.deepEqual([nobody.status, JSON.parse(nobody.stdout).error.class], [4, "network"]);
});

test("every type of every catalog keeps to its schema, and listen takes each", async () => {
  const require = createRequire(import.meta.url);
  const Ajv = require("ajv/dist/2020.js");
  const ajv = new Ajv.default({ strict: false });
  require("ajv-formats")(ajv);
  const docs = fileURLToPath(new URL("../../../../docs/events/", import.meta.url));
  const schema = (path) => JSON.parse(readFileSync(`${docs}${path}`, "utf8"));
  ajv.addSchema(schema("currency.schema.json"));
  const counts = {};
  for (const [catalog, scheme, set] of [["affiliatebase", "affiliatebase", []], ["track360", "track360", ["--set", "header=x-sig"]], ["waxseal", "standard-webhooks", []]]) {
    const receiver = await listening(["--scheme", scheme, "--secret-env", "SECRET", ...set]);
    const { status, stdout } = await runBeside(["send", catalog, "all", receiver.url, "--secret-env", "SECRET", "--json", "--test", ...set]);
    await receiver.end();
    assert.equal(status, 0, stdout);
    const { sent } = JSON.parse(stdout);
    counts[catalog] = sent.length;
    assert.ok(receiver.requests().every(({ outcome }) => outcome === "accepted"));
    for (const { type, body } of sent) {
      const document = JSON.parse(body);
      assert.equal(document.type, type);
      const written = schema(`${catalog}/${type}.schema.json`);
      if (catalog === "track360") for (const [name, definition] of Object.entries(written.$defs)) {
        const check = ajv.compile({ ...definition, $id: `${written.$id}?${name}` });
        assert.ok(check(document[name]), `${type} ${name} ${JSON.stringify(document[name])}`);
      } else {
        const check = ajv.compile(written);
        assert.ok(check(document), `${catalog} ${type} ${JSON.stringify(check.errors)}`);
      }
    }
  }
  assert.deepEqual(counts, { affiliatebase: 8, track360: 17, waxseal: 7 });
});

test("send lists the types, shows a dry run, and names what is near to a mistyped one", async () => {
  const { json } = runJson(["send", "track360"]);
  assert.equal(json.catalogs.track360.length, 17);
  assert.match(run(["send"]).stdout, /affiliatebase {2}AffiliateBase\n {2}affiliate\.approved /);
  const dry = run(["send", "affiliatebase", "payout.paid", "http://127.0.0.1:9", "--secret-env", "SECRET", "--dry-run"]);
  assert.deepEqual([dry.status, dry.stderr], [0, ""]);
  for (const [words, message] of [
    [["affiliatbase", "x", "http://127.0.0.1:9"], /did you mean affiliatebase\?/],
    [["affiliatebase", "payout.payd", "http://127.0.0.1:9"], /did you mean payout\.paid\?/],
    [["affiliatebase", "payout.paid"], /URL is missing/],
    [["affiliatebase", "payout.paid", "http://127.0.0.1:9", "--field", "x"], /--field must be NAME=VALUE/],
  ]) {
    const { status, stderr } = run(["send", ...words, "--secret-env", "SECRET"]);
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
});

test("new-secret makes one that verifies, and --out keeps it from the screen and from others", () => {
  const { stdout, status } = run(["new-secret"]);
  assert.equal(status, 0);
  assert.match(stdout, /^whsec_[A-Za-z0-9+/]{43}=\n$/);
  assert.notEqual(stdout, run(["new-secret"]).stdout);
  assert.match(runJson(["new-secret"]).json.secret, /^whsec_/);
  const path = nowhere("new.secret");
  const written = run(["new-secret", "--out", path]);
  assert.equal(written.status, 0);
  const secret = readFileSync(path, "utf8");
  assert.match(secret, /^whsec_\S{44}\n$/);
  assert.ok(!written.all.includes(secret.slice(6, 30)));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const again = run(["new-secret", "--out", path]);
  assert.deepEqual([again.status, readFileSync(path, "utf8")], [2, secret]);
  assert.match(again.stderr, /there already, and is not overwritten/);
  const json = run(["sign", "--scheme", "svix", "--secret-file", path, "--id", "1", "--json", "--body", "x"]).stdout;
  assert.equal(run(["verify", "--scheme", "svix", "--secret-file", path, "-"], { input: json }).status, 0);
});

test("schemes lists all, searches, and shows one in full", () => {
  const { json } = runJson(["schemes"]);
  assert.deepEqual(json.schemes.map(({ id }) => id), schemes.map(({ id }) => id));
  assert.match(run(["schemes"]).stdout, /\nstripe +Stripe {2}hmac-sha256\n/);
  assert.deepEqual(runJson(["schemes", "HubSpot"]).json.schemes.map(({ id }) => id), ["hubspot-v1", "hubspot-v2", "hubspot-v3"]);
  const { stdout } = run(["schemes", "growsurf"]);
  for (const line of ["reference  https://docs.growsurf.com", "signature  header:growsurf-signature", "form       ts={timestamp},v={signature},...", "signed     {timestamp}.{body}", "window     300 s both ways", "covers     body, type, timestamp; not id, url", "takes      shared secrets"]) {
    assert.ok(stdout.includes(line), `${line}\n${stdout}`);
  }
  const stripe = runJson(["schemes", "stripe"]).json;
  assert.deepEqual([stripe.id, stripe.text.message, stripe.windowSeconds, stripe.reads], ["stripe", "{timestamp}.{body}", "300", ["stripe-signature"]]);
  assert.match(run(["schemes", "github"]).stdout, /window {5}none: the signature covers no timestamp/);
  const none = run(["schemes", "strpie"]);
  assert.deepEqual([none.status, /did you mean stripe\?/.test(none.stderr)], [3, true]);
});

test("every scheme is shown in full", () => {
  for (const { id } of schemes.filter((_, index) => index % 25 === 0)) {
    const { status, stdout } = run(["schemes", id]);
    assert.equal(status, 0);
    assert.ok(stdout.startsWith(`${id}  `) && !stdout.includes("undefined"), stdout);
  }
});

test("the examples of npm's own help run: a signed body goes through a real shell and curl's reader", () => {
  const body = file("shell.json", BODY);
  const bin = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
  const script = `"$NODE" "$BIN" sign --json --scheme svix --secret-env SECRET --id msg_1 "$1" | "$NODE" "$BIN" verify --scheme svix --secret-env SECRET -`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script, "sh", body], { env: { PATH: process.env.PATH, NODE: process.execPath, BIN: bin, ...ENV }, encoding: "utf8" });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^genuine {2}svix, signed\n/);
});
