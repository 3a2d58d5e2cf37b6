import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { readEntries } from "../generate/entry.mjs";
import { placesOf, spelled } from "../generate/request.mjs";
import { HANDSHAKES } from "../schemes/handshakes.mjs";

const folder = new URL("../handshakes/", import.meta.url);
const ASKINGS = readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const { entries } = await readEntries();

const bytesOf = (value) => (typeof value === "string" ? Buffer.from(value) : Buffer.from(value.base64, "base64"));
const received = ({ method, url, headers, body }) => ({ method, url, body: bytesOf(body), headers: headers.map(([name, value]) => [name, bytesOf(value).toString()]) });
const textOf = (pieces) => pieces?.join("");

/** What an entry answers to a request as it was received, under a secret. */
const answerOf = ({ scheme, request }, secret) => {
  const { answer, challenge } = HANDSHAKES[scheme];
  return answer({ secret, challenge: challenge === undefined ? undefined : placesOf(received(request)).get(challenge) });
};

/** The secret under which the entry makes the very request again; the first where nothing is signed. */
const secretOf = (vector) => {
  const secrets = (vector.secrets ?? []).map(textOf);
  if (!HANDSHAKES[vector.scheme].isSigned) return secrets[0];
  const entry = entries.find(({ scheme }) => scheme === vector.scheme);
  const request = received(vector.request);
  return secrets.find((secret) => spelled(entry.signed({ request, at: vector.now - 250, secret })) === spelled(request));
};

test("every answer, published or not, is what the entry makes of the request as received", () => {
  const answered = ASKINGS.filter(({ expect }) => expect === "answered");
  for (const vector of answered) assert.deepEqual(vector.answer, answerOf(vector, secretOf(vector)), vector.id);
  assert.ok(answered.length > 150, `${answered.length} answers`);
  assert.ok(answered.filter(({ kind }) => kind === "published").length >= 6);
});

test("every negative has no answer, says what it attacks and differs from the asking that is answered", () => {
  const answered = new Map(ASKINGS.filter(({ expect }) => expect === "answered").map((vector) => [vector.id, vector]));
  for (const { id, expect, attack, twin, answer, request, token, now, secrets } of ASKINGS) {
    if (expect === "answered") continue;
    assert.ok(attack, id);
    assert.equal(answer, undefined, id);
    const other = answered.get(twin);
    assert.equal(other?.scheme, id.split("/")[0], id);
    const shown = (vector) => JSON.stringify([vector.request, vector.token, vector.now, vector.secrets]);
    assert.notEqual(shown({ request, token, now, secrets }), shown(other), id);
  }
});

test("no answer holds a MAC of anything but what was asked with, and none of what an event is signed as", () => {
  for (const vector of ASKINGS.filter(({ scheme, expect }) => HANDSHAKES[scheme].isMac && expect === "answered")) {
    const challenge = placesOf(received(vector.request)).get(HANDSHAKES[vector.scheme].challenge);
    assert.match(challenge, /^[A-Za-z0-9_-]{1,128}$/, vector.id);
  }
});

test("ids are unique and no verify token or secret stands in one piece", () => {
  assert.equal(new Set(ASKINGS.map(({ id }) => id)).size, ASKINGS.length);
  for (const { id, token, secrets } of ASKINGS) {
    for (const pieces of [token, ...(secrets ?? [])]) assert.ok(pieces === undefined || pieces.length > 1, id);
  }
});
