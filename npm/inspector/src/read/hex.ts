import { latin1 } from "../../../waxseal/src/cli/request/received.ts";
import { Findings } from "./findings.ts";
import { readMessage } from "./http.ts";
import { bytesOfHex } from "./literal.ts";
import type { Given, Taken } from "./taken.ts";

/** Reads a hex dump: of `xxd`, `hexdump -C`, `hexdump`, `od -t x1`, Wireshark, or digits alone. */
export const readHex = ({ text }: Given, findings: Findings): Taken => {
  const bytes = bytesOfDump(text, findings);
  const start = latin1(bytes.subarray(0, 4096));
  if (!isHttp(start)) return { body: bytes, isBodyExact: !findings.hasErrors };
  const inner = new Findings();
  const taken = readMessage(latin1(bytes), inner, false);
  findings.note("the bytes are a whole HTTP request, and were read as one", { start: 0, end: 0 });
  // Their places are in the decoded message, not in the dump.
  findings.takeOver(inner, "in the dump's request: ");
  return { ...taken, isBodyExact: taken.isBodyExact !== false && !findings.hasErrors };
};

/** Says whether a text is a hex dump, and of which kind. */
export const dumpOf = (text: string): "columns" | "digits" | undefined => {
  const [first = "", second = ""] = text.slice(0, 4096).trimStart().split(/\r?\n/, 2);
  const offset = offsetOf(first);
  if (offset !== undefined && offset.value === 0 && hexOf(offset.rest, offset.hasColon).digits.length >= 2) {
    const next = offsetOf(second);
    const length = hexOf(offset.rest, offset.hasColon).digits.length / 2;
    const isFollowed = second === "*" || (next !== undefined && next.value === length);
    if (isFollowed || /[|>]|\s{2,}\S+\s*$/.test(offset.rest) || (second === "" && offset.hasColon)) return "columns";
  }
  const plain = digitsOf(text.slice(0, 4096));
  if (plain === undefined || plain.length < 16) return undefined;
  if (/^\d+$/.test(plain) && text.length < 64) return undefined;
  return digitsOf(text) === undefined ? undefined : "digits";
};

/** Digits with nothing between them but what people put there. */
const digitsOf = (text: string): string | undefined => {
  const digits = text.replace(/\\x|0x/gi, "").replace(/[\s,:;{}[\]"']+/g, "");
  return /[^0-9a-fA-F]/.test(digits) ? undefined : digits;
};

const isHttp = (start: string): boolean => /^[A-Z]{3,10} \S+ HTTP\/\d/.test(start);

interface Offset {
  readonly value: number;
  readonly hasColon: boolean;
  readonly rest: string;
}

const offsetOf = (line: string): Offset | undefined => {
  const [all, digits, colon] = /^\s*(?:0x)?([0-9a-fA-F]{4,16})(:|[ \t]|$)/.exec(line) ?? [];
  return all === undefined ? undefined : { value: Number.parseInt(digits!, 16), hasColon: colon === ":", rest: line.slice(all.length) };
};

/** The bytes of a line, up to the column with characters. */
const hexOf = (rest: string, isXxd: boolean): { readonly digits: string; readonly groups: readonly string[] } => {
  const columns = rest.replace(/^\s+/, "");
  // xxd puts two spaces before the characters; hexdump -C has two in the middle of the bytes as well.
  const [bytes = ""] = isXxd ? columns.split(/\s{2,}/, 1) : columns.split(/\s*[|>]|\s{3,}/, 1);
  const groups = bytes.split(/\s+/).filter((group) => group !== "");
  const end = groups.findIndex((group) => !/^(?:[0-9a-fA-F]{2}){1,8}$/.test(group));
  const read = end === -1 ? groups : groups.slice(0, end);
  return { digits: read.join(""), groups: read };
};

const bytesOfDump = (text: string, findings: Findings): Uint8Array => (dumpOf(text) === "columns" ? bytesOfColumns(text, findings) : bytesOfDigits(text, findings));

const bytesOfDigits = (text: string, findings: Findings): Uint8Array => {
  const odd = /[^0-9a-fA-F\s,:;{}[\]"'\\xX]/.exec(text);
  if (odd !== null) findings.error("this is no hexadecimal digit; what stands from here on is left out", { start: odd.index, end: odd.index + 1 });
  const digits = digitsOf(odd === null ? text : text.slice(0, odd.index)) ?? "";
  if (digits.length % 2 === 1) findings.error("there is an odd number of digits: one is missing, and the last is left out", { start: text.length, end: text.length });
  return bytesOfHex(digits);
};

/** More than a dump can say by a star or an offset is a mistake. */
const MOST = 64 * 1024 * 1024;

const bytesOfColumns = (text: string, findings: Findings): Uint8Array => {
  const parts: Uint8Array[] = [];
  let [length, start] = [0, 0];
  let [isRepeated, isSwapped] = [false, false];
  for (const line of text.split("\n")) {
    const spot = { start, end: start + line.length };
    start += line.length + 1;
    if (line.trim() === "*") isRepeated = true;
    if (line.trim() === "" || line.trim() === "*") continue;
    const offset = offsetOf(line.replace(/\r$/, ""));
    if (offset === undefined) {
      findings.error("this line of the dump has no offset: it was left out", spot);
      continue;
    }
    const { digits, groups } = hexOf(offset.rest, offset.hasColon);
    if (isRepeated && offset.value > length && offset.value <= MOST) {
      const last = parts.at(-1) ?? new Uint8Array(1);
      const gap = Uint8Array.from({ length: offset.value - length }, (_, index) => last[index % last.length]!);
      parts.push(gap);
      length += gap.length;
    }
    isRepeated = false;
    // hexdump without -C has two bytes in a group, the second one first, and seven digits of offset.
    if (length === 0 && !offset.hasColon && /^\s*[0-9a-fA-F]{7}\s/.test(line) && groups[0]?.length === 4) {
      isSwapped = true;
      findings.note("hexdump without -C swaps the bytes of each pair: they were swapped back", spot);
    }
    if (isSwapped && digits === "" && offset.value === length - 1) {
      const last = parts.pop()!;
      parts.push(last.subarray(0, -1));
      length--;
    }
    if (offset.value !== length) findings.error(`the offset is ${offset.value}, and ${length} bytes came before: lines are missing or cut`, spot);
    const bytes = isSwapped ? swapped(bytesOfHex(digits)) : bytesOfHex(digits);
    parts.push(bytes);
    length += bytes.length;
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

const swapped = (bytes: Uint8Array): Uint8Array => {
  const turned = bytes.slice();
  for (let at = 0; at + 1 < turned.length; at += 2) [turned[at], turned[at + 1]] = [turned[at + 1]!, turned[at]!];
  return turned;
};
