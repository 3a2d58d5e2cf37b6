// The moments of all vectors. Nothing here reads a clock.

/** 2026-05-29T14:01:12Z. */
export const SECOND = 1780063272;
export const TIMESTAMP = String(SECOND);

/** The receiver's clock in the genuine requests: the same second, 250 ms later. */
export const NOW = SECOND * 1000 + 250;

/** The widest accepted skew, in seconds. */
export const TOLERANCE = 300;

/** Edges of the window at the end of the receiver's second: `[slug, seconds from the clock, milliseconds of the clock, code or "valid"]`. */
export const EDGES = [
  ["exactly-now", 0, 0, "valid"],
  ["oldest-end-of-second", -TOLERANCE, 999, "valid"],
  ["too-old-by-1-s-end-of-second", -TOLERANCE - 1, 999, "timestamp_stale"],
  ["newest-end-of-second", TOLERANCE, 999, "valid"],
  ["too-new-by-1-s-end-of-second", TOLERANCE + 1, 999, "timestamp_future"],
];

/** Tolerances set by the user: `[slug, toleranceSeconds, offset, code]`. */
export const TOLERANCES = [
  ["ten-oldest", 10, -10, "valid"],
  ["ten-too-old", 10, -11, "timestamp_stale"],
  ["ten-newest", 10, 10, "valid"],
  ["ten-too-new", 10, 11, "timestamp_future"],
  ["zero-now", 0, 0, "valid"],
  ["zero-too-old", 0, -1, "timestamp_stale"],
  ["zero-too-new", 0, 1, "timestamp_future"],
  ["uneven-oldest", { past: 3600, future: 5 }, -3600, "valid"],
  ["uneven-too-old", { past: 3600, future: 5 }, -3601, "timestamp_stale"],
  ["uneven-newest", { past: 3600, future: 5 }, 5, "valid"],
  ["uneven-too-new", { past: 3600, future: 5 }, 6, "timestamp_future"],
];

/** Texts that are no timestamp in seconds. Each is signed as it stands, so that only its form is wrong. */
export const MALFORMED = [
  ["trailing-letters", `${TIMESTAMP}abc`, "letters after the digits, which parseInt would skip"],
  ["letters", "yesterday", "a word"],
  ["negative", `-${TIMESTAMP}`, "a minus sign"],
  ["plus", `+${TIMESTAMP}`, "a plus sign, which parsers of numbers accept"],
  ["inner-space", `${TIMESTAMP.slice(0, 5)} ${TIMESTAMP.slice(5)}`, "a space between digits"],
  ["underscore", "1_780_063_272", "digit separators"],
  ["hexadecimal", "0x6A19A0E8", "hexadecimal, which Number accepts"],
  ["exponent", "1780063272e0", "an exponent, which Number accepts"],
  ["milliseconds", `${TIMESTAMP}250`, "13 digits: milliseconds where seconds are due"],
  ["twelve-digits", `00${TIMESTAMP}`, "12 digits"],
  ["eight-digits", "17800632", "8 digits"],
  ["one-digit", "0", "the epoch"],
  ["huge", "9".repeat(40), "40 digits: overflows 64 bits"],
  ["a-thousand-digits", "1".repeat(1000), "1000 digits"],
  ["iso", "2026-05-29T14:01:12Z", "RFC 3339 where seconds are due"],
  ["not-a-number", "NaN", "NaN, which compares false with every window"],
  ["infinity", "Infinity", "Infinity, which Number accepts"],
];

/** The same for texts that only header bytes can carry. */
export const MALFORMED_BYTES = [
  ["line-feed", Buffer.from(`${TIMESTAMP}\n`), "a line feed after the digits, which `$` in a regular expression allows"],
  ["carriage-return", Buffer.from(`${TIMESTAMP}\r`), "a carriage return after the digits"],
  ["nul", Buffer.from(`${TIMESTAMP}\0`), "a NUL after the digits"],
  ["wide-digits", Buffer.from("１７８００６３２７２", "utf8"), "full-width digits, which are digits to Unicode"],
  ["invalid-utf8", Buffer.concat([Buffer.from(TIMESTAMP.slice(0, 9)), Buffer.from([0xff])]), "a byte that is no UTF-8"],
];

/** Well-formed texts that a re-rendering would change or a narrow parser refuse: `[slug, text, comment]`. */
export const UNUSUAL = [
  ["nine-digits", "999999999", "9 digits"],
  ["eleven-digits", "10000000000", "11 digits"],
  ["leading-zero", `0${TIMESTAMP}`, "a leading zero: the text as received is signed, not the number printed anew"],
];
