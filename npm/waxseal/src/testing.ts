// The package with its internals in reach, for the repository's tests. Built beside it from the
// same files, never published.
export { hasHostMac } from "./host-mac.js";
export * from "./index.js";
export { currentInstance, withInstance } from "./instance.js";
export { mac } from "./prove.js";
