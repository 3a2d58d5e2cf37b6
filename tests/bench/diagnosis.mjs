// How long a diagnosis takes at worst: of a request that nothing explains, so that everything is
// tried or the budget ends it. A ratio against one check of the same request.

import { createHmac, randomBytes } from "node:crypto";

import { load } from "../../npm/load.mjs";
import { bodyOf } from "./bodies.mjs";
import { measure } from "./measure.mjs";
import { nowSeconds, requestOf } from "./request.mjs";

const ROUNDS = 31;
const SIZES = [1024, 65536, 1048576];
const ID = "msg_2b7Kq9RzPfQm4XwUeJ1s";

/** A request whose signature is of a key that is nowhere here. */
const forged = (body) => {
  const time = nowSeconds();
  const tag = createHmac("sha256", randomBytes(32)).update(`${ID}.${time}.`).update(body).digest("base64");
  return requestOf({ "webhook-id": ID, "webhook-timestamp": time, "webhook-signature": `v1,${tag}` }, body);
};

/** The median times in microseconds, and what the search did. */
export const measureDiagnosis = async () => {
  const { Verifier } = await load("waxseal");
  const { diagnose } = await load("waxseal/diagnose");
  const config = { scheme: "standard-webhooks", secrets: `whsec_${randomBytes(32).toString("base64")}` };
  const verifier = new Verifier(config);
  return SIZES.map((size) => {
    const request = forged(bodyOf(size));
    const { verified, causes, work } = diagnose(request, config);
    if (verified !== null || causes.some(({ certainty }) => certainty === "proved")) throw new Error("diagnose explains a forgery");
    const contenders = { check: (given) => verifier.check(given), diagnose: (given) => diagnose(given, config) };
    return { size, rounds: ROUNDS, work, micros: measure({ request, contenders }, ROUNDS) };
  });
};
