// Test vectors, and what share links hold.
import { isTolerance } from "../../write/fragment.ts";
import type { Taken } from "../taken.ts";
import type { OptionValue } from "../types.ts";
import { base64Body, loggedBody } from "./body.ts";
import { base64Of, headersOf } from "./headers.ts";
import { type Context, fieldsOf, known, listOf, spotOf, textOf, within } from "./value.ts";

/** Says whether a value is a test vector (tests/vectors). */
export const isVector = (value: unknown): boolean => typeof fieldsOf(value)["scheme"] === "string" && fieldsOf(fieldsOf(value)["request"])["headers"] !== undefined;

/** Reads a test vector without its secrets. */
export const readVector = (value: unknown, context: Context): Taken => {
  const { scheme, options, request, now, expect, secrets, keys } = fieldsOf(value);
  const { method, url, headers, body } = fieldsOf(request);
  if (secrets !== undefined || keys !== undefined) context.findings.note("secrets and keys of a test vector are not read: put them into their fields", spotOf(context, secrets === undefined ? "keys" : "secrets"));
  const repeated = listOf(fieldsOf(body)["repeat"]);
  const [piece, times] = repeated;
  const whole = typeof piece === "string" && typeof times === "number" && piece.length * times <= MOST_REPEATED && times >= 0 ? piece.repeat(times) : undefined;
  const at = within(context, "request");
  const given = optionsOf(options);
  return {
    ...known("method", textOf(method)),
    ...known("url", textOf(url) ?? (base64Of(url) === undefined ? undefined : new TextDecoder().decode(base64Of(url)))),
    ...known("now", typeof now === "number" ? now : undefined),
    headers: headersOf(headers, within(at, "headers")),
    ...loggedBody(whole ?? body, at, "body"),
    hints: { ...known("scheme", textOf(scheme)), ...(Object.keys(given).length === 0 ? {} : { options: given }), ...known("code", expect === "valid" ? undefined : textOf(expect)) },
  };
};

const MOST_REPEATED = 64 * 1024 * 1024;

const optionsOf = (value: unknown): Readonly<Record<string, OptionValue>> =>
  Object.fromEntries(Object.entries(fieldsOf(value)).filter((pair): pair is [string, OptionValue] => typeof pair[1] === "string" || typeof pair[1] === "number" || isTolerance(pair[1])));

/** Says whether a value is what a share link holds. */
export const isShared = (value: unknown): boolean => fieldsOf(value)["v"] === 1 && Array.isArray(fieldsOf(value)["headers"]) && typeof fieldsOf(value)["body"] === "string";

/** Reads what a share link holds. */
export const readShared = (value: unknown, context: Context): Taken => {
  const { method, url, headers, body, now, scheme, options, code } = fieldsOf(value);
  const given = optionsOf(options);
  return {
    ...known("method", textOf(method)),
    ...known("url", textOf(url)),
    ...known("now", typeof now === "number" ? now : undefined),
    headers: headersOf(headers, within(context, "headers")),
    ...base64Body(textOf(body) ?? "", context, "body"),
    hints: { ...known("scheme", textOf(scheme)), ...(Object.keys(given).length === 0 ? {} : { options: given }), ...known("code", textOf(code)) },
  };
};
