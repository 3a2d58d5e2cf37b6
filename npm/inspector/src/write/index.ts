// Writes a request: as a command, a call, a message, a test vector, a link.
export { toCurl } from "./curl.ts";
export { toFetch } from "./fetch.ts";
export { fromFragment, type Secrets, toFragment } from "./fragment.ts";
export { toRaw } from "./raw.ts";
export type * from "./types.ts";
export { toVector } from "./vector.ts";
