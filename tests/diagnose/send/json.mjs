// JSON as the common writers write it, on plain JavaScript. Each from its own documentation:
// ECMA-262 JSON.stringify, Python's json.dumps, PHP's json_encode, Go's encoding/json, ActiveSupport's to_json,
// .NET's System.Text.Json, Gson and Jackson.

const lower = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
const upper = (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** A string in quotes; `escape` says what is written for the characters that `which` finds. */
const quoted = (text, { which, escape = lower, slash = false } = {}) => {
  let written = JSON.stringify(text);
  if (slash) written = written.replaceAll("/", "\\/");
  return which === undefined ? written : written.replaceAll(which, escape);
};

const isObject = (value) => typeof value === "object" && value !== null;

const compareBytes = ([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Writes a value. `indent` is the text of one level; without it `comma` stands between members. */
const write = (value, style, level = 0) => {
  const { indent, comma = ",", colon = ":", order, strings } = style;
  if (!isObject(value)) return typeof value === "string" ? quoted(value, strings) : JSON.stringify(value);
  const entries = order === undefined ? Object.entries(value) : Object.entries(value).sort(order);
  const members = Array.isArray(value)
    ? value.map((member) => write(member, style, level + 1))
    : entries.map(([name, member]) => quoted(name, strings) + colon + write(member, style, level + 1));
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (indent === undefined || members.length === 0) return open + members.join(comma) + close;
  const line = `\n${indent.repeat(level + 1)}`;
  return open + line + members.join(`,${line}`) + `\n${indent.repeat(level)}` + close;
};

/** Jackson's DefaultPrettyPrinter: a space on both sides of the colon, arrays on one line. */
const jacksonPretty = (value, level = 0) => {
  if (Array.isArray(value)) return value.length === 0 ? "[ ]" : `[ ${value.map((member) => jacksonPretty(member, level)).join(", ")} ]`;
  if (!isObject(value)) return JSON.stringify(value);
  const line = `\n${"  ".repeat(level + 1)}`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)} : ${jacksonPretty(member, level + 1)}`);
  return `{${line}${members.join(`,${line}`)}\n${"  ".repeat(level)}}`;
};

const NOT_ASCII = /[^\x00-\x7e]/g;
const HTML = /[<>&\u2028\u2029]/g;
const ascii = { which: NOT_ASCII };
const php = { which: NOT_ASCII, slash: true };
const html = { which: HTML };
const spaced = { comma: ", ", colon: ": " };

/** Every writer, by name: `writers.go(value)` returns text. */
export const writers = {
  js: (value) => JSON.stringify(value),
  js2: (value) => JSON.stringify(value, null, 2),
  js4: (value) => JSON.stringify(value, null, 4),
  jsTab: (value) => JSON.stringify(value, null, "\t"),
  python: (value) => write(value, { ...spaced, strings: ascii }),
  pythonUnicode: (value) => write(value, spaced),
  pythonCompact: (value) => write(value, { strings: ascii }),
  pythonSorted: (value) => write(value, { ...spaced, strings: ascii, order: compareBytes }),
  python4: (value) => write(value, { indent: "    ", colon: ": ", strings: ascii }),
  python2: (value) => write(value, { indent: "  ", colon: ": ", strings: ascii }),
  // Flask's jsonify: compact, keys sorted, ASCII, and a line break.
  flask: (value) => `${write(value, { strings: ascii, order: compareBytes })}\n`,
  php: (value) => write(value, { strings: php }),
  phpSlashes: (value) => write(value, { strings: ascii }),
  phpUnicode: (value) => write(value, { strings: { slash: true } }),
  phpPretty: (value) => write(value, { indent: "    ", colon: ": ", strings: php }),
  go: (value) => write(value, { strings: html }),
  goEncoder: (value) => `${write(value, { strings: html })}\n`,
  goMap: (value) => write(value, { strings: html, order: compareBytes }),
  goIndent: (value) => write(value, { indent: "  ", colon: ": ", strings: html }),
  rails: (value) => write(value, { strings: html }),
  sorted: (value) => write(value, { order: compareBytes }),
  gson: (value) => write(value, { strings: { which: /[<>&='\u2028\u2029]/g } }),
  dotnet: (value) => write(value, { strings: { which: /[^\x00-\x7e]|[<>&+'`]/g, escape: upper } }),
  jackson2: (value) => jacksonPretty(value),
  // What PostgreSQL's jsonb gives back: a space after colon and comma, shorter names first.
  jsonb: (value) => write(value, { ...spaced, order: ([a], [b]) => a.length - b.length || compareBytes([a], [b]) }),
};
