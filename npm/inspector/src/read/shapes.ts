// The forms in which requests stand in logs, each with how it is known and how it is read.
import { isIllFormed } from "../../../waxseal/src/bytes.ts";
import { utf8Characters } from "../../../waxseal/src/cli/request/received.ts";
import { NOWHERE, type Report, type Spot } from "../../../waxseal/src/cli/request/report.ts";
import { decodeBase64 } from "./base64.ts";
import type { Findings } from "./findings.ts";
import type { Path } from "./json.ts";
import { type Node, parseLiteral, placeIn } from "./literal.ts";
import { behindBom, type Given, type Taken } from "./taken.ts";
import type { Choice } from "./types.ts";

/** Where a reader of a value is, and to whom it tells what is wrong. */
export interface Context {
  readonly given: Given;
  readonly findings: Findings;
  readonly path: Path;
}

/** A form of log. */
export interface Shape {
  /** What it is, for the sentence that says why. */
  readonly name: string;
  readonly is: (value: unknown) => boolean;
  readonly read: (value: unknown, context: Context) => Taken;
}

type Fields = Readonly<Record<string, unknown>>;
type Pair = readonly [name: string, value: string];

/** A value's members; none where it is no object. */
export const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array) ? (value as Fields) : {});

/** A list; empty where it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Where something stands in the text. The text is parsed for it once, and not at all where nothing is wrong. */
export const spotOf = ({ given, findings, path }: Context, ...steps: (string | number)[]): Spot => {
  if (findings.isFull) return NOWHERE;
  const node = trees.get(given) ?? parseLiteral(given.text, SILENT, behindBom(given.text))?.node;
  if (node === undefined) return NOWHERE;
  trees.set(given, node);
  return placeIn(node, [...path, ...steps]);
};

const trees = new WeakMap<Given, Node>();

const SILENT: Report = { error: () => undefined, mend: () => undefined, note: () => undefined };

const within = (context: Context, ...steps: (string | number)[]): Context => ({ ...context, path: [...context.path, ...steps] });

const known = <K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } => (value === undefined ? {} : ({ [name]: value } as { [N in K]: V }));

// --- headers

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads headers as an object, an object of lists, pairs, `{ name, value }` objects, or Node's flat list. */
export const headersOf = (value: unknown, context: Context): readonly Pair[] => {
  const list = Array.isArray(value) ? value : undefined;
  const isFlat = list !== undefined && list.length % 2 === 0 && list.every((one) => typeof one === "string");
  const entries: (readonly [step: string | number, name: unknown, value: unknown])[] =
    list === undefined
      ? Object.entries(fieldsOf(value)).map(([name, one]) => [name, name, one])
      : isFlat
        ? Array.from({ length: list.length / 2 }, (_, index) => [index * 2 + 1, list[index * 2], list[index * 2 + 1]])
        : list.map((one, index) => (Array.isArray(one) ? [index, one[0], one[1]] : [index, fieldsOf(one)["name"] ?? fieldsOf(one)["key"], fieldsOf(one)["value"]]));
  return entries.flatMap(([step, name, values]) =>
    (Array.isArray(values) ? values : [values]).flatMap((one: unknown) => {
      const text = typeof one === "number" || typeof one === "boolean" ? String(one) : (textOf(one) ?? characters(one));
      // HTTP/2's own fields, which browsers log among the headers.
      if (typeof name === "string" && name.startsWith(":")) return [];
      if (typeof name === "string" && NAME.test(name) && text !== undefined) return [[name, typeof one === "string" ? utf8Characters(text) : text] as const];
      if (one !== undefined && one !== null) context.findings.error("a header must be a name and a text", spotOf(context, step));
      return [];
    }),
  );
};

const characters = (value: unknown): string | undefined => {
  const bytes = base64Of(value);
  return bytes === undefined ? undefined : Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
};

/** Bytes that a vector writes as `{ "base64": … }`. */
const base64Of = (value: unknown): Uint8Array | undefined => {
  const { base64 } = fieldsOf(value);
  const text = Array.isArray(base64) ? base64.join("") : base64;
  return typeof text === "string" ? decodeBase64(text) : undefined;
};

const firstOf = (headers: readonly Pair[], name: string): string | undefined => headers.find(([one]) => one.toLowerCase() === name)?.[1];

// --- bodies

