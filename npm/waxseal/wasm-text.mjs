// Writes bytes as text of printable ASCII that gzip packs as well as the bytes themselves, where
// base64 costs it a third: a byte keeps its place, the frequent ones as one character each.
// src/wasm-text.ts reads it.

/** Every printable character but those that scripts and pages escape: " \ < `. */
export const ALPHABET = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
  .filter((char) => !'"\\<`'.includes(char))
  .join("");

/** The last two of the alphabet stand before a second character. */
const SINGLE = ALPHABET.length - 2;

/** The order of the bytes by how often they occur, in hexadecimal, and each byte as its place in it. */
export const textOf = (bytes) => {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const order = counts.map((_, byte) => byte).sort((a, b) => counts[b] - counts[a] || a - b);
  const written = new Array(256);
  order.forEach((byte, place) => {
    const rest = place - SINGLE;
    written[byte] = rest < 0 ? ALPHABET[place] : ALPHABET[SINGLE + Math.floor(rest / ALPHABET.length)] + ALPHABET[rest % ALPHABET.length];
  });
  return Buffer.from(order).toString("hex") + Array.from(bytes, (byte) => written[byte]).join("");
};
