// Ways to change what a body says, on its text and on its JSON. Each returns another meaning.
import { writers } from "../send/json.mjs";

const text = (change) => (body, ...more) => Buffer.from(change(body.toString("utf8"), ...more), "utf8");

/** The first `found` of the text replaced; a text without it is a mistake of the corpus. */
const replaced = (found, by) => text((body) => {
  const made = body.replace(found, by);
  if (made === body) throw new Error(`nothing to replace by ${found}`);
  return made;
});

/** Digits of an amount, or of whatever number is there. */
const AMOUNT = /(amount[a-z_]*|total(?:_price)?|number|credit|propertyValue|Body|text)((?:"\s*:\s*|=)"?(?:[^"{}&]*?))(\d+)/i;

/** The last longer number, where no amount has a name. */
const LAST = /()()(\d{3,})(?![^]*\d{3})/;
const amount = (change) => text((body) => {
  const made = body.replace(AMOUNT.test(body) ? AMOUNT : LAST, (whole, name, between, digits) => name + between + change(digits));
  if (made === body) throw new Error("a body without a number");
  return made;
});

/** The amount gets a digit more. */
export const raised = amount((digits) => `9${digits}`);
export const lowered = amount((digits) => (digits === "1" ? "2" : "1"));
export const negated = replaced(/("\s*:\s*"?)(\d+)/, "$1-$2");
/** One digit of the first number is another. */
export const oneDigit = replaced(/\d/, (digit) => String((Number(digit) + 1) % 10));
export const upperCased = replaced(/"[a-z_]{3,}"/, (name) => name.toUpperCase());

const parsed = (change, writer = "js") => text((body) => {
  const value = JSON.parse(body.replace(/^\ufeff/, ""));
  const root = Array.isArray(value) ? value[0] : value;
  const made = change(root, value) ?? value;
  return writers[writer](made);
});

const lastName = (object) => Object.keys(object).at(-1);
const strings = (object) => Object.keys(object).filter((name) => typeof object[name] === "string");

/** The first object within a value that has two different texts. */
const withTexts = (value) => {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value) && new Set(strings(value).map((name) => value[name])).size >= 2) return value;
  return Object.values(value).map(withTexts).find((found) => found !== undefined);
};

/** Every change on JSON, by what it does; written compact unless said. */
export const onJson = {
  "a member added": parsed((root) => { root.admin = true; }),
  "__proto__ added": text((body) => body.replace(/\{/, '{"__proto__":{"admin":true},')),
  "a member removed": parsed((root) => { delete root[lastName(root)]; }),
  "a member renamed": parsed((root) => { const name = lastName(root); root[`${name}_`] = root[name]; delete root[name]; }),
  "a text emptied": parsed((root) => { const at = withTexts(root); at[strings(at)[0]] = ""; }),
  "two texts exchanged": parsed((root) => { const at = withTexts(root); const [a, b] = strings(at); [at[a], at[b]] = [at[b], at[a]]; }),
  "a text turned into null": parsed((root) => { const at = withTexts(root); at[strings(at)[0]] = null; }),
  "a text turned into a list": parsed((root) => { const at = withTexts(root); at[strings(at)[0]] = [at[strings(at)[0]]]; }),
  "all put into a list": parsed((root, value) => [value]),
  "all put under data": parsed((root, value) => ({ data: value })),
  "sorted, with a raised amount": (body) => raised(parsed(() => undefined, "sorted")(body)),
  "pretty, with a raised amount": (body) => raised(parsed(() => undefined, "js2")(body)),
  "spaced, with one digit changed": (body) => oneDigit(parsed(() => undefined, "python")(body)),
  "names in upper case": upperCased,
  "a number turned into text, or digits into a number": replaced(/(:\s*)("?)(\d+)("?)([,}\s])/, (whole, colon, open, number, close, end) => `${colon}${open === "" ? `"${number}"` : number}${end}`),
  "a text turned into a number": replaced(/"(\s*:\s*)"[^"]*"/, '"$17'),
  "a sign before a number": negated,
};

/** A space between two words: neither side is what stands between members. */
const WORDS = /([^\s",:{}[\]]) ([^\s",:{}[\]])/;

/** Every change on the text of JSON that careless readers would not see. */
export const onText = {
  "a duplicate name, the forged one first": text((body) => body.replace(/\{(\s*)"([^"]+)"/, '{$1"$2":"forged",$1"$2"')),
  "a duplicate name, the forged one last": text((body) => { const [, name] = /\{\s*"([^"]+)"/.exec(body); const at = body.lastIndexOf("}"); return `${body.slice(0, at)},"${name}":"forged"${body.slice(at)}`; }),
  "a duplicate name, escaped": text((body) => { const [, name] = /\{\s*"([^"]+)"/.exec(body); const written = `\\u${name.charCodeAt(0).toString(16).padStart(4, "0")}${name.slice(1)}`; return body.replace("{", `{"${written}":"forged",`); }),
  "a comma before the end": text((body) => body.replace(/\}(\s*\]?\s*)$/, ",}$1")),
  "a comment": text((body) => `/* approved */${body}`),
  "a comment behind it": text((body) => `${body}// approved`),
  "a NUL behind it": text((body) => `${body}\0`),
  "another document behind it": text((body) => `${body}{"amount":1}`),
  "a letter behind it": text((body) => `${body}x`),
  "a line break and another document": text((body) => `${body}\n{"amount":1}`),
  "letters before it": text((body) => `)]}',\n${body}`),
  "a space within a text taken away": replaced(WORDS, "$1$2"),
  "a space within a text doubled": replaced(WORDS, "$1  $2"),
  "a line break within a text": replaced(WORDS, "$1\\n$2"),
  "an escape of an escape": replaced(/[^\x00-\x7e]|\\u[0-9a-f]{4}/i, (char) => `\\\\u${(char.length === 1 ? char : String.fromCharCode(parseInt(char.slice(2), 16))).charCodeAt(0).toString(16).padStart(4, "0")}`),
  "a look-alike letter (Cyrillic a)": replaced(/a/, "\u0430"),
  "full-width digits": replaced(/\d/, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  "an invisible letter": replaced(/[a-z]{3}/, (word) => `${word[0]}\u200b${word.slice(1)}`),
  "a soft hyphen": replaced(/[a-z]{3}/, (word) => `${word[0]}\u00ad${word.slice(1)}`),
  "letters whose low byte is that of others": replaced(/a/g, "\u0161"),
  "an accent taken away": replaced(/[^\x00-\x7e]|\\u0[01][0-9a-f]{2}/i, "e"),
};
