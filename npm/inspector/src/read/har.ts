import { valuesOf } from "../../../waxseal/src/cli/request/received.ts";
import { base64Body, textBody } from "./log/body.ts";
import { chosenOf } from "./log/choice.ts";
import { headersOf } from "./log/headers.ts";
import { type Context, fieldsOf, listOf, spotOf } from "./log/value.ts";
import type { Taken } from "./taken.ts";
import type { Choice } from "./types.ts";

/** Says whether a value is a HAR file (HTTP Archive 1.2). */
export const isHarLog = (value: unknown): boolean => Array.isArray(fieldsOf(fieldsOf(value)["log"])["entries"]);

/** Says whether a value is one entry of a HAR file, or the request of one. */
export const isHarEntry = (value: unknown): boolean => isHarRequest(fieldsOf(value)["request"]) || isHarRequest(value);

const isHarRequest = (value: unknown): boolean => {
  const { method, url, headers, httpVersion, postData } = fieldsOf(value);
  if (typeof method !== "string" || typeof url !== "string" || !Array.isArray(headers)) return false;
  if (headers.length === 0) return typeof httpVersion === "string" || postData !== undefined;
  return headers.every((one) => typeof fieldsOf(one)["name"] === "string");
};

/** Reads the wanted entry of a HAR file; unless told, the last one that looks signed, else the last with a body. */
export const readHarLog = (value: unknown, context: Context): Taken => {
  const entries = listOf(fieldsOf(fieldsOf(value)["log"])["entries"]);
  const last = (is: (entry: unknown) => boolean): number => entries.map(is).lastIndexOf(true);
  const standard = [last(isSigned), last(hasBody), 0].find((index) => index !== -1) ?? 0;
  return chosenOf(entries, context, labelOf, (entry, index) => readHarEntry(entry, { ...context, path: [...context.path, "log", "entries", index] }), standard);
};

/** Reads one entry. */
export const readHarEntry = (value: unknown, context: Context): Taken => {
  const isEntry = fieldsOf(value)["request"] !== undefined;
  const at: Context = isEntry ? { ...context, path: [...context.path, "request"] } : context;
  const request = fieldsOf(isEntry ? fieldsOf(value)["request"] : value);
  const { method, url } = request;
  const started = Date.parse(String(fieldsOf(value)["startedDateTime"] ?? ""));
  if (typeof url !== "string") context.findings.error("this entry has no request with a URL", spotOf(at));
  const headers = headersOf(request["headers"], { ...at, path: [...at.path, "headers"] });
  return {
    ...(typeof method === "string" ? { method } : {}),
    // A fragment is not sent.
    url: typeof url === "string" ? url.split("#", 1)[0]! : "",
    headers,
    ...(Number.isNaN(started) ? {} : { now: started }),
    ...bodyOf(request, headers, at),
  };
};

const isSigned = (entry: unknown): boolean => listOf(fieldsOf(fieldsOf(entry)["request"])["headers"]).some((header) => /signature|hmac|^svix-|^webhook-/i.test(String(fieldsOf(header)["name"])));

const hasBody = (entry: unknown): boolean => fieldsOf(fieldsOf(entry)["request"])["postData"] !== undefined;

const labelOf = (entry: unknown): Choice => {
  const { method, url } = fieldsOf(fieldsOf(entry)["request"]);
  const status = fieldsOf(fieldsOf(entry)["response"])["status"];
  return { label: `${typeof method === "string" ? method : "?"} ${typeof url === "string" ? url : "?"}${typeof status === "number" && status > 0 ? ` (${status})` : ""}` };
};

const bodyOf = (request: ReturnType<typeof fieldsOf>, headers: Parameters<typeof valuesOf>[0], at: Context): Taken => {
  const context: Context = { ...at, path: [...at.path, "postData"] };
  const { text, encoding, params } = fieldsOf(request["postData"]);
  if (typeof text === "string" && (text !== "" || listOf(params).length === 0)) {
    const taken = encoding === "base64" ? base64Body(text, context, "text") : textBody(text, context, "text");
    return counted(taken, request["bodySize"], headers, context);
  }
  if (listOf(params).length > 0) {
    const message = "this HAR has the form's fields and not its text: they are encoded again here, and may have been written otherwise";
    context.findings.note(message, spotOf(context, "params"));
    const pairs = listOf(params).map((one) => [String(fieldsOf(one)["name"] ?? ""), String(fieldsOf(one)["value"] ?? "")]);
    return { body: new TextEncoder().encode(new URLSearchParams(pairs).toString()), isBodyExact: false };
  }
  return counted({ body: new Uint8Array(0), isBodyExact: true }, request["bodySize"], headers, at);
};

/** Browsers write a body that is no UTF-8 as text, with U+FFFD for what it lost: its length says so. */
const counted = (taken: Taken & { readonly body: Uint8Array }, bodySize: unknown, headers: Parameters<typeof valuesOf>[0], context: Context): Taken => {
  const [length = ""] = valuesOf(headers, "content-length");
  const size = /^\d{1,15}$/.test(length) ? Number(length) : typeof bodySize === "number" && bodySize > 0 ? bodySize : undefined;
  if (size === undefined || size === taken.body.length) return taken;
  const message = `the HAR says that the body has ${size} bytes, and ${taken.body.length} are in it: it is not what was sent`;
  context.findings.note(message, spotOf(context));
  return { ...taken, isBodyExact: false };
};
