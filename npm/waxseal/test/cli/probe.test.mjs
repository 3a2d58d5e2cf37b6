import assert from "node:assert/strict";
import { generateKeyPairSync, sign as signBytes } from "node:crypto";
import { createServer } from "node:https";
import { test } from "node:test";
import { Verifier } from "waxseal";
import { file, freePort, listening, runBeside, SECRET, serve, TOKEN } from "./run.mjs";

const NAMES = ["valid", "missing_signature", "wrong_secret", "tampered", "stale", "duplicate", "parallel"];

const probe = async (url, ...more) => {
  const result = await runBeside(["probe", url, "--json", ...(more.includes("--scheme") ? [] : ["--scheme", "stripe", "--secret-env", "SECRET"]), ...more]);
  return { ...result, json: JSON.parse(result.stdout), marks: Object.fromEntries(JSON.parse(result.stdout).checks?.map(({ name, mark }) => [name, mark]) ?? []) };
};

const all = (mark, changes = {}) => ({ ...Object.fromEntries(NAMES.map((name) => [name, mark])), ...changes });

/** A receiver with a fault of its own. Without one it does all that it should. */
const receiver = (test, { verify = (request, response) => checked(request, response), seen = new Set(), once = (_, response) => response.writeHead(200).end() } = {}) =>
  serve(test, (request, response) => {
    const event = verify(request, response);
    if (event === undefined) return;
    const id = JSON.parse(request.body).id;
    const isNew = !seen.has(id);
    seen.add(id);
    once(isNew, response);
  });

const stripe = new Verifier({ scheme: "stripe", secrets: SECRET });
const lax = new Verifier({ scheme: "stripe", secrets: SECRET, toleranceSeconds: 1_000_000_000 });

const checked = (request, response, verifier = stripe) => {
  const result = verifier.check({ headers: request.headers, body: new Uint8Array(request.body) });
  if (result.ok) return result.verified;
  response.writeHead(result.error.status).end(result.error.code);
  return undefined;
};

test("a receiver that does all that it should passes every check, and the status is 0", async (t) => {
  const { status, json, marks, stderr } = await probe(await receiver(t));
  assert.equal(stderr, "");
  assert.deepEqual(marks, all("pass"));
  assert.equal(status, 0);
  assert.equal(json.ok, true);
  assert.deepEqual(json.checks.at(-1).answers.length, 101);
});

test("waxseal's own listen passes every check, and saw what was sent", async () => {
  const receiver = await listening(["--scheme", "stripe", "--secret-env", "SECRET"]);
  const { status, marks } = await probe(receiver.url, "--copies", "20");
  assert.deepEqual([status, marks], [0, all("pass")]);
  await receiver.event(({ event, outcome }) => event === "request" && outcome === "accepted");
  const outcomes = receiver.requests().map(({ outcome, code }) => code ?? outcome);
  assert.deepEqual(outcomes.slice(0, 7), ["accepted", "signature_missing", "signature_mismatch", "signature_mismatch", "timestamp_stale", "accepted", "duplicate"]);
  assert.deepEqual(outcomes.slice(7).sort(), ["accepted", ...Array.from({ length: 20 }, () => "duplicate")]);
  assert.equal(await receiver.end(), 0);
});

test("a receiver that checks nothing is caught by every forgery", async (t) => {
  const { status, json, marks } = await probe(await receiver(t, { verify: () => ({}) }));
  assert.equal(status, 1);
  assert.deepEqual(marks, all("pass", { missing_signature: "fail", wrong_secret: "fail", tampered: "fail", stale: "fail" }));
  const came = Object.fromEntries(json.checks.map(({ name, came }) => [name, came]));
  assert.match(came.missing_signature, /^200 in \d+ m?s: an event without a signature was accepted$/);
  assert.match(came.wrong_secret, /: a forged signature was accepted$/);
  assert.match(came.tampered, /: an altered body was accepted$/);
  assert.match(came.stale, /: an event signed 15 min ago was accepted$/);
});

test("a receiver that looks for a signature and does not check it is caught by the wrong secret and the altered body", async (t) => {
  const verify = (request, response) => (request.headers["stripe-signature"] === undefined ? void response.writeHead(401).end() : {});
  const { marks } = await probe(await receiver(t, { verify }));
  assert.deepEqual(marks, all("pass", { wrong_secret: "fail", tampered: "fail", stale: "fail" }));
});

