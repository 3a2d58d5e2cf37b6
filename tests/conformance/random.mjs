// Seeded randomness: a run can be repeated by its seed.

/** A Lehmer generator: the multiplier 48271 modulo the prime 2^31 - 1. */
export const seeded = (seed) => {
  let state = (seed % 2147483646) + 1;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
  const below = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[below(list.length)];
  const bytes = (count) => Buffer.from(Array.from({ length: count }, () => below(256)));
  const text = (count, alphabet) => Array.from({ length: count }, () => pick(alphabet)).join("");
  return { next, below, pick, bytes, text };
};
