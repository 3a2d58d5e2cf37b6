import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { after, before, test } from "node:test";

import { launch } from "../../chromium.mjs";
import { open, PAGE } from "./page.mjs";
import { openFields, openSettings, pressExampleInFields, readHeader, readSignedBytes, readSignedText, verdictOf } from "./steps.mjs";

const EXAMPLES = ["AffiliateBase", "Track360", "Stripe", "GitHub"];

let browser;
let opened;
let page;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A test on a freshly opened page that must not complain. */
const onPage = (name, act) =>
  test(name, async () => {
    opened = await open(browser, PAGE);
    page = opened.page;
    try {
      await act();
      assert.deepEqual(opened.complaints, []);
    } finally {
      await opened.close();
    }
  });

onPage("an untouched page says that there is nothing to check", async () => {
  const { title, code } = await verdictOf(page, "empty");
  assert.equal(title, "Nothing to check yet");
  assert.equal(code, null);
});

for (const example of EXAMPLES) {
  onPage(`the ${example} example is genuine, and not with one byte changed`, async () => {
    await pressExampleInFields(page, example);
    assert.equal((await verdictOf(page, "valid")).title, "Genuine");
    const body = await page.locator("#body").inputValue();
    await page.locator("#body").fill(body.replace("a", "b"));
    const rejected = await verdictOf(page, "rejected");
    assert.equal(rejected.title, "Rejected");
    assert.equal(rejected.code, "signature_mismatch");
    await page.locator("#body").fill(body);
    await verdictOf(page, "valid");
  });
}

onPage("an authenticated timestamp that is too old is told with its age", async () => {
  await pressExampleInFields(page, "AffiliateBase");
  const sent = Number(await readHeader(page, "svix-timestamp"));
  await openSettings(page);
  await page.getByLabel("Time of the check").fill(String(sent + 412));
  const { code, detail } = await verdictOf(page, "rejected");
  assert.equal(code, "timestamp_stale");
  assert.match(detail, /signature is right.* 412 s old; 300 s are allowed/);
  await page.getByLabel("Tolerance in seconds").fill("412");
  await verdictOf(page, "valid");
});

onPage("a missing header, a wrong secret and an unreadable one have their own codes", async () => {
  await pressExampleInFields(page, "Stripe");
  await verdictOf(page, "valid");
  await page.getByLabel("Secret", { exact: true }).fill(["whsec_", "another-secret-of-enough-bytes"].join(""));
  assert.equal((await verdictOf(page, "rejected")).code, "signature_mismatch");
  await page.getByLabel("Secret", { exact: true }).fill("");
  const empty = await verdictOf(page, "waiting");
  assert.deepEqual([empty.title, empty.code], ["Now the secret", null]);
  assert.match(empty.detail, /Paste the secret that Stripe showed for this endpoint/);
  await pressExampleInFields(page, "Stripe");
  await page.getByLabel("Headers", { exact: true }).fill("content-type: application/json");
  assert.match((await verdictOf(page, "waiting")).detail, /No known sender’s signature is in this request/);
  await page.getByLabel("Sent by").selectOption("stripe");
  assert.equal((await verdictOf(page, "rejected")).code, "signature_missing");
  await page.getByLabel("Headers", { exact: true }).fill("content-type: application/json\nno header");
  assert.match((await verdictOf(page, "unusable")).detail, /Header line 2 is no header/);
  await page.getByText("Header line 2 is no header").first().waitFor();
});

onPage("a second secret is tried, and the page says which one matched", async () => {
  await pressExampleInFields(page, "GitHub");
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Add another" }).click();
  await page.getByLabel("Secret 1", { exact: true }).fill("an-old-secret-of-enough-bytes");
  await page.getByLabel("Secret 2", { exact: true }).fill(secret);
  await verdictOf(page, "valid");
  await page.getByText("secret 2, read as utf8").waitFor();
  await page.getByText("not signed: a label only").first().waitFor();
});

onPage("a secret that could be guessed is named, though it verifies", async () => {
  const secret = "short";
  const tag = createHmac("sha256", secret).update("{}").digest("hex");
  await openFields(page);
  await page.getByLabel("Sent by").selectOption("track360");
  await page.getByLabel("Secret", { exact: true }).fill(secret);
  await page.getByLabel("Headers", { exact: true }).fill(`POST /hook HTTP/1.1\nX-Track360-Signature: ${tag}`);
  await page.locator("#body").fill("{}");
  await verdictOf(page, "valid");
  await page.getByText("Secret 1 has fewer than 16 bytes and could be guessed").waitFor();
});

