import { compileModule } from "#wasm";
import { ConfigError } from "./errors.js";

/** `WebAssembly.Memory`, which the types of Node alone do not know. */
interface Memory {
  readonly buffer: ArrayBuffer;
}

/** What crates/wasm exports. A test holds this list against the built file. */
export interface Exports {
  readonly memory: Memory;
  reserve(bytes: number): number;
  compile(config: number): number;
  verify(program: number, meta: number, body: number, now: number, first: number): number;
  verify_pulled(program: number, meta: number, room: number, bodyBytes: number, now: number, first: number): number;
  verify_by_host(program: number, meta: number, bodyBytes: number, now: number, first: number): number;
  fields(program: number, meta: number, room: number): number;
  sign(frame: number, body: number, timestamp: number): number;
  handshake(program: number, meta: number, body: number, token: number, now: number): number;
  identify(meta: number, body: number): number;
}

/** Room for frames that every instance starts with: an ordinary event with its headers. */
const ROOM_BYTES = 8 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Computes a MAC with the key at a position; one character for each of its bytes. What stands
 * before and behind the body lies in wasm's memory, and is valid during the call alone.
 */
export type ComputeMac = (
  position: number,
  memory: Uint8Array,
  prefix: number,
  prefixEnd: number,
  suffix: number,
  suffixEnd: number,
) => string;

/** What wasm may ask for while a call lasts. */
let pulled: Uint8Array | undefined;
let computeMac: ComputeMac | undefined;

/**
 * One wasm instance and its buffer. Nothing lives in it between calls: frames are written,
 * one export is called, the answer is read and overwritten.
 */
export class Instance {
  readonly exports: Exports;
  /** All of the memory. Made anew when it grows. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the buffer begins, and how long it is. */
  #start = 0;
  #room = 0;
  /** Where the next byte of a frame goes, or comes from in an answer. */
  at = 0;
  /** Whether a call is under way. One that was left so by an exception cannot be trusted. */
  isBusy = false;

  /** `start` instantiates the module with these imports. */
  constructor(start: (imports: Record<string, Record<string, Function>>) => Exports) {
    const pull = (into: number, room: number, at: number): number => {
      const piece = pulled?.subarray(at, at + room);
      if (piece === undefined) return 0;
      this.#memory().set(piece, into);
      return piece.length;
    };
    const mac = (
      position: number,
      prefix: number,
      prefixBytes: number,
      suffix: number,
      suffixBytes: number,
      out: number,
      room: number,
    ): number => {
      const bytes = this.#memory();
      const tag = computeMac!(position, bytes, prefix, prefix + prefixBytes, suffix, suffix + suffixBytes);
      if (tag.length > room) return 0;
      for (let i = 0; i < tag.length; i++) bytes[out + i] = tag.charCodeAt(i);
      return tag.length;
    };
    this.exports = start({
      waxseal: { pull, mac },
      "./waxseal_wasm_bg.js": { __wbindgen_init_externref_table() {} },
    });
    this.#reserve(ROOM_BYTES);
  }