interface Body {
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
const loggedBody = (value: unknown, context: Context, step: string): Body => {
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

/** The names under which logs have the body, the most faithful first. */
const BODIES = ["rawBody", "raw_body", "body", "payload", "content", "data"];

const BODIES_IN_BASE64 = ["bodyBase64", "body_base64", "base64Body", "rawBodyBase64"];

// --- times

const momentOf = (value: unknown): number | undefined => {
  const millis = typeof value === "number" ? (value < 1e11 ? value * 1000 : value) : typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isFinite(millis) && millis > 0 && millis < 8.64e15 ? Math.round(millis) : undefined;
};

// --- several requests in one text

/** Reads the wanted one of several; the first one unless told. */
export const chosenOf = <T>(all: readonly T[], context: Context, label: (one: T) => Choice, read: (one: T, index: number) => Taken, standard = 0): Taken => {
  const wanted = context.given.choice ?? standard;
  const chosen = Number.isInteger(wanted) && wanted >= 0 && wanted < all.length ? wanted : 0;
  const one = all[chosen];
  if (one === undefined) {
    context.findings.error("there is no request in it", { start: 0, end: 0 });
    return {};
  }
  return { ...read(one, chosen), ...(all.length > 1 ? { choices: all.map(label), chosen } : {}) };
};

const labelOf = (value: unknown): Choice => {
  const { at, method, url, code, id, request } = fieldsOf(value);
  const { method: inner, url: address } = fieldsOf(request);
  const moment = momentOf(at);
  const parts = [textOf(id), textOf(method) ?? textOf(inner), textOf(url) ?? textOf(address), moment === undefined ? undefined : new Date(moment).toISOString()];
  const said = textOf(code);
  return { label: [...parts.filter((part) => part !== undefined), ...(said === undefined ? [] : [`(${said})`])].join(" ") || "request", ...known("code", said) };
};

// --- the Worker's captures

const isCapturedRequest = (value: unknown): boolean => {
  const { code, url, at } = fieldsOf(value);
  return typeof code === "string" && typeof url === "string" && at !== undefined;
};

const readCapturedRequest = (value: unknown, context: Context): Taken => {
  const { at, code, method, url, content } = fieldsOf(value);
  const hints = known("code", textOf(code));
  const facts = { ...known("method", textOf(method)), ...known("url", textOf(url)), ...known("now", momentOf(at)), hints };
  if (content !== undefined) return { ...readContent(content, within(context, "content")), ...facts };
  context.findings.error("headers and body are not in a list of captures: ask for one capture (GET /api/captures/{capture})", spotOf(context));
  return facts;
};

const isContent = (value: unknown): boolean => typeof fieldsOf(value)["is_cut"] === "boolean" && Array.isArray(fieldsOf(value)["headers"]);

const readContent = (value: unknown, context: Context): Taken => {
  const { headers, body, is_cut: isCut } = fieldsOf(value);
  const read = headersOf(headers, within(context, "headers"));
  const masked = read.filter(([, one]) => one === "***").map(([name]) => name);
  if (masked.length > 0) context.findings.note(`masked when it was captured, put the values in: ${masked.slice(0, 8).join(", ")}`, spotOf(context, "headers"));
  const { body: bytes, isBodyExact } = base64Body(textOf(body) ?? "", context, "body");
  if (isCut === true) context.findings.note("the body was cut off when it was captured, so its signature cannot match", spotOf(context, "body"));
  return { headers: read, body: bytes, isBodyExact: isBodyExact && isCut !== true };
};

const readCaptures = (all: readonly unknown[], context: Context): Taken =>
  chosenOf(all, context, labelOf, (one, index) => readCapturedRequest(one, within(context, index)));

// --- test vectors, and what share links hold

const isVector = (value: unknown): boolean => typeof fieldsOf(value)["scheme"] === "string" && fieldsOf(fieldsOf(value)["request"])["headers"] !== undefined;

const readVector = (value: unknown, context: Context): Taken => {
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

const optionsOf = (value: unknown): Readonly<Record<string, string | number>> =>
  Object.fromEntries(Object.entries(fieldsOf(value)).filter((pair): pair is [string, string | number] => typeof pair[1] === "string" || typeof pair[1] === "number"));

const isShared = (value: unknown): boolean => fieldsOf(value)["v"] === 1 && Array.isArray(fieldsOf(value)["headers"]) && typeof fieldsOf(value)["body"] === "string";

const readShared = (value: unknown, context: Context): Taken => {
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

// --- API Gateway, function URLs, load balancers

const isLambda = (value: unknown): boolean => {
  const { requestContext, isBase64Encoded, httpMethod, rawPath, headers, multiValueHeaders } = fieldsOf(value);
  const hasHeaders = headers !== undefined || multiValueHeaders !== undefined;
  return hasHeaders && (requestContext !== undefined || isBase64Encoded !== undefined || httpMethod !== undefined || rawPath !== undefined);
};

const readLambda = (value: unknown, context: Context): Taken => {
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

// --- logs of servers

const hasHeaders = (value: unknown): boolean => {
  const { headers, rawHeaders } = fieldsOf(value);
  return (typeof headers === "object" && headers !== null) || Array.isArray(rawHeaders);
};

const readLog = (value: unknown, context: Context): Taken => {
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

const isHeaders = (value: unknown): boolean => {
  const entries = Object.entries(fieldsOf(value));
  const isText = (one: unknown): boolean => typeof one === "string" || (Array.isArray(one) && one.every((text) => typeof text === "string"));
  const usual = entries.filter(([name]) => USUAL.test(name)).length;
  return entries.length >= 2 && usual >= 1 && entries.every(([name, one]) => NAME.test(name) && isText(one));
};

const isFlatHeaders = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 4 && value.length % 2 === 0 && value.every((one) => typeof one === "string") && value.some((one, index) => index % 2 === 0 && USUAL.test(one as string));

const isHeaderPairs = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 2 && value.every((one) => Array.isArray(one) && one.length === 2 && one.every((text) => typeof text === "string")) && value.some((one: unknown) => USUAL.test((one as string[])[0]!));

const readHeaders = (value: unknown, context: Context): Taken => {
  context.findings.note("these are headers alone: put the body into its field", spotOf(context));
  return { headers: headersOf(value, context), isBodyExact: false };
};

/** The names under which a log may hold the request itself. */
const INNER = ["request", "req", "event"];

const innerOf = (value: unknown): string | undefined => INNER.find((name) => isLambda(fieldsOf(value)[name]) || hasHeaders(fieldsOf(value)[name]));

const isPlainRequest = (value: unknown): boolean => SINGLE.some((shape) => shape.is(value));

/** The forms of one request, the strictest first. */
const SINGLE: readonly Shape[] = [
  { name: "a request that the Worker captured", is: isCapturedRequest, read: readCapturedRequest },
  { name: "what the Worker captured of a request", is: isContent, read: readContent },
  { name: "a test vector", is: isVector, read: readVector },
  { name: "what a share link holds", is: isShared, read: readShared },
  { name: "an event of API Gateway, a function URL or a load balancer", is: isLambda, read: readLambda },
  { name: "a logged request", is: hasHeaders, read: readLog },
  {
    name: "a log entry with a request",
    is: (value) => innerOf(value) !== undefined,
    read: (value, context) => {
      const name = innerOf(value)!;
      const inner = fieldsOf(value)[name];
      return (isLambda(inner) ? readLambda : readLog)(inner, within(context, name));
    },
  },
];

/** All forms that are known. */
export const SHAPES: readonly Shape[] = [
  {
    name: "a capture of the Worker",
    is: (value) => Array.isArray(fieldsOf(value)["requests"]) && typeof fieldsOf(value)["armed_at"] !== "undefined",
    read: (value, context) => readCaptures(listOf(fieldsOf(value)["requests"]), within(context, "requests")),
  },
  {
    name: "the Worker's list of captures",
    is: (value) => Array.isArray(fieldsOf(value)["captures"]) && listOf(fieldsOf(value)["captures"]).every((one) => Array.isArray(fieldsOf(one)["requests"])),
    read: (value, context) => readCaptures(listOf(fieldsOf(value)["captures"]).flatMap((one) => listOf(fieldsOf(one)["requests"])), within(context, "captures")),
  },
  ...SINGLE,
  { name: "headers as Node lists them", is: isFlatHeaders, read: readHeaders },
  { name: "pairs of headers", is: isHeaderPairs, read: readHeaders },
  {
    name: "a list of requests",
    is: (value) => Array.isArray(value) && value.length > 0 && value.every(isPlainRequest),
    read: (value, context) => chosenOf(listOf(value), context, labelOf, (one, index) => SINGLE.find((shape) => shape.is(one))!.read(one, within(context, index))),
  },
  { name: "an object of headers", is: isHeaders, read: readHeaders },
];
