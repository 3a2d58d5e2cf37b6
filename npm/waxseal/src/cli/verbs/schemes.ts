import type { SchemeRow } from "../../scheme-row.js";
import { EXIT, Failure } from "../failure.js";
import { library } from "../library.js";
import { meant } from "../nearest.js";
import type { Output } from "../output.js";
import { type SchemeText, schemeTexts } from "../scheme.js";
import type { Verb } from "../verb.js";
import { coverage } from "../verdict.js";

/** Lists schemes, or shows one. */
export const schemes: Verb = {
  name: "schemes",
  about: "list the senders that are known, or show how one of them signs",
  usage: ["waxseal schemes [ID | WORD]"],
  text: [
    "With an id: where the signature stands, the signed bytes, what they cover, the window, the options, and where the sender publishes it. With another word: the schemes whose id or name holds it. Signed bytes are written as in docs/schemes.md: parts in braces, everything else as it stands.",
  ],
  flags: {},
  words: 1,
  examples: [
    ["How does Stripe sign?", "waxseal schemes stripe"],
    ["Which ones of HubSpot are there?", "waxseal schemes hubspot"],
    ["Those that only send a token", "waxseal schemes --json | jq -r '.schemes[] | select(.assurance == \"token\") | .id'"],
  ],
  async run({ given, out }) {
    const all = (await library()).schemes;
    const [word] = given.words;
    const exact = all.find(({ id }) => id === word);
    if (exact !== undefined) return showOne(out, exact, schemeTexts[exact.id] ?? {});
    const wanted = word?.toLowerCase() ?? "";
    const found = all.filter(({ id, name }) => id.includes(wanted) || name.toLowerCase().includes(wanted));
    if (found.length === 0) {
      throw new Failure("configuration", `no id or name holds this word${meant(wanted, all.map(({ id }) => id))}; docs/own-schemes.md says how to write one of your own`, "scheme_unknown");
    }
    out.data({ schemes: found });
    const width = Math.max(...found.map(({ id }) => id.length));
    for (const { id, name, algorithm, assurance } of found) out.line(`${id.padEnd(width)}  ${name}  ${out.paint("faint", assurance === "signed" ? algorithm : `${algorithm}, ${assurance}`)}`);
    if (word === undefined) out.line(`\n${found.length} schemes; waxseal schemes ID shows one`);
    return EXIT.done;
  },
};

/** The texts' defaults, as docs/schemes.md has them. */
const windowOf = (text: SchemeText, row: SchemeRow): string => {
  if (!row.covers.timestamp) return "none: the signature covers no timestamp, so an old request stays genuine";
  const { tolerance = "300" } = text;
  if (tolerance === "none") return "none: the sender states none and signs retries as they were";
  const [past, future] = tolerance.split("/");
  return future === undefined ? `${past} s both ways` : `${past} s back, ${future} s ahead`;
};

const showOne = (out: Output, row: SchemeRow, text: SchemeText): number => {
  const { id, name, reference, algorithm, takes, assurance, covers, opens, signable } = row;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["reference", reference],
    ["algorithm", algorithm],
    ["signature", text["signature"] ?? (algorithm === "basic" ? "header:authorization" : undefined)],
    ["form", text["form"]],
    ["encoding", ["token", "basic", "none"].includes(algorithm) ? undefined : (text["encoding"] ?? "hex")],
    ["signed", text["message"]?.replaceAll("\n", "\\n")],
    ["key", takes === "secrets" && !["token", "basic"].includes(algorithm) ? (text["key"] ?? "utf8") : undefined],
    ["timestamp", text["timestamp"] === undefined ? undefined : `${text["timestamp"]}, ${text["unit"] ?? "seconds"}`],
    ["window", windowOf(text, row)],
    ["digest", text["digest"]],
    ["id", text["id"]],
    ["type", text["type"]],
    ["covers", coverage(covers)],
    ["assurance", assurance],
    ["takes", takes === "nothing" ? "no secret" : takes === "keys" ? "the sender's public keys" : "shared secrets"],
    ["options", opens.length === 0 ? undefined : `${opens.join(", ")} (--set NAME=VALUE)`],
    ["handshake", text["handshake"]],
    ["sign", signable ? undefined : "only the sender can"],
  ];
  out.data({ ...row, text, windowSeconds: row.covers.timestamp ? (text["tolerance"] ?? "300") : null });
  out.line(`${out.paint("strong", id)}  ${name}`);
  for (const [label, value] of facts) if (value !== undefined) out.line(`  ${label.padEnd(10)} ${value.split("\n").join(`\n  ${" ".repeat(10)} `)}`);
  return EXIT.done;
};
