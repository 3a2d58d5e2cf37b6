import type { Key } from "./program.js";

/** The part of `node:crypto` that is used, where a host has it. */
interface Crypto {
  createHmac(hash: string, key: unknown): Hmac;
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

/** Names the hash of a MAC that the host computes; `undefined` for every other algorithm. */
export const hostHash = (algorithm: string): string | undefined => {
  switch (algorithm) {
    case "hmac-sha256":
      return "sha256";
    case "hmac-sha1":
      return "sha1";
    case "hmac-sha512":
      return "sha512";
    default:
      return undefined;
  }
};

/** Computes the HMAC over prefix, body and suffix, one character for each byte. */
export const hostMac = (hash: string, key: Key, prefix: Uint8Array, body: string | Uint8Array, suffix: Uint8Array): string => {
  const mac = crypto!.createHmac(hash, key.bytes);
  if (prefix.length > 0) mac.update(prefix);
  mac.update(body, "utf8");
  if (suffix.length > 0) mac.update(suffix);
  return mac.digest("latin1");
};
