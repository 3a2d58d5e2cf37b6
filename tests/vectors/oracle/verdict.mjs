// A second reading of the rules, in the plainest words, to check the expectations of the vectors.
// It is slow, compares in variable time and stops at the first fault: no code to use, only to read.
// Sources: the vendors' pages (see ../schemes) and the project's order of checks.
import { createHmac } from "node:crypto";

const ROWS = {
  affiliatebase: { list: "svix", forms: ["utf8", "whsec"], bare: true },
  svix: { list: "svix", unbranded: "webhook", forms: ["whsec-or-bare"] },
  "standard-webhooks": { list: "webhook", forms: ["whsec-or-bare"] },
  stripe: { pairs: "stripe-signature", forms: ["utf8"] },
  github: { single: "x-hub-signature-256", prefix: "sha256=", forms: ["utf8"] },
  track360: { single: "x-track360-signature", prefix: "", forms: ["utf8"] },
};

/** The schemes whose rules stand here. */
export const SCHEMES = [...Object.keys(ROWS), "token"];

class Verdict extends Error {}
const reject = (code) => { throw new Verdict(code); };

/** Returns "valid" or the code that the rules give to a vector. */
export function verdictOf(vector) {
  try {
    checkOptions(vector);
    return vector.scheme === "token" ? token(vector) : signed(branded(vector));
  } catch (error) {
    if (error instanceof Verdict) return error.message;
    throw error;
  }
}

/** A header under the name without a brand counts where the branded one is absent. */
function branded(vector) {
  const { list, unbranded } = ROWS[vector.scheme];
  if (unbranded === undefined) return vector;
  const names = vector.request.headers.map(([name]) => name.toLowerCase());
  const rename = (name) => {
    const own = name.toLowerCase().replace(`${unbranded}-`, `${list}-`);
    return name.toLowerCase().startsWith(`${unbranded}-`) && !names.includes(own) ? own : name;
  };
  const headers = vector.request.headers.map(([name, value]) => [rename(name), value]);
  return { ...vector, request: { ...vector.request, headers } };
}

/** What the vendors leave open. A tolerance needs a signed timestamp. */
const OPEN = {
  track360: ["header", "encoding", "id", "type", "version"],
  token: ["header", "query", "prefix", "id", "type", "version"],
};

function checkOptions({ scheme, options = {} }) {
  const open = OPEN[scheme] ?? [];
  const stamped = ROWS[scheme]?.list !== undefined || ROWS[scheme]?.pairs !== undefined;
  for (const name of Object.keys(options)) {
    if (name === "toleranceSeconds" ? !stamped : !open.includes(name)) reject("scheme_invalid");
  }
  const { header, query, prefix, id, type, version } = options;
  if (header !== undefined && !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header)) reject("scheme_invalid");
  if (query !== undefined && !/^[0-9A-Za-z._~-]+$/.test(query)) reject("scheme_invalid");
  if ([id, type, version].some((path) => path !== undefined && !/^(\/([^~/]|~[01])*)*$/.test(path))) reject("scheme_invalid");
  if (scheme === "token" && (header === undefined) === (query === undefined)) reject("scheme_invalid");
  if (prefix !== undefined && query !== undefined) reject("scheme_invalid");
}

const bytes = (value) => {
  if (typeof value === "string") return Buffer.from(value, "utf8");
  return "base64" in value ? Buffer.from(value.base64, "base64") : Buffer.from(value.repeat[0].repeat(value.repeat[1]));
};
/** Visible ASCII and spaces: what every host hands over alike. */
const isVisible = (value) => /^[ -~]*$/.test(value.toString("latin1"));

function valuesOf({ request }, name, code) {
  const values = request.headers.filter(([n]) => n.toLowerCase() === name.toLowerCase()).map(([, v]) => bytes(v));
  if (!values.every(isVisible)) reject(code);
  return values;
}

function oneOf(vector, name, code) {
  const distinct = [...new Set(valuesOf(vector, name, code).map((value) => value.toString("utf8")))];
  if (distinct.length > 1) reject(code);
  return distinct[0] ?? null;
}

function keysOf(secret, forms) {
  const given = Array.isArray(secret) ? secret.join("") : Buffer.from(secret.base64.join(""), "base64");
  if (given.length === 0) reject("secret_empty");
  const start = given.toString("latin1").trimStart();
  if (/^(whpk_|whsk_|-----BEGIN|MCowBQYDK2Vw|MFkwEwYHKoZIzj0|MIIBIjANBgkqhkiG9w0)/.test(start)) reject("secret_malformed");
  if (["302a300506032b65", "3059301306072a86", "30820122300d0609"].includes(Buffer.from(start, "latin1").toString("hex", 0, 8))) {
    reject("secret_malformed");
  }
  if (Buffer.isBuffer(given)) return [given];
  const keys = forms.flatMap((form) => {
    if (form === "utf8") return [Buffer.from(given, "utf8")];
    if (form === "whsec" && !given.startsWith("whsec_")) return [];
    const key = decodeBase64(given.replace(/^whsec_/, ""));
    if (key !== null && key.length > 0) return [key];
    if (forms.length > 1) return [];
    return reject(key === null ? "secret_malformed" : "secret_empty");
  });
  return keys.length > 1 ? keys.filter((key) => key.length >= 16) : keys;
}

