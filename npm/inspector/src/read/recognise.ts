import { readHeaderLine } from "../../../waxseal/src/cli/request/received.ts";
import { isPiped, isPowerShell } from "./curl.ts";
import { isFetch } from "./fetch.ts";
import { isHarEntry, isHarLog } from "./har.ts";
import { dumpOf } from "./hex.ts";
import { parseJson, shapeOf } from "./json.ts";
import { parseLiteral, valueOf } from "./literal.ts";
import { fieldsOf, listOf } from "./log/value.ts";
import type { Format } from "./types.ts";

/** A format, and the sentence that says why. */
export interface Recognised {
  readonly format: Format;
  readonly because: string;
}

/** As much of the beginning as decides, where a decision needs no more. */
const ENOUGH = 4096;

/** Says what a text is. Every text is something: at the least a body alone. */
export const recognise = (text: string): Recognised => {
  const start = text.slice(0, ENOUGH).replace(/^\ufeff/, "").trimStart();
  if (start === "" && text.trim() === "") return { format: "text", because: "Nothing was pasted." };
  if (isPowerShell(start)) return { format: "curl", because: "It is a PowerShell command." };
  if (/^(?:[$>%]\s+|[A-Za-z]:[^\n>]*>\s*)?"?(?:\S*[/\\])?curl(?:\.exe)?"?[\s\\^]/.test(start)) return { format: "curl", because: "It begins with curl." };
  if (/^(?:\$\s+)?(?:printf|echo)\s/.test(start) && isPiped(text)) return { format: "curl", because: "It is a cURL command with its body in base64." };
  if (isFetch(start)) return { format: "fetch", because: "It is a call of fetch." };
  return message(start) ?? (/^[{[<A-Z]/.test(start) ? structured(text, start) : undefined) ?? line(text, start) ?? dump(text) ?? headers(text, start) ?? body(start);
};

const message = (start: string): Recognised | undefined => {
  const [first = ""] = start.split(/\r?\n/, 1);
  if (/^[A-Za-z]{3,10} \S+ HTTP\/\d(?:\.\d)?\s*$/.test(first)) return { format: "http", because: "The first line is a request line of HTTP." };
  if (/^[A-Z]{3,10} (?:\/|https?:\/\/)\S*\s*$/.test(first)) return { format: "http", because: "The first line is a method and a URL." };
  if (/^HTTP\/\d(?:\.\d)? \d{3}/.test(first)) return { format: "http", because: "The first line is a status line of HTTP." };
  if (/^:(?:method|path|authority|scheme):/.test(first)) return { format: "http", because: "It begins with fields of HTTP/2." };
  return undefined;
};

/** JSON, or an object as JavaScript, Node or Python writes it. */
const structured = (text: string, start: string): Recognised | undefined => {
  const json = /^[{[]/.test(start) ? parseJson(text) : undefined;
  const value = json?.value ?? (json === undefined ? printed(text, start) : undefined);
  if (value === undefined) return broken(start);
  if (isHarLog(value)) {
    const count = listOf(fieldsOf(fieldsOf(value)["log"])["entries"]).length;
    return { format: "har", because: `It is a HAR file with ${count} ${count === 1 ? "request" : "requests"}.` };
  }
  if (isHarEntry(value)) return { format: "har", because: "It is an entry of a HAR file." };
  const shape = shapeOf(value);
  if (shape !== undefined) return { format: "json", because: `It is ${shape.name}${json === undefined ? ", printed as an object" : ""}.` };
  return json === undefined ? undefined : { format: "text", because: "It is JSON without headers, so it is taken for a body." };
};

const printed = (text: string, start: string): unknown => {
  if (!/^(?:[A-Z]\w*\s*)?(?:\[Object: null prototype\]\s*)?[{[]/.test(start)) return undefined;
  const silent = { error: () => undefined, mend: () => undefined, note: () => undefined };
  const read = parseLiteral(text, silent);
  return read === undefined ? undefined : valueOf(read.node);
};

/** JSON that cannot be read is a body, unless its beginning says what it should be. */
const broken = (start: string): Recognised | undefined => {
  if (!start.startsWith("{")) return undefined;
  if (/^\{\s*"log"\s*:\s*\{/.test(start)) return { format: "har", because: "It begins like a HAR file." };
  const names = [...start.matchAll(/["']?(?<![\w-])(headers|rawHeaders|multiValueHeaders|requestContext|isBase64Encoded|content-type|user-agent)["']?\s*:/g)].map(([, name]) => name);
  return new Set(names).size >= 2 || names.includes("headers") ? { format: "json", because: "It begins like a log with headers." } : undefined;
};

const line = (text: string, start: string): Recognised | undefined => {
  if (!/^[<"']?(?:https?:\/\/|\/\S*\?)\S*\s*$/i.test(start)) return undefined;
  if (text.trim().length > ENOUGH && /\s/.test(text.trim())) return undefined;
  return { format: "url", because: /#request=/.test(start) ? "It is a link to the inspector." : "It is a URL, as postbacks are called." };
};

const headers = (text: string, start: string): Recognised | undefined => {
  const lines = start.split(/\r?\n/);
  const empty = lines.indexOf("");
  const head = (empty === -1 ? lines.slice(0, text.length > ENOUGH ? -1 : undefined) : lines.slice(0, empty)).slice(0, 20);
  const names = head.map((one) => readHeaderLine(one)?.[0]);
  if (names[0] === undefined || /^https?$/i.test(names[0])) return undefined;
  const read = names.filter((name) => name !== undefined);
  const isUsual = read.some((name) => /^(?:host|user-agent|content-|accept|authorization|x-|webhook-|svix-)|signature|token/i.test(name));
  if (!isUsual && !(read.length >= 2 && read.length === names.length)) return undefined;
  return { format: "headers", because: empty === -1 ? "Its lines are headers." : "It begins with headers, and a body follows an empty line." };
};

const dump = (text: string): Recognised | undefined => {
  const kind = dumpOf(text);
  if (kind === undefined) return undefined;
  return { format: "hex", because: kind === "columns" ? "It is a hex dump with offsets." : "It is made of hexadecimal digits alone." };
};

const body = (start: string): Recognised => {
  if (/^[^\s=&<>{}"]+=[^\s]*$/.test(start.trimEnd())) return { format: "text", because: "It is a form without headers, so it is taken for a body." };
  if (start.startsWith("<")) return { format: "text", because: "It is XML without headers, so it is taken for a body." };
  return { format: "text", because: "It is no format that is known, so it is taken for a body." };
};
