// Options that cannot work: found at construction, so that none is silently ignored.
// `[slug, options, what is attacked]`, all `scheme_invalid`.

/** For schemes whose vendor leaves nothing open. */
export const FIXED = [
  ["header", { header: "x-other" }, "the signature looked for elsewhere than the vendor puts it"],
  ["query", { query: "signature" }, "the signature looked for in the query"],
  ["prefix", { prefix: "Bearer " }, "a prefix that the vendor does not write"],
  ["encoding", { encoding: "base64url" }, "an encoding that the vendor does not use"],
  ["id", { id: "/data/id" }, "another id than the vendor's"],
  ["type", { type: "/data/type" }, "another type than the vendor's"],
];

/** For schemes that sign no timestamp. */
export const NO_TIMESTAMP = [
  ["tolerance", { toleranceSeconds: 60 }, "a tolerance where no timestamp is signed: it would promise what nobody checks"],
];

/** For schemes whose header is the user's choice. */
export const BAD_NAMES = [
  ["header-empty", { header: "" }, "no name"],
  ["header-with-space", { header: "x signature" }, "a name that no header has"],
  ["header-with-colon", { header: "x-signature:" }, "the colon copied with the name"],
  ["header-with-line-feed", { header: "x-signature\nx-other" }, "two lines"],
  ["header-non-ascii", { header: "x-signatüre" }, "a name beyond ASCII"],
];

/** For schemes whose id and type stand where the user says. */
export const BAD_POINTERS = [
  ["id-without-slash", { id: "event_id" }, "a member's name where a pointer is due"],
  ["id-dotted", { id: "$.event_id" }, "a JSONPath where a pointer is due"],
  ["id-bad-escape", { id: "/a~2b" }, "an escape that RFC 6901 lacks"],
  ["type-without-slash", { type: "event" }, "a member's name where a pointer is due"],
  ["version-without-slash", { version: "schema_version" }, "a member's name where a pointer is due"],
];

/** Adds them to a suite; `more` is what every set of options needs besides. */
export function rejectOptions(suite, lists, more = {}, twin = "genuine") {
  for (const [slug, options, attack] of lists.flat()) {
    suite.rejected(`option-${slug}`, "scheme_invalid", attack, { options: { ...more, ...options } }, twin);
  }
}