/** RFC 4648 section 4, padded wholly or not at all, one spelling per value. */
function decodeBase64(spelling) {
  const decoded = Buffer.from(spelling, "base64");
  const padded = decoded.toString("base64");
  return spelling === padded || spelling === padded.replace(/=+$/, "") ? decoded : null;
}

const decodeHex = (spelling) => (/^([0-9a-fA-F]{2})*$/.test(spelling) ? Buffer.from(spelling, "hex") : null);

const DECODERS = {
  hex: decodeHex,
  base64: decodeBase64,
  base64url: (spelling) => (/[+/]/.test(spelling) ? null : decodeBase64(spelling.replaceAll("-", "+").replaceAll("_", "/"))),
};

function signed(vector) {
  const row = ROWS[vector.scheme];
  if (vector.secrets.length === 0) reject("secret_empty");
  const keys = vector.secrets.flatMap((secret) => keysOf(secret, row.forms));
  if (keys.length > 8) reject("key_invalid");
  const header = vector.options?.header ?? row.single ?? row.pairs ?? `${row.list}-signature`;
  const lines = row.single
    ? [oneOf(vector, header, "signature_malformed")].filter((line) => line !== null)
    : valuesOf(vector, header, "signature_malformed").map((line) => line.toString("utf8"));
  if (lines.every((line) => line === "")) reject("signature_missing");

  let id = null;
  if (row.list) {
    id = oneOf(vector, `${row.list}-id`, "signature_malformed");
    if (id === null || id === "") reject("signature_missing");
  }
  const stamp = stampOf(vector, row, lines);
  if (id?.includes(".") || stamp?.includes(".")) reject("signature_malformed");
  if (stamp !== null && !/^[0-9]{9,11}$/.test(stamp)) reject("timestamp_malformed");
    const spellings = spellingsOf(row, lines);
  if (spellings.length === 0) reject("signature_unsupported");
  if (spellings.length > 16) reject("signature_malformed");
  const decode = DECODERS[row.list ? "base64" : vector.options?.encoding ?? "hex"];
  const tags = spellings.map(decode).filter((tag) => tag?.length === 32);
  if (tags.length === 0) reject("signature_malformed");

  const before = [id, stamp].filter((part) => part !== null).map((part) => `${part}.`).join("");
  const message = Buffer.concat([Buffer.from(before), bytes(vector.request.body)]);
  const right = keys.map((key) => createHmac("sha256", key).update(message).digest());
  if (!tags.some((tag) => right.some((mac) => mac.equals(tag)))) reject("signature_mismatch");

  const tolerance = vector.options?.toleranceSeconds ?? 300;
  const { past, future } = typeof tolerance === "number" ? { past: tolerance, future: tolerance } : tolerance;
  const age = Math.floor(vector.now / 1000) - Number(stamp ?? Math.floor(vector.now / 1000));
  if (age > past) reject("timestamp_stale");
  if (-age > future) reject("timestamp_future");
  return "valid";
}

function stampOf(vector, row, lines) {
  if (row.single) return null;
  if (row.list) return oneOf(vector, `${row.list}-timestamp`, "timestamp_malformed") || reject("timestamp_missing");
  const stamps = new Set(pairsOf(lines).filter(([key]) => key === "t").map(([, value]) => value));
  if (stamps.size === 0) reject("timestamp_missing");
  if (stamps.size > 1) reject("timestamp_malformed");
  return [...stamps][0] || reject("timestamp_missing");
}

const pairsOf = (lines) => lines.join(",").split(",").map((pair) => {
  const [key, ...rest] = pair.trim().split("=");
  return [key, rest.join("=")];
});

function spellingsOf(row, lines) {
  if (row.single) return lines.map((line) => line.trim()).filter((line) => line.startsWith(row.prefix)).map((line) => line.slice(row.prefix.length));
  if (row.pairs) return pairsOf(lines).filter(([key]) => key === "v1").map(([, value]) => value);
  return lines.join(" ").replaceAll(/, +/g, " ").split(" ").filter((entry) => entry !== "").flatMap((entry) => {
    const at = entry.indexOf(",");
    if (at === -1) return row.bare ? [entry] : [];
    return entry.slice(0, at) === "v1" ? [entry.slice(at + 1)] : [];
  });
}

function token(vector) {
  if (vector.secrets.length === 0) reject("secret_empty");
  const secrets = vector.secrets.map((secret) =>
    Array.isArray(secret) ? secret.join("") : Buffer.from(secret.base64.join(""), "base64").toString());
  for (const secret of vector.secrets) keysOf(secret, ["utf8"]);
  const { header, query, prefix = "" } = vector.options;
  const found = query === undefined
    ? vector.request.headers.filter(([name]) => name.toLowerCase() === header).map(([, value]) => bytes(value).toString("latin1"))
    : new URL(vector.request.url, "https://receiver.example").search.slice(1).split("&")
      .filter((pair) => pair.split("=")[0] === query)
      .map((pair) => pair.slice(query.length + 1).replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))));
  const given = [...new Set(found)].filter((value) => value !== "");
  if (given.length === 0) reject("token_missing");
  if (given.length > 1 || !given[0].startsWith(prefix)) reject("token_mismatch");
  return secrets.includes(given[0].slice(prefix.length)) ? "valid" : "token_mismatch";
}
