// Everything that the page decides by, from one wasm: the package itself, its diagnosis, and the
// Worker's view.
export * from "../../../waxseal/src/diagnose.ts";
export * from "../../../waxseal/src/index.ts";
export { inspect } from "./inspect.ts";
export { core } from "./version.ts";
export type * from "./view.ts";
