// The wasm as text in the script: a path to a file breaks in bundlers and in functions that
// are deployed as one file.
import base64 from "#wasm-file";

/** Native decoders, where the host has one: a loop costs milliseconds before it is compiled. */
interface Host {
  Buffer?: { from(text: string, encoding: "base64"): Uint8Array<ArrayBuffer> };
  Uint8Array: { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
}

/** Compiles the module. */
export const compileModule = (): WebAssembly.Module => {
  const { Buffer, Uint8Array } = globalThis as Host;
  return new WebAssembly.Module(Buffer?.from(base64, "base64") ?? Uint8Array.fromBase64?.(base64) ?? decode());
};

const decode = (): Uint8Array<ArrayBuffer> => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
};
