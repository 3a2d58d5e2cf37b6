/** JSON that is being built. */
type Container = Record<string, unknown> | unknown[];

/**
 * Writes a value under a JSON pointer (RFC 6901) and returns the document. What is missing on the
 * way is made: a list where an index or `*` follows, an object otherwise. `*` is the first place.
 */
export const withPointer = (document: unknown, pointer: string, value: unknown): unknown => {
  const [token, ...rest] = pointer.split("/").slice(1);
  if (token === undefined) return value;
  const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
  const isList = /^(\*|0|[1-9]\d{0,3})$/.test(key);
  const container = asContainer(document, isList);
  const place = isList ? (key === "*" ? "0" : key) : key;
  const inner = withPointer((container as Record<string, unknown>)[place], ["", ...rest].join("/"), value);
  // Defined, not set: a field called __proto__ is a field.
  Object.defineProperty(container, place, { value: inner, enumerable: true, configurable: true, writable: true });
  return container;
};

const asContainer = (document: unknown, isList: boolean): Container => {
  if (Array.isArray(document)) return document as unknown[];
  if (typeof document === "object" && document !== null) return document as Record<string, unknown>;
  return isList ? [] : {};
};
