// What is under the signature: any change of it fails. The rest of a request is not looked at here.
import { withBitFlipped, spread } from "../bytes.mjs";
import { AT } from "../anatomy.mjs";
import { isForm, jsonOf, placesOf, withValue } from "../request.mjs";

const mismatch = (maker, slug, attack, request, more) =>
  maker.rejected(slug, "signature_mismatch", attack, { request, ...more });

export function coveredParts(maker) {
  const { entry } = maker;
  if (entry.covers.includes("body")) body(maker);
  else {
    notTheBody(maker);
    partsOfBody(maker);
  }
  if (entry.covers.includes("method")) method(maker);
  if (entry.covers.includes("url")) url(maker);
  else query(maker);
  headers(maker);
}

function body(maker) {
  const { anatomy, isFirst } = maker;
  const { base } = anatomy;
  const with_ = (bytes) => ({ ...base, body: Buffer.from(bytes) });
  if (!anatomy.isBodyFree) return readBody(maker, with_);
  mismatch(maker, "body-newline-added", "a line end added to the body", with_(`${base.body}\n`));
  if (!isFirst) return;
  mismatch(maker, "body-emptied", "the body removed", with_(""));
  mismatch(maker, "body-cut", "the body's last byte cut", with_(base.body.subarray(0, -1)));
  mismatch(maker, "body-doubled", "the body twice", with_(`${base.body}${base.body}`));
  mismatch(maker, "body-bom", "a byte order mark put before the body", with_(`\uFEFF${base.body}`));
  mismatch(maker, "body-nul-added", "a NUL added to the body", with_(`${base.body}\0`));
  const json = jsonOf(base);
  if (json === undefined) return;
  mismatch(maker, "body-printed-anew", "the same JSON, printed anew", with_(JSON.stringify(json, null, 3)));
  for (const bit of spread(2, base.body.length * 8, 31)) {
    mismatch(maker, `body-bit-${bit}`, `bit ${bit} of the body inverted`, with_(withBitFlipped(base.body, bit)));
  }
}

/** Where the body is read, it is changed so that it can still be read. */
function readBody(maker, with_) {
  const { base } = maker.anatomy;
  if (isForm(base)) {
    mismatch(maker, "body-field-added", "a field added to the form", with_(`${base.body}&waxseal=1`));
    const field = [...placesOf(base)].find(([place, value]) => place.startsWith("form:") && value !== "")?.[0];
    if (field !== undefined) mismatch(maker, "body-field-altered", "a field of the form altered", withValue(base, field, "another"));
    return;
  }
  mismatch(maker, "body-space-added", "a space added to the body", with_(`${base.body} `));
  const json = jsonOf(base);
  if (json === undefined || Array.isArray(json)) return;
  mismatch(maker, "body-member-added", "a member added to the body", with_(JSON.stringify({ ...json, waxseal: 1 })));
}

/** Said by a vector, so that nobody takes the body for authenticated. */
function notTheBody(maker) {
  const { anatomy } = maker;
  const json = jsonOf(anatomy.base);
  if (json === undefined || Array.isArray(json) || isForm(anatomy.base)) return;
  const request = { ...anatomy.base, body: Buffer.from(JSON.stringify({ ...json, waxseal: 1 })) };
  maker.valid("body-not-covered", "the body is not signed: with another member it is accepted", { request });
}

/** Where only some of the body's values are signed: each of those, and three of many. */
function partsOfBody(maker) {
  const { anatomy, isFirst } = maker;
  const found = [...anatomy.coveredPlaces("json"), ...anatomy.coveredPlaces("form")];
  for (const place of isFirst ? found : found.slice(0, 3)) {
    const value = placesOf(anatomy.base).get(place);
    const name = place.slice(place.indexOf(":") + 1).replace(/^\//, "").replaceAll(/[^A-Za-z0-9]+/g, "-");
    mismatch(maker, `part-${name}-altered`, `another ${name} under the same signature`, withValue(anatomy.base, place, `${value}0`));
  }
}

function method(maker) {
  const { base } = maker.anatomy;
  mismatch(maker, "method-altered", "another method", { ...base, method: base.method === "POST" ? "PUT" : "POST" });
}

function url(maker) {
  const { base } = maker.anatomy;
  const { options } = maker.entry;
  const other = (text) => text.replace(/(\/[^/?#]*)?(?=[?#]|$)/, "$1/other");
  if (options?.url === undefined) return mismatch(maker, "url-altered", "another path", { ...base, url: other(base.url) });
  mismatch(maker, "url-altered", "another URL registered than signed", base, { options: { url: other(options.url) } });
}

function query(maker) {
  const { anatomy } = maker;
  for (const place of anatomy.coveredPlaces("query")) {
    const value = placesOf(anatomy.base).get(place);
    mismatch(maker, `${place.replace(":", "-")}-altered`, `another ${place.slice(6)} in the query`, withValue(anatomy.base, place, `${value}0`));
  }
}

function headers(maker) {
  const { anatomy, entry, isFirst } = maker;
  const found = anatomy.coveredPlaces("header");
  const made = [...placesOf(anatomy.base)].find(([place, value]) => place.startsWith("header:") && value === entry.expect.id)?.[0];
  // An id that `sign` makes itself cannot be altered before; the entry says that it is covered.
  if (made !== undefined && entry.covers.includes("id") && !found.includes(made)) found.push(made);
  for (const place of found) {
    const name = place.slice("header:".length);
    const value = placesOf(anatomy.base).get(place);
    const twin = entry.signed({ request: withValue(entry.request, place, `${value}0`), at: AT });
    if (isFirst && placesOf(entry.request).has(place)) maker.valid(`${name}-other`, `another ${name}, signed`, { request: twin });
    mismatch(maker, `${name}-altered`, `another ${name} under the same signature`, withValue(anatomy.base, place, `${value}0`));
    // A part of the message that may be absent is left out with its header: another message, not a missing one.
    const missing = entry.optional.includes(name) ? "signature_mismatch" : "signature_missing";
    maker.rejected(`${name}-absent`, missing, `the signed header ${name} removed`, { request: withValue(anatomy.base, place, null) });
    maker.rejected(`${name}-twice`, "signature_malformed", `two different values of the signed header ${name}`, {
      request: withValue(anatomy.base, place, [value, `${value}0`]),
    });
    if (!isFirst) continue;
    maker.rejected(`${name}-empty`, missing, `the signed header ${name} emptied`, { request: withValue(anatomy.base, place, "") });
    maker.rejected(`${name}-non-ascii`, "signature_malformed", `a letter beyond ASCII in the signed header ${name}`, {
      request: withValue(anatomy.base, place, `${value}ä`),
    });
  }
}
