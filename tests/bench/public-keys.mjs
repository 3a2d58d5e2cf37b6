// Schemes with public keys. `waxseal/full` has both; nobody promises a ratio here.

import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";

import { load } from "../../npm/load.mjs";
import { nowSeconds, requestOf } from "./request.mjs";

const TOLERANCE_SECONDS = 300;

/** Ed25519 and P-256: waxseal and hand-written `crypto.verify`. */
export const publicKeyContests = async () => {
  const { Verifier } = await load("waxseal/full");
  return [
    contest(Verifier, "discord", "ed25519", null, {
      headers: (time, signature) => ({ "x-signature-timestamp": time, "x-signature-ed25519": signature.toString("hex") }),
      read: (headers) => [headers["x-signature-timestamp"], Buffer.from(headers["x-signature-ed25519"], "hex")],
    }),
    contest(Verifier, "sendgrid", "ec", "sha256", {
      headers: (time, signature) => ({
        "x-twilio-email-event-webhook-timestamp": time,
        "x-twilio-email-event-webhook-signature": signature.toString("base64"),
      }),
      read: (headers) => [headers["x-twilio-email-event-webhook-timestamp"], Buffer.from(headers["x-twilio-email-event-webhook-signature"], "base64")],
    }),
  ];
};

const contest = (Verifier, scheme, type, hash, { headers, read }) => ({
  name: scheme,
  about: `${type === "ed25519" ? "Ed25519" : "ECDSA on P-256"}, \`waxseal/full\`; by hand \`crypto.verify\` with a key that was read once. Without a goal.`,
  prepare: (body) => {
    const { privateKey, publicKey } = generateKeyPairSync(type, { namedCurve: "P-256" });
    const der = publicKey.export({ format: "der", type: "spki" });
    const verifier = new Verifier({ scheme, keys: der });
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    const time = nowSeconds();
    const signature = sign(hash, Buffer.concat([Buffer.from(time), body]), privateKey);
    return {
      request: requestOf(headers(time, signature), body),
      contenders: {
        waxseal: (request) => verifier.verify(request),
        "by hand": (request) => verifyByHand(key, hash, read(request.headers), request.body),
      },
    };
  },
});

const verifyByHand = (key, hash, [time, signature], body) => {
  if (!/^\d{9,11}$/.test(time)) throw new Error("timestamp is no number");
  if (!verify(hash, Buffer.concat([Buffer.from(time), body]), key, signature)) throw new Error("the signature does not match");
  if (Math.abs(Math.floor(Date.now() / 1000) - Number(time)) > TOLERANCE_SECONDS) throw new Error("timestamp is outside the window");
};
