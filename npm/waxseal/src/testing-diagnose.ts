// `waxseal/diagnose` with its internals in reach, for the repository's tests. Never published.
export { diagnose } from "./diagnose.js";
export { currentInstance } from "./instance.js";
