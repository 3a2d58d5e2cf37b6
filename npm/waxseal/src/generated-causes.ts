// Written by `cargo xtask gen` from the Rust crates. Do not edit.

/** Why a request may be refused. */
export const causeCodes = [
  "body_reserialized",
  "body_pretty_printed",
  "body_newline_added",
  "body_newline_removed",
  "body_line_endings",
  "body_bom",
  "body_empty",
  "body_stringified_object",
  "body_latin1",
  "body_reencoded",
  "body_form_decoded",
  "body_decompressed",
  "body_base64",
  "body_truncated",
  "secret_whitespace",
  "secret_quoted",
  "secret_key_form",
  "secret_prefix",
  "secret_wrong_kind",
  "secret_other",
  "scheme_other",
  "message_other",
  "algorithm_other",
  "signature_encoding",
  "timestamp_unit",
  "timestamp_skew",
  "id_other",
  "url_other",
  "header_renamed",
  "header_joined",
  "header_dropped",
] as const;

/** One of {@link causeCodes}. */
export type CauseCode = (typeof causeCodes)[number];

/** How sure a cause is, the surest first. */
export const certainties = [
  "proved",
  "observed",
  "likely",
] as const;

/** One of {@link certainties}. */
export type Certainty = (typeof certainties)[number];

/** Where a line of code belongs. */
export const frameworks = [
  "Express",
  "Next.js",
  "Fastify",
  "Hono",
  "Workers",
  "Lambda",
  "PHP",
  "Python",
  "Rails",
] as const;

/** One of {@link frameworks}. */
export type Framework = (typeof frameworks)[number];
