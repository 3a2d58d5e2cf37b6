import type { Report, Spot } from "./report.js";

/** No body in chunks is larger: what is pasted is looked at, not stored. */
const MOST = 64 * 1024 * 1024;

/** A body whose chunks were joined as far as they go. */
export interface Joined {
  readonly body: string;
  /** False where the bytes are no chunks at all. */
  readonly isChunked: boolean;
}

/**
 * Joins the chunks of a body that begins at `from` (RFC 9112, section 7.1). Lines may end in LF
 * alone, as in files that were edited. What stands behind the last chunk is left out.
 */
export const parseChunks = (text: string, from: number, report: Report): Joined => {
  const parts: string[] = [];
  let at = from;
  let total = 0;
  for (;;) {
    const [line, next] = lineAt(text, at);
    const size = sizeOf(line);
    const spot = { start: at, end: at + line.length };
    if (size === undefined) return unreadable(parts, line, spot, report, next);
    if (size === 0) return { body: parts.join(""), isChunked: true };
    total += size;
    if (total > MOST) {
      report.error(`the body has more than ${MOST} bytes`, spot);
      return { body: parts.join(""), isChunked: true };
    }
    parts.push(text.slice(next, next + size));
    if (next + size > text.length) {
      report.error(`a chunk says ${size} bytes, and ${text.length - next} follow: the request is cut off`, spot);
      return { body: parts.join(""), isChunked: true };
    }
    const [rest, after] = lineAt(text, next + size);
    if (rest !== "") {
      report.error("a chunk is longer than it says: were its line ends changed?", { start: next + size, end: next + size + rest.length });
      return { body: parts.join(""), isChunked: true };
    }
    at = after;
  }
};

/** Says that a line is no chunk's size: the first one, or one behind chunks that were read. */
const unreadable = (parts: readonly string[], line: string, spot: Spot, report: Report, next: number): Joined => {
  if (parts.length > 0 && line === "" && next === spot.start) {
    report.error("the last chunk (0) is missing: the request is cut off", spot);
  } else if (parts.length > 0) {
    report.error("a chunk does not begin with its size: were the line ends of the body changed?", spot);
  } else {
    const message = "transfer-encoding says chunked, and the body is not in chunks: if a tool has joined them already, take that header out";
    report.mend(message, "the body was taken as it stands", spot);
    return { body: "", isChunked: false };
  }
  return { body: parts.join(""), isChunked: true };
};

const sizeOf = (line: string): number | undefined => {
  const [, digits] = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line) ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
};

/** Returns a line without its end, and where the next one begins. */
const lineAt = (text: string, at: number): readonly [string, number] => {
  const end = text.indexOf("\n", at);
  if (end === -1) return [text.slice(at), text.length];
  return [text.slice(at, text[end - 1] === "\r" && end > at ? end - 1 : end), end + 1];
};
