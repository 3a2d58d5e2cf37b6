// build.mjs of this folder writes the two in.
declare const CORE_VERSION: string;
declare const CORE_SHA256: string;

/** What the page runs: the package's version, and the SHA-256 of the wasm in hex. */
export const core: { readonly version: string; readonly sha256: string } = { version: CORE_VERSION, sha256: CORE_SHA256 };
