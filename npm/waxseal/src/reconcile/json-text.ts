/** Before a number's digits: no text of a platform begins with it. */
const NUMBER = "\u0000";

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON with its numbers as the digits that stand there: JSON.parse alone would round them.
 *
 * @throws SyntaxError
 */
export const parseExact = (text: string): unknown => {
  JSON.parse(text);
  return JSON.parse(text.replace(TOKENS, (token) => (token.startsWith('"') ? token : `"\\u0000${token}"`)));
};

/** Returns the text of a value under a JSON pointer (RFC 6901); none where it is missing, null, or no single value. */
export const textAt = (document: unknown, pointer: string): string | undefined => {
  let value = document;
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "string") return undefined;
  return value.startsWith(NUMBER) ? value.slice(1) : value;
};

/** Whether a text is a JSON pointer to something inside. */
export const isPointer = (text: string): boolean => /^(\/([^~/]|~[01])*)+$/u.test(text);
