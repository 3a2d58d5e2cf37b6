// What servers log of requests.
import type { Taken } from "../taken.ts";
import { base64Body, loggedBody } from "./body.ts";
import { headersOf, NAME } from "./headers.ts";
import { type Context, fieldsOf, known, momentOf, spotOf, textOf, within } from "./value.ts";

/** The names under which logs have the body, the most faithful first. */
const BODIES = ["rawBody", "raw_body", "body", "payload", "content", "data"];

const BODIES_IN_BASE64 = ["bodyBase64", "body_base64", "base64Body", "rawBodyBase64"];

/** Says whether a value has headers beside other things. */
export const hasHeaders = (value: unknown): boolean => {
  const { headers, rawHeaders } = fieldsOf(value);
  return (typeof headers === "object" && headers !== null) || Array.isArray(rawHeaders);
};

/** Reads a logged request. */
export const readLog = (value: unknown, context: Context): Taken => {
  const log = fieldsOf(value);
  const at = Array.isArray(log["rawHeaders"]) ? "rawHeaders" : "headers";
  const method = textOf(log["method"]) ?? textOf(log["verb"]) ?? textOf(log["httpMethod"]);
  const url = textOf(log["originalUrl"]) ?? textOf(log["url"]) ?? textOf(log["uri"]) ?? textOf(log["path"]);
  const now = momentOf(log["now"]) ?? momentOf(log["timestamp"]) ?? momentOf(log["time"]) ?? momentOf(log["at"]) ?? momentOf(log["created_at"]);
  const packed = BODIES_IN_BASE64.find((name) => typeof log[name] === "string");
  const name = BODIES.find((one) => log[one] !== undefined && log[one] !== null) ?? "body";
  const body = packed === undefined ? loggedBody(log[name], context, name) : base64Body(String(log[packed]), context, packed);
  return { ...known("method", method), ...known("url", url), ...known("now", now), headers: headersOf(log[at], within(context, at)), ...body };
};

/** Headers that requests have whatever they are about: by them an object is known as one of headers. */
const USUAL = /^(?:host|user-agent|content-type|content-length|accept|x-forwarded-for|connection)$|signature|^(?:webhook|svix)-id$/i;

/** Says whether a value is an object of headers. */
export const isHeaders = (value: unknown): boolean => {
  const entries = Object.entries(fieldsOf(value));
  const isText = (one: unknown): boolean => typeof one === "string" || (Array.isArray(one) && one.every((text) => typeof text === "string"));
  const usual = entries.filter(([name]) => USUAL.test(name)).length;
  return entries.length >= 2 && usual >= 1 && entries.every(([name, one]) => NAME.test(name) && isText(one));
};

/** Says whether a value is a list of names and values in turn, as Node has it. */
export const isFlatHeaders = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 4 && value.length % 2 === 0 && value.every((one) => typeof one === "string") && value.some((one, index) => index % 2 === 0 && USUAL.test(one as string));

/** Says whether a value is a list of pairs. */
export const isHeaderPairs = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 2 && value.every((one) => Array.isArray(one) && one.length === 2 && one.every((text) => typeof text === "string")) && value.some((one: unknown) => USUAL.test((one as string[])[0]!));

/** Reads headers alone. */
export const readHeaders = (value: unknown, context: Context): Taken => {
  context.findings.note("these are headers alone: put the body into its field", spotOf(context));
  return { headers: headersOf(value, context), isBodyExact: false };
};
