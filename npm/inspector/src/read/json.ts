import type { Findings } from "./findings.ts";
import { isHarEntry, isHarLog, readHarEntry, readHarLog } from "./har.ts";
import { parseLiteral, valueOf } from "./literal.ts";
import { SHAPES } from "./shapes.ts";
import { behindBom, type Given, type Taken } from "./taken.ts";

/** What stands in a text: JSON, or an object as JavaScript, Node or Python writes it. */
export interface Value {
  readonly value: unknown;
  readonly isJson: boolean;
}

/** Parses JSON. */
export const parseJson = (text: string): Value | undefined => {
  try {
    return { value: JSON.parse(text.slice(behindBom(text))), isJson: true };
  } catch {
    return undefined;
  }
};

/** Parses JSON, or what is like it; what is wrong goes to the report. */
const parseLike = (text: string, findings: Findings): Value | undefined => {
  const json = parseJson(text);
  if (json !== undefined) return json;
  const read = parseLiteral(text, findings, behindBom(text));
  if (read === undefined) return undefined;
  if (text.slice(read.end).trim() !== "") findings.note("what stands behind the object was left out", { start: read.end, end: text.length });
  return { value: valueOf(read.node), isJson: false };
};

/** Reads a request out of a log. Spots count UTF-16 units. */
export const readJson = (given: Given, findings: Findings): Taken => {
  const parsed = parseLike(given.text, findings);
  if (parsed === undefined) return {};
  const shape = shapeOf(parsed.value);
  if (shape !== undefined) return shape.read(parsed.value, { given, findings, path: [] });
  findings.error("there is no request in this JSON: headers are missing. If it is the body, choose the format for a body alone", { start: 0, end: 0 });
  return {};
};

/** Reads a HAR file, or one entry of it. */
export const readHar = (given: Given, findings: Findings): Taken => {
  const parsed = parseLike(given.text, findings);
  if (parsed === undefined) return {};
  const context = { given, findings, path: [] };
  if (isHarLog(parsed.value)) return readHarLog(parsed.value, context);
  if (isHarEntry(parsed.value)) return readHarEntry(parsed.value, context);
  findings.error("this is no HAR: log.entries, or an entry's request, is missing", { start: 0, end: 0 });
  return {};
};

/** What a value is, if it holds a request. */
export const shapeOf = (value: unknown): (typeof SHAPES)[number] | undefined => SHAPES.find((shape) => shape.is(value));
