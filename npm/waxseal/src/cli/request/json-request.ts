import { usage } from "../failure.js";
import { utf8Characters, type Received } from "./received.js";

/**
 * Reads a request in the JSON that `sign --json` prints: method, url, headers, and the body as
 * text, or as base64 where it is not text.
 *
 * @throws Failure for other JSON.
 */
export const readJsonRequest = (text: string): Received => {
  const given = parsed(text);
  const { method, url, headers, body, bodyBase64 } = given;
  const bytes = typeof bodyBase64 === "string" ? Buffer.from(bodyBase64, "base64") : Buffer.from(textOf(body, "body") ?? "", "utf8");
  return { method: textOf(method, "method"), url: textOf(url, "url"), headers: headersOf(headers), body: new Uint8Array(bytes), notes: [] };
};

const parsed = (text: string): Record<string, unknown> => {
  const hint = "a request as JSON is { method, url, headers, body }, as `waxseal sign --json` prints it; a body alone goes by --body or --body-file";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw usage(`the input begins like JSON and is none: ${hint}`);
  }
  if (typeof value !== "object" || value === null || !("headers" in value)) throw usage(`the JSON has no headers: ${hint}`);
  return value as Record<string, unknown>;
};

const textOf = (value: unknown, name: string): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw usage(`${name} of the JSON request must be a text${name === "body" ? ": the body as received, not parsed" : ""}`);
};

const headersOf = (headers: unknown): Received["headers"] => {
  if (typeof headers !== "object" || headers === null) throw usage("headers of the JSON request must be an object or a list of pairs");
  const pairs: unknown[] = Array.isArray(headers) ? headers : Object.entries(headers);
  return pairs.flatMap((pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw usage("headers of the JSON request must be an object or a list of pairs");
    const [name, value]: unknown[] = pair;
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one) => [textOf(name, "a header's name")!, utf8Characters(textOf(one, "a header") ?? "")] as const);
  });
};
