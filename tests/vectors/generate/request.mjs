// Requests as the generator changes them, and the single places in them: a header, a query parameter,
// a field of a form, a value in JSON. A place is written as `header:name`, `query:name`, `form:name`, `json:/pointer`.

/** An entry's request with headers as pairs and the body as bytes. */
export const normal = ({ method = "POST", url, headers = {}, body = "" }) => ({
  method,
  url,
  headers: Array.isArray(headers) ? headers : Object.entries(headers),
  body: Buffer.isBuffer(body) ? body : Buffer.from(body, "utf8"),
});

/** The same as an entry's `sign` takes it: text where the bytes are text. */
export const forEntry = ({ method, url, headers, body }) => ({
  method,
  url,
  headers: Object.fromEntries(headers),
  body: isText(body) ? body.toString("utf8") : body,
});

/** Whether bytes are UTF-8 and survive being read as text. */
export const isText = (body) => Buffer.from(body.toString("utf8"), "utf8").equals(body);

export const isForm = ({ headers }) =>
  headers.some(([name, value]) => name.toLowerCase() === "content-type" && /x-www-form-urlencoded/i.test(value));

/** The body's JSON if it is an object or a list, undefined otherwise. */
export function jsonOf({ body }) {
  try {
    const value = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every place and its text. A repeated header's or field's last value counts: it is only used to find differences. */
export function placesOf(request) {
  const found = new Map();
  for (const [name, value] of request.headers) found.set(`header:${name.toLowerCase()}`, String(value));
  for (const [name, value] of new URL(request.url, "https://hooks.example.test").searchParams) found.set(`query:${name}`, value);
  if (isForm(request)) {
    for (const [name, value] of new URLSearchParams(request.body.toString())) found.set(`form:${name}`, value);
    return found;
  }
  const json = jsonOf(request);
  if (json !== undefined) addLeaves(found, "json:", json);
  return found;
}

function addLeaves(found, path, value) {
  if (typeof value !== "object" || value === null) return void found.set(path, String(value));
  for (const [name, member] of Object.entries(value)) {
    addLeaves(found, `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, member);
  }
}

/** A copy with another value, none (null) or several (a list) in a place. Header values may be bytes. */
export function withValue(request, place, value) {
  const [kind, name] = split(place);
  if (kind === "header") return { ...request, headers: withHeader(request.headers, name, value) };
  if (kind === "query") return { ...request, url: withQuery(request.url, name, value) };
  if (kind === "form") return { ...request, body: Buffer.from(withPairs(request.body.toString(), name, value)) };
  return { ...request, body: Buffer.from(withMember(request, name, value)) };
}

const split = (place) => [place.slice(0, place.indexOf(":")), place.slice(place.indexOf(":") + 1)];

const asList = (value) => (value === null ? [] : [value].flat());

function withHeader(headers, name, value) {
  const is = ([own]) => own.toLowerCase() === name;
  const own = headers.find(is)?.[0] ?? name;
  const at = Math.max(0, headers.findIndex(is));
  const others = headers.filter((header) => !is(header));
  return [...others.slice(0, at), ...asList(value).map((one) => [own, one]), ...others.slice(at)];
}

function withQuery(url, name, value) {
  const [path, query = ""] = url.split("?");
  const pairs = withPairs(query, name, value);
  return pairs === "" ? path : `${path}?${pairs}`;
}

/** The other pairs stay as they were encoded. */
function withPairs(text, name, value) {
  const pairs = text.split("&").filter((pair) => pair !== "");
  const is = (pair) => [...new URLSearchParams(pair).keys()][0] === name;
  const at = pairs.findIndex(is);
  const others = pairs.filter((pair) => !is(pair));
  const added = asList(value).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`);
  return at === -1 ? [...others, ...added].join("&") : [...others.slice(0, at), ...added, ...others.slice(at)].join("&");
}

function withMember(request, pointer, value) {
  const json = jsonOf(request);
  const names = pointer.split("/").slice(1).map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = names.pop();
  const holder = names.reduce((object, name) => object[name], json);
  if (value === null) delete holder[last];
  else holder[last] = typeof holder[last] === "number" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return JSON.stringify(json);
}

/** One spelling for equal requests: names in lower case and in order. */
export const spelled = ({ method, url, headers, body }) =>
  JSON.stringify([method, url, headers.map(([name, value]) => [name.toLowerCase(), value]).sort(), body.toString("base64")]);
