// Confirms vectors by the entries of ../schemes alone: what is accepted must be what `sign` makes, what is refused must not.
// It shares nothing with the generator: it signs what was received and looks whether the same comes out.
import { OTHER_KEYS } from "../schemes/keys.mjs";

const bytesOf = (value) => {
  if (typeof value === "string") return Buffer.from(value, "utf8");
  return "base64" in value ? Buffer.from(value.base64, "base64") : Buffer.from(value.repeat[0].repeat(value.repeat[1]));
};
const textOf = (secret) => (Array.isArray(secret) ? secret.join("") : null);

/** What the oracle says of a vector; nothing where it agrees. */
export function doubtOf(entry, vector) {
  const { expect, id } = vector;
  if (/^(secret|key|scheme)_/.test(expect)) return null;
  const moments = momentsOf(vector);
  const made = moments.flatMap((at) => signersOf(entry, vector).flatMap((signer) => attempts(entry, signer, vector, at)));
  const contained = made.filter(({ places }) => places.every((place) => holds(vector.request, place)));
  const exact = isTwofold(vector.request) ? [] : made.filter(({ places }) => places.every((place) => holds(vector.request, place, true)));
  const outside = ({ at }) => vector.now - at > 1000 * entry.tolerance[0] || at - vector.now > 1000 * entry.tolerance[1];
  const isWindow = expect === "timestamp_stale" || expect === "timestamp_future";
  if (expect === "valid") return contained.length > 0 ? null : "is not what sign makes";
  if (isWindow && vector.options?.toleranceSeconds === undefined) return contained.some(outside) ? null : "is inside the window, or not signed";
  if (isWindow) return contained.length > 0 ? null : "is not signed";
  // Moved borders: that the signed bytes are the same is the attack.
  if (/\/border-.*-takes-timestamp$|\/border-.*-with-separator$/.test(id)) return exact.length > 0 ? null : "is no moved border";
  if (/\/border-/.test(id)) return null;
  return exact.length === 0 ? null : "is what sign makes";
}

function signersOf(entry, { secrets, keys }) {
  if (keys === undefined && secrets === undefined) return [{}];
  if (keys === undefined) return secrets.map(textOf).filter((text) => text !== null).flatMap((text) => readings(entry, text));
  const own = entry.key.join("");
  const others = Object.values(OTHER_KEYS);
  return keys.map((key) => key.join("")).flatMap((key) => {
    if (key === own) return [{ privateKey: entry.privateKey.join("") }];
    return others.filter(({ pem }) => pem.join("") === key).map(({ privateKey }) => ({ privateKey: privateKey.join("") }));
  });
}

/** A secret as the entry reads it, and what makes it read the same in the vendor's other form. */
function readings({ otherForm }, text) {
  const other = { utf8: () => `whsec_${Buffer.from(text).toString("base64")}`, whsec: () => Buffer.from(text.replace(/^whsec_/, ""), "base64") };
  return [{ secret: text }, ...(otherForm === undefined ? [] : [{ secret: other[otherForm]() }])];
}

/** Every moment that stands in the request, and the receiver's. */
function momentsOf({ request, now }) {
  const body = bytesOf(request.body).subarray(0, 4096).toString();
  const text = [request.url, decodeURIComponent(request.url), body, ...request.headers.map(([, value]) => bytesOf(value).toString())].join("\n");
  const found = [...text.matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?|\d{10,13}/g)].map(([stamp]) => {
    if (/^\d+$/.test(stamp)) return Number(stamp) * (stamp.length === 10 ? 1000 : 1);
    return Date.parse(/Z|[+-]\d\d:?\d\d$/.test(stamp) ? stamp : `${stamp}Z`);
  });
  return [...new Set([now, ...found.filter(Number.isFinite)])];
}

/** Signs what was received, and what was received with the body that the entry begins with. */
function attempts(entry, signer, { request, options }, at) {
  const original = { ...entry.request, headers: { ...entry.request.headers } };
  const headers = {};
  for (const [name, value] of request.headers) headers[spelling(original.headers, name)] ??= bytesOf(value).toString();
  const body = bytesOf(request.body);
  const asText = Buffer.from(body.toString()).equals(body) ? body.toString() : body;
  const base = { ...signer, at };
  const first = entry.sign({ ...credentials(entry), request: original, at });
  const isInBody = String(first.body) !== String(original.body);
  const unsigned = isInBody ? withoutAdded(first, original, body.toString()) : asText;
  const starts = [{ method: request.method, url: options?.url ?? request.url, headers, body: unsigned }];
  return starts.flatMap((start) => {
    try {
      const signed = entry.sign({ ...base, request: start });
      return [{ at, places: placesAdded(first, original, signed) }];
    } catch {
      return [];
    }
  });
}

