/** Names what a caller passed, for a message. Never its content: it may be a secret. */
export const nameOf = (value: unknown): string => {
  if (value === null) return "null";
  if (typeof value !== "object" && typeof value !== "function") {
    return value === undefined ? "undefined" : `a ${typeof value}`;
  }
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return tag === "Object" ? "an object" : `${/^[AEIOU]/.test(tag) ? "an" : "a"} ${tag}`;
};

/** Says whether a value is a promise, or anything that `await` would wait for. */
export const isThenable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
