// Requests with the tag in one header and its time in another, and how packages that read them differ.

import { alterBody, bodyOf } from "./bodies.mjs";
import { oracle } from "./oracle.mjs";
import { arrives, base64Value, checkedWith, hexValue, secretText } from "./tags.mjs";
import { KEYS, OTHER_KEYS } from "../../vectors/schemes/keys.mjs";

export const NOW = 1780063272_000;

/** Mostly now; else at the edges of the window or somewhere around it. */
export const momentNear = (random, window, unit) =>
  random.pick([0, 0, 0, 0, 0, 0, 0, 0, 0, -window * 1000, -window * 1000 - unit, window * 1000, window * 1000 + unit, (random.below(8 * window) - 4 * window) * 1000]);

/** Other spellings of a number, which no vendor sends. */
const spellings = (text) => [`0${text}`, `+${text}`, `${text}.0`, `${text}abc`, `${text} `, "NaN"];

/** One more genuine request, or an earlier one where `limit` have been signed. */
const drawFrom = (pool, limit, random, draw) => {
  if (pool.length >= limit) return random.pick(pool);
  const drawn = draw(random);
  if (limit !== Infinity) pool.push(drawn);
  return drawn;
};

/** What the sender signs as its time: its digits as a rule. */
const writtenAt = (random, at, unit) => {
  const digits = String(unit === 1000 ? Math.floor(at / 1000) : at);
  const text = random.pick([...Array(36).fill(digits), ...spellings(digits)]);
  return Object.assign(new Number(at), { text });
};

/** What becomes of the time's header on the way. */
const altered = (random, text) =>
  random.pick([...Array(40).fill(text), ` ${text}`, `${text}1`, `0${text}`, "", undefined, [text, text], [text, String(Number.parseInt(text, 10) + 1)]]);

/**
 * Makes requests of a scheme whose time has a header of its own. With `kind`, a kind of public key,
 * requests carry `key`, printed by `printKey`, instead of a secret; most are checked with the right one.
 * `signed` bounds how many are signed where that is slow; the others differ from them by what happens on the way.
 */
export const timed = ({ scheme, header, stampHeader, prefix = "", encoding = "hex", unit = 1000, window = 300, kind, printKey, alterTag, signed: limit = Infinity }) => {
  const { sign: signByOracle, request: { url } } = oracle(scheme);
  const alterValue = alterTag ?? (encoding === "hex" ? hexValue : base64Value);
  const pool = [];
  const draw = (random) => {
    const secret = secretText(random);
    const arriving = bodyOf(random);
    const body = random.pick([arriving, arriving, arriving, Buffer.from(arriving.toString())]);
    const now = NOW + random.below(1000);
    const at = writtenAt(random, (unit === 1000 ? NOW : now) + momentNear(random, window, unit), unit);
    return { secret, arriving, now, at, signed: signByOracle({ secret, body, at }) };
  };
  return (random) => {
    const { secret, arriving, now, at, signed } = drawFrom(pool, limit, random, draw);
    const value = signed.headers[header];
    const keys = kind === undefined ? { secret: checkedWith(random, secret) } : { key: printKey(random.below(24) === 0 ? OTHER_KEYS[kind] : KEYS[kind]) };
    return {
      ...keys,
      url,
      now,
      headers: {
        ...signed.headers,
        [stampHeader]: altered(random, at.text),
        [header]: arrives(random, alterValue(random, value.slice(prefix.length), prefix)),
      },
      body: alterBody(random, arriving),
    };
  };
};

const textOf = ({ headers }, name) => [headers[name] ?? []].flat().join(", ");

const DIGITS = { 1000: /^\d{10}$/, 1: /^\d{13}$/ };

/** The ways that packages with such headers have in common; each takes the ones that are its own. */
export const timedRules = ({ stampHeader, unit = 1000, window = 300 }) => {
  const ageOf = (request) => (Math.floor(request.now / unit) - Number.parseInt(textOf(request, stampHeader), 10)) * unit;
  return {
    noWindow: {
      why: "it leaves the age of the signed timestamp to its caller, so a request may be replayed for ever",
      theirs: "accepts",
      holds: (request) => Math.abs(ageOf(request)) > window * 1000,
    },
    noFuture: {
      why: "it has no bound for timestamps ahead of the clock",
      theirs: "accepts",
      holds: (request) => -ageOf(request) > window * 1000,
    },
    anySpelling: {
      why: "it takes other spellings of the time, `0178…`, `+178…`, `178….0`, or what is no number at all, where the sender signed them so",
      theirs: "accepts",
      holds: (request) => !DIGITS[unit].test(textOf(request, stampHeader)),
    },
    repeatedTime: {
      why: "it gets the time's two equal headers joined by a comma, as hosts do; waxseal sees that they are one",
      theirs: "refuses",
      holds: ({ headers }) => Array.isArray(headers[stampHeader]) && new Set(headers[stampHeader]).size === 1,
    },
  };
};