test("a receiver that ignores timestamps is caught by the stale event alone", async (t) => {
  const { status, marks } = await probe(await receiver(t, { verify: (request, response) => checked(request, response, lax) }));
  assert.equal(status, 1);
  assert.deepEqual(marks, all("pass", { stale: "fail" }));
});

test("a receiver that checks a body which it has written anew is caught by the valid event, and nothing else is claimed", async (t) => {
  const verify = (request, response) => {
    const body = new TextEncoder().encode(JSON.stringify(JSON.parse(request.body), null, 1));
    return checked({ ...request, body }, response);
  };
  const { status, json, marks } = await probe(await receiver(t, { verify }));
  assert.equal(status, 1);
  assert.deepEqual(marks, all("not_run", { valid: "fail" }));
  assert.equal(json.checks[1].came, "the genuine event was not accepted, so this would show nothing");
});

test("a receiver that hangs is caught by the valid event, within the time that was given", async (t) => {
  const { status, json, marks } = await probe(await serve(t, () => undefined), "--timeout", "1");
  assert.equal(status, 1);
  assert.deepEqual(marks, all("not_run", { valid: "fail" }));
  assert.match(json.checks[0].came, /^no answer in time \(1 s\)$/);
  assert.deepEqual(json.checks[0].answers.map(({ status, reason }) => [status, reason]), [[null, "timeout"]]);
});

test("a receiver that fails on what is not genuine is told that senders would try again", async (t) => {
  const verify = (request, response) => (stripe.check({ headers: request.headers, body: new Uint8Array(request.body) }).ok ? {} : void response.writeHead(500).end());
  const { json, marks } = await probe(await receiver(t, { verify }));
  assert.deepEqual(marks, all("pass", { missing_signature: "fail", wrong_secret: "fail", tampered: "fail", stale: "fail" }));
  assert.match(json.checks[1].came, /^500 in .*: neither accepted nor refused, so senders would try again$/);
});

test("a receiver that refuses duplicates is caught by the duplicate", async (t) => {
  const { status, json, marks } = await probe(await receiver(t, { once: (isNew, response) => response.writeHead(isNew ? 200 : 409).end() }));
  assert.equal(status, 1);
  assert.deepEqual(marks, all("pass", { duplicate: "fail", parallel: "fail" }));
  assert.match(json.checks[5].came, /^200 in .*, then 409 in /);
  assert.match(json.checks[6].came, /^1 × 200, 99 × 409, the slowest after .*; then 409 in /);
});

test("a receiver that answers 503 to copies while the first is in work passes, and one that fails under them does not", async (t) => {
  const busy = new Set();
  const slow = await serve(t, (request, response) => {
    if (checked(request, response) === undefined) return;
    const { id } = JSON.parse(request.body);
    if (busy.has(id)) return response.writeHead(503, { "retry-after": "1" }).end();
    busy.add(id);
    setTimeout(() => {
      busy.delete(id);
      response.writeHead(200).end();
    }, 300);
  });
  const fine = await probe(slow, "--copies", "10");
  assert.deepEqual([fine.status, fine.marks], [0, all("pass")]);
  assert.match(fine.json.checks.at(-1).came, /^(?=.*\b\d × 200)(?=.*\b\d × 503)/);
  let inWork = 0;
  const weak = await serve(t, (request, response) => {
    if (checked(request, response) === undefined) return;
    inWork++;
    setTimeout(() => {
      response.writeHead(inWork > 3 ? 500 : 200).end();
      inWork--;
    }, 100);
  });
  const failed = await probe(weak, "--copies", "10");
  assert.deepEqual([failed.status, failed.marks], [1, all("pass", { parallel: "fail" })]);
});

