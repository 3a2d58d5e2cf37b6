/** Names what a caller passed, for a message. Never its content: it may be a secret. */
export const nameOf = (value: unknown): string => {
  if (value === null) return "null";
  if (typeof value !== "object") return value === undefined ? "undefined" : `a ${typeof value}`;
  const kind = Array.isArray(value) ? "array" : kindOf(value);
  return `${/^[aeio]/i.test(kind) ? "an" : "a"} ${kind}`;
};

/** An object's class. Tags are asked first: code that was made smaller has lost its names. */
const kindOf = (value: object): string => {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag !== "Object") return tag;
  const name: unknown = (Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null)?.constructor?.name;
  return typeof name === "string" && /^[A-Z]\w{1,63}$/.test(name) && name !== "Object" ? name : "object";
};

/** Says whether a value is a promise, or anything that `await` would wait for. */
export const isThenable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
