// The wasm as text in the script: a path to a file breaks in bundlers and in functions that
// are deployed as one file.
import base64 from "#wasm-file";

/** Compiles the module. */
export const compileModule = (): WebAssembly.Module => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new WebAssembly.Module(bytes);
};
