/** Randomness that a printed seed brings back. */
import { createHash, randomBytes } from "node:crypto";

/** Takes the seed of the environment, `WAXSEAL_SEED`, or draws one. */
export function chooseSeed() {
  return process.env.WAXSEAL_SEED ?? randomBytes(4).toString("hex");
}

/** Returns a number from 0 to below 1 that depends on the seed and the words alone, not on the order of calls. */
export function draw(seed, ...words) {
  const hash = createHash("sha256").update([seed, ...words].join("\0")).digest();
  return hash.readUIntBE(0, 6) / 2 ** 48;
}
