import type { Key } from "./program.js";

/** The part of `node:crypto` that is used, where a host has it. */
interface Crypto {
  createHmac(hash: string, key: unknown): Hmac;
  /** One hash in one call: Node 20.12 and later. */
  hash?(hash: string, data: Uint8Array, encoding: "binary"): string;
}

interface Hmac {
  update(data: string | Uint8Array, encoding?: "utf8"): Hmac;
  digest(encoding: "latin1"): string;
}

/** The hash of a MAC, its length and that of its blocks. */
export interface Hash {
  readonly name: "sha256" | "sha1" | "sha512";
  readonly bytes: 32 | 20 | 64;
  readonly blockBytes: 64 | 128;
}

/** The two blocks that RFC 2104 makes of a key. */
export interface Pads {
  readonly inner: Uint8Array;
  /** With room for the inner hash behind it. */
  readonly outer: Uint8Array;
}

/**
 * Up to this length key block and message are put together and hashed in one call, twice: a
 * host makes an object for every `createHmac`, which costs more than copying what is short.
 */
const ONE_CALL_BYTES = 8 * 1024;

let crypto: Crypto | null | undefined;
let room: Uint8Array<ArrayBuffer> | undefined;

const encoder = new TextEncoder();

/** Finds the host's synchronous MACs, once: Node, Bun, Deno, workerd with `nodejs_compat`. */
export const hasHostMac = (): boolean => {
  if (crypto === undefined) crypto = findCrypto();
  return crypto !== null;
};

/**
 * Says whether the host is the faster one for a body of this length. In one call it always is;
 * an object of its own pays from about 600 bytes on in Node 20, from 1.4 KB on in workerd
 * (measured): between the two the difference is under a microsecond either way.
 */
export const isHostFaster = (bodyLength: number): boolean => hasHostMac() && (room !== undefined || bodyLength >= 768);

const findCrypto = (): Crypto | null => {
  try {
    const { process } = globalThis as { process?: { getBuiltinModule?(name: string): Partial<Crypto> | undefined } };
    const found = process?.getBuiltinModule?.("node:crypto");
    if (typeof found?.createHmac !== "function") return null;
    if (!isWorkerd() && hashesInOneCall(found)) room = new Uint8Array(ONE_CALL_BYTES);
    return found as Crypto;
  } catch {
    return null;
  }
};

/** There `hash` costs as much as an object: wasm is the faster one up to some 3 KB (measured). */
const isWorkerd = (): boolean =>
  (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent === "Cloudflare-Workers";

/** Hosts differ in what their `hash` can write: this one must say what SHA-256 makes of nothing. */
const hashesInOneCall = (found: Partial<Crypto>): boolean => {
  try {
    return found.hash?.("sha256", new Uint8Array(0), "binary").startsWith("\xe3\xb0\xc4\x42\x98\xfc\x1c\x14") === true;
  } catch {
    return false;
  }
};

const SHA256: Hash = { name: "sha256", bytes: 32, blockBytes: 64 };
const SHA1: Hash = { name: "sha1", bytes: 20, blockBytes: 64 };
const SHA512: Hash = { name: "sha512", bytes: 64, blockBytes: 128 };

/** Names the hash of a MAC that the host computes; `undefined` for every other algorithm. */
export const hostHash = (algorithm: string): Hash | undefined => {
  switch (algorithm) {
    case "hmac-sha256":
      return SHA256;
    case "hmac-sha1":
      return SHA1;
    case "hmac-sha512":
      return SHA512;
    default:
      return undefined;
  }
};

/**
 * Computes the HMAC over what `memory` holds before the body, the body, and what it holds
 * behind it; one character for each byte.
 */
export const hostMac = (
  hash: Hash,
  key: Key,
  body: string | Uint8Array,
  memory: Uint8Array,
  prefix: number,
  prefixEnd: number,
  suffix: number,
  suffixEnd: number,
): string => {
  // A unit of a string takes three bytes at most.
  const most = (typeof body === "string" ? 3 : 1) * body.length + prefixEnd - prefix + suffixEnd - suffix;
  if (room === undefined || hash.blockBytes + most > ONE_CALL_BYTES) {
    const mac = crypto!.createHmac(hash.name, key.bytes);
    if (prefix < prefixEnd) mac.update(memory.subarray(prefix, prefixEnd));
    mac.update(body, "utf8");
    if (suffix < suffixEnd) mac.update(memory.subarray(suffix, suffixEnd));
    return mac.digest("latin1");
  }
  const { inner, outer } = (key.pads ??= pad(hash, key.bytes));
  room.set(inner);
  let end = copy(memory, prefix, prefixEnd, room, inner.length);
  if (typeof body === "string") end += encoder.encodeInto(body, room.subarray(end)).written;
  else {
    room.set(body, end);
    end += body.length;
  }
  end = copy(memory, suffix, suffixEnd, room, end);
  write(crypto!.hash!(hash.name, room.subarray(0, end), "binary"), outer, inner.length);
  room.fill(0, 0, end);
  return crypto!.hash!(hash.name, outer, "binary");
};

/** RFC 2104 section 2. A key longer than a block is hashed first. */
const pad = (hash: Hash, key: Uint8Array): Pads => {
  const block = new Uint8Array(hash.blockBytes);
  if (key.length > block.length) write(crypto!.hash!(hash.name, key, "binary"), block, 0);
  else block.set(key);
  const outer = new Uint8Array(block.length + hash.bytes);
  outer.set(block.map((byte) => byte ^ 0x5c));
  return { inner: block.map((byte) => byte ^ 0x36), outer };
};

/** Copies a short run, byte by byte: a view of it would cost more. Returns where it ends. */
const copy = (from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number => {
  for (let i = start; i < end; i++) to[at++] = from[i]!;
  return at;
};

const write = (hash: string, to: Uint8Array, at: number): void => {
  for (let i = 0; i < hash.length; i++) to[at + i] = hash.charCodeAt(i);
};
