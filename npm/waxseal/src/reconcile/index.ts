export { asEvent, knownBy, type LoggedEvent, needsBodies, type Places, undelivered } from "./event.js";
export { isPointer, parseExact } from "./json-text.js";
export { type Asked, mapColumns, type Mapping, readClaim, readTime } from "./mapping.js";
export { type AmountForm, readAmount } from "./money.js";
export { type Difference, KINDS, type Outcome, Reconciliation } from "./reconciliation.js";
export { Refusal } from "./refusal.js";
export { CsvReader, MOST_ROW } from "./csv.js";
export { byteLines, openExport } from "./rows.js";
