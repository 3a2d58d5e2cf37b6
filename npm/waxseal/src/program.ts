import { readFailure, readVerdict, type Verdict } from "./answer.js";
import { configRoom, writeConfig, type ReadConfig } from "./config.js";
import type { VerificationError } from "./errors.js";
import type { ReadHeaders } from "./headers.js";
import type { Pads } from "./host-mac.js";
import { type ComputeMac, type Instance, withInstance } from "./instance.js";

/** How strong a success is. */
export type Assurance = "signed" | "signed_partial" | "token" | "none";

/** What the signature covers. The rest are labels that anyone could change. */
export interface Covers {
  readonly body: boolean;
  readonly id: boolean;
  readonly type: boolean;
  readonly timestamp: boolean;
  readonly url: boolean;
}

/** One key: which secret it came from, how its text was read, and its bytes. */
export interface Key {
  readonly secret: number;
  readonly form: string;
  readonly bytes: Uint8Array;
  /** What a host that hashes makes of it, once. */
  pads?: Pads;
}

/** A compiled configuration. It belongs to JavaScript: wasm keeps nothing. */
export interface Program {
  readonly bytes: Uint8Array;
  /** The algorithm's word, such as `hmac-sha256`. */
  readonly algorithm: string;
  readonly assurance: Assurance;
  readonly covers: Covers;
  /** What proving needs the body for: nothing, its hash (which the host may compute), or what it says. */
  readonly bodyUse: "unused" | "hashed" | "read";
  readonly readsMethod: boolean;
  readonly readsUrl: boolean;
  /** Whether a header of the request says which headers are signed. */
  readonly readsAllHeaders: boolean;
  /** Whether scheme and host of the URL are signed too. */
  readonly readsWholeUrl: boolean;
  /** Whether id, type or version stand in the body. */
  readonly hasLabelsInBody: boolean;
  /** Whether the vendor asks something before it sends events. */
  readonly hasHandshake: boolean;
  readonly reads: readonly string[];
  readonly pointers: readonly string[];
  readonly shortSecrets: readonly number[];
  readonly keys: readonly Key[];
}

/** Everything of a request but its body, as far as a program reads it. */
export interface Meta {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadHeaders;
}

/** A larger body is pulled through the buffer in pieces of this size. */
export const PIECE_BYTES = 64 * 1024;

/**
 * Compiles a configuration.
 *
 * @throws ConfigError
 */
export const compile = (config: ReadConfig): Program =>
  withInstance((wasm) => {
    wasm.begin(configRoom(config));
    writeConfig(wasm, config);
    const length = wasm.answered(wasm.exports.compile(wasm.written));
    readFailure(wasm, length);
    const head = {
      bytes: wasm.readRun(),
      algorithm: wasm.readText(),
      assurance: wasm.readText() as Assurance,
      covers: readCovers(wasm.readU8()),
      bodyUse: BODY_USES[wasm.readU8()]!,
    };
    const bits = wasm.readU8();
    const program = {
      ...head,
      readsMethod: (bits & 1) !== 0,
      readsUrl: (bits & 2) !== 0,
      readsAllHeaders: (bits & 4) !== 0,
      readsWholeUrl: (bits & 8) !== 0,
      hasLabelsInBody: (bits & 16) !== 0,
      hasHandshake: (bits & 32) !== 0,
      reads: readList(wasm, () => wasm.readText()),
      pointers: readList(wasm, () => wasm.readText()),
      shortSecrets: readList(wasm, () => wasm.readU8()),
      keys: readList(wasm, () => ({ secret: wasm.readU8(), form: wasm.readText(), bytes: wasm.readRun() })),
    };
    wasm.wipe(length);
    return program;
  });

const BODY_USES = ["unused", "hashed", "read"] as const;

const readList = <T>(wasm: Instance, read: () => T): readonly T[] => Array.from({ length: wasm.readU8() }, read);

const readCovers = (bits: number): Covers =>
  Object.freeze({
    body: (bits & 1) !== 0,
    id: (bits & 2) !== 0,
    type: (bits & 4) !== 0,
    timestamp: (bits & 8) !== 0,
    url: (bits & 16) !== 0,
  });

/** Verifies with the MAC computed in wasm. */
export const verify = (
  program: Program,
  meta: Meta,
  body: string | Uint8Array,
  now: number,
  first: number,
): Verdict | VerificationError =>
  withInstance((wasm) => {
    const lengths = writeRequest(wasm, program, meta, body, 0);
    return readVerdict(wasm, wasm.answered(wasm.exports.verify(program.bytes.length, ...lengths, now, first)));
  });

