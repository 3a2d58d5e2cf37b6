// What a careful developer writes on node:crypto: headers read, window checked, MAC computed over
// the raw bytes, each signature compared in constant time. Throws for a request that it refuses.

import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_SECONDS = 300;

const checkWindow = (time) => {
  if (!/^\d{9,11}$/.test(time)) throw new Error("timestamp is no number");
  if (Math.abs(Math.floor(Date.now() / 1000) - Number(time)) > TOLERANCE_SECONDS) throw new Error("timestamp is outside the window");
};

const isEqual = (expected, text, encoding) => {
  const received = Buffer.from(text, encoding);
  return received.length === expected.length && timingSafeEqual(expected, received);
};

export const verifyStandardWebhooks = (key, prefix, { headers, body }) => {
  const id = headers[`${prefix}-id`];
  const time = headers[`${prefix}-timestamp`];
  const signatures = headers[`${prefix}-signature`];
  if (!id || !time || !signatures) throw new Error("a header is missing");
  const expected = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest();
  const found = signatures.split(" ").some((item) => item.startsWith("v1,") && isEqual(expected, item.slice(3), "base64"));
  if (!found) throw new Error("no signature matches");
  checkWindow(time);
};

export const verifyStripe = (secret, { headers, body }) => {
  const header = headers["stripe-signature"];
  if (!header) throw new Error("the header is missing");
  const pairs = header.split(",").map((pair) => pair.split("="));
  const time = pairs.find(([name]) => name === "t")?.[1];
  if (!time) throw new Error("the timestamp is missing");
  const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  if (!pairs.some(([name, tag]) => name === "v1" && isEqual(expected, tag, "hex"))) throw new Error("no signature matches");
  checkWindow(time);
};
