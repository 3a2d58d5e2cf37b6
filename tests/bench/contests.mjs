// Who competes in which scheme, and on what. Everybody gets the same request, the body as the
// Buffer that was read, and the host's clock.

import { createHmac, randomBytes } from "node:crypto";

import { load } from "../../npm/load.mjs";
import { verifyStandardWebhooks, verifyStripe } from "./by-hand.mjs";
import { BY_HAND, NATIVE, SCRIPTED } from "./goals.mjs";
import { publicKeyContests } from "./public-keys.mjs";
import { nowSeconds, requestOf } from "./request.mjs";

const mac = (key, encoding, ...pieces) => {
  const hmac = createHmac("sha256", key);
  for (const piece of pieces) hmac.update(piece);
  return hmac.digest(encoding);
};

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
    idTimestampBody("svix", "svix", Verifier, svix(Svix)),
    {
      ...idTimestampBody("affiliatebase", "svix", Verifier, svix(Svix)),
      about: "The secret may be the key itself or spell it in base64; the sender does the latter, which is the second form that is tried. The calls before the first round are not counted.",
    },
    stripe(Verifier, Stripe),
    stripeWithId(Verifier, Stripe),
    ...(await publicKeyContests()),
  ];
};

const svix = (Svix) => ({
  name: "svix",
  call: "Webhook.verify(body, headers), which always parses the JSON as well",
  make: (secret) => {
    const webhook = new Svix(secret);
    return ({ headers, body }) => webhook.verify(body, headers);
  },
});

const idTimestampBody = (scheme, prefix, Verifier, peer) => ({
  name: scheme,
  peer,
  goals: { peer: SCRIPTED, byHand: BY_HAND },
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
  goals: { peer: NATIVE, byHand: BY_HAND },
  prepare: (body) => {
    const { request, secret } = stripeRequest(body);
    const verifier = new Verifier({ scheme: "stripe", secrets: secret });
    const { signature } = Stripe.webhooks;
    return {
      request,
      contenders: {
        waxseal: (given) => verifier.verify(given),
        stripe: ({ headers, body: bytes }) => signature.verifyHeader(bytes, headers["stripe-signature"], secret),
        "by hand": (given) => verifyStripe(secret, given),
      },
    };
  },
});

/** As `stripe`, but the event's id is wanted too. */
const stripeWithId = (Verifier, Stripe) => ({
  name: "stripe, and the id",
  about: "The same with `event.id`, which stands in the body: waxseal scans for it, the others parse the JSON. Without a goal.",
  peer: { name: "stripe", call: "Stripe.webhooks.constructEvent(body, header, secret).id" },
  prepare: (body) => {
    const { request, secret } = stripeRequest(body);
    const verifier = new Verifier({ scheme: "stripe", secrets: secret });
    return {
      request,
      contenders: {
        waxseal: (given) => verifier.verify(given).id,
        stripe: ({ headers, body: bytes }) => Stripe.webhooks.constructEvent(bytes, headers["stripe-signature"], secret).id,
        "by hand": (given) => {
          verifyStripe(secret, given);
          return JSON.parse(given.body.toString()).id;
        },
      },
    };
  },
});

const stripeRequest = (body) => {
  const secret = `whsec_${randomBytes(24).toString("base64url")}`;
  const time = nowSeconds();
  const own = { "stripe-signature": `t=${time},v1=${mac(secret, "hex", `${time}.`, body)}` };
  return { request: requestOf(own, body), secret };
};