test("what no answer tells is not claimed, and the ids to look for are named", async (t) => {
  const ids = [];
  const url = await serve(t, (request, response) => {
    if (checked(request, response) === undefined) return;
    ids.push(JSON.parse(request.body).id);
    response.writeHead(200).end();
  });
  const { stdout, status } = await runBeside(["probe", url, "-s", "stripe", "--secret-env", "SECRET", "--copies", "3"]);
  assert.equal(status, 0);
  const unseen = stdout.slice(stdout.indexOf("Not seen from here:"));
  assert.match(unseen, /whether a copy was processed twice: only answers are seen from here/);
  const [duplicate, parallel] = [/duplicate: (\S+)/, /parallel: (\S+)/].map((pattern) => pattern.exec(unseen)[1]);
  assert.deepEqual([ids.filter((id) => id === duplicate).length, ids.filter((id) => id === parallel).length], [2, 4]);
});

test("the table says what was expected and what came", async (t) => {
  const { stdout } = await runBeside(["probe", await receiver(t, { verify: () => ({}) }), "-s", "stripe", "--secret-env", "SECRET", "--copies", "2"]);
  assert.match(stdout, /\npass {2}valid {14}expected 2xx; came 200 in \d+ m?s\n/);
  assert.match(stdout, /\nFAIL {2}tampered {11}expected 4xx; came 200 in \d+ m?s: an altered body was accepted\n/);
  assert.match(stdout, /\nfailed: 3 passed, 4 failed, 0 not run, 0 do not apply\n/);
});

test("what a scheme does not protect does not apply", async () => {
  const token = await listening(["--scheme", "token", "--set", "header=x-key", "--secret-env", "TOKEN"]);
  const result = await probe(token.url, "--scheme", "token", "--set", "header=x-key", "--secret-env", "TOKEN", "--copies", "2");
  assert.deepEqual(result.marks, all("pass", { tampered: "not_applicable", stale: "not_applicable" }));
  assert.equal(result.status, 0);
  await token.end();
  assert.ok(!(token.output() + result.all).includes(TOKEN), "the token is shown nowhere");
  const github = await listening(["--scheme", "github", "--secret-env", "SECRET"]);
  const { marks, json } = await probe(github.url, "--scheme", "github", "--secret-env", "SECRET", "--copies", "2");
  assert.deepEqual(marks, all("pass", { stale: "not_applicable" }));
  assert.equal(json.checks[4].came, "the signature covers no timestamp");
  await github.end();
});

test("a token in the query is sent there, and shown nowhere", async () => {
  const receiver = await listening(["--scheme", "token", "--set", "query=key", "--secret-env", "TOKEN"]);
  const { marks, all: out } = await probe(`${receiver.url}/hook?a=1`, "--scheme", "token", "--set", "query=key", "--secret-env", "TOKEN", "--copies", "2");
  assert.equal(marks.valid, "pass");
  assert.equal(marks.missing_signature, "pass");
  assert.ok(receiver.requests().some(({ url }) => url === "/hook?a=1&key=[secret]"), receiver.output());
  await receiver.end();
  assert.ok(!(receiver.output() + out).includes(TOKEN));
});

test("a scheme that signs the URL, a form, or milliseconds is probed as well", async () => {
  for (const [scheme, more] of [["square", []], ["twilio", []], ["attribloom", []], ["affiliatebase", []], ["hubspot-v3", ["-X", "POST"]]]) {
    const url = "https://hooks.example.com/in";
    const receiver = await listening(["--scheme", scheme, "--secret-env", "SECRET", ...(["square", "twilio", "hubspot-v3"].includes(scheme) ? ["--url", url] : [])]);
    const { marks, all: out } = await probe(receiver.url, "--scheme", scheme, "--secret-env", "SECRET", "--url", url, "--copies", "2", ...more);
    await receiver.end();
    for (const name of NAMES) assert.ok(["pass", "not_applicable"].includes(marks[name]), `${scheme} ${name} ${out}`);
    assert.equal(marks.tampered, "pass", scheme);
  }
});

test("a body of one's own is sent as it is", async (t) => {
  const bodies = [];
  const github = new Verifier({ scheme: "github", secrets: SECRET });
  const url = await serve(t, (request, response) => {
    const ok = github.check({ headers: request.headers, body: new Uint8Array(request.body) }).ok;
    if (ok) bodies.push(request.body.toString());
    response.writeHead(ok && request.headers["x-github-event"] === "push" ? 200 : 401).end();
  });
  const body = '{ "ref": "refs/heads/main",\n "n": 17 }\n';
  const { marks } = await probe(url, "--scheme", "github", "--secret-env", "SECRET", "-H", "X-GitHub-Event: push", "--body-file", file("push.json", body), "--copies", "2");
  assert.deepEqual(marks, all("pass", { stale: "not_applicable" }));
  assert.deepEqual([...new Set(bodies)], [body]);
});

