import { bytesOf, latin1 } from "../../../waxseal/src/cli/request/received.ts";
import { decodeBase64 } from "../read/base64.ts";
import { masked } from "./mask.ts";
import { valueOrBase64 } from "./words.ts";
import type { Fragment, FragmentRead, Shared } from "./types.ts";

/** Browsers and chat programs pass on links of this length; the body is the most of it. */
const MOST_CHARACTERS = 256 * 1024;

/** What a link is checked against before it is read, so that nobody's page is kept busy. */
const MOST_READ = 2 * 1024 * 1024;

/** The fragment's only parameter. */
const NAME = "request=";

const MOST_HEADERS = 1000;

const MOST_URL = 65_536;

const METHOD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}$/;

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/;

const MEMBERS = ["v", "method", "url", "headers", "body", "scheme", "options", "now", "code", "from", "isCut"];

/** The options that a scheme may open; none of them is a secret. */
const OPTIONS = ["header", "prefix", "query", "encoding", "id", "type", "version", "url", "toleranceSeconds"];

/** What must not be in the link. */
export interface Secrets {
  /** Secrets by their text: masked wherever they stand. */
  readonly secrets: readonly string[];
  /** Headers that stay although their names look secret, because the signature stands in them or is made of them. */
  readonly keep?: readonly string[];
}

/** Writes a share link's fragment. What is secret is masked. */
export const toFragment = (shared: Shared, secrets: Secrets): Fragment => {
  if (shared.body.length > MOST_CHARACTERS) return tooLarge(`a body of ${shared.body.length} bytes`, []);
  const { request, notes: hidden } = masked(shared, secrets);
  const { headers, notes: left } = carried(request.headers);
  const notes = [...hidden, ...left];
  if (headers.length > MOST_HEADERS) return tooLarge(`a link of ${headers.length} headers`, notes);
  const { body } = request;
  // What cannot stand in a request line is written as an address has it.
  const url = request.url.replace(/[\s\0]/g, (character) => encodeURIComponent(character));
  const method = METHOD.test(request.method) ? request.method : "POST";
  const { scheme, options, now, code, from, isCut } = shared;
  const isIncomplete = isCut === true || notes.length > 0;
  const members = {
    v: 1,
    method,
    url,
    headers: headers.map(([name, value]) => [name, valueOrBase64(value)]),
    body: btoa(latin1(body)),
    scheme,
    options: options === undefined || Object.keys(options).length === 0 ? undefined : options,
    now,
    code,
    from,
    isCut: isIncomplete ? true : undefined,
  };
  const text = `${NAME}${base64url(new TextEncoder().encode(JSON.stringify(members)))}`;
  if (url.length > MOST_URL) return tooLarge(`a URL of ${url.length} characters`, notes);
  if (text.length <= MOST_CHARACTERS) return { text, notes };
  return tooLarge(`a link of ${text.length} characters`, notes);
};

/** Leaves out what no header can be: a reader would refuse the whole link. */
const carried = (headers: Shared["headers"]): { readonly headers: Shared["headers"]; readonly notes: readonly string[] } => {
  const kept = headers.filter(([name, value]) => HEADER_NAME.test(name) && !/[\r\n\0]/.test(value));
  const count = headers.length - kept.length;
  return { headers: kept, notes: count === 0 ? [] : [`${count} ${count === 1 ? "header is" : "headers are"} left out: no request can carry the characters in it.`] };
};

const tooLarge = (what: string, notes: readonly string[]): Fragment => ({
  text: null,
  notes: [...notes, `The request makes ${what}, more than is passed on everywhere: export it as a test vector.`],
});

