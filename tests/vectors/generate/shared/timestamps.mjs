// The signed timestamp: its text, its unit, its window. What is outside the window is rightly signed.
import { AT } from "../anatomy.mjs";
import { withValue } from "../request.mjs";

const YEAR = 365 * 86_400_000;

export function timestamps(maker) {
  const { entry, anatomy } = maker;
  if (anatomy.time === null || !entry.covers.includes("timestamp")) return longAgo(maker);
  if (isAlterable(anatomy)) altered(maker);
  if (entry.tolerance === null) return longAgo(maker);
  window_(maker);
  unit(maker);
  if (isAlterable(anatomy) || anatomy.signedWith("yesterday") !== null) malformed(maker);
}

/** A timestamp inside a signed body cannot be changed without breaking the signature first. */
const isAlterable = ({ time, entry }) => !(/^(json|form):/.test(time.place) && entry.covers.includes("body"));

function longAgo(maker) {
  if (!maker.isFirst) return;
  maker.valid("a-year-later", "no window is promised: an old request is as good as a new one, deduplication must stop it", { now: AT + YEAR });
}

/** The request with another text in the timestamp's place. */
function withStamp({ anatomy }, text) {
  const { place, value, start, end } = anatomy.time;
  return withValue(anatomy.base, place, value.slice(0, start) + text + value.slice(end));
}

function altered(maker) {
  const { anatomy } = maker;
  const { time } = anatomy;
  const later = anatomy.stampAt(AT + 1000);
  maker.rejected("timestamp-altered", "signature_mismatch", "a fresher timestamp under the same signature", { request: withStamp(maker, later) });
  absent(maker);
  if (!time.place.startsWith("header:") || time.tag !== undefined) return;
  maker.rejected("timestamp-twice", "timestamp_malformed", "two different timestamps, the first signed", {
    request: withValue(anatomy.base, time.place, [time.value, time.value.slice(0, time.start) + later + time.value.slice(time.end)]),
  });
}

function absent(maker) {
  const { anatomy } = maker;
  const { time } = anatomy;
  if (time.tag === undefined) {
    maker.rejected("timestamp-absent", "timestamp_missing", "the timestamp removed", { request: withValue(anatomy.base, time.place, null) });
    maker.rejected("timestamp-empty", "timestamp_missing", "an empty timestamp is none", { request: withStamp(maker, "") });
    return;
  }
  if (!/[\w-]+=$/.test(time.value.slice(0, time.start))) return;
  maker.rejected("timestamp-empty", "timestamp_missing", "an empty timestamp is none", { request: withStamp(maker, "") });
  const { separator } = maker.layout;
  if (separator === null) return;
  const items = time.value.split(separator).filter((item) => !item.includes(time.text));
  maker.rejected("timestamp-absent", "timestamp_missing", "the timestamp removed", {
    request: withValue(anatomy.base, time.place, items.join(separator)),
  });
}

function window_(maker) {
  const { entry, isFirst } = maker;
  const [past, future] = entry.tolerance;
  const at = (seconds) => AT + seconds * 1000;
  const signed = (moment) => ({ request: entry.signed({ at: moment }), at: moment, now: AT });
  const comment = (seconds) => `signed ${seconds} s from the receiver's clock`;
  maker.valid("window-oldest", comment(-past), signed(at(-past)));
  maker.rejected("window-too-old", "timestamp_stale", comment(-past - 1), signed(at(-past - 1)), "window-oldest");
  maker.valid("window-newest", comment(future), signed(at(future)));
  maker.rejected("window-too-new", "timestamp_future", comment(future + 1), signed(at(future + 1)), "window-newest");
  if (!isFirst) return;
  maker.rejected("window-a-year-old", "timestamp_stale", "signed a year ago", signed(AT - YEAR), "window-oldest");
  maker.rejected("window-a-year-ahead", "timestamp_future", "signed a year ahead", signed(AT + YEAR), "window-newest");
  maker.rejected("window-too-old-by-others", "signature_mismatch", "old and forged: the skew of a forged timestamp is no fact", {
    request: entry.signed({ at: AT - YEAR, who: 1 }),
  }, "window-oldest");
  maker.rejected("window-too-old-second-secret", "timestamp_stale", "old and signed with the second secret: that the first one fails says less", {
    ...signed(AT - YEAR), configured: entry.configured(1),
  }, "second-of-two-secrets");
  const ten = { options: { toleranceSeconds: 10 } };
  maker.valid("tolerance-ten-oldest", "a tolerance of 10 s set by the user, signed 10 s ago", { ...signed(at(-10)), ...ten });
  maker.rejected("tolerance-ten-too-old", "timestamp_stale", "a tolerance of 10 s set by the user, signed 11 s ago", { ...signed(at(-11)), ...ten }, "tolerance-ten-oldest");
}

/** Seconds where milliseconds are due and the other way round, rightly signed. */
function unit(maker) {
  const { entry, anatomy } = maker;
  const { unit: own } = anatomy.time;
  if (own === "seconds") other(AT * 1000, "milliseconds where seconds are due");
  if (own === "milliseconds") other(AT / 1000, "seconds where milliseconds are due");
  function other(at, attack) {
    maker.rejected("timestamp-other-unit", "timestamp_malformed", attack, { request: entry.signed({ at }) });
  }
}

function malformed(maker) {
  const { anatomy, isFirst } = maker;
  const { text, unit: own } = anatomy.time;
  const add = (slug, spelling, attack) => maker.rejected(`timestamp-${slug}`, "timestamp_malformed", attack, {
    request: anatomy.signedWith(spelling) ?? withStamp(maker, spelling),
  });
  add("trailing-letters", `${text}abc`, "letters behind the timestamp, which parsers skip");
  add("word", "yesterday", "a word");
  if (own === "rfc3339") {
    add("unix", String(AT / 1000), "Unix seconds where RFC 3339 is due");
    if (!isFirst) return;
    add("date-only", text.slice(0, 10), "a date without a time");
    add("month-13", `${text.slice(0, 5)}13${text.slice(7)}`, "a thirteenth month");
    return;
  }
  add("huge", "9".repeat(40), "40 digits, more than 64 bits hold");
  if (!isFirst) return;
  add("negative", `-${text}`, "a minus sign");
  add("plus", `+${text}`, "a plus sign");
  add("hexadecimal", "0x6A19A0E8", "hexadecimal");
  // In ISO's basic form: a colon may be the separator that follows, which is another fault.
  add("iso", new Date(AT).toISOString().slice(0, 19).replaceAll(/[-:]/g, "") + "Z", "an ISO 8601 time where a number is due");
  add("not-a-number", "NaN", "NaN, which is outside no window");
}