onPage("the signed bytes are those that the example's signature was made over", async () => {
  await pressExampleInFields(page, "AffiliateBase");
  const bytes = await readSignedBytes(page);
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
  const tag = createHmac("sha256", secret).update(bytes).digest("base64");
  assert.equal(await readHeader(page, "svix-signature"), `v1,${tag}`);
  const id = await readHeader(page, "svix-id");
  const time = await readHeader(page, "svix-timestamp");
  assert.equal((await readSignedText(page)).prefix, `${id}.${time}.`);
});

onPage("bytes that an eye would miss are marked, and counted exactly", async () => {
  await pressExampleInFields(page, "Track360");
  await page.getByRole("button", { name: "Text", exact: true }).click();
  await page.locator("#body").fill("\uFEFFa \n\tb\u200B\n");
  assert.deepEqual(await readSignedText(page), { body: "BOMa·LF\n→bZWSPLF\n" });
  assert.deepEqual(await readSignedBytes(page), Buffer.from("\uFEFFa \n\tb\u200B\n"));
  await page.getByRole("button", { name: "Text, CRLF", exact: true }).click();
  assert.deepEqual(await readSignedText(page), { body: "BOMa·CRLF\n→bZWSPCRLF\n" });
  assert.deepEqual(await readSignedBytes(page), Buffer.from("\uFEFFa \r\n\tb\u200B\r\n"));
});

onPage("bytes that are no text can be given as base64 or as a file", async () => {
  const bytes = Buffer.from([0x7b, 0xff, 0x00, 0xc3, 0x28, 0xe2, 0x82, 0xac, 0x7d]);
  await pressExampleInFields(page, "GitHub");
  await page.getByRole("button", { name: "Base64", exact: true }).click();
  await page.locator("#body").fill(bytes.toString("base64"));
  assert.deepEqual(await readSignedText(page), { body: "{FFNULC3(€}" });
  assert.deepEqual(await readSignedBytes(page), bytes);
  await page.getByLabel("Body from a file").setInputFiles({ name: "body.bin", mimeType: "application/octet-stream", buffer: bytes });
  await page.getByText("body.bin").waitFor();
  assert.deepEqual(await readSignedBytes(page), bytes);
  await page.getByRole("button", { name: "Base64", exact: true }).click();
  await page.locator("#body").fill("no base64!");
  assert.equal((await verdictOf(page, "unusable")).detail, "This is not base64.");
});

onPage("a token's place is an option, and nothing is shown as signed", async () => {
  await openFields(page);
  await page.getByLabel("Sent by").selectOption("token");
  await page.getByLabel("Token", { exact: true }).fill("a-token-of-enough-bytes");
  await page.getByLabel("Headers", { exact: true }).fill("x-token: a-token-of-enough-bytes");
  assert.equal((await verdictOf(page, "unusable")).code, "scheme_invalid");
  await page.getByLabel("Header with the signature").fill("x-token");
  assert.match((await verdictOf(page, "valid")).detail, /Nothing in the request is bound to it/);
  await page.getByText("This scheme signs nothing").waitFor();
  await page.getByLabel("Header with the signature").fill("");
  await page.getByLabel("Query parameter with the token").fill("key");
  await page.getByLabel("URL", { exact: true }).fill("/in/postback?key=a-token-of-enough-bytes");
  await verdictOf(page, "valid");
});

onPage("what is typed for a scheme with public keys is a key, and a secret is told apart", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const time = String(Math.floor(Date.now() / 1000));
  const signature = sign(null, Buffer.from(`${time}{}`), privateKey).toString("hex");
  await openFields(page);
  await page.getByLabel("Sent by").selectOption("discord");
  await page.getByLabel("Headers", { exact: true }).fill(`x-signature-timestamp: ${time}\nx-signature-ed25519: ${signature}`);
  await page.locator("#body").fill("{}");
  await page.getByLabel("Public key", { exact: true }).fill(["whsec_", "YW5vdGhlci1zZWNyZXQt"].join(""));
  assert.equal((await verdictOf(page, "unusable")).code, "secret_malformed");
  await page.getByLabel("Public key", { exact: true }).fill(publicKey.export({ format: "der", type: "spki" }).toString("base64"));
  await verdictOf(page, "valid");
  await page.getByText("key 1, read as").waitFor();
});

onPage("a scheme that checks nothing says that nothing matched", async () => {
  await openFields(page);
  await page.getByLabel("Sent by").selectOption("none");
  await page.getByLabel("Headers", { exact: true }).fill("host: a.test");
  await verdictOf(page, "valid");
  await page.getByText("nothing, for nothing is checked").waitFor();
});