const base64url = (bytes: Uint8Array): string => btoa(latin1(bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** Reads a share link's fragment. Whatever is not as it should be is refused, and why is said. */
export const fromFragment = (hash: string): FragmentRead => {
  const pair = hash.replace(/^#/, "").split("&").find((one) => one.startsWith(NAME));
  if (pair === undefined) return { shared: null, problems: [] };
  const text = pair.slice(NAME.length);
  if (text.length > MOST_READ) return refused(`the link is longer than ${MOST_READ} characters`);
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(text)) return refused("the link holds characters that are not base64url: was it cut or changed?");
  const bytes = decodeBase64(text);
  if (bytes === undefined) return refused("the link is cut off: its base64url is not whole");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return refused("the link does not hold JSON: was it cut or changed?");
  }
  return sharedOf(value);
};

const refused = (...problems: string[]): FragmentRead => ({ shared: null, problems });

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const sharedOf = (value: unknown): FragmentRead => {
  if (!isFields(value)) return refused("the link does not hold an object");
  if (value["v"] !== 1) return refused("the link is of another version of the inspector (v is not 1)");
  const { method, url, headers, body, scheme, options, now, code, from, isCut } = value;
  const problems = [
    ...strangers(value, MEMBERS, "the link"),
    ...(isText(method) && METHOD.test(method) ? [] : ["method must be a method's name"]),
    ...(isText(url) && url.length <= MOST_URL && !/[\s\0]/.test(url) ? [] : ["url must be a text without spaces"]),
    ...(Array.isArray(headers) && headers.length <= MOST_HEADERS && headers.every(isHeader) ? [] : [`headers must be at most ${MOST_HEADERS} pairs of name and value`]),
    ...(isText(body) && /^[A-Za-z0-9+/]*={0,2}$/.test(body) && body.length % 4 === 0 ? [] : ["body must be base64"]),
    ...(scheme === undefined || (isText(scheme) && /^[a-z0-9-]{1,64}$/.test(scheme)) ? [] : ["scheme must be a scheme's id"]),
    ...(options === undefined ? [] : optionProblems(options)),
    ...(now === undefined || (typeof now === "number" && Math.abs(now) <= 8.64e15) ? [] : ["now must be Unix milliseconds"]),
    ...(code === undefined || (isText(code) && /^[a-z_]{1,64}$/.test(code)) ? [] : ["code must be one of the codes"]),
    ...(from === undefined || from === "capture" || from === "share" ? [] : ["from must be capture or share"]),
    ...(isCut === undefined || typeof isCut === "boolean" ? [] : ["isCut must be true or false"]),
  ];
  if (problems.length > 0) return refused(...problems);
  const pairs = (headers as [string, string | { base64: string }][]).map(([name, one]) => [name, characters(one)] as const);
  const bytes = decodeBase64(body as string)!;
  const optional = Object.fromEntries(Object.entries({ scheme, options, now, code, from, isCut }).filter(([, one]) => one !== undefined));
  return { shared: { method: method as string, url: url as string, headers: pairs, body: bytes, ...optional }, problems: [] };
};

const isText = (value: unknown): value is string => typeof value === "string";

/** Names under which a link could carry what must never be in one. */
const SECRET_NAME = /secret|token|passw|credential|private|^keys?$|_key$|Key$/i;

const strangers = (value: Fields, names: readonly string[], where: string): string[] =>
  Object.keys(value)
    .filter((name) => !names.includes(name))
    .map((name) => {
      if (SECRET_NAME.test(name)) return `${where} holds a member that looks like a secret, and is refused: no link may carry one`;
      return /^\w{1,40}$/.test(name) ? `${where} holds ${name}, which is not known here` : `${where} holds a member that is not known here`;
    });

const isHeader = (value: unknown): boolean => {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [name, one] = value as unknown[];
  if (!isText(name) || !HEADER_NAME.test(name)) return false;
  if (isText(one)) return !/[\r\n\0]/.test(one);
  return isFields(one) && Object.keys(one).length === 1 && isText(one["base64"]) && !/[\r\n\0]/.test(latin1(decodeBase64(one["base64"]) ?? new Uint8Array(1)));
};

const characters = (value: string | { readonly base64: string }): string =>
  latin1(isText(value) ? new TextEncoder().encode(value) : (decodeBase64(value.base64) ?? bytesOf("")));

/** How secrets begin that people paste into the wrong field. */
const SECRET_VALUE = /^(?:whsec_|sk_|rk_|whsk_|ghp_|xox[a-z]-|v1,whsec_|-----BEGIN)/;

const optionProblems = (options: unknown): string[] => {
  if (!isFields(options)) return ["options must be an object"];
  const problems = strangers(options, OPTIONS, "options");
  for (const [name, value] of Object.entries(options)) {
    if (name === "toleranceSeconds" && isTolerance(value)) continue;
    if (typeof value === "number" ? !Number.isFinite(value) : !isText(value) || value.length > 2048) problems.push("an option must be a short text or a number");
    else if (isText(value) && SECRET_VALUE.test(value)) problems.push(`options/${OPTIONS.includes(name) ? name : "?"} looks like a secret, and is refused: no link may carry one`);
  }
  return problems;
};

/** Says whether a value is a tolerance that differs for past and future. */
export const isTolerance = (value: unknown): value is { readonly past: number; readonly future: number } =>
  isFields(value) && Object.keys(value).sort().join() === "future,past" && Object.values(value).every((seconds) => typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0);
