import { more, type Verdict } from "./answer.js";
import { VerificationError } from "./errors.js";
import { hasHostMac, hostMac } from "./host-mac.js";
import { judge, type Meta, PIECE_BYTES, plan, type Program, verify, verifyPulled } from "./program.js";

/**
 * From this many bytes on the host computes the MAC: two small calls into wasm and a native
 * hash beat one call that hashes there. Measured between 800 bytes and 1 KiB on Node 20 and
 * in workerd; see tests/bench.
 */
const HOST_BYTES = 1024;

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
  if (!program.covers.body) return decided(verify(program, meta, "", now, first));
  if (program.isBodyOpaque && isForHost(body.length)) return proveByHost(program, meta, body, now, first);
  if (body.length <= PIECE_BYTES) return decided(verify(program, meta, body, now, first));
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  return decided(verifyPulled(program, meta, bytes, now, first));
};

const isForHost = (length: number): boolean =>
  mac.by === "size" ? length >= HOST_BYTES && hasHostMac() : mac.by === "host" && hasHostMac();

const proveByHost = (
  program: Program,
  meta: Meta,
  body: string | Uint8Array,
  now: number,
  first: number,
): Verdict | VerificationError => {
  const planned = plan(program, meta, now, first);
  if (planned instanceof VerificationError) return planned;
  const bodyBytes = typeof body === "string" ? byteLength(body) : body.length;
  let macs = "";
  for (const position of planned.keys) {
    macs += hostMac(program.keys[position]!, planned.prefix, body, planned.suffix);
    const verdict = judge(program, meta, macs, bodyBytes, now, first);
    if (verdict !== more) return verdict;
  }
  return decided(more);
};

const byteLength = (text: string): number => {
  const { Buffer } = globalThis as { Buffer?: { byteLength(text: string): number } };
  return Buffer === undefined ? encoder.encode(text).length : Buffer.byteLength(text);
};

const decided = (verdict: Verdict | VerificationError | typeof more): Verdict | VerificationError => {
  if (verdict === more) throw new Error("waxseal: internal: no decision; please report this");
  return verdict;
};
