import type { ConfigCode, RejectCode } from "../generated.js";

/** What a code says, and what to change. */
export interface Meaning {
  readonly means: string;
  readonly change: string;
}

const RAW = "Hand the body's bytes over as they arrived, before anything parsed them.";

/** Codes of requests. Intake codes that a single check cannot give are here too: a log may show them. */
const REJECTS: Readonly<Record<RejectCode, Meaning>> = {
  signature_missing: {
    means: "The header or parameter that carries the signature is not there, or is empty.",
    change: "Look whether a proxy or framework drops or renames it, and whether the request is from this sender at all.",
  },
  signature_malformed: {
    means: "A signature is there, and is not laid out as this sender writes it.",
    change: "Compare it with `waxseal schemes ID`: encoding, prefix, what stands between several. A copy may be cut off.",
  },
  signature_unsupported: {
    means: "The signature says that it was made in a way that is not checked here, such as another version or algorithm.",
    change: "Choose the sender's setting that matches the scheme, or the scheme that matches the sender.",
  },
  signature_mismatch: {
    means: "The signature is well-formed and belongs to other bytes or another secret.",
    change: `${RAW} Then compare the secret: each endpoint has one of its own, test and live differ, and a line end may hang on it.`,
  },
  timestamp_missing: { means: "The signed timestamp is not there.", change: "Look whether a proxy or framework drops its header." },
  timestamp_malformed: { means: "The timestamp is not written as this sender writes it.", change: "Compare it with `waxseal schemes ID`: seconds or milliseconds, digits alone." },
  timestamp_stale: {
    means: "The signature is right, and was made longer ago than the window allows.",
    change: "Compare the receiver's clock. A captured request is checked with --now; a sender that does not sign its retries anew needs --tolerance (toleranceSeconds in code).",
  },
  timestamp_future: { means: "The signature is right, and its timestamp lies ahead of now.", change: "Compare both clocks; --tolerance sets another window." },
  token_missing: { means: "The header or parameter that carries the token is not there.", change: "Compare its name with what was set up at the sender (--set header=NAME or query=NAME)." },
  token_mismatch: { means: "A token is there, and is another one.", change: "Compare it with the secret at the sender; a prefix such as Bearer goes by --set prefix=TEXT." },
  body_too_large: { means: "The body is larger than the receiver takes.", change: "Raise the limit if the sender means it so." },
  body_malformed: { means: "The signed parts stand in the body, and it does not hold them as this sender writes them.", change: RAW },
  source_unknown: { means: "No source of this name is configured.", change: "Compare the URL with the configuration." },
  method_not_allowed: { means: "The source does not take this method.", change: "Set it in the source's methods, or change it at the sender." },
  event_conflict: { means: "An event of the same id came before, with other content.", change: "Ask the sender what an id stands for; on_conflict says what is done." },
  address_denied: { means: "The sender's address is not on the list.", change: "Compare the list with the addresses that the sender publishes." },
  insecure_transport: { means: "The request came over plain HTTP.", change: "Use https." },
  rate_limited: { means: "The source sends more than its limit allows.", change: "The sender tries again later; raise the limit if it is meant." },
};

const CONFIGS: Readonly<Partial<Record<ConfigCode, Meaning>>> = {
  secret_empty: { means: "There is no secret.", change: "Set the environment variable, or fill the file." },
  secret_short: { means: "The secret is so short that it could be guessed.", change: "Ask the sender for one of 32 bytes; `waxseal new-secret` makes one." },
  secret_malformed: { means: "The secret or key is not of the form that this scheme takes.", change: "Take it from the sender anew; `waxseal schemes ID` says the form." },
  scheme_unknown: { means: "There is no scheme of this id.", change: "`waxseal schemes WORD` searches." },
  scheme_invalid: { means: "The scheme of your own cannot work.", change: "The message names the field; docs/own-schemes.md says what each may hold." },
  algorithm_unavailable: { means: "What this scheme needs is not in this build, or only the sender can do it.", change: "Use waxseal/full in code, or ask the sender." },
  key_invalid: { means: "The public key is not one.", change: "Take it from the sender anew: PEM, base64 or hexadecimal." },
  environment_unsupported: { means: "WebAssembly may not run here.", change: "Use a runtime that allows it." },
};

/** Returns what a code says; nothing for one that is not known. */
export const meaningOf = (code: string): Meaning | undefined =>
  Object.hasOwn(REJECTS, code) ? REJECTS[code as RejectCode] : Object.hasOwn(CONFIGS, code) ? CONFIGS[code as ConfigCode] : undefined;
