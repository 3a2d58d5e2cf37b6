// Ways in which packages differ that several have in common. `theirs` is what the package does then.

import { hasBom, isJson, isText } from "./bodies.mjs";

/** The values of a header. */
export const valuesOf = ({ headers }, name) => [headers[name] ?? []].flat();

const some = (name, test) => (request) => valuesOf(request, name).some(test);

/** The package takes the body as text. */
export const bodyAsText = [
  {
    why: "it MACs the body as decoded text, so bytes that are no UTF-8 pass for U+FFFD",
    theirs: "accepts",
    holds: ({ body }) => !isText(body),
  },
  {
    why: "it MACs the body as decoded text, so a genuine body that is no UTF-8 is refused",
    theirs: "refuses",
    holds: ({ body }) => !isText(body),
  },
];

export const emptyBodyRefused = {
  why: "it refuses an empty body",
  theirs: "refuses",
  holds: ({ body }) => body.length === 0,
};

export const unparsedRefused = {
  why: "it parses the body, so a genuine one that is empty or no JSON is refused",
  theirs: "refuses",
  holds: ({ body }) => !isJson(body) || hasBom(body),
};

/** Hexadecimal digits are compared as text. */
export const hexAsText = (name) => ({
  why: "it compares hexadecimal digits as text, so upper case is refused; they mean the same bytes",
  theirs: "refuses",
  holds: some(name, (value) => /[0-9a-f]{40,}/i.test(value) && /[A-F]/.test(value)),
});

/** Base64 is compared as text. */
export const base64AsText = (name) => ({
  why: "it compares base64 as text, so a tag without its padding is refused; the padding carries nothing",
  theirs: "refuses",
  holds: some(name, (value) => /^[A-Za-z0-9+/]{27,87}$/.test(value)),
});

/** Node's own decoder of hexadecimal digits. */
export const hexUpToOther = (name) => ({
  why: "its decoder stops at the first character that is no digit, so anything may follow the tag; waxseal takes the tag alone",
  theirs: "accepts",
  holds: (request) => /^[0-9a-f]{64}./i.test(joined(request, name)),
});

/** Node's own decoder of base64. */
export const base64Leniently = (name) => ({
  why: "its decoder passes over what is no digit and stops at the padding, so a tag has many spellings; waxseal takes one alphabet and nothing around it",
  theirs: "accepts",
  holds: (request) => {
    const text = joined(request, name);
    const bytes = Buffer.from(text, "base64");
    return bytes.length >= 32 && text !== bytes.toString("base64");
  },
});

const joined = (request, name) => valuesOf(request, name).join(", ");

export const repeatedHeader = (name) => ({
  why: "it gets the header's two equal values joined by a comma, as hosts do; waxseal sees that they are one",
  theirs: "refuses",
  holds: ({ headers }) => Array.isArray(headers[name]) && new Set(headers[name]).size === 1,
});

export const spacesAround = (name) => ({
  why: "it takes a space before or behind a header's value for part of it; HTTP says that it is none",
  theirs: "refuses",
  holds: some(name, (value) => value.trim() !== value),
});
