import { nameOf } from "./name-of.js";

/** Raw bytes, from this realm or another. Not shared, not resizable, not detached. */
export type Bytes = Uint8Array | ArrayBuffer | DataView;

// The getters of the specification read what a value is, whatever a subclass or another realm
// made of its properties.
const getter = (prototype: object, name: PropertyKey): ((this: unknown) => unknown) | undefined =>
  Object.getOwnPropertyDescriptor(prototype, name)?.get;

const ArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object;
const arrayTag = getter(ArrayPrototype, Symbol.toStringTag)!;
const arrayBuffer = getter(ArrayPrototype, "buffer")!;
const arrayOffset = getter(ArrayPrototype, "byteOffset")!;
const arrayLength = getter(ArrayPrototype, "byteLength")!;
const viewBuffer = getter(DataView.prototype, "buffer")!;
const viewOffset = getter(DataView.prototype, "byteOffset")!;
const viewLength = getter(DataView.prototype, "byteLength")!;
const bufferLength = getter(ArrayBuffer.prototype, "byteLength")!;
const bufferResizable = getter(ArrayBuffer.prototype, "resizable");
const bufferDetached = getter(ArrayBuffer.prototype, "detached");

const attempt = (read: ((this: unknown) => unknown) | undefined, value: unknown): unknown => {
  try {
    return read?.call(value);
  } catch {
    return undefined;
  }
};

/** Says whether a string has half of a surrogate pair, which no UTF-8 stands for. */
export const isIllFormed = (text: string): boolean => {
  const { isWellFormed } = text as { isWellFormed?: () => boolean };
  return isWellFormed === undefined ? /\p{Surrogate}/u.test(text) : !isWellFormed.call(text);
};

/**
 * Reads bytes of any kind as a `Uint8Array` over the same memory, or returns undefined for
 * something that is not bytes. Throws a TypeError for bytes that could change or vanish.
 */
export const asBytes = (value: unknown, what: string): Uint8Array | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  if (ArrayBuffer.isView(value)) {
    const tag = arrayTag.call(value);
    if (tag === undefined) {
      const buffer = viewBuffer.call(value);
      // Throws for a detached buffer.
      const length = attempt(viewLength, value);
      return checked(buffer, attempt(viewOffset, value) as number, length as number | undefined, what);
    }
    if (tag !== "Uint8Array") return undefined;
    return checked(arrayBuffer.call(value), arrayOffset.call(value) as number, arrayLength.call(value) as number, what);
  }
  const length = attempt(bufferLength, value);
  if (length !== undefined) return checked(value, 0, length as number, what);
  if (Object.prototype.toString.call(value) === "[object SharedArrayBuffer]") throw new TypeError(shared(what));
  return undefined;
};

const checked = (buffer: unknown, offset: number, length: number | undefined, what: string): Uint8Array => {
  if (attempt(bufferLength, buffer) === undefined) throw new TypeError(shared(what));
  if (bufferResizable?.call(buffer) === true) {
    throw new TypeError(`${what} is in a resizable ArrayBuffer, which can change while it is read: pass a copy`);
  }
  try {
    if (length === undefined || bufferDetached?.call(buffer) === true) throw new TypeError();
    return new Uint8Array(buffer as ArrayBuffer, offset, length);
  } catch {
    throw new TypeError(`${what} is in a detached ArrayBuffer: its memory was transferred elsewhere`);
  }
};

const shared = (what: string): string =>
  `${what} is in shared memory, which another thread can change while it is read: pass a copy`;

/**
 * Reads a body as a string or bytes.
 *
 * @throws TypeError for anything else, saying what to pass.
 */
export const readBody = (body: unknown): string | Uint8Array => {
  if (typeof body === "string") {
    if (isIllFormed(body)) {
      throw new TypeError("body is a string with half of a surrogate pair, so it is not what was received: pass the bytes");
    }
    return body;
  }
  const bytes = asBytes(body, "body");
  if (bytes !== undefined) return bytes;
  throw new TypeError(whyNoBody(body));
};

const whyNoBody = (body: unknown): string => {
  if (body === undefined || body === null) {
    return `body is ${body}: pass the raw body as received, or "" if there was none`;
  }
  if (typeof body !== "object") return `body is ${nameOf(body)}: pass the raw body as received`;
  if ("getReader" in body || "pipe" in body) {
    return `body is a stream: read it first, as fromRequest and fromNode do`;
  }
  if ("then" in body) return "body is a promise: await it";
  if (ArrayBuffer.isView(body)) return `body is ${nameOf(body)}: pass the raw body as a Uint8Array`;
  if ("arrayBuffer" in body) return `body is ${nameOf(body)}: pass await body.arrayBuffer()`;
  return `body is ${nameOf(body)}, so it was parsed already: pass the raw body as received; JSON.stringify makes other bytes than those that were signed`;
};
