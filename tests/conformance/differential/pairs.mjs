// Headers of named pairs, `t=…,v1=…`, and how packages that read them differ.

import { alterBody, bodyOf } from "./bodies.mjs";
import { oracle } from "./oracle.mjs";
import { bodyAsText } from "./rules.mjs";
import { arrives, checkedWith, secretText } from "./tags.mjs";

const NOW = 1780063272_000;

/**
 * Makes requests of a scheme whose header holds time and tag. `window` is the seconds around which
 * moments are drawn, `unit` the milliseconds of one step, `sign(secret, time, body)` the package's own signer.
 */
export const pairSigned = ({ scheme, header, stamp, tag: name, between = ",", unit = 1000, window = 300, encoding = "hex", sign, bodyOf: makeBody = bodyOf }) => {
  const { sign: signByOracle, request: { url } } = oracle(scheme);
  return (random) => {
    const secret = secretText(random);
    const arriving = makeBody(random);
    const body = random.pick([arriving, arriving, arriving, Buffer.from(arriving.toString())]);
    const now = NOW + random.below(1000);
    const at = (unit === 1000 ? NOW : now) + momentOf(random, window, unit);
    const signed = signByOracle({ secret, body, at });
    const [time, ofOracle] = signed.headers[header].split(between).map((pair) => pair.slice(pair.indexOf("=") + 1));
    const isSignedByPeer = sign !== undefined && random.below(2) === 0;
    const tag = isSignedByPeer ? sign(secret, Number(time), body) : ofOracle;
    return {
      secret: checkedWith(random, secret),
      url,
      now,
      headers: { ...signed.headers, [header]: arrives(random, headerText(random, { stamp, name, between, time, tag, encoding })) },
      body: alterBody(random, arriving),
    };
  };
};

/** Mostly now; else at the edges of the window or somewhere around it. */
const momentOf = (random, window, unit) =>
  random.pick([0, 0, 0, 0, 0, 0, 0, -window * 1000, -window * 1000 - unit, window * 1000, window * 1000 + unit, (random.below(8 * window) - 4 * window) * 1000]);

const headerText = (random, { stamp, name, between, time, tag, encoding }) => {
  const other = random.bytes(32).toString(encoding);
  const [t, v] = [`${stamp}=${time}`, `${name}=${tag}`];
  return random.pick([
    ...Array(12).fill(t + between + v),
    v + between + t,
    `${t}${between} ${v}`,
    ` ${t}${between}${v} `,
    [t, `${name}=${other}`, v].join(between),
    [t, v, `${name}=${other}`].join(between),
    [t, v, "x=1"].join(between),
    ["x=1", t, v].join(between),
    t + between + v + between,
    `${stamp}=${time}abc${between}${v}`,
    `${stamp}=0${time}${between}${v}`,
    `${stamp}=+${time}${between}${v}`,
    `${stamp}=${time}.0${between}${v}`,
    `${stamp}=${Number(time) + 1}${between}${t}${between}${v}`,
    t + between + t + between + v,
    `${stamp.toUpperCase()}=${time}${between}${v}`,
    `${t}${between}${name}0=${tag}`,
    `${t}${between}${name}=${tag.toUpperCase()}`,
    `${t}${between}${v}=`,
    `${t}${between}${v}=more`,
    `${t}${between}${name}=${tag.slice(0, -2)}`,
    `${t}${between}${name}=${Buffer.from(tag, encoding).toString(encoding === "hex" ? "base64" : "hex")}`,
    [t, ...Array(16).fill(`${name}=${other}`), v].join(between),
    [t, ...Array(15).fill(`${name}=${other}`), v].join(between),
    `${t}${between}${name}=${other}`,
    `${t}${between}${name}=`,
    `${stamp}=${between}${v}`,
    t,
    v,
    "",
  ]);
};

/** What the header says, as the package gets it. */
const read = ({ headers }, { header, stamp, tag, between }) => {
  const text = [headers[header] ?? []].flat().join(", ");
  const pairs = text.split(between).map((pair) => pair.split("="));
  const valuesOf = (name) => pairs.filter(([own]) => own.trim() === name).map(([, value]) => value ?? "");
  return { text, pairs, times: valuesOf(stamp), tags: valuesOf(tag) };
};

/** The ways that packages with such headers have in common; each takes the ones that are its own. */
export const pairRules = (shape, { unit = 1000, window = 300 } = {}) => {
  const of = (request) => read(request, shape);
  const ageOf = (request) => (Math.floor(request.now / unit) - Number.parseInt(of(request).times.at(-1), 10)) * unit;
  const secondsOld = (request) => ageOf(request) / 1000;
  return {
    read: of,
    secondsOld,
    lastTag: {
      why: "of several signatures it takes the last",
      theirs: "refuses",
      holds: (request) => of(request).tags.length > 1,
    },
    noFuture: {
      why: "it has no bound for timestamps ahead of the clock",
      theirs: "accepts",
      holds: (request) => -ageOf(request) > window * 1000,
    },
    printedAnew: {
      why: "it MACs the timestamp as parsed and printed anew, so `178…abc` and `0178…` pass for `178…`",
      theirs: "accepts",
      holds: (request) => of(request).times.some((time) => String(Number.parseInt(time, 10)) !== time),
    },
    lastTime: {
      why: "of two timestamps it takes the last",
      theirs: "accepts",
      holds: (request) => new Set(of(request).times).size > 1,
    },
    anyNumber: {
      why: "it compares with any number of signatures; waxseal with 16",
      theirs: "accepts",
      holds: (request) => of(request).tags.length > 16,
    },
    secondEquals: {
      why: "it ignores what follows a second equals sign in a pair",
      theirs: "accepts",
      holds: (request) => of(request).pairs.some(({ length }) => length > 2),
    },
    digitsAsText: {
      why: "it compares hexadecimal digits as text, so upper case is refused; they mean the same bytes",
      theirs: "refuses",
      holds: (request) => of(request).tags.some((tag) => /[A-F]/.test(tag)),
    },
    spaces: {
      why: "it takes a space around a pair for part of its name or value",
      theirs: "refuses",
      holds: ({ headers }) => [headers[shape.header]].flat().some((value) => /^ |[,;] | $/.test(value)),
    },
    bodyAsText,
  };
};