  #memory(): Uint8Array {
    // Growing detaches the view.
    if (this.bytes.length === 0) this.bytes = new Uint8Array(this.exports.memory.buffer);
    return this.bytes;
  }

  #reserve(room: number): void {
    this.#start = this.exports.reserve(room);
    this.#room = room;
    this.#memory();
  }

  /** Starts frames of at most this many bytes. */
  begin(room: number): void {
    this.isBusy = true;
    if (this.#room < room) this.#reserve(room);
    this.at = this.#start;
  }

  /** How much memory there is. */
  get memoryBytes(): number {
    // Asking the memory itself is a call into the host.
    return this.bytes.length || this.exports.memory.buffer.byteLength;
  }

  /** Where the next byte goes, from the beginning of the frames. */
  get written(): number {
    return this.at - this.#start;
  }

  u8(value: number): void {
    this.bytes[this.at++] = value;
  }

  u32(value: number): void {
    const { bytes, at } = this;
    bytes[at] = value;
    bytes[at + 1] = value >>> 8;
    bytes[at + 2] = value >>> 16;
    bytes[at + 3] = value >>> 24;
    this.at = at + 4;
  }

  /** Writes bytes without their length. */
  raw(value: Uint8Array): void {
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  /** Writes a text as UTF-8 without its length. */
  rawText(value: string): void {
    this.at += encoder.encodeInto(value, this.bytes.subarray(this.at)).written;
  }

  /** Writes bytes behind their length. */
  run(value: Uint8Array): void {
    this.u32(value.length);
    this.raw(value);
  }

  /** Writes a text as UTF-8 behind its length. */
  text(value: string): void {
    this.#run(value, 0x7f);
  }

  /**
   * Writes a header's value behind its length. Hosts read header bytes as Latin-1, one
   * character for each; a value with others was decoded as UTF-8 and becomes that again.
   */
  headerValue(value: string): void {
    this.#run(value, 0xff);
  }

  /** Writes units up to `last` as they are, or the whole value as UTF-8. */
  #run(value: string, last: number): void {
    const { bytes, at } = this;
    const { length } = value;
    const start = at + 4;
    for (let i = 0; i < length; i++) {
      const unit = value.charCodeAt(i);
      if (unit > last) {
        this.at = start;
        this.rawText(value);
        const end = this.at;
        this.at = at;
        this.u32(end - start);
        this.at = end;
        return;
      }
      bytes[start + i] = unit;
    }
    this.u32(length);
    this.at = start + length;
  }

  optionalText(value: string | undefined): void {
    if (value === undefined) return this.u8(0);
    this.u8(1);
    this.text(value);
  }

  /** Runs `call` with a body that it may pull, and goes to the front of its answer. */
  pulling(body: Uint8Array, call: () => number): number {
    pulled = body;
    try {
      return this.answered(call());
    } finally {
      pulled = undefined;
    }
  }

  /** Runs `call` with MACs that it may ask for, and with a body that is `short`, and goes to the front of its answer. */
  hashing(compute: ComputeMac, short: Uint8Array | undefined, call: () => number): number {
    computeMac = compute;
    pulled = short;
    try {
      return this.answered(call());
    } finally {
      computeMac = undefined;
      pulled = undefined;
    }
  }

  /** Goes to the front of an answer of this length. */
  answered(length: number): number {
    // A long answer may have moved the buffer.
    if (this.#room < length) this.#reserve(length);
    this.#memory();
    this.at = this.#start;
    this.isBusy = false;
    return length;
  }

  readU8(): number {
    return this.bytes[this.at++] ?? 0;
  }

  readU32(): number {
    const { bytes, at } = this;
    this.at = at + 4;
    return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  }

  /** Reads a signed number of eight bytes; milliseconds fit a double. */
  readI64(): number {
    const low = this.readU32();
    return (this.readU32() | 0) * 0x1_0000_0000 + low;
  }

  /** Reads a run into memory of its own. */
  readRun(): Uint8Array {
    const length = this.readU32();
    const start = this.at;
    return this.bytes.slice(start, (this.at = start + length));
  }

  readText(): string {
    const length = this.readU32();
    const start = this.at;
    return decoder.decode(this.bytes.subarray(start, (this.at = start + length)));
  }

  readOptionalText(): string | null {
    return this.readU8() === 0 ? null : this.readText();
  }

  /** Overwrites an answer. The frames were overwritten by the call. */
  wipe(length: number): void {
    this.bytes.fill(0, this.#start, this.#start + length);
  }
}

/** Memory beyond which an instance is let go after the call: wasm memory never shrinks. */
const MEMORY_BYTES = 4 * 1024 * 1024;

let module: WebAssembly.Module | undefined;
let current: Instance | undefined;

/** For tests: the instance in use. */
export const currentInstance = (): Instance | undefined => current;

const instantiate = (): Instance => {
  try {
    const compiled = (module ??= compileModule());
    return new Instance((imports) => new WebAssembly.Instance(compiled, imports).exports as unknown as Exports);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(
      "environment_unsupported",
      `this host does not let WebAssembly run (${why}); in a page with a Content-Security-Policy allow 'wasm-unsafe-eval'`,
    );
  }
};

/**
 * Calls into wasm. What is thrown while a call is under way, a trap above all, leaves an
 * instance that must not be used again: it is replaced, and the call, which reads only what
 * it is given, is made once more.
 */
export const withInstance = <T>(work: (wasm: Instance) => T): T => {
  const wasm = (current ??= instantiate());
  try {
    return work(wasm);
  } catch (error) {
    if (!wasm.isBusy) throw error;
    letGo(wasm);
    return workOnce(work);
  } finally {
    if (wasm.memoryBytes > MEMORY_BYTES) letGo(wasm);
  }
};

const workOnce = <T>(work: (wasm: Instance) => T): T => {
  const wasm = (current = instantiate());
  try {
    return work(wasm);
  } finally {
    if (wasm.isBusy) letGo(wasm);
  }
};

const letGo = (wasm: Instance): void => {
  if (current === wasm) current = undefined;
  new Uint8Array(wasm.exports.memory.buffer).fill(0);
};
