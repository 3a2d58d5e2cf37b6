import type { Verdict } from "./answer.js";
import type { VerificationError } from "./errors.js";
import { hasHostMac, hostHash, hostMac, isHostFaster } from "./host-mac.js";
import type { ComputeMac } from "./instance.js";
import { type Meta, PIECE_BYTES, type Program, verify, verifyByHost, verifyPulled } from "./program.js";

/** Where there are handshakes, a body as short as a challenge is read by the core too: it must not have been signed for anybody. */
const CHALLENGE_BYTES = 128;

/** Who computes MACs: by size, or always the one where it can. Only tests set it. */
export const mac: { by: "size" | "host" | "wasm" } = { by: "size" };

const encoder = new TextEncoder();

/** Proves that a request is genuine, or says why not. `first` is the key to try first. */
export const prove = (
  program: Program,
  meta: Meta,
  body: string | Uint8Array,
  now: number,
  first: number,
): Verdict | VerificationError => {
  // A token is compared, nothing is hashed with it: the body stays where it is.
  if (program.bodyUse === "unused") return verify(program, meta, "", now, first);
  const hash = program.bodyUse === "hashed" ? hostHash(program.algorithm) : undefined;
  if (hash !== undefined && isForHost(body.length)) {
    const compute: ComputeMac = (position, memory, prefix, prefixEnd, suffix, suffixEnd) =>
      hostMac(hash, program.keys[position]!, body, memory, prefix, prefixEnd, suffix, suffixEnd);
    const bytes = byteLength(body);
    const isRead = program.hasHandshake && bytes <= CHALLENGE_BYTES;
    const short = !isRead ? undefined : typeof body === "string" ? encoder.encode(body) : body;
    return verifyByHost(program, meta, bytes, short, compute, now, first);
  }
  if (body.length <= PIECE_BYTES) return verify(program, meta, body, now, first);
  return verifyPulled(program, meta, typeof body === "string" ? encoder.encode(body) : body, now, first);
};

const isForHost = (length: number): boolean =>
  mac.by === "size" ? isHostFaster(length) : mac.by === "host" && hasHostMac();

const byteLength = (body: string | Uint8Array): number => {
  if (typeof body !== "string") return body.length;
  const { Buffer } = globalThis as { Buffer?: { byteLength(text: string): number } };
  return Buffer === undefined ? encoder.encode(body).length : Buffer.byteLength(body);
};
