// The contest of a page: no host hashes synchronously, so every contender hashes by itself.

import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Webhook } from "standardwebhooks";
import { Verifier } from "waxseal";

import { bytesOf } from "./bodies.mjs";
import { checkContenders, measure } from "./measure.mjs";
import { nowSeconds, requestOf } from "./request.mjs";

const TOLERANCE_SECONDS = 300;
const encoder = new TextEncoder();

const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const macOf = (key, start, body) => hmac.create(sha256, key).update(encoder.encode(start)).update(body).digest();

const isEqual = (tag, text) => {
  const received = atob(text);
  if (received.length !== tag.length) return false;
  let difference = 0;
  for (let i = 0; i < tag.length; i += 1) difference |= tag[i] ^ received.charCodeAt(i);
  return difference === 0;
};

/** What a careful developer writes on noble's hashes. */
const verifyByNoble = (key, { headers, body }) => {
  const [id, time, signatures] = ["id", "timestamp", "signature"].map((name) => headers[`webhook-${name}`]);
  const tag = macOf(key, `${id}.${time}.`, body);
  if (!signatures.split(" ").some((item) => item.startsWith("v1,") && isEqual(tag, item.slice(3)))) throw new Error("no signature matches");
  if (!/^\d{9,11}$/.test(time) || Math.abs(Math.floor(Date.now() / 1000) - Number(time)) > TOLERANCE_SECONDS) throw new Error("timestamp is outside the window");
};

/** Measures one size: the clock of a page is coarse, so batches are long. */
globalThis.runContest = (size, rounds, batchMillis) => {
  const body = bytesOf(size);
  const key = crypto.getRandomValues(new Uint8Array(32));
  const secret = `whsec_${base64(key)}`;
  const verifier = new Verifier({ scheme: "standard-webhooks", secrets: secret });
  const webhook = new Webhook(secret);
  const text = new TextDecoder();
  const time = nowSeconds();
  const own = { "webhook-id": "msg_1", "webhook-timestamp": time, "webhook-signature": `v1,${base64(macOf(key, `msg_1.${time}.`, body))}` };
  const prepared = {
    request: requestOf(own, body),
    contenders: {
      waxseal: (request) => verifier.verify(request),
      "@noble/hashes": (request) => verifyByNoble(key, request),
      // It takes text alone where there is no Buffer.
      standardwebhooks: ({ headers, body: bytes }) => webhook.verify(text.decode(bytes), headers, { jsonParse: false }),
    },
  };
  checkContenders("a page", prepared);
  return measure(prepared, rounds, batchMillis);
};
