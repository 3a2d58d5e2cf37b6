// Looks in what a diagnosis says for what it must not hold: secrets, keys made of them, MACs.
import { createHmac } from "node:crypto";

import { join } from "./send/bytes.mjs";

/** The shortest piece that counts, in bytes of the secret or MAC. */
const PIECE = 12;

const spellings = (bytes) => [
  { text: bytes.toString("hex"), length: PIECE * 2 },
  { text: bytes.toString("base64"), length: (PIECE / 3) * 4 },
  { text: bytes.toString("base64url"), length: (PIECE / 3) * 4 },
  { text: bytes.toString("latin1"), length: PIECE },
];

/** Letters without a sign between them: what is random in a configured text, and not a name in front of it. */
const runs = (text) => text.match(/[0-9A-Za-z+]{16,}/g) ?? [];

const textsOf = (secret) => (typeof secret === "string" ? [secret] : [Buffer.from(secret).toString("latin1"), Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex")]);

const keysOf = (text) => [
  Buffer.from(text, "utf8"), Buffer.from(text.replace(/^(v1,)?whsec_/, ""), "base64"), Buffer.from(text, "base64"), Buffer.from(text, "base64url"), Buffer.from(text, "hex"),
].filter((key) => key.length > 0);

/** Every secret of a case: the sender's, the configured one, and the others at hand. */
const secretsOf = ({ known, config, others }) => [...known.secrets, ...(config.secrets === undefined ? [] : [config.secrets].flat()), ...others.map(({ secret }) => secret)];

const distinct = (buffers) => [...new Map(buffers.map((bytes) => [Buffer.from(bytes).toString("latin1"), Buffer.from(bytes)])).values()];

/** The texts of a secret as it is and without what may stand round it. */
const bare = (text) => [text, text.trim(), text.replace(/^["'`]|["'`]$/g, "")];

/** Every MAC that someone with a secret of the case could make for what was received, or for what was signed. */
const macsOf = (one) => {
  const { sender, known, request } = one;
  if (sender.token) return [];
  const received = { ...known.sent, url: request.url, body: request.body };
  const contents = distinct([known.sent, received, { ...received, url: known.sent.url }].map((sent) => join(sender.message(sent))).concat(known.sent.body, request.body));
  const keys = distinct([...known.secrets, ...[one.config.secrets ?? []].flat()].flatMap(textsOf).flatMap(bare).flatMap(keysOf));
  return [known.tag, ...contents.flatMap((content) => keys.flatMap((key) => hashesOf(sender).map((hash) => createHmac(hash, key).update(content).digest())))];
};
const hashesOf = ({ hash }) => [...new Set(["sha256", hash])];

/** The pieces of a case that no output may hold: `[what, piece length, text]`. */
const needlesOf = (one) => {
  const secrets = [...one.known.secrets, ...secretsOf(one).flatMap(textsOf).flatMap(runs)].map((text) => ({ what: "a secret", text, length: PIECE }));
  const keys = one.known.secrets.flatMap(keysOf).filter((key) => key.length >= PIECE).flatMap((key) => spellings(key).map((spelling) => ({ what: "a key", ...spelling })));
  const macs = macsOf(one).flatMap((mac) => spellings(mac).map((spelling) => ({ what: "a MAC", ...spelling })));
  return [...secrets, ...keys, ...macs].filter(({ text, length }) => text.length >= length);
};

/** All that a diagnosis says, as text: bytes one character each. */
export const spoken = ({ verified, ...diagnosis }) => {
  const bytes = [];
  // `this[name]` is the value before a Buffer has written itself as a list of numbers.
  const said = JSON.stringify(diagnosis, function keep(name, value) {
    if (!(this[name] instanceof Uint8Array)) return value;
    bytes.push(Buffer.from(this[name]).toString("latin1"));
    return "";
  });
  return [said, ...bytes].join("\n");
};

const pieces = (text, length) => Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));

/** What of a case's secrets and MACs stands in a text. */
export const leaksIn = (text, one) => {
  const windows = new Map();
  const holds = (piece) => {
    if (!windows.has(piece.length)) windows.set(piece.length, new Set(pieces(text, piece.length)));
    return windows.get(piece.length).has(piece);
  };
  return [...new Set(needlesOf(one).filter(({ text: needle, length }) => pieces(needle, length).some(holds)).map(({ what }) => what))];
};
