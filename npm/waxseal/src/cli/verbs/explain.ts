import { EXIT } from "../failure.js";
import { asked, library } from "../library.js";
import { meaningOf, type Meaning } from "../meanings.js";
import { readMoment, readTolerance, WINDOW_FLAGS } from "../moment.js";
import type { Output } from "../output.js";
import { cut, shownBytes } from "../printable.js";
import { readRequest, readsStdin, REQUEST_FLAGS, REQUEST_TEXT } from "../request/input.js";
import type { Received } from "../request/received.js";
import { type Chosen, readScheme, SCHEME_FLAGS } from "../scheme.js";
import { hasProofs, PROOF_FLAGS, PROOF_TEXT_UNASKED, readProofs } from "../secrets.js";
import type { Call, Verb } from "../verb.js";
import { judge, printVerdict, requestOf, type Verdict, verifierOf } from "../verdict.js";

/** Characters of the signed bytes that are printed for a person. */
const MOST = 1000;

/** Candidates that are printed. */
const CANDIDATES = 8;

/** Says why a request is not genuine. */
export const explain: Verb = {
  name: "explain",
  about: "say why a request is refused, which bytes are signed, and who may have sent it",
  usage: ["waxseal explain [--scheme ID] [--secret-env NAME] [REQUEST]"],
  text: [
    "Prints the verdict, what its code says and what to change; the bytes that the signature is made over; and the schemes that the request looks like. Without --scheme only these last. Without a secret nothing is checked.",
    "Shows no computed signature: who could read it could forge a request.",
    REQUEST_TEXT,
    PROOF_TEXT_UNASKED,
  ],
  flags: { ...SCHEME_FLAGS, ...PROOF_FLAGS, ...REQUEST_FLAGS, ...WINDOW_FLAGS },
  words: 1,
  exits: [
    [EXIT.done, "genuine"],
    [EXIT.refused, "refused, or not checked because a scheme or secret is missing"],
  ],
  examples: [
    ["Who sent this?", "waxseal explain request.http"],
    ["Why is it refused?", "waxseal explain --scheme stripe --secret-env STRIPE_SECRET request.http"],
    ["What is signed?", "waxseal explain --scheme svix --json request.http | jq -r .signedContent.prefix"],
  ],
  async run(call) {
    const { out } = call;
    const now = readMoment(call.given.text("now"), "now") ?? Date.now();
    const chosen = call.given.text("scheme") === undefined ? undefined : await readScheme(call);
    const received = readRequest(call);
    const verdict = chosen === undefined ? undefined : await verdictOf(call, chosen, received, now);
    const content = chosen === undefined ? undefined : contentOf(chosen, received);
    const candidates = (chosen?.library ?? (await library())).identify(requestOf(received));
    const meaning = verdict === undefined || verdict.ok ? undefined : meaningOf(verdict.code);
    out.data({
      ok: verdict?.ok ?? false,
      verdict: verdict ?? { ok: false, verdict: "unchecked" },
      ...(meaning === undefined ? {} : { meaning }),
      ...(content === undefined ? {} : { signedContent: content }),
      candidates,
      notes: received.notes,
    });
    printed(out, chosen, verdict, meaning, now);
    if (chosen !== undefined && content !== undefined) printContent(out, chosen, content);
    printCandidates(out, candidates);
    for (const note of received.notes) out.line(`${out.paint("warn", "note")}: ${note}`);
    return verdict?.ok === true ? EXIT.done : EXIT.refused;
  },
};

const verdictOf = async (call: Call, chosen: Chosen, received: Received, now: number): Promise<Verdict | undefined> => {
  if (chosen.takes !== "nothing" && !hasProofs(call)) return undefined;
  const proofs = await readProofs(call, chosen, readsStdin(call));
  return judge(verifierOf(chosen, proofs, readTolerance(call)), proofs, received, now);
};

/** The signed bytes as text, in which what cannot be printed is an escape. */
interface Content {
  readonly prefix?: string;
  readonly body?: string;
  readonly bodyBytes?: number;
  readonly suffix?: string;
  /** Why there are none to show. */
  readonly missing?: string;
}

const contentOf = (chosen: Chosen, received: Received): Content => {
  const { scheme, place, library: loaded } = chosen;
  const { method, url, headers, body } = received;
  try {
    const content = asked(() => loaded.signedContent({ method, url, headers }, { scheme, ...place } as unknown as Parameters<typeof loaded.signedContent>[1]));
    if (content === null) return { missing: "this scheme has no such bytes to show: it sends a token, is checked with a public key, or reads values of the body first" };
    return { prefix: shownBytes(content.prefix), body: shownBytes(body), bodyBytes: body.length, suffix: shownBytes(content.suffix) };
  } catch (error) {
    const { name, code, detail } = error as { name?: unknown; code?: unknown; detail?: unknown };
    if (name !== "VerificationError") throw error;
    return { missing: `${String(code)}: ${String(detail)}` };
  }
};

const printed = (out: Output, chosen: Chosen | undefined, verdict: Verdict | undefined, meaning: Meaning | undefined, now: number): void => {
  if (verdict !== undefined) printVerdict(out, verdict, now);
  else out.line(`${out.paint("warn", "unchecked")}  ${chosen === undefined ? "no scheme was named (--scheme)" : "no secret was given (--secret-env, --secret-file)"}`);
  if (meaning !== undefined) out.line(`  ${meaning.means}\n  ${out.paint("strong", meaning.change)}`);
  out.line();
};

const printContent = (out: Output, { name, text }: Chosen, { prefix, body, bodyBytes, suffix, missing }: Content): void => {
  out.line(out.paint("strong", `What ${name} signs`));
  const message = text["message"];
  if (message !== undefined) out.line(`  rule    ${message.replaceAll("\n", "\\n")}`);
  if (missing !== undefined) out.line(`  ${missing}`);
  else {
    out.line(`  before  ${prefix === "" ? "(nothing)" : prefix}`);
    out.line(`  body    ${cut(body ?? "", MOST)}${bodyBytes === 0 ? "(empty)" : `  (${bodyBytes} bytes)`}`);
    out.line(`  after   ${suffix === "" ? "(nothing)" : suffix}`);
  }
  out.line();
};

const printCandidates = (out: Output, candidates: ReturnType<Chosen["library"]["identify"]>): void => {
  out.line(out.paint("strong", candidates.length === 0 ? "It looks like no scheme that is known" : "It looks like"));
  for (const { scheme, score, because } of candidates.slice(0, CANDIDATES)) out.line(`  ${scheme.padEnd(22)} ${String(score).padStart(3)}  ${because}`);
  if (candidates.length > CANDIDATES) out.line(`  and ${candidates.length - CANDIDATES} more; equal scores are equally likely`);
};
