import { createScanner, type Node } from "jsonc-parser";

/** What stands on the rest of a line where nothing but a comment follows. */
const ONLY_COMMENT = /^[ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/[ \t]*)?(?=\r?\n|$)/;

/** The blanks with which the line of a position begins. */
const indentAt = (text: string, offset: number): string => /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1))?.[0] ?? "";

/** Writes a value as people write a configuration: members in lines, lists of texts in one. */
export const written = (value: unknown, indent: string): string => {
  if (Array.isArray(value)) return `[${value.map((one) => written(one, indent)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  return `{\n${Object.entries(value).map(([name, one]) => `${inner}${JSON.stringify(name)}: ${written(one, inner)}`).join(",\n")}\n${indent}}`;
};

/**
 * Adds a member behind the last one of an object, and leaves everything else as it is written:
 * comments keep their places, and a comma at the end stays one.
 */
export const withMember = (text: string, object: Node, name: string, value: unknown): string => {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const outer = indentAt(text, object.offset);
  const close = object.offset + object.length - 1;
  const last = object.children?.at(-1);
  const indent = last !== undefined && text.slice(object.offset, last.offset).includes("\n") ? indentAt(text, last.offset) : `${outer}  `;
  const member = `${indent}${JSON.stringify(name)}: ${written(value, indent)}`.replaceAll("\n", eol);
  const closes = (from: number): boolean => !text.slice(from, close).includes("\n");
  if (last === undefined) {
    // Comments of an object without members stay above.
    const kept = text.slice(0, close).trimEnd();
    return `${kept}${eol}${member}${eol}${outer}${text.slice(close)}`;
  }
  const end = last.offset + last.length;
  const comma = commaBehind(text, end);
  const behind = comma ?? end;
  const comment = ONLY_COMMENT.exec(text.slice(behind))?.[0] ?? "";
  const at = behind + comment.length;
  const head = comma === undefined ? `${text.slice(0, end)},${text.slice(end, at)}` : text.slice(0, at);
  const tail = closes(at) ? `${eol}${outer}${text.slice(at).trimStart()}` : text.slice(at);
  return `${head}${eol}${member}${comma === undefined ? "" : ","}${tail}`;
};

/** The position behind a comma that follows a member, comments between them apart. */
const commaBehind = (text: string, end: number): number | undefined => {
  const scanner = createScanner(text, true);
  scanner.setPosition(end);
  scanner.scan();
  return text[scanner.getTokenOffset()] === "," ? scanner.getTokenOffset() + 1 : undefined;
};
