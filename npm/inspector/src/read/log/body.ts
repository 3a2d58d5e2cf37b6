import { isIllFormed } from "../../../../waxseal/src/bytes.ts";
import { decodeBase64 } from "../base64.ts";
import { base64Of } from "./headers.ts";
import { type Context, fieldsOf, spotOf } from "./value.ts";

/** A body, and whether it is what was sent. */
export interface Body {
  readonly body: Uint8Array;
  readonly isBodyExact: boolean;
}

const NOTHING: Body = { body: new Uint8Array(0), isBodyExact: true };

/** A body's text as bytes. */
export const textBody = (text: string, context: Context, step: string): Body => {
  if (!isIllFormed(text)) return { body: new TextEncoder().encode(text), isBodyExact: true };
  context.findings.note("the body holds half of a surrogate pair, which no UTF-8 stands for: it became U+FFFD", spotOf(context, step));
  return { body: new TextEncoder().encode(text), isBodyExact: false };
};

/** A body in base64. */
export const base64Body = (text: string, context: Context, step: string): Body => {
  const body = decodeBase64(text);
  if (body !== undefined) return { body, isBodyExact: true };
  context.findings.error("the body is said to be base64 and is not", spotOf(context, step));
  return { body: new Uint8Array(0), isBodyExact: false };
};

/** A body of whatever kind a log has: text, bytes, or what was parsed of it already. */
export const loggedBody = (value: unknown, context: Context, step: string): Body => {
  if (value === undefined || value === null) return NOTHING;
  if (typeof value === "string") return textBody(value, context, step);
  if (value instanceof Uint8Array) return { body: value, isBodyExact: !context.findings.hasErrors };
  const { type, data } = fieldsOf(value);
  const bytes = type === "Buffer" && Array.isArray(data) ? data : Object.keys(fieldsOf(value))[0] === "0" ? Object.values(fieldsOf(value)) : undefined;
  if (bytes?.every((one) => typeof one === "number" && one >= 0 && one < 256 && Number.isInteger(one)) === true) {
    return { body: Uint8Array.from(bytes as number[]), isBodyExact: true };
  }
  const packed = base64Of(value);
  if (packed !== undefined) return { body: packed, isBodyExact: true };
  const message = "the body was parsed before it was logged, so its bytes are lost: it is written again as compact JSON, which may differ from what was sent";
  context.findings.note(message, spotOf(context, step));
  return { body: new TextEncoder().encode(JSON.stringify(value) ?? ""), isBodyExact: false };
};
