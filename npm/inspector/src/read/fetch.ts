import { isIllFormed } from "../../../waxseal/src/bytes.ts";
import { utf8Characters } from "../../../waxseal/src/cli/request/received.ts";
import { decodeBase64 } from "./base64.ts";
import type { Findings } from "./findings.ts";
import { bytesOfHex, memberOf, type Node, parseLiteral, valueOf } from "./literal.ts";
import type { Given, Taken } from "./taken.ts";

/** Says whether a text begins like a call of fetch. */
export const isFetch = (text: string): boolean => CALL.test(text.slice(0, 1000));

const CALL = /^\ufeff?\s*(?:\/\/[^\n]*\n\s*)*(?:(?:const|let|var)\s+[\w${},\s]{1,80}=\s*)?(?:return\s+)?(?:await\s+)?(?:(?:window|globalThis|self)\.)?fetch\s*\(/;

type Pair = readonly [name: string, value: string];

/** Reads a call of fetch, as browsers copy it. Nothing of it is run. Spots count UTF-16 units. */
export const readFetch = ({ text }: Given, findings: Findings): Taken => {
  const [begin] = CALL.exec(text.slice(0, 1000)) ?? [];
  if (begin === undefined) {
    findings.error("there is no call of fetch at the beginning", { start: 0, end: 0 });
    return {};
  }
  const call = parseLiteral(`fetch${text.slice(begin.length - 1)}`, findings.from(begin.length - 6));
  const taken = call === undefined ? {} : takenOf(call.node, findings);
  findings.from(0);
  return taken;
};

const takenOf = (node: Node, findings: Findings): Taken => {
  const [address, init] = node.kind === "call" ? node.items : [];
  const url = textOf(address?.kind === "call" && /^(URL|Request)$/.test(address.name) ? address.items[0] : address);
  if (url === undefined) findings.error("the address of fetch must be a text", address ?? node);
  if (init !== undefined && init.kind !== "object") findings.error("the second value of fetch must be an object", init);
  const method = textOf(memberOf(init, "method"));
  const body = bodyOf(memberOf(init, "body"), findings);
  const headers = headersOf(memberOf(init, "headers"), findings);
  const isTyped = headers.some(([name]) => name.toLowerCase() === "content-type");
  return {
    method: method === undefined ? "GET" : NORMALIZED.includes(method.toUpperCase()) ? method.toUpperCase() : method,
    url: url ?? "",
    // fetch names a type of its own for texts.
    headers: body.type === undefined || isTyped ? headers : [...headers, ["content-type", body.type]],
    body: body.bytes,
    isBodyExact: body.isExact,
  };
};

/** The methods that fetch writes in capitals, as the Fetch standard has it. */
const NORMALIZED = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];

const textOf = (node: Node | undefined): string | undefined => (node?.kind === "text" ? node.text : undefined);

const headersOf = (node: Node | undefined, findings: Findings): readonly Pair[] => {
  if (node === undefined || node.kind === "plain") return [];
  if (node.kind === "call" && node.name === "Headers") return headersOf(node.items[0], findings);
  const pairs: (readonly [name: Node | string, value: Node | undefined])[] =
    node.kind === "object" ? [...node.members] : node.kind === "list" ? node.items.map((item) => (item.kind === "list" ? [item.items[0] ?? "", item.items[1]] : ["", item])) : [["", node]];
  return pairs.flatMap(([name, value]) => {
    const known = typeof name === "string" ? name : textOf(name);
    const text = value?.kind === "plain" ? String(value.value) : textOf(value);
    if (known !== undefined && known !== "" && text !== undefined) return [[known, byteString(text)] as const];
    findings.error("a header of fetch must be a name and a text", value ?? node);
    return [];
  });
};

/** fetch takes one byte per character; what is wider can only be text that some tool decoded. */
const byteString = (text: string): string => (/[^\0-\xff]/.test(text) ? utf8Characters(text) : text).replace(/^[ \t\r\n]+/, "").replace(/(?<![ \t\r\n])[ \t\r\n]+$/, "");

