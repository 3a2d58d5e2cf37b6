// Where two bodies differ. Only a stretch round the first difference is compared: nobody reads
// more, and the work stays the same for a megabyte.

/** A stretch that both have, or that only one has. */
export interface Piece {
  readonly kind: "same" | "received" | "signed";
  readonly bytes: Uint8Array;
}

export interface Difference {
  /** The first byte that differs. */
  readonly offset: number;
  /** How many bytes before the pieces are the same and left out. */
  readonly skipped: number;
  readonly pieces: readonly Piece[];
  /** How many bytes of each are left out behind the pieces. */
  readonly restReceived: number;
  readonly restSigned: number;
}

/** Bytes that are shown before the first difference and behind the last one. */
const CONTEXT = 48;
/** Tokens of each side that are compared: the table has the square of it. */
const TOKENS = 400;
/** No token is longer. */
const LONGEST = 32;

/** Compares two bodies; null where they are equal. */
export const difference = (received: Uint8Array, signed: Uint8Array): Difference | null => {
  const offset = commonStart(received, signed);
  if (offset === received.length && offset === signed.length) return null;
  const end = commonEnd(received, signed, offset);
  const start = wordStart(received, offset);
  const one = window(received, start, received.length - end);
  const other = window(signed, start, signed.length - end);
  const isCut = one.isCut || other.isCut;
  const changed = pieces(one.tokens, other.tokens);
  if (isCut) dropLast(changed);
  const [usedReceived, usedSigned] = [used(changed, "signed"), used(changed, "received")];
  const from = characterStart(received, Math.max(0, start - CONTEXT));
  const behind = isCut ? 0 : Math.min(end, CONTEXT);
  const until = isCut ? start + usedReceived : characterEnd(received, received.length - end + behind);
  const before: Piece = { kind: "same", bytes: received.subarray(from, start) };
  const after: Piece = { kind: "same", bytes: isCut ? received.subarray(0, 0) : received.subarray(received.length - end, until) };
  return {
    offset,
    skipped: from,
    pieces: [before, ...changed, after].filter(({ bytes }) => bytes.length > 0),
    restReceived: received.length - until,
    restSigned: isCut ? signed.length - start - usedSigned : received.length - until,
  };
};

const commonStart = (one: Uint8Array, other: Uint8Array): number => {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at += 1;
  return at;
};

const commonEnd = (one: Uint8Array, other: Uint8Array, start: number): number => {
  const most = Math.min(one.length, other.length) - start;
  let at = 0;
  while (at < most && one[one.length - 1 - at] === other[other.length - 1 - at]) at += 1;
  // A character stays whole.
  while (at > 0 && ((one[one.length - at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
};

const isContinuation = (byte: number | undefined): boolean => ((byte ?? 0) & 0xc0) === 0x80;

const characterStart = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (at > 0 && isContinuation(bytes[at])) at -= 1;
  return at;
};

const characterEnd = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (at < bytes.length && isContinuation(bytes[at])) at += 1;
  return at;
};

/** Where the token begins that the place stands in: half a word says little. */
const wordStart = (bytes: Uint8Array, offset: number): number => {
  let at = offset;
  while (at > 0 && offset - at < LONGEST && isWord(bytes[at - 1]) && isWord(bytes[at])) at -= 1;
  return characterStart(bytes, at);
};

const isWord = (byte: number | undefined): boolean =>
  byte !== undefined && (byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));

interface Window {
  readonly tokens: readonly Uint8Array[];
  readonly isCut: boolean;
}

/** Words as one token each, everything else byte by byte. */
const window = (bytes: Uint8Array, from: number, to: number): Window => {
  const tokens: Uint8Array[] = [];
  let at = from;
  while (at < to && tokens.length < TOKENS) {
    let end = at + 1;
    if (isWord(bytes[at])) while (end < to && isWord(bytes[end]) && end - at < LONGEST) end += 1;
    if (isContinuation(bytes[end])) end = Math.min(characterEnd(bytes, end), to);
    tokens.push(bytes.subarray(at, end));
    at = end;
  }
  return { tokens, isCut: at < to };
};

const isEqual = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && one.every((byte, at) => byte === other[at]);

/** The longest common run of tokens, as pieces. */
const pieces = (received: readonly Uint8Array[], signed: readonly Uint8Array[]): Piece[] => {
  const width = signed.length + 1;
  const lengths = new Uint16Array((received.length + 1) * width);
  for (let i = received.length - 1; i >= 0; i -= 1) {
    for (let j = signed.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = isEqual(received[i]!, signed[j]!)
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const found: { kind: Piece["kind"]; tokens: Uint8Array[] }[] = [];
  const add = (kind: Piece["kind"], token: Uint8Array): void => {
    const last = found.at(-1);
    if (last?.kind === kind) last.tokens.push(token);
    else found.push({ kind, tokens: [token] });
  };
  let [i, j] = [0, 0];
  while (i < received.length || j < signed.length) {
    if (i < received.length && j < signed.length && isEqual(received[i]!, signed[j]!)) {
      add("same", received[i]!);
      i += 1;
      j += 1;
    } else if (j >= signed.length || (i < received.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      add("received", received[i]!);
      i += 1;
    } else {
      add("signed", signed[j]!);
      j += 1;
    }
  }
  return found.map(({ kind, tokens }) => ({ kind, bytes: joined(tokens) }));
};

const joined = (tokens: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(tokens.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const token of tokens) {
    bytes.set(token, at);
    at += token.length;
  }
  return bytes;
};

/** Behind the last stretch that both have, a window that was cut shows differences that are none. */
const dropLast = (found: Piece[]): void => {
  let last = found.length - 1;
  while (last > 0 && found[last]?.kind !== "same") last -= 1;
  if (last > 0) found.length = last + 1;
};

const used = (found: readonly Piece[], other: Piece["kind"]): number =>
  found.reduce((sum, { kind, bytes }) => (kind === other ? sum : sum + bytes.length), 0);
