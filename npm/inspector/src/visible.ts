// Makes bytes visible: text as text, everything that an eye would miss as a named mark.

/** A stretch of text, or one mark with the name of what it stands for. */
export type Run =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "mark" | "space"; readonly text: string; readonly name: string };

const MARKS: ReadonlyMap<number, readonly [string, string]> = new Map([
  [0x00, ["NUL", "NUL"]],
  [0x09, ["→", "tab"]],
  [0x0a, ["LF", "line feed"]],
  [0x0d, ["CR", "carriage return"]],
  [0x85, ["NEL", "next line"]],
  [0xa0, ["NBSP", "no-break space"]],
  [0x200b, ["ZWSP", "zero-width space"]],
  [0x2028, ["LS", "line separator"]],
  [0x2029, ["PS", "paragraph separator"]],
  [0xfeff, ["BOM", "byte order mark"]],
]);

/** Splits bytes into runs, in order. Line breaks stay line breaks, behind their marks. `spaces` marks every space, not only trailing ones. */
export const runsOf = (bytes: Uint8Array, { spaces = false } = {}): Run[] => {
  const runs: Run[] = [];
  let text = "";
  const flush = (): void => {
    if (text !== "") runs.push({ kind: "text", text });
    text = "";
  };
  const mark = (shown: string, name: string): void => {
    flush();
    runs.push({ kind: "mark", text: shown, name });
  };
  for (let at = 0; at < bytes.length; ) {
    const [code, length] = decodeAt(bytes, at);
    const next = bytes[at + length];
    const isTrailing = code === 0x20 && (next === undefined || next === 0x0a || next === 0x0d);
    const known = code === null ? undefined : MARKS.get(code);
    if (code === null) mark(hex(bytes[at] ?? 0), `byte ${hex(bytes[at] ?? 0)}, not UTF-8`);
    else if (known !== undefined) mark(...known);
    else if (spaces && code === 0x20) {
      flush();
      runs.push({ kind: "space", text: "·", name: "space" });
    } else if (isTrailing) mark("·", "trailing space");
    else if (isInvisible(code)) mark(`U+${code.toString(16).toUpperCase().padStart(4, "0")}`, "invisible character");
    else text += String.fromCodePoint(code);
    if (code === 0x0a) text += "\n";
    at += length;
  }
  flush();
  return runs;
};

export const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, "0");

const isInvisible = (code: number): boolean =>
  code < 0x20 || (code >= 0x7f && code < 0xa0) || /^[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]$/u.test(String.fromCodePoint(code));

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The code point at a place and its length in bytes; null and 1 where the bytes are not UTF-8. */
const decodeAt = (bytes: Uint8Array, at: number): [number | null, number] => {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, 1];
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const slice = bytes.subarray(at, at + length);
  try {
    return [strict.decode(slice).codePointAt(0) ?? null, length];
  } catch {
    return [null, 1];
  }
};
