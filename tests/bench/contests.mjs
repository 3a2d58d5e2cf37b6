// Who competes in which scheme, and on what. Everybody gets the same request: headers as Node's
// `request.headers` gives them, the body as the Buffer that was read, and the host's clock.

import { createHmac, randomBytes } from "node:crypto";

import { load } from "../../npm/load.mjs";
import { verifyStandardWebhooks, verifyStripe } from "./by-hand.mjs";

const USUAL_HEADERS = {
  host: "hooks.example.com",
  "user-agent": "Webhooks/1.0",
  accept: "*/*",
  "accept-encoding": "gzip, deflate",
  "content-type": "application/json; charset=utf-8",
  "x-forwarded-for": "203.0.113.7",
  "x-forwarded-proto": "https",
};

const nowSeconds = () => String(Math.floor(Date.now() / 1000));

const mac = (key, encoding, ...pieces) => {
  const hmac = createHmac("sha256", key);
  for (const piece of pieces) hmac.update(piece);
  return hmac.digest(encoding);
};

const requestOf = (own, body) => ({ headers: { ...USUAL_HEADERS, "content-length": String(body.length), ...own }, body });

/** The schemes with an official package. Each contender throws for a request that it refuses. */
export const contests = async () => {
  const { Verifier } = await load("waxseal");
  const { Webhook: StandardWebhooks } = await load("standardwebhooks");
  const { Webhook: Svix } = await load("svix");
  const { default: Stripe } = await load("stripe");
  return [
    idTimestampBody("standard-webhooks", "webhook", Verifier, {
      name: "standardwebhooks",
      call: "Webhook.verify(body, headers, { jsonParse: false })",
      make: (secret) => {
        const webhook = new StandardWebhooks(secret);
        return ({ headers, body }) => webhook.verify(body, headers, { jsonParse: false });
      },
    }),
    idTimestampBody("svix", "svix", Verifier, {
      name: "svix",
      call: "Webhook.verify(body, headers), which always parses the JSON as well",
      make: (secret) => {
        const webhook = new Svix(secret);
        return ({ headers, body }) => webhook.verify(body, headers);
      },
    }),
    stripe(Verifier, Stripe),
  ];
};

const idTimestampBody = (scheme, prefix, Verifier, peer) => ({
  name: scheme,
  peer,
  prepare: (body) => {
    const key = randomBytes(32);
    const secret = `whsec_${key.toString("base64")}`;
    const verifier = new Verifier({ scheme, secrets: secret });
    const time = nowSeconds();
    const tag = mac(key, "base64", `msg_2b7Kq9RzPfQm4XwUeJ1s.${time}.`, body);
    const own = {
      [`${prefix}-id`]: "msg_2b7Kq9RzPfQm4XwUeJ1s",
      [`${prefix}-timestamp`]: time,
      [`${prefix}-signature`]: `v1,${tag}`,
    };
    return {
      request: requestOf(own, body),
      contenders: {
        waxseal: (request) => verifier.verify(request),
        [peer.name]: peer.make(secret),
        "by hand": (request) => verifyStandardWebhooks(key, prefix, request),
      },
    };
  },
});

const stripe = (Verifier, Stripe) => ({
  name: "stripe",
  peer: { name: "stripe", call: "Stripe.webhooks.signature.verifyHeader(body, header, secret), which parses no JSON" },
  prepare: (body) => {
    const secret = `whsec_${randomBytes(24).toString("base64url")}`;
    const verifier = new Verifier({ scheme: "stripe", secrets: secret });
    const time = nowSeconds();
    const own = { "stripe-signature": `t=${time},v1=${mac(secret, "hex", `${time}.`, body)}` };
    const { signature } = Stripe.webhooks;
    return {
      request: requestOf(own, body),
      contenders: {
        waxseal: (request) => verifier.verify(request),
        stripe: ({ headers, body: bytes }) => signature.verifyHeader(bytes, headers["stripe-signature"], secret),
        "by hand": (request) => verifyStripe(secret, request),
      },
    };
  },
});