interface Body {
  readonly bytes: Uint8Array;
  readonly isExact: boolean;
  readonly type?: string;
}

const TEXT = "text/plain;charset=UTF-8";
const FORM = "application/x-www-form-urlencoded;charset=UTF-8";

const bodyOf = (node: Node | undefined, findings: Findings): Body => {
  if (node === undefined || (node.kind === "plain" && (node.value === null || node.value === undefined))) return { bytes: new Uint8Array(0), isExact: true };
  const bytes = bytesOf(node);
  if (bytes !== undefined) return { bytes, isExact: true };
  const text = textOf(node) ?? stringified(node);
  if (text !== undefined) return { bytes: new TextEncoder().encode(text), isExact: !isIllFormed(text), type: TEXT };
  if (node.kind === "call" && node.name === "URLSearchParams") {
    return { bytes: new TextEncoder().encode(searchOf(node.items[0])), isExact: true, type: FORM };
  }
  findings.error(node.kind === "call" && /FormData/.test(node.name) ? "FormData is sent with a border that the browser draws by lot, so the bytes are not in the call" : "the bytes of this body are not in the call: put a text in its place", node);
  return { bytes: new Uint8Array(0), isExact: false };
};

const stringified = (node: Node): string | undefined => {
  if (node.kind === "plain") return String(node.value);
  if (node.kind !== "call") return undefined;
  const [value, , space] = node.items;
  if (node.name === "JSON.stringify" && value !== undefined && value.kind !== "call") {
    const indent = space === undefined ? undefined : valueOf(space);
    return JSON.stringify(valueOf(value), null, typeof indent === "number" || typeof indent === "string" ? indent : undefined);
  }
  const [characters] = node.items;
  return node.name === "atob" && characters?.kind === "text" ? characterText(characters.text) : undefined;
};

const characterText = (base64: string): string | undefined => {
  const bytes = decodeBase64(base64);
  return bytes === undefined ? undefined : Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
};

const searchOf = (node: Node | undefined): string => {
  const value = node === undefined ? "" : valueOf(node);
  if (typeof value === "string") return new URLSearchParams(value).toString();
  const pairs = Array.isArray(value) ? value : Object.entries((value ?? {}) as object);
  return new URLSearchParams(pairs.filter((pair) => Array.isArray(pair) && pair.length === 2).map(([name, one]) => [String(name), String(one)])).toString();
};

/** The ways of writing bytes in JavaScript. */
const bytesOf = (node: Node): Uint8Array | undefined => {
  if (node.kind === "bytes") return node.bytes;
  if (node.kind !== "call") return undefined;
  const [first, second] = node.items;
  const listed = first?.kind === "list" ? valueOf(first) : undefined;
  const isBytes = Array.isArray(listed) && listed.every((one) => typeof one === "number");
  switch (node.name) {
    case "TextEncoder.encode":
      return first?.kind === "text" ? new TextEncoder().encode(first.text) : undefined;
    case "Uint8Array":
      return isBytes ? Uint8Array.from(listed as number[]) : first?.kind === "call" ? bytesOf(first) : undefined;
    case "Uint8Array.from":
      if (isBytes) return Uint8Array.from(listed as number[]);
      return first?.kind === "call" && first.name === "atob" && second?.kind === "call" && second.name === "=>" ? decodeBase64(textOf(first.items[0]) ?? "?") : undefined;
    case "Uint8Array.fromBase64":
      return decodeBase64(textOf(first) ?? "?");
    case "Buffer.from": {
      if (isBytes) return Uint8Array.from(listed as number[]);
      const [text, encoding] = [textOf(first), textOf(second) ?? "utf8"];
      if (text === undefined) return undefined;
      if (encoding === "base64") return decodeBase64(text);
      if (encoding === "hex") return /^(?:[0-9a-f]{2})*$/i.test(text) ? bytesOfHex(text) : undefined;
      return /^utf-?8$/i.test(encoding) ? new TextEncoder().encode(text) : undefined;
    }
    default:
      return undefined;
  }
};
