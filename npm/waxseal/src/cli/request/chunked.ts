import { usage } from "../failure.js";

/** No body in chunks is larger: what is pasted is looked at, not stored. */
const MOST = 64 * 1024 * 1024;

/**
 * Joins the chunks of a body (RFC 9112, section 7.1). Lines may end in LF alone, as in files that
 * were edited. What stands behind the last chunk is left out.
 *
 * @throws Failure where the bytes are no chunks.
 */
export const joinChunks = (text: string): string => {
  const parts: string[] = [];
  let at = 0;
  let total = 0;
  for (;;) {
    const [line, next] = lineAt(text, at);
    const size = sizeOf(line);
    if (size === 0) return parts.join("");
    total += size;
    if (total > MOST) throw usage(`the body has more than ${MOST} bytes`);
    if (next + size > text.length) throw usage(`a chunk says ${size} bytes, and ${text.length - next} follow: the request is cut off`);
    parts.push(text.slice(next, next + size));
    const [rest, after] = lineAt(text, next + size);
    if (rest !== "") throw usage("a chunk is longer than it says: were its line ends changed?");
    at = after;
  }
};

const sizeOf = (line: string): number => {
  const [, digits] = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line) ?? [];
  if (digits !== undefined) return Number.parseInt(digits, 16);
  throw usage("transfer-encoding says chunked, and the body is not in chunks: if a tool has joined them already, take that header out");
};

/** Returns a line without its end, and where the next one begins. */
const lineAt = (text: string, at: number): readonly [string, number] => {
  const end = text.indexOf("\n", at);
  if (end === -1) return [text.slice(at), text.length];
  return [text.slice(at, text[end - 1] === "\r" && end > at ? end - 1 : end), end + 1];
};
