// Bytes moved from one signed part into the next: the signed bytes stay the same, what they mean does not.
// The oracle shows which of them are the same; a verifier must fix the border between the parts.
import { AT } from "../anatomy.mjs";
import { placesOf, withValue } from "../request.mjs";

const LATER = AT + 60_000;
const REST = '{"id":"evt_8","type":"payout.paid"}';
const SEPARATORS = [".", ":", "|", ",", ";", "\n", " ", "-"];

export function borders(maker) {
  const { anatomy, entry } = maker;
  if (!anatomy.isBodyFree || anatomy.time === null || !entry.covers.includes("timestamp")) return;
  const later = anatomy.stampAt(LATER);
  const signed = (body, change = (request) => request, at = AT) =>
    entry.signed({ request: { ...change(entry.request), body: Buffer.from(body) }, at });
  const tagOf = (request) => anatomy.tagOf(request);

  intoTimestamp();
  intoDigits();
  for (const place of anatomy.coveredPlaces("header")) intoHeader(place);

  /** `{timestamp}.{body}`: the body's beginning moved into the timestamp. */
  function intoTimestamp() {
    const request = { ...entry.request, body: Buffer.from(REST) };
    for (const separator of SEPARATORS) {
      const moved = anatomy.signedWith(`${anatomy.time.text}${separator}${later}`, request);
      const whole = signed(`${later}${separator}${REST}`);
      if (moved === null || tagOf(moved) !== tagOf(whole)) continue;
      maker.valid("border-genuine", "a body that begins like a timestamp, as the sender sent it", { request: whole });
      // A separator that may stand in a timestamp is no sign of a moved border; what it makes is no timestamp.
      const isInTime = anatomy.time.text.includes(separator);
      // One that ends the timestamp's own item cannot be moved into it at all.
      const isInList = anatomy.time.tag !== undefined && separator === maker.layout.separator?.trim();
      const code = isInList ? "signature_mismatch" : isInTime ? "timestamp_malformed" : "signature_malformed";
      maker.rejected("border-timestamp-takes-body", code, "the body's beginning moved into the timestamp: the signed bytes are the same", {
        request: moved,
      }, "border-genuine");
      return;
    }
  }

  /** `{timestamp}{body}` or `{body}{timestamp}`: digits move without any separator. */
  function intoDigits() {
    if (anatomy.time.unit === "rfc3339") return;
    const { text } = anatomy.time;
    const longer = Number(`${text}5`) * (text.length === 10 ? 1000 : 1);
    const before = signed(`5${REST}`);
    if (tagOf(before) === tagOf(signed(REST, undefined, longer))) {
      maker.valid("border-genuine-digit", "a body that begins with a digit", { request: before });
      maker.rejected("border-timestamp-takes-digit", "timestamp_malformed", "the body's first digit moved into the timestamp: the signed bytes are the same", {
        request: withStampIn({ ...before, body: Buffer.from(REST) }, `${text}5`),
      }, "border-genuine-digit");
    }
    const shorter = Number(text.slice(1)) * (text.length === 10 ? 1000 : 1);
    if (tagOf(signed(`${REST}${text[0]}`, undefined, shorter)) === tagOf(signed(REST))) {
      maker.rejected("border-body-takes-digit", "timestamp_malformed", "the timestamp's first digit moved into the body: the signed bytes are the same", {
        request: withStampIn({ ...signed(REST), body: Buffer.from(`${REST}${text[0]}`) }, text.slice(1)),
      });
    }
  }

  /** `{id}.{timestamp}.{body}`: the old timestamp moved into the id, a fresh one out of the body. */
  function intoHeader(place) {
    const found = SEPARATORS.map((one) => [one, idTakes(place, one)]).find(([, request]) => request !== null);
    if (found === undefined) return;
    const [separator, request] = found;
    const name = place.slice("header:".length);
    maker.rejected(`border-${name}-takes-timestamp`, "signature_malformed",
      `the old timestamp moved into ${name}, a fresh one out of the body: the signed bytes are the same`, { request, now: LATER }, "genuine");
    const value = placesOf(entry.request).get(place);
    maker.rejected(`border-${name}-with-separator`, "signature_malformed", `a separator inside ${name}, rightly signed`, {
      request: entry.signed({ request: withValue(entry.request, place, `${value}${separator}x`), at: AT }),
    });
  }

  /** The request whose header took the timestamp, if the oracle signs the same bytes; null otherwise. */
  function idTakes(place, separator) {
    const value = placesOf(entry.request).get(place);
    const whole = signed(`${later}${separator}${REST}`);
    const moved = signed(REST, (request) => withValue(request, place, `${value}${separator}${anatomy.time.text}`), LATER);
    return tagOf(whole) === tagOf(moved) ? moved : null;
  }

  function withStampIn(request, text) {
    const { place, value, start, end } = anatomy.time;
    const own = placesOf(request).get(place);
    return withValue(request, place, own.slice(0, start) + text + own.slice(end - value.length + own.length || undefined));
  }
}
