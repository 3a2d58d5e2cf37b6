// Reads JSONC for tests outside npm/, where packages are not found.
export { parse } from "jsonc-parser";