/** A body without what `sign` adds to one of its kind. */
function withoutAdded(first, original, body) {
  if (!/^\s*\{/.test(String(first.body))) return withoutFields(first, original, body);
  try {
    return JSON.stringify(restored(JSON.parse(body), JSON.parse(first.body), JSON.parse(original.body)));
  } catch {
    return original.body;
  }
}

function withoutFields(first, original, body) {
  const names = (text) => String(text).split("&").map((pair) => pair.split("=")[0]);
  const added = names(first.body).filter((name) => !names(original.body).includes(name));
  return body.split("&").filter((pair) => !added.includes(pair.split("=")[0])).join("&");
}

/** JSON in which every member that differs between `first` and `original` is as in `original`. */
function restored(value, first, original) {
  if (JSON.stringify(first) === JSON.stringify(original)) return value;
  const isObject = (one) => typeof one === "object" && one !== null && !Array.isArray(one);
  if (![value, first, original].every(isObject)) return original;
  const names = Object.keys({ ...value, ...original });
  const members = names.map((name) => [name, name in original || !(name in first) ? restored(value[name], first[name], original[name]) : undefined]);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

const credentials = (entry) => ({ secret: entry.secret?.join(""), privateKey: entry.privateKey?.join("") });

/** A header under the name that the entry writes. */
const spelling = (headers, name) => Object.keys(headers).find((own) => own.toLowerCase() === name.toLowerCase()) ?? name.toLowerCase();

/** What `sign` adds to a request, and its values in this one. */
function placesAdded(first, original, signed) {
  const places = Object.entries(first.headers)
    .filter(([name, value]) => original.headers[name] !== value)
    .map(([name]) => ({ header: name.toLowerCase(), value: String(signed.headers[name]) }));
  if (first.url !== original.url) places.push({ url: signed.url });
  if (String(first.body) !== String(original.body)) places.push({ body: String(signed.body) });
  return places;
}

/** Whether a header stands there with two values: no vendor sends such a request. */
const isTwofold = ({ headers }) => {
  const values = new Map(headers.map(([name, value]) => [name.toLowerCase(), JSON.stringify(value)]));
  return headers.some(([name, value]) => values.get(name.toLowerCase()) !== JSON.stringify(value));
};

const pieces = (text) => text.split(/[,;|&]\s*|\s+/).map((piece) => piece.replace(/=+$/, "").toLowerCase()).filter((piece) => piece !== "");

/** Whether a request has in a place what was signed: among other things, or that and nothing else. */
function holds(request, { header, url, body, value }, isExact = false) {
  if (url !== undefined) return request.url === url || (!isExact && sameQuery(request.url, url));
  const received = bytesOf(request.body).toString();
  if (body !== undefined) return isExact ? received === body : sameFields(received, body);
  const values = request.headers.filter(([name]) => name.toLowerCase() === header).map(([, text]) => bytesOf(text).toString());
  if (isExact) return values.length === 1 && values[0] === value;
  const all = values.flatMap(pieces);
  return pieces(value).every((piece) => all.includes(piece));
}

/** Whether every parameter that was signed stands in the URL, in any case of hexadecimal. */
function sameQuery(received, signed) {
  const spelled = (url) => [...new URL(url.toLowerCase(), "https://hooks.example.test").searchParams].map((pair) => pair.join("=").replace(/=+$/, ""));
  const all = spelled(received);
  return spelled(signed).every((pair) => all.includes(pair));
}

/** Bodies that say the same: other spaces, other case of hexadecimal, more signatures in a field. */
function sameFields(received, signed) {
  const spelled = (text) => text.toLowerCase().replaceAll(/\s+|=+(?=")/g, "");
  if (spelled(received) === spelled(signed)) return true;
  if (/^\s*[{[]/.test(signed)) return ordered(received) === ordered(signed);
  const fields = new URLSearchParams(received);
  return [...new URLSearchParams(signed)].every(([name, value]) => {
    const all = fields.getAll(name).flatMap(pieces);
    return pieces(value).every((piece) => all.includes(piece));
  });
}

/** JSON with the members of every object in order, in lower case. */
function ordered(text) {
  const sorted = (_, value) => (typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value);
  try {
    return JSON.stringify(JSON.parse(text), sorted).toLowerCase();
  } catch {
    return text;
  }
}
