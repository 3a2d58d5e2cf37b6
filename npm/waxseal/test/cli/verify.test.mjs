import assert from "node:assert/strict";
import { createSign, generateKeyPairSync, sign as signBytes } from "node:crypto";
import { test } from "node:test";
import { sign } from "waxseal";
import { BODY, file, nowhere, NOW, NOW_SECONDS, OTHER, run, runJson, SECRET } from "./run.mjs";

const stripe = (body = BODY, secret = SECRET) => sign({ scheme: "stripe", secret, body, timestamp: NOW_SECONDS * 1000 });
const rawHttp = (headers, body, { end = "\r\n", line = "POST /hook HTTP/1.1" } = {}) =>
  [line, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", body].join(end);
const STRIPE = ["verify", "--scheme", "stripe", "--secret-env", "SECRET", "--now", NOW];

test("a genuine request is told with what is known of it, and the status is 0", () => {
  const { headers } = stripe();
  const { status, stdout, stderr } = run([...STRIPE, file("genuine.http", rawHttp(headers, BODY))]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  assert.equal(
    stdout,
    "genuine  stripe, signed\n" +
      "  id         evt_1\n" +
      "  type       commission.created\n" +
      "  timestamp  2025-06-15T15:06:40.000Z, now\n" +
      "  covers     body, id, type, timestamp; not url\n" +
      "  matched    the only one, from --secret-env SECRET, read as utf8\n",
  );
});

test("the JSON of a genuine request has this shape", () => {
  const { headers } = stripe();
  const { status, json } = runJson(["verify", "-s", "stripe", "--secret-env", "OTHER", "--secret-env", "SECRET", "--now", String(NOW_SECONDS + 12), "-"], {
    input: rawHttp(headers, BODY),
  });
  assert.equal(status, 0);
  assert.deepEqual(json, {
    ok: true,
    verdict: "genuine",
    scheme: "stripe",
    assurance: "signed",
    covers: { body: true, id: true, type: true, timestamp: true, url: false },
    id: "evt_1",
    ids: [],
    type: "commission.created",
    version: null,
    timestamp: "2025-06-15T15:06:40.000Z",
    skewSeconds: 12,
    matched: { secret: 1, form: "utf8", of: 2, from: "--secret-env SECRET" },
    warnings: [],
    notes: [],
  });
});

test("a refused request has its code and the compared facts, and the status is 1", () => {
  const { headers } = stripe();
  const path = file("altered.http", rawHttp(headers, BODY.replace("1250", "9250")));
  const { status, stdout } = run([...STRIPE, path]);
  assert.equal(status, 1);
  assert.match(stdout, /^refused {2}signature_mismatch\n {2}1 key tried, /);
  const { json } = runJson([...STRIPE, path]);
  assert.deepEqual(Object.keys(json), ["ok", "verdict", "scheme", "code", "detail", "status", "notes"]);
  assert.deepEqual([json.ok, json.verdict, json.code, json.status], [false, "refused", "signature_mismatch", 401]);
});

test("the window is the vendor's, or --tolerance, and --now sets the moment", () => {
  const path = file("stale.http", rawHttp(stripe().headers, BODY));
  const at = (now, ...more) => runJson(["verify", "-s", "stripe", "--secret-env", "SECRET", "--now", now, ...more, path]).json.code ?? "genuine";
  assert.equal(at(String(NOW_SECONDS + 300)), "genuine");
  assert.equal(at(String(NOW_SECONDS + 301)), "timestamp_stale");
  assert.equal(at(String((NOW_SECONDS + 301) * 1000)), "timestamp_stale");
  assert.equal(at(String(NOW_SECONDS + 301), "--tolerance", "301"), "genuine");
  assert.equal(at(String(NOW_SECONDS - 100), "--tolerance", "301/99"), "timestamp_future");
  assert.equal(at("2026-05-29T14:21:12Z"), "timestamp_stale");
});

test("without --now the clock is read", () => {
  const { headers } = sign({ scheme: "stripe", secret: SECRET, body: BODY });
  const { status, stdout } = run(["verify", "-s", "stripe", "--secret-env", "SECRET", "-"], { input: rawHttp(headers, BODY) });
  assert.equal(status, 0);
  assert.match(stdout, /timestamp {2}\S+, (now|\d+ s ago)\n/);
});

test("a request may be made of flags, which win over what a file says", () => {
  const { headers } = stripe();
  const parts = ["-H", `Stripe-Signature: ${headers["stripe-signature"]}`];
  assert.equal(run([...STRIPE, ...parts, "--body", BODY]).status, 0);
  assert.equal(run([...STRIPE, ...parts, "--body-file", file("body.json", BODY)]).status, 0);
  assert.equal(run([...STRIPE, ...parts, "--body-file", "-"], { input: BODY }).status, 0);
  assert.equal(run([...STRIPE, ...parts, file("other.http", rawHttp({ "stripe-signature": "t=1,v1=00" }, BODY))]).status, 0);
  assert.equal(run([...STRIPE, ...parts, "--body", `${BODY} `]).status, 1);
});

test("a cURL command is read from a file, from standard input, and after --", () => {
  const { headers } = stripe();
  const words = ["curl", "-sS", "-XPOST", "https://a.test/hook", "-H", `stripe-signature: ${headers["stripe-signature"]}`, "--data-raw", BODY];
  const text = `curl -sS -XPOST 'https://a.test/hook' \\\n  -H 'stripe-signature: ${headers["stripe-signature"]}' \\\n  --data-raw '${BODY}'\n`;
  assert.equal(run([...STRIPE, "--", ...words]).status, 0);
  assert.equal(run([...STRIPE, file("command.sh", text)]).status, 0);
  assert.equal(run([...STRIPE, "-"], { input: `$ ${text}` }).status, 0);
});

test("a body is taken byte for byte, and what the headers say of its length is told", () => {
  const body = Buffer.concat([Buffer.from('{"id":"evt_1","x":"'), Buffer.from([0xff, 0x00, 0x0d]), Buffer.from('"}')]);
  const { headers } = sign({ scheme: "github", secret: SECRET, body: new Uint8Array(body) });
  const head = (length) => Buffer.from(`POST / HTTP/1.1\r\nX-Hub-Signature-256: ${headers["x-hub-signature-256"]}\r\nContent-Length: ${length}\r\n\r\n`);
  const verify = (input) => runJson(["verify", "-s", "github", "--secret-env", "SECRET", "-"], { input });
  assert.deepEqual([verify(Buffer.concat([head(body.length), body])).json.ok, verify(Buffer.concat([head(body.length), body])).json.notes], [true, []]);
  const longer = verify(Buffer.concat([head(body.length), body, Buffer.from("\n")])).json;
  assert.equal(longer.ok, true);
  assert.deepEqual(longer.notes, [`content-length is ${body.length}, and ${body.length + 1} bytes follow: the last 1 (a line end, as editors add it) is not part of the body, and left out`]);
  const shorter = verify(Buffer.concat([head(body.length + 4), body])).json;
  assert.deepEqual(shorter.notes, [`content-length is ${body.length + 4}, and only ${body.length} bytes follow: the body is cut off, or its line ends were changed`]);
});

test("public keys come by the same flags, of Ed25519, P-256 and RSA alike", () => {
  const ed25519 = generateKeyPairSync("ed25519");
  const discord = signBytes(null, Buffer.from(`${NOW_SECONDS}${BODY}`), ed25519.privateKey).toString("hex");
  const pem = (key) => key.export({ type: "spki", format: "pem" });
  const check = (scheme, key, headers, body = BODY) =>
    run(["verify", "-s", scheme, "--secret-file", file(`${scheme}.pem`, pem(key)), "--now", NOW, "-"], { input: rawHttp(headers, body) });
  assert.equal(check("discord", ed25519.publicKey, { "x-signature-ed25519": discord, "x-signature-timestamp": NOW_SECONDS }).status, 0);
  const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const events = '[{"sg_event_id":"e1"}]';
  const sendgrid = createSign("sha256").update(`${NOW_SECONDS}${events}`).sign(p256.privateKey).toString("base64");
  const named = { "x-twilio-email-event-webhook-signature": sendgrid, "x-twilio-email-event-webhook-timestamp": NOW_SECONDS };
  assert.equal(check("sendgrid", p256.publicKey, named, events).status, 0);
  assert.equal(check("sendgrid", p256.publicKey, named, `${events} `).status, 1);
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const wise = createSign("sha256").update(BODY).sign(rsa.privateKey).toString("base64");
  assert.equal(check("wise", rsa.publicKey, { "x-signature-sha256": wise }).status, 0);
});

test("what a sender leaves open goes by --set, and a scheme of one's own by a file", () => {
  const track360 = sign({ scheme: "track360", secret: SECRET, body: BODY, header: "x-partner", encoding: "base64" });
  const set = ["--set", "header=x-partner", "--set", "encoding=base64", "--set", "id=/id"];
  const { json } = runJson(["verify", "-s", "track360", "--secret-env", "SECRET", ...set, "-"], { input: rawHttp(track360.headers, BODY) });
  assert.deepEqual([json.ok, json.id], [true, "evt_1"]);
  const scheme = { signature: "header:x-acme", form: "t={timestamp},v1={signature},...", message: "{timestamp}.{body}", id: "/id" };
  const acme = sign({ scheme, secret: SECRET, body: BODY, timestamp: NOW_SECONDS * 1000 });
  const own = runJson(["verify", "-s", file("acme.json", JSON.stringify(scheme)), "--secret-env", "SECRET", "--now", NOW, "-"], { input: rawHttp(acme.headers, BODY) });
  assert.deepEqual([own.json.ok, own.json.scheme, own.json.id], [true, "custom", "evt_1"]);
});

test("the URL that a sender signs goes by --url, and its want is told with the flag", () => {
  const square = sign({ scheme: "square", secret: SECRET, body: BODY, url: "https://a.test/hook" });
  const input = rawHttp(square.headers, BODY);
  const missing = run(["verify", "-s", "square", "--secret-env", "SECRET", "-"], { input });
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /^usage: url is a path, and this scheme signs the whole URL/);
  assert.equal(run(["verify", "-s", "square", "--secret-env", "SECRET", "--url", "https://a.test/hook", "-"], { input }).status, 0);
  const noUrl = run(["verify", "-s", "square", "--secret-env", "SECRET", "-H", `x-square-hmacsha256-signature: ${square.headers["x-square-hmacsha256-signature"]}`, "--body", BODY]);
  assert.match(noUrl.stderr, /\(--url\)\n$/);
});

test("a short secret is told beside the verdict", () => {
  const short = "tiny-secret";
  const { headers } = sign({ scheme: "github", secret: short, body: BODY });
  const { stdout } = run(["verify", "-s", "github", "--secret-env", "TINY", "-"], { input: rawHttp(headers, BODY), env: { TINY: short } });
  assert.match(stdout, /secret_short: secret 1 has fewer than 16 bytes/);
});

test("a token's request is judged, and the token is nowhere in the output", () => {
  const request = sign({ scheme: "token", secret: SECRET, body: BODY, header: "x-key" });
  const { status, all } = run(["verify", "-s", "token", "--set", "header=x-key", "--secret-env", "SECRET", "-"], { input: rawHttp(request.headers, BODY) });
  assert.equal(status, 0);
  assert.ok(!all.includes(SECRET.slice(6)));
});

const wrong = {
  "no scheme": [["verify", "--secret-env", "SECRET", "-"], 2, /^usage: --scheme is missing: who signs\?/],
  "an unknown scheme": [["verify", "-s", "strpe", "--secret-env", "SECRET", "-"], 3, /^scheme_unknown: .*did you mean stripe\?/],
  "no request": [["verify", "-s", "stripe", "--secret-env", "SECRET"], 2, /^usage: there is no request: /],
  "no such file": [["verify", "-s", "stripe", "--secret-env", "SECRET", nowhere("absent.http")], 2, /^usage: the file that REQUEST names: there is no such file/],
  "a variable that is not set": [["verify", "-s", "stripe", "--secret-env", "NOT_SET", "-"], 3, /^secret_empty: the environment variable that --secret-env names is not set/],
  "a variable that is empty": [["verify", "-s", "stripe", "--secret-env", "EMPTY", "-"], 3, /^secret_empty: the environment variable that --secret-env names is empty/],
  "no secret and no terminal": [["verify", "-s", "stripe", "-"], 2, /^usage: there is no secret: pass --secret-env NAME or --secret-file PATH/],
  "a public key where a secret belongs": [["verify", "-s", "stripe", "--secret-file", file("key.pem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"), "-"], 3, /^secret_malformed: /],
  "a secret for a scheme without one": [["verify", "-s", "none", "--secret-env", "SECRET", "-"], 2, /^usage: none checks nothing, so it takes no secret/],
  "a moment that is none": [["verify", "-s", "stripe", "--secret-env", "SECRET", "--now", "soon", "-"], 2, /^usage: --now must be ISO 8601/],
  "a tolerance that is none": [["verify", "-s", "stripe", "--secret-env", "SECRET", "--tolerance", "5m", "-"], 2, /^usage: --tolerance must be whole seconds/],
  "a setting that is none": [["verify", "-s", "track360", "--secret-env", "SECRET", "--set", "haeder=x", "-"], 2, /^usage: --set knows header, .*did you mean header\?/],
  "a setting that the scheme does not leave open": [["verify", "-s", "stripe", "--secret-env", "SECRET", "--set", "header=x", "-"], 3, /^scheme_invalid: /],
  "standard input twice": [["verify", "-s", "stripe", "--secret-env", "SECRET", "-", "--body-file", "-"], 2, /^usage: standard input is named twice/],
  "standard input for the secret too": [["verify", "-s", "stripe", "--secret-file", "-", "-"], 2, /^usage: standard input is named twice/],
  "two bodies": [["verify", "-s", "stripe", "--secret-env", "SECRET", "--body", "a", "--body-file", "b"], 2, /^usage: --body and --body-file are both there/],
  "a header that is none": [["verify", "-s", "stripe", "--secret-env", "SECRET", "-H", "nothing"], 2, /^usage: --header must be 'name: value'/],
  "an answer in place of a request": [["verify", "-s", "stripe", "--secret-env", "SECRET", "-"], 2, /^usage: this is an answer, not a request/, "HTTP/1.1 200 OK\r\n\r\n"],
};
for (const [name, [words, status, message, input = "POST / HTTP/1.1\r\n\r\n"]] of Object.entries(wrong)) {
  test(`${name} ends with status ${status} and says what to change, as JSON too`, () => {
    const plain = run(words, { input });
    assert.equal(plain.status, status, plain.all);
    assert.match(plain.stderr, message);
    assert.equal(plain.stdout, "");
    const { json, stderr, ...rest } = runJson(words, { input });
    assert.equal(rest.status, status);
    assert.equal(stderr, "");
    assert.equal(json.ok, false);
    assert.equal(json.error.class, { 2: "usage", 3: "configuration" }[status]);
    assert.match(`${json.error.code ?? json.error.class}: ${json.error.message}`, message);
  });
}