/** Does the same for a body of any size, within bounded memory. */
export const verifyPulled = (
  program: Program,
  meta: Meta,
  body: Uint8Array,
  now: number,
  first: number,
): Verdict | VerificationError =>
  withInstance((wasm) => {
    const metaBytes = writeHead(wasm, program, meta, PIECE_BYTES);
    const call = () =>
      wasm.exports.verify_pulled(program.bytes.length, metaBytes, PIECE_BYTES, body.length, now, first);
    return readVerdict(wasm, wasm.pulling(body, call));
  });

/** Does the same with MACs that `compute` makes of the body, which is handed over too if it is `short`. */
export const verifyByHost = (
  program: Program,
  meta: Meta,
  bodyBytes: number,
  short: Uint8Array | undefined,
  compute: ComputeMac,
  now: number,
  first: number,
): Verdict | VerificationError =>
  withInstance((wasm) => {
    const metaBytes = writeHead(wasm, program, meta, 0);
    const call = () => wasm.exports.verify_by_host(program.bytes.length, metaBytes, bodyBytes, now, first);
    return readVerdict(wasm, wasm.hashing(compute, short, call));
  });

/** Id, type and version of an event that was verified. */
export interface Fields {
  readonly id: string | null;
  readonly type: string | null;
  readonly version: string | null;
  /** The ids of a list of events. */
  readonly ids: readonly string[];
}

/** Reads id, type and version. */
export const readFields = (program: Program, meta: Meta, body: Uint8Array): Fields =>
  withInstance((wasm) => {
    const room = program.hasLabelsInBody ? Math.min(body.length, PIECE_BYTES) : 0;
    const metaBytes = writeHead(wasm, program, meta, room);
    const length = wasm.pulling(body, () => wasm.exports.fields(program.bytes.length, metaBytes, room));
    readFailure(wasm, length);
    const fields = {
      id: wasm.readOptionalText(),
      type: wasm.readOptionalText(),
      version: wasm.readOptionalText(),
      ids: Array.from({ length: wasm.readU32() }, () => wasm.readText()),
    };
    wasm.wipe(length);
    return fields;
  });

/** Writes a program and a request's meta with room for more behind them. Returns the length of meta. */
const writeHead = (wasm: Instance, program: Written, meta: Meta, more: number): number => {
  wasm.begin(program.bytes.length + metaRoom(meta) + more);
  wasm.raw(program.bytes);
  return writeMeta(wasm, meta, program.reads);
};

/** What of a program a frame needs: its bytes, and the names that it knows by number. */
type Written = Pick<Program, "bytes" | "reads">;

/** No program: for what is asked of a request alone. */
export const NO_PROGRAM: Written = { bytes: new Uint8Array(0), reads: [] };

/** Writes a program, meta and body with room for more behind them. Returns the lengths of meta and body. */
export const writeRequest = (
  wasm: Instance,
  program: Written,
  meta: Meta,
  body: string | Uint8Array,
  more: number,
): [meta: number, body: number] => {
  // A unit of a string takes three bytes at most.
  const metaBytes = writeHead(wasm, program, meta, (typeof body === "string" ? 3 : 1) * body.length + more);
  const start = wasm.at;
  if (typeof body === "string") wasm.rawText(body);
  else wasm.raw(body);
  return [metaBytes, wasm.at - start];
};

/** Reads pairs of texts behind their number. */
export const readPairs = (wasm: Instance): (readonly [string, string])[] =>
  Array.from({ length: wasm.readU8() }, () => [wasm.readText(), wasm.readText()] as const);

/** Returns how many bytes the frame of a request takes at most. */
export const metaRoom = ({ method, url, headers }: Meta): number => {
  let room = 8 + 3 * (method.length + url.length);
  for (let i = 0; i < headers.length; i++) room += 5 + 3 * headers[i]!.length;
  return room;
};

/** Stands before a header's name that a program does not know by number. */
const BY_NAME = 255;

/**
 * Writes everything of a request but its body and returns how many bytes that took. Headers
 * that the program reads are named by their number among `known`.
 */
export const writeMeta = (wasm: Instance, meta: Meta, known: readonly string[]): number => {
  const { headers } = meta;
  const start = wasm.at;
  wasm.text(meta.method);
  wasm.text(meta.url);
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i]!;
    const number = known.length < BY_NAME ? known.indexOf(name) : -1;
    if (number >= 0) wasm.u8(number);
    else {
      wasm.u8(BY_NAME);
      wasm.text(name);
    }
    wasm.headerValue(headers[i + 1]!);
  }
  return wasm.at - start;
};
