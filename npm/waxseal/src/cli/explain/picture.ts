import { shownBytes } from "../printable.js";

/** Bytes that are shown before and behind the first one that differs. */
const BEFORE = 24;
const BEHIND = 16;

/**
 * Shows where two bodies part: a few bytes round the first one that differs, what cannot be
 * printed as escapes, on two lines with a mark below. None for equal bodies.
 */
export const picture = (received: Uint8Array, signed: Uint8Array): readonly string[] => {
  const offset = firstDifference(received, signed);
  if (offset === undefined) return [];
  const start = characterStart(received, Math.max(0, offset - BEFORE));
  const head = `${start === 0 ? "" : "…"}${shownBytes(received.subarray(start, offset))}`;
  const line = (body: Uint8Array): string => `${head}${tail(body, offset)}`;
  return [
    `at byte ${offset}: received ${received.length}, signed ${signed.length}`,
    `received  ${line(received)}`,
    `signed    ${line(signed)}`,
    `${" ".repeat("received  ".length + [...head].length)}^`,
  ];
};

/** The position of the first byte that differs; nothing for equal bodies. */
const firstDifference = (one: Uint8Array, other: Uint8Array): number | undefined => {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at++) if (one[at] !== other[at]) return at;
  return one.length === other.length ? undefined : shorter;
};

/** What follows, and whether the body ends there. */
const tail = (body: Uint8Array, from: number): string => {
  const end = characterStart(body, Math.min(body.length, from + BEHIND));
  return shownBytes(body.subarray(from, end)) + (end === body.length ? " (end)" : "…");
};

/** Goes back to where a character of UTF-8 begins, so that none is cut. */
const characterStart = (bytes: Uint8Array, at: number): number => {
  for (let back = 0; back < 4; back++) if (((bytes[at - back] ?? 0) & 0xc0) !== 0x80) return at - back;
  return at;
};
