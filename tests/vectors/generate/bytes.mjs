// How secrets, headers and bodies are written in a vector, and how bytes are damaged.

/** A text secret in pieces, so that scanners for leaked secrets stay quiet. */
export const textSecret = (text) => {
  const pieces = text.split(/(?<=wh(?:sec|pk|sk)_|-----BEGIN )/);
  const rest = pieces.pop();
  const middle = Math.ceil(rest.length / 2);
  return [...pieces, rest.slice(0, middle), rest.slice(middle)].filter((piece) => piece !== "");
};

/** A secret behind its prefix, so that the two stand apart in the generator too. */
export const whsec = (rest) => `whsec_${rest}`;

/** A secret given as bytes. */
export const bytesSecret = (bytes) => {
  const text = bytes.toString("base64");
  const middle = Math.ceil(text.length / 2);
  return { base64: [text.slice(0, middle), text.slice(middle)].filter((piece) => piece !== "") };
};

/** A body or header value from its bytes: text where it is ASCII or asked for, base64 otherwise. */
export const written = (value) => {
  if (typeof value === "string") return value;
  if (Buffer.isBuffer(value)) return { base64: value.toString("base64") };
  return value;
};

/** The bytes of what `written` made. */
export const bytesOf = (value) => {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === "string") return Buffer.from(value, "utf8");
  if ("base64" in value) return Buffer.from(value.base64, "base64");
  const [unit, times] = value.repeat;
  return Buffer.from(unit.repeat(times), "utf8");
};

/** A copy with one bit inverted. Bit 0 is the lowest of the first byte. */
export const withBitFlipped = (bytes, bit) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
};

/** A fixed sequence of numbers below `limit`, all different (a multiplicative generator, seeded). */
export const spread = (count, limit, seed) => {
  const found = new Set([0, limit - 1]);
  let state = seed;
  while (found.size < Math.min(count, limit)) {
    state = (state * 48271) % 2147483647;
    found.add(state % limit);
  }
  return [...found].sort((a, b) => a - b);
};
