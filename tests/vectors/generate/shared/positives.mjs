// What must be accepted.
import { AT } from "../anatomy.mjs";
import { isForm, jsonOf, placesOf, withValue } from "../request.mjs";
import { spelled } from "../layout.mjs";

const NON_ASCII = "Zoë 株式会社 🦭";

export function positives(maker) {
  const { entry, anatomy, isFirst } = maker;
  maker.valid("genuine", "an ordinary request", { verified: { ...factsOf(entry.expect), covers: coversOf(maker) } });
  if (isFirst) maker.valid("header-names-other-case", "header names are compared without case", {
    request: { ...anatomy.base, headers: anatomy.base.headers.map(([name, value]) => [otherCase(name), value]) },
  });
  bodies(maker);
  labels(maker);
  if (anatomy.kind === "none") return;
  maker.valid("second-of-two-secrets", "two are live, the second one signed", {
    configured: entry.configured(1), verified: { matched: { secret: 1 } },
  });
  if (anatomy.isSigned && isFirst) spellings(maker);
}

const factsOf = ({ id, type, ids }) => ({
  ...(id === undefined ? {} : { id }),
  ...(type === undefined ? {} : { type }),
  ...(ids === undefined ? {} : { ids }),
});

/** What of a success is authenticated, as far as the genuine request shows where it stands. */
function coversOf({ entry, anatomy }) {
  // A registered URL is signed instead of the request's, which is nobody's word then.
  const claims = (part) => entry.covers.includes(part) && !(part === "url" && entry.options?.url !== undefined);
  const field = (name) => {
    const value = entry.expect[name];
    const places = [...placesOf(anatomy.base)].filter(([, text]) => text === value).map(([place]) => place.split(":")[0]);
    if (typeof value !== "string" || places.length !== 1 || !anatomy.isSigned) return {};
    if (places[0] === "header") return { [name]: claims(name) };
    return places[0] === "query" ? { [name]: claims("url") || claims("query") } : anatomy.coversBytes ? { [name]: true } : {};
  };
  return {
    body: anatomy.coversBytes,
    url: claims("url"),
    ...field("id"),
    ...field("type"),
    ...(anatomy.isSigned && claims("timestamp") && anatomy.time !== null ? { timestamp: true } : {}),
  };
}

const otherCase = (name) => (name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase());

function bodies(maker) {
  const { entry, anatomy, isFirst } = maker;
  const accept = (slug, comment, body, written) => {
    const made = entry.signed({ request: { ...entry.request, body: Buffer.from(body) }, at: AT });
    maker.valid(slug, comment, { request: made, body: written });
  };
  if (!anatomy.isBodyFree) return readBodies(maker, accept);
  accept("body-non-ascii-crlf", "UTF-8 of two, three and four bytes, CRLF line ends and a final one, kept",
    `{\r\n"id": "evt_3",\r\n"type": "payout.paid",\r\n"name": "${NON_ASCII}"\r\n}\r\n`);
  if (!isFirst) return;
  accept("body-empty", "an empty body", "");
  accept("body-64-kib", "64 KiB", "waxseal 64 KiB. ".repeat(4096), { repeat: ["waxseal 64 KiB. ", 4096] });
  const bytes = Buffer.concat([Buffer.from('{"id":"evt_'), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), Buffer.from('"}')]);
  if (isLossless(maker, bytes)) accept("body-invalid-utf8", "bytes that are no UTF-8", bytes);
}

/** Whether an entry's `sign` keeps bytes that are no text. */
function isLossless({ entry, anatomy }, body) {
  const tagOf = (bytes) => anatomy.tagOf(entry.signed({ request: { ...entry.request, body: bytes }, at: AT }));
  return !anatomy.isSigned || tagOf(body) !== tagOf(Buffer.from(body.toString()));
}

/** Where the body is read to be signed, it stays what it was, with something more in it. */
function readBodies(maker, accept) {
  const { entry, anatomy, isFirst } = maker;
  if (isForm(entry.request)) {
    const more = entry.request.body.length > 0 ? "&" : "";
    accept("body-non-ascii", "a field beyond ASCII", `${entry.request.body}${more}note=Zo%C3%AB+%F0%9F%A6%AD`);
    if (anatomy.isSigned && entry.covers.includes("body")) movedField(maker);
    return;
  }
  const json = jsonOf(entry.request);
  if (json === undefined || Array.isArray(json) || !anatomy.isSigned) return;
  accept("body-non-ascii", "a member beyond ASCII", JSON.stringify({ ...json, note: NON_ASCII }));
  if (isFirst) accept("body-crlf", "CRLF line ends", JSON.stringify(json, null, 1).replaceAll("\n", "\r\n"));
}

/** Names and values of a form are signed without a border between them: the scheme's weakness, said by a vector. */
function movedField(maker) {
  const { anatomy, entry } = maker;
  const body = Buffer.from(`${entry.request.body}&zz=1`);
  const moved = Buffer.from(`${entry.request.body}&zz1=`);
  const signed = entry.signed({ request: { ...entry.request, body }, at: AT });
  if (anatomy.tagOf(signed) !== anatomy.tagOf(entry.signed({ request: { ...entry.request, body: moved }, at: AT }))) return;
  maker.valid("body-field-border", "a letter moved from a field's value into its name: the signed bytes are the same, so the fields are no more than labels", {
    request: { ...signed, body: moved },
  });
}

/** Ids and types that nobody signed are labels: any other is accepted under the same signature. */
function labels(maker) {
  const { entry, anatomy } = maker;
  for (const field of ["id", "type"]) {
    const value = entry.expect[field];
    if (typeof value !== "string") continue;
    const places = [...placesOf(anatomy.base)].filter(([, text]) => text === value).map(([name]) => name);
    // Where the same text stands twice, nothing says which one the vendor means.
    const [place] = places.length === 1 && places[0].startsWith("header:") ? places : [];
    if (place === undefined || entry.covers.includes(field)) continue;
    if (anatomy.isSigned && anatomy.isCoveredBy((request) => withValue(request, place, `${value}0`))) continue;
    maker.valid(`label-${field}-altered`, `the ${field} is not signed: another one is accepted, as a label`, {
      request: withValue(anatomy.base, place, `${value}0`), verified: { [field]: `${value}0`, covers: { [field]: false } },
    });
  }
}

function spellings(maker) {
  const { anatomy, layout } = maker;
  const [{ encoding, text, bytes }] = anatomy.tags;
  if (encoding === "hex") {
    maker.valid("signature-other-case", "hexadecimal in the other case", {
      request: layout.withTag((tag) => (tag.text === tag.text.toUpperCase() ? tag.text.toLowerCase() : tag.text.toUpperCase())),
    });
    return;
  }
  const other = text.endsWith("=") ? text.replace(/=+$/, "") : spelled(bytes, { encoding, text: "====" });
  if (other === text) return;
  maker.valid("signature-other-padding", text.endsWith("=") ? "without padding" : "with padding", {
    request: layout.withTag((tag) => (text.endsWith("=") ? tag.text.replace(/=+$/, "") : spelled(tag.bytes, { encoding, text: "====" }))),
  });
}
