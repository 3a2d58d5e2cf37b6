// The wasm as text in the script, for pages and bundlers. build.mjs writes it so that it is
// packed as well as the file: see wasm-text.mjs, which says what stands in it.
import text from "#wasm-file";

/** Two hexadecimal digits for each of 256 bytes. */
const ORDER_CHARS = 512;
/** Printable ASCII without `"`, `\`, `<` and a backtick. */
const CHARS = 91;
/** Places from here on take two characters. */
const SINGLE = CHARS - 2;

/** Compiles the module. */
export const compileModule = (): WebAssembly.Module => new WebAssembly.Module(decode());

const decode = (): Uint8Array<ArrayBuffer> => {
  const order = new Uint8Array(256);
  for (let i = 0; i < 256; i++) order[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  const places = placesOf();
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = ORDER_CHARS; at < text.length; length++) {
    let place = places[text.charCodeAt(at++)]!;
    if (place >= SINGLE) place = SINGLE + (place - SINGLE) * CHARS + places[text.charCodeAt(at++)]!;
    bytes[length] = order[place]!;
  }
  return bytes.subarray(0, length);
};

/** The place of each character in the alphabet. */
const placesOf = (): Uint8Array => {
  const places = new Uint8Array(128);
  let place = 0;
  for (let code = 32; code < 127; code++) if (!'"\\<`'.includes(String.fromCharCode(code))) places[code] = place++;
  return places;
};
