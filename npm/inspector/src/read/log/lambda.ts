// Events of API Gateway (payload versions 1.0 and 2.0), function URLs and load balancers.
import { isIllFormed } from "../../../../waxseal/src/bytes.ts";
import { utf8Characters } from "../../../../waxseal/src/cli/request/received.ts";
import type { Taken } from "../taken.ts";
import { base64Body, loggedBody, textBody } from "./body.ts";
import { firstOf, headersOf, type Pair } from "./headers.ts";
import { type Context, type Fields, fieldsOf, known, listOf, momentOf, spotOf, textOf, within } from "./value.ts";

/** Says whether a value is an event that holds a request. */
export const isLambda = (value: unknown): boolean => {
  const { requestContext, isBase64Encoded, httpMethod, rawPath, headers, multiValueHeaders } = fieldsOf(value);
  const hasHeaders = headers !== undefined || multiValueHeaders !== undefined;
  return hasHeaders && (requestContext !== undefined || isBase64Encoded !== undefined || httpMethod !== undefined || rawPath !== undefined);
};

/** Reads an event. */
export const readLambda = (value: unknown, context: Context): Taken => {
  const event = fieldsOf(value);
  const requestContext = fieldsOf(event["requestContext"]);
  const multiple = Object.keys(fieldsOf(event["multiValueHeaders"])).length > 0;
  const at = multiple ? "multiValueHeaders" : "headers";
  const headers = [...headersOf(event[at], within(context, at)), ...cookiesOf(event["cookies"])];
  const body = textOf(event["body"]);
  const method = textOf(fieldsOf(requestContext["http"])["method"]) ?? textOf(event["httpMethod"]);
  const host = textOf(requestContext["domainName"]) ?? firstOf(headers, "host");
  const path = textOf(event["rawPath"]) ?? textOf(requestContext["path"]) ?? textOf(event["path"]) ?? "/";
  const query = lambdaQuery(event, requestContext, context);
  const bytes = body === undefined ? loggedBody(event["body"], context, "body") : event["isBase64Encoded"] === true ? base64Body(body, context, "body") : textBody(body, context, "body");
  return {
    ...known("method", method),
    url: `${host === undefined ? "" : `https://${host}`}${path}${query === "" ? "" : `?${query}`}`,
    headers,
    ...known("now", momentOf(requestContext["timeEpoch"]) ?? momentOf(requestContext["requestTimeEpoch"])),
    ...bytes,
  };
};

const cookiesOf = (value: unknown): readonly Pair[] => {
  const cookies = listOf(value).filter((one) => typeof one === "string");
  return cookies.length === 0 ? [] : [["cookie", utf8Characters(cookies.join("; "))]];
};

/** Version 1.0 has the query decoded: it is encoded again, and may have been written otherwise. */
const lambdaQuery = (event: Fields, { elb }: Fields, context: Context): string => {
  const raw = textOf(event["rawQueryString"]);
  if (raw !== undefined) return raw;
  const values = fieldsOf(event["multiValueQueryStringParameters"] ?? event["queryStringParameters"]);
  if (Object.keys(values).length === 0) return "";
  const write = elb === undefined ? encodeText : (text: string): string => text;
  if (elb === undefined) context.findings.note("this event has the query decoded: it is encoded again here, and may have been written otherwise", spotOf(context, "queryStringParameters"));
  return Object.entries(values).flatMap(([name, one]) => [one ?? ""].flat().map((text) => `${write(name)}=${write(String(text))}`)).join("&");
};

/** A half of a surrogate pair is no text, and would be an exception. */
const encodeText = (text: string): string => encodeURIComponent(isIllFormed(text) ? new TextDecoder().decode(new TextEncoder().encode(text)) : text);
