// The suite: every vector against one build of the package, in whatever host this runs.
// It compares codes and facts, not booleans, and imports nothing, so that it can be
// bundled for workerd and browsers as it stands.

import { bytesOf, headerText, secretOf } from "./written.mjs";

/** What the default build leaves to `waxseal/full`: it must say so when a verifier is made, and not later. */
export const LACKING = ["ecdsa-p256", "rsa-sha256"];

/**
 * @param {any} waxseal the package's namespace
 * @param {any[]} vectors as in tests/vectors/README.md
 * @param {string[]} lacking the algorithms that this build does not have
 * @returns {{ id: string, scheme: string, ok: boolean, got: string, expected: string }[]} one for each vector
 */
export const runVectors = (waxseal, vectors, lacking = LACKING) =>
  vectors.map((vector) => judgeRequest(waxseal, vector, shapes(vector.request), lacking));

/** One result: what the package says of the vector's request in these shapes, in which it must agree. */
export const judgeRequest = (waxseal, vector, requests, lacking) => {
  const expected = expectedOf(waxseal, vector, lacking);
  const answers = requests.map((request) => answerOne(waxseal, vector, request));
  const [first] = answers;
  const got = answers.every((other) => other === first) ? first : answers.join(" <> ");
  return { id: vector.id, scheme: vector.scheme, ok: got === expected, got, expected };
};

const expectedOf = (waxseal, vector, lacking) => {
  const { algorithm } = waxseal.schemes.find(({ id }) => id === vector.scheme) ?? {};
  if (lacking.includes(algorithm)) return "algorithm_unavailable";
  return describe(vector.expect, vector.verified ?? vector.answer ?? {});
};

const answerOne = (waxseal, vector, request) => {
  try {
    const verifier = new waxseal.Verifier({ ...vector.options, scheme: vector.scheme, ...configured(vector) });
    if (vector.call === "handshake") return askOne(waxseal, verifier, vector, request);
    const result = verifier.check(request, { now: vector.now });
    if (result.ok !== true) return codeOf(waxseal.VerificationError, result.error);
    return describe("valid", facts(result.verified, vector.verified ?? {}));
  } catch (error) {
    return codeOf(waxseal.ConfigError, error);
  }
};

/** What a vendor is answered before it sends events: the whole answer, since one header more can be one too many. */
const askOne = (waxseal, verifier, { token, now }, request) => {
  try {
    const answer = verifier.handshake(request, { token: token?.join(""), now });
    return answer === null ? "no_handshake" : describe("answered", answer);
  } catch (error) {
    return codeOf(waxseal.VerificationError, error);
  }
};

/** Secrets or public keys, or neither where nothing is proved. */
const configured = ({ secrets, keys }) => ({
  ...(secrets === undefined ? {} : { secrets: secrets.map(secretOf) }),
  ...(keys === undefined ? {} : { keys: keys.map(secretOf) }),
});

/** A code counts only on an error of the promised class, with a detail for people. */
const codeOf = (kind, error) => {
  if (!(error instanceof kind)) return `${error?.name}: ${error?.message}`;
  return error.detail === "" ? `${error.code} without a detail` : error.code;
};

/** The request as pairs and bytes, and as a record of lists with a text body where it is text. */
const shapes = ({ method, url, headers, body }) => {
  const pairs = headers.map(([name, value]) => [name, headerText(value)]);
  const record = {};
  for (const [name, value] of pairs) (record[name.toLowerCase()] ??= []).push(value);
  const text = typeof body === "string" ? body : bytesOf(body);
  return [
    { method, url, headers: pairs, body: bytesOf(body) },
    { method, url, headers: record, body: text },
  ];
};

/** Of what the package found, the facts that the vector states. */
const facts = (verified, stated) => {
  const found = {
    id: verified.id,
    ids: verified.ids,
    type: verified.type,
    version: verified.version,
    timestamp: verified.timestamp === null ? null : verified.timestamp.getTime(),
    matched: verified.matched,
    assurance: verified.assurance,
    covers: verified.covers,
  };
  return pick(found, stated);
};

const pick = (found, stated) => {
  if (stated === null || typeof stated !== "object" || found === null || typeof found !== "object") return found;
  return Object.fromEntries(Object.keys(stated).map((key) => [key, pick(found[key], stated[key])]));
};

/** One text for a verdict and its facts, so that a difference can be read. */
const describe = (verdict, stated) => {
  const keys = Object.keys(stated);
  return keys.length === 0 ? verdict : `${verdict} ${JSON.stringify(sorted(stated))}`;
};

const sorted = (value) => {
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
};
