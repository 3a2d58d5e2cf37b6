import type { Key } from "./program.js";

/** The part of `node:crypto` that is used, where a host has it. */
interface Crypto {
  createHmac(algorithm: "sha256", key: unknown): Hmac;
}

interface Hmac {
  update(data: string | Uint8Array, encoding?: "utf8"): Hmac;
  digest(encoding: "latin1"): string;
}

let crypto: Crypto | null | undefined;

/** Finds the host's synchronous MACs, once: Node, Bun, Deno, workerd with `nodejs_compat`. */
export const hasHostMac = (): boolean => {
  if (crypto === undefined) crypto = findCrypto();
  return crypto !== null;
};

const findCrypto = (): Crypto | null => {
  try {
    const { process } = globalThis as { process?: { getBuiltinModule?(name: string): Partial<Crypto> | undefined } };
    const found = process?.getBuiltinModule?.("node:crypto");
    return typeof found?.createHmac === "function" ? (found as Crypto) : null;
  } catch {
    return null;
  }
};

/** Computes HMAC-SHA256 over prefix, body and suffix, one character for each byte. */
export const hostMac = (key: Key, prefix: Uint8Array, body: string | Uint8Array, suffix: Uint8Array): string => {
  const mac = crypto!.createHmac("sha256", key.bytes);
  if (prefix.length > 0) mac.update(prefix);
  mac.update(body, "utf8");
  if (suffix.length > 0) mac.update(suffix);
  return mac.digest("latin1");
};
