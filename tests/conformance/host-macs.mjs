// Counts the MACs that the host computes, by watching node:crypto itself: a build that was told
// to use the host and quietly used wasm would otherwise pass. Runs in every host.

/** Runs `act` and returns its result and how often it asked the host for a MAC; null where the host has none. */
export const countHostMacs = (act) => {
  const crypto = globalThis.process?.getBuiltinModule?.("node:crypto");
  if (typeof crypto?.createHmac !== "function") return { result: act(), macs: null };
  const { createHmac } = crypto;
  let macs = 0;
  crypto.createHmac = (...args) => {
    macs += 1;
    return createHmac(...args);
  };
  try {
    const result = act();
    return { result, macs };
  } finally {
    crypto.createHmac = createHmac;
  }
};
