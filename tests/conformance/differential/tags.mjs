// What happens to a signature on the way, if anything, and to the header that carries it.

/** How many of the values are left as they are, against some twenty that are not. */
const GENUINE = 30;

/** Changes one letter to the one of another case, where there is one. */
const mixCase = (text) => text.replace(/[a-z]/g, (letter, at) => (at % 3 === 0 ? letter.toUpperCase() : letter));

const around = (prefix, tag, other) => [
  ...Array(GENUINE).fill(prefix + tag),
  prefix + other,
  "",
  prefix,
  prefix + prefix + tag,
  ` ${prefix}${tag}`,
  `${prefix}${tag} `,
  `${prefix}${tag}\u00e9`,
  `${prefix}${tag},${prefix}${other}`,
  `${prefix}${other}, ${prefix}${tag}`,
  `${prefix}${tag};x`,
];

/** A header's value around a tag in hexadecimal. */
export const hexValue = (random, tag, prefix = "") => {
  const other = random.bytes(tag.length / 2).toString("hex");
  return random.pick([
    ...around(prefix, tag, other),
    prefix + tag.toUpperCase(),
    prefix + mixCase(tag),
    prefix + tag.slice(0, -1),
    prefix + tag.slice(0, -2),
    `${prefix}${tag}0`,
    `${prefix}${tag}00`,
    `${prefix}${tag}zz`,
    `${prefix}0x${tag}`,
    prefix + tag.replace(/.$/, "g"),
    prefix + tag.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")),
    prefix + Buffer.from(tag, "hex").toString("base64"),
    prefix.toUpperCase() + tag,
    tag,
  ]);
};

/** A header's value around a tag in base64. */
export const base64Value = (random, tag, prefix = "") => {
  const bytes = Buffer.from(tag, "base64");
  const other = random.bytes(bytes.length).toString("base64");
  return random.pick([
    ...around(prefix, tag, other),
    prefix + tag.replace(/=+$/, ""),
    `${prefix}${tag}=`,
    prefix + bytes.toString("base64url"),
    prefix + tag.replaceAll("+", "-").replaceAll("/", "_"),
    prefix + tag.toLowerCase(),
    prefix + tag.slice(0, -2),
    prefix + tag.slice(0, 8),
    `${prefix}${tag.slice(0, 8)} ${tag.slice(8)}`,
    `${prefix}${tag.slice(0, 8)}!${tag.slice(8)}`,
    `${prefix}${tag}AAAA`,
    prefix + nextInAlphabet(tag),
    prefix + bytes.toString("hex"),
    tag,
  ]);
};

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The last digit one further: where digits carry spare bits, other digits for the same bytes. */
const nextInAlphabet = (tag) => {
  const at = tag.replace(/=+$/, "").length - 1;
  return tag.slice(0, at) + ALPHABET[(ALPHABET.indexOf(tag[at]) + 1) % 64] + tag.slice(at + 1);
};

/** The header as it arrives: once as a rule, seldom twice or not at all. */
export const arrives = (random, value) => random.pick([...Array(24).fill(value), [value, value], [value, "AAAA"], undefined]);

/** A secret as somebody may have chosen it. */
export const secretText = (random) => {
  const long = random.text(16 + random.below(48), [..."abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789_-"]);
  return random.pick([long, long, long, long, `${long} `, `${long}\u00e9`, `${long}=`, random.text(1 + random.below(8), [..."abcdef"])]);
};

/** The secret that is checked with: the sender's as a rule. */
export const checkedWith = (random, secret, more = "x") => (random.below(24) === 0 ? secret + more : secret);
