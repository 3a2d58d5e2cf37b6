// What the Worker's API answers of captured requests.
import { fromFragment } from "../../write/fragment.ts";
import type { Taken } from "../taken.ts";
import type { Hints } from "../types.ts";
import { base64Body } from "./body.ts";
import { chosenOf, labelOf } from "./choice.ts";
import { headersOf } from "./headers.ts";
import { type Context, fieldsOf, known, momentOf, spotOf, textOf, within } from "./value.ts";

/** Says whether a value is a request of a capture. */
export const isCapturedRequest = (value: unknown): boolean => {
  const { code, url, at } = fieldsOf(value);
  return typeof code === "string" && typeof url === "string" && at !== undefined;
};

/** Reads a request of a capture. */
export const readCapturedRequest = (value: unknown, context: Context): Taken => {
  const { at, code, method, url, content, inspect } = fieldsOf(value);
  const hints = { ...known("code", textOf(code)), ...schemeOf(textOf(inspect)) };
  const facts = { ...known("method", textOf(method)), ...known("url", textOf(url)), ...known("now", momentOf(at)), hints };
  if (content !== undefined) return { ...readContent(content, within(context, "content")), ...facts };
  context.findings.error("headers and body are not in a list of captures: ask for one capture (GET /api/captures/{capture})", spotOf(context));
  return facts;
};

/** The request's link to the inspector says how its source is configured. */
const schemeOf = (link: string | undefined): Pick<Hints, "scheme" | "options"> => {
  const { shared } = fromFragment(link?.split("#")[1] ?? "");
  return { ...known("scheme", shared?.scheme), ...known("options", shared?.options) };
};

/** Says whether a value is what a capture has of a request. */
export const isContent = (value: unknown): boolean => typeof fieldsOf(value)["is_cut"] === "boolean" && Array.isArray(fieldsOf(value)["headers"]);

/** Reads headers and body of a captured request. */
export const readContent = (value: unknown, context: Context): Taken => {
  const { headers, body, is_cut: isCut, is_masked: isMasked } = fieldsOf(value);
  const read = headersOf(headers, within(context, "headers"));
  const masked = read.filter(([, one]) => one === "***").map(([name]) => name);
  if (masked.length > 0) context.findings.note(`masked when it was captured, put the values in: ${masked.slice(0, 8).join(", ")}`, spotOf(context, "headers"));
  else if (isMasked === true) context.findings.note("something secret in the URL or the body was masked when it was captured", spotOf(context));
  const { body: bytes, isBodyExact } = base64Body(textOf(body) ?? "", context, "body");
  if (isCut === true) context.findings.note("the body was cut off when it was captured, so its signature cannot match", spotOf(context, "body"));
  return { headers: read, body: bytes, isBodyExact: isBodyExact && isCut !== true };
};

/** Reads the wanted one of several. */
export const readCaptures = (all: readonly unknown[], context: Context): Taken =>
  chosenOf(all, context, labelOf, (one, index) => readCapturedRequest(one, within(context, index)));
