// Counts the MACs that the host computes, by watching node:crypto itself: a build that was told
// to use the host and quietly used wasm would otherwise pass. Runs in every host.

/** Runs `act` and returns its result and how often it asked the host for a MAC; null where the host has none. */
export const countHostMacs = (act) => {
  const crypto = globalThis.process?.getBuiltinModule?.("node:crypto");
  if (typeof crypto?.createHmac !== "function") return { result: act(), macs: null };
  const { createHmac, hash } = crypto;
  let macs = 0;
  let inner = "";
  crypto.createHmac = (...args) => {
    macs += 1;
    return createHmac(...args);
  };
  if (hash !== undefined) {
    // RFC 2104: the second hash of a MAC is over one block and the first one's result.
    crypto.hash = (name, bytes, encoding) => {
      if (inner !== "" && endsWith(bytes, inner)) macs += 1;
      return (inner = hash(name, bytes, encoding));
    };
  }
  try {
    const result = act();
    return { result, macs };
  } finally {
    crypto.createHmac = createHmac;
    if (hash !== undefined) crypto.hash = hash;
  }
};

const endsWith = (bytes, text) => {
  const at = bytes.length - text.length;
  return (at === 64 || at === 128) && [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0));
};
