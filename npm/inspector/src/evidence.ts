import { spanOf } from "./clock.ts";

/** One fact of a cause, for a reader. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

const NAMES: Readonly<Record<string, string>> = {
  skewSeconds: "Clock skew",
  offset: "First difference",
  received: "Received",
  signed: "Signed",
  secret: "Secret",
  form: "Read as",
  scheme: "Scheme",
  message: "Signed message",
  algorithm: "Algorithm",
  encoding: "Encoding",
  header: "Header",
  contentLength: "Content-Length",
  bodyBytes: "Body",
  unit: "Unit",
  kind: "Kind",
};

const BYTES: readonly string[] = ["contentLength", "bodyBytes"];

const valueOf = (name: string, value: string | number): string => {
  if (name === "offset") return `byte ${value.toLocaleString("en")}`;
  if (BYTES.includes(name)) return `${value.toLocaleString("en")} bytes`;
  if (name === "skewSeconds") return `${Math.abs(Number(value)).toLocaleString("en")} s ${Number(value) < 0 ? "ahead" : "old"}${Math.abs(Number(value)) < 120 ? "" : ` (${spanOf(Number(value))})`}`;
  // Positions count from 0, readers from 1.
  if (name === "secret" && typeof value === "number") return `number ${value + 1}`;
  return String(value);
};

/** The evidence of a cause, in the order in which it was given. */
export const evidenceOf = (evidence: Readonly<Record<string, string | number>>): Fact[] =>
  Object.entries(evidence).map(([name, value]) => ({ name: NAMES[name] ?? name, value: valueOf(name, value) }));
