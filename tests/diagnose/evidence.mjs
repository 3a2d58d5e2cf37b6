// Whether the facts that a cause gives are those that were injected.

const SECOND = 1000;

const firstDifference = (a, b) => {
  const at = a.findIndex((byte, position) => byte !== b[position]);
  return at === -1 ? a.length : at;
};

const namesOf = (pairs) => pairs.map(([name]) => name.toLowerCase());

/** By code: what of `evidence` must be so, as `[name, said, expected]`. */
const RULES = {
  timestamp_skew: ({ now, at }, { skewSeconds }) => [["skewSeconds", Math.abs(skewSeconds - (now - at) / SECOND) <= 1, true]],
  url_other: ({ request, config, known }, { received, signed }) => [["signed", signed, known.sent.url], ["received", received, config.url ?? request.url]],
  id_other: ({ known }, { signed }) => [["signed", signed, known.sent.id]],
  secret_other: ({ known, others }, { secret }) => [["secret", secret, others.find((other) => other.secret === known.secrets[0]).name]],
  scheme_other: ({ sender }, { scheme }) => [["scheme", scheme, sender.scheme]],
  algorithm_other: ({ sender }, { algorithm }) => [["algorithm", algorithm, sender.plain ?? `hmac-${sender.hash}`]],
  header_renamed: ({ request, plain }, { header, received }) => [
    ["header", plainNames(plain).includes(header), true], ["received", namesOf(request.headers).includes(String(received).toLowerCase()), true],
  ],
  header_joined: ({ plain }, { header }) => [["header", plainNames(plain).includes(header), true]],
  header_dropped: ({ request, plain }, { header }) => [["header", plainNames(plain).includes(header) && !namesOf(request.headers).includes(header), true]],
  body_truncated: ({ request, plain }, { contentLength, bodyBytes }) => [["contentLength", contentLength, plain.request.body.length], ["bodyBytes", bodyBytes, request.body.length]],
  body_empty: (_, { bodyBytes }) => [["bodyBytes", bodyBytes, 0]],
};

const plainNames = (plain) => namesOf(plain.request.headers);

const ofBody = ({ request, known, sender }, { offset }) => (sender.name === "twilio" ? [] : [["offset", offset, firstDifference(request.body, known.sent.body)]]);

/** What the first cause tells wrongly, as texts. */
export const wrongIn = (one) => {
  const [cause] = one.diagnosis.causes;
  const isBody = cause.code.startsWith("body_") && cause.certainty === "proved";
  const facts = isBody ? ofBody(one, cause.evidence) : (RULES[cause.code]?.(one, cause.evidence) ?? []);
  return facts.filter(([, said, expected]) => said !== expected).map(([name, said, expected]) => `${name} is ${said}, not ${expected}`);
};
