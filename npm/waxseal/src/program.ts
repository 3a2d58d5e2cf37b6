import { readFailure, readVerdict, type Verdict } from "./answer.js";
import { configRoom, writeConfig, type ReadConfig } from "./config.js";
import type { VerificationError } from "./errors.js";
import type { ReadHeaders } from "./headers.js";
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
}

/** A compiled configuration. It belongs to JavaScript: wasm keeps nothing. */
export interface Program {
  readonly bytes: Uint8Array;
  readonly assurance: Assurance;
  readonly covers: Covers;
  /** Whether the body enters the signed bytes as it is, so that the host may hash it. */
  readonly isBodyOpaque: boolean;
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
    const program = {
      bytes: wasm.readRun(),
      assurance: wasm.readText() as Assurance,
      covers: readCovers(wasm.readU8()),
      isBodyOpaque: wasm.readU8() === 1,
      reads: readList(wasm, () => wasm.readText()),
      pointers: readList(wasm, () => wasm.readText()),
      shortSecrets: readList(wasm, () => wasm.readU8()),
      keys: readList(wasm, () => ({ secret: wasm.readU8(), form: wasm.readText(), bytes: wasm.readRun() })),
    };
    wasm.wipe(length);
    return program;
  });

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
    const metaBytes = writeHead(wasm, program, meta, 3 * body.length);
    const start = wasm.at;
    if (typeof body === "string") wasm.rawText(body);
    else wasm.raw(body);
    return readVerdict(
      wasm,
      wasm.answered(wasm.exports.verify(program.bytes.length, metaBytes, wasm.at - start, now, first)),
    );
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

/** Does the same with MACs that `compute` makes of the body. */
export const verifyByHost = (
  program: Program,
  meta: Meta,
  bodyBytes: number,
  compute: ComputeMac,
  now: number,
  first: number,
): Verdict | VerificationError =>
  withInstance((wasm) => {
    const metaBytes = writeHead(wasm, program, meta, 0);
    const call = () => wasm.exports.verify_by_host(program.bytes.length, metaBytes, bodyBytes, now, first);
    return readVerdict(wasm, wasm.hashing(compute, call));
  });

/** Id, type and version of an event that was verified. */
export interface Fields {
  readonly id: string | null;
  readonly type: string | null;
  readonly version: string | null;
}

/** Reads id, type and version. */
export const readFields = (program: Program, meta: Meta, body: Uint8Array): Fields =>
  withInstance((wasm) => {
    const room = program.pointers.length === 0 ? 0 : Math.min(body.length, PIECE_BYTES);
    const metaBytes = writeHead(wasm, program, meta, room);
    const length = wasm.pulling(body, () => wasm.exports.fields(program.bytes.length, metaBytes, room));
    readFailure(wasm, length);
    const fields = { id: wasm.readOptionalText(), type: wasm.readOptionalText(), version: wasm.readOptionalText() };
    wasm.wipe(length);
    return fields;
  });

/** Writes program and meta with room for more behind them. Returns the length of meta. */
const writeHead = (wasm: Instance, program: Program, meta: Meta, more: number): number => {
  const { headers } = meta;
  let room = program.bytes.length + 8 + 3 * (meta.method.length + meta.url.length) + more;
  for (let i = 0; i < headers.length; i++) room += 4 + 3 * headers[i]!.length;
  wasm.begin(room);
  wasm.raw(program.bytes);
  const start = wasm.at;
  wasm.text(meta.method);
  wasm.text(meta.url);
  for (let i = 0; i < headers.length; i += 2) {
    wasm.text(headers[i]!);
    wasm.headerValue(headers[i + 1]!);
  }
  return wasm.at - start;
};
