// What is written in a vector, as the bytes that it stands for. Runs in every host: no Node here.

const utf8 = new TextEncoder();

const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** Bytes of a body or header value: text, `{ base64 }` or `{ repeat: [text, times] }`. */
export const bytesOf = (value) => {
  if (typeof value === "string") return utf8.encode(value);
  if (typeof value?.base64 === "string") return fromBase64(value.base64);
  if (Array.isArray(value?.repeat)) return utf8.encode(value.repeat[0].repeat(value.repeat[1]));
  throw new TypeError(`no known way to write bytes: ${JSON.stringify(value)}`);
};

/** A header's value as Node and fetch hand it over: one character for each byte. */
export const headerText = (value) =>
  Array.from(bytesOf(value), (byte) => String.fromCharCode(byte)).join("");

/** A secret from its pieces: text, or the key itself as bytes. */
export const secretOf = (written) => {
  if (Array.isArray(written)) return written.join("");
  if (Array.isArray(written?.base64)) return fromBase64(written.base64.join(""));
  throw new TypeError("a secret is a list of pieces, or { base64: pieces }");
};