test("--only runs what is named, behind the valid event", async (t) => {
  const { marks } = await probe(await receiver(t), "--only", "stale,tampered");
  assert.deepEqual(marks, { valid: "pass", tampered: "pass", stale: "pass" });
});

test("nobody there is a fault of the network with status 4", async () => {
  const { status, json } = await probe(`http://127.0.0.1:${await freePort()}/hook`);
  assert.equal(status, 4);
  assert.deepEqual(json.error, { class: "network", message: "nobody answers there (ECONNREFUSED)" });
});

const der = (tag, ...parts) => {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

/** A certificate that nobody but the test trusts (X.509 version 1, RFC 5280), and its key. */
const certificate = () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const oid = (hexadecimal) => der(0x06, Buffer.from(hexadecimal, "hex"));
  const name = der(0x30, der(0x31, der(0x30, oid("550403"), der(0x0c, Buffer.from("localhost")))));
  const algorithm = der(0x30, oid("2a8648ce3d040302"));
  const validity = der(0x30, ...["200101000000Z", "491231235959Z"].map((time) => der(0x17, Buffer.from(time))));
  const content = der(0x30, der(0x02, Buffer.from([1])), algorithm, name, validity, name, publicKey.export({ type: "spki", format: "der" }));
  const whole = der(0x30, content, algorithm, der(0x03, Buffer.from([0]), signBytes("sha256", content, privateKey)));
  return { cert: `-----BEGIN CERTIFICATE-----\n${whole.toString("base64")}\n-----END CERTIFICATE-----\n`, key: privateKey.export({ type: "pkcs8", format: "pem" }) };
};

test("a certificate that is not trusted is a fault of the network, and one that is trusted none", async (t) => {
  const { cert, key } = certificate();
  const server = createServer({ cert, key }, (request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => checked({ headers: request.headers, body: Buffer.concat(pieces) }, response) && response.writeHead(200).end());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const words = ["probe", `https://localhost:${server.address().port}/`, "--scheme", "stripe", "--secret-env", "SECRET", "--copies", "2"];
  const untrusted = await runBeside(words);
  assert.equal(untrusted.status, 4);
  assert.match(untrusted.stderr, /^network: TLS does not come about \(DEPTH_ZERO_SELF_SIGNED_CERT\); NODE_EXTRA_CA_CERTS=FILE trusts/);
  const trusted = await runBeside(words, { env: { NODE_EXTRA_CA_CERTS: file("localhost.pem", cert) } });
  assert.equal(trusted.status, 0, trusted.all);
});

const wrong = {
  "a private key is the sender's": [["--scheme", "discord", "--secret-env", "SECRET"], 3, /signed with a private key, which the sender keeps/],
  "a signature that only the sender can put into the body": [["--scheme", "adyen", "--secret-env", "SECRET"], 2, /it cannot be signed here/],
  "a check that does not exist": [["--only", "replay"], 2, /^--only must be some of valid, /],
  "too many copies": [["--copies", "100000"], 2, /^--copies must be a whole number from 1 to 1000/],
  "two secrets": [["--scheme", "stripe", "--secret-env", "SECRET", "--secret-env", "OTHER"], 2, /^probe takes one secret/],
};
for (const [name, [words, expected, message]] of Object.entries(wrong)) {
  test(`${name}: status ${expected}`, async () => {
    const { status, json } = await probe("http://127.0.0.1:9/hook", ...words);
    assert.equal(status, expected);
    assert.match(json.error.message, message);
  });
}

test("a target that is no URL, or holds a password, is refused", async () => {
  for (const [url, message] of [["localhost", /URL is no URL/], ["ftp://a.test/x", /must begin with http/], ["http://u:p@127.0.0.1/", /holds a password/]]) {
    const { status, json } = await probe(url);
    assert.equal(status, 2);
    assert.match(json.error.message, message);
  }
});
