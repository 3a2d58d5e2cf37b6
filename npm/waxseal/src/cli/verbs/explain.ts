import type { Diagnosis } from "../../diagnosis.js";
import type { Framework } from "../../generated-causes.js";
import { configCodes, type RejectCode, statusOf } from "../../generated.js";
import { isProved, linesOf, printCauses } from "../explain/causes.js";
import { FRAMEWORK_FLAG, readFramework } from "../explain/framework.js";
import { OTHERS_FLAG, readOthers } from "../explain/others.js";
import { EXIT, Failure } from "../failure.js";
import { asked, diagnosis, library } from "../library.js";
import { meaningOf, type Meaning } from "../meanings.js";
import { readMoment, readTolerance, WINDOW_FLAGS } from "../moment.js";
import type { Output } from "../output.js";
import { cut, shownBytes } from "../printable.js";
import { readRequest, readsStdin, REQUEST_FLAGS, REQUEST_TEXT } from "../request/input.js";
import type { Received } from "../request/received.js";
import { type Chosen, readScheme, SCHEME_FLAGS } from "../scheme.js";
import { hasProofs, PROOF_FLAGS, PROOF_TEXT_UNASKED, readProofs } from "../secrets.js";
import type { Call, Verb } from "../verb.js";
import { configOf, genuine, printVerdict, requestOf, type Verdict } from "../verdict.js";

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
    "Prints the verdict and why: it signs the request anew under bounded assumptions (another form of the secret, a body that was parsed and written again, another URL …) and names the cause that matches, with its evidence and the line to change. Then the bytes that the signature is made over, and the schemes that the request looks like. Without --scheme only these last. Without a secret nothing is checked.",
    "A cause is proved (a recomputation matched), observed (seen in the request or configuration itself) or likely. Where none is proved the request may as well be a forgery. A secret that cannot work is explained too, and status 3.",
    "Shows no computed signature: who could read it could forge a request.",
    REQUEST_TEXT,
    PROOF_TEXT_UNASKED,
  ],
  flags: { ...SCHEME_FLAGS, ...PROOF_FLAGS, ...OTHERS_FLAG, ...REQUEST_FLAGS, ...WINDOW_FLAGS, ...FRAMEWORK_FLAG },
  words: 1,
  exits: [
    [EXIT.done, "genuine"],
    [EXIT.refused, "refused, or not checked because a scheme or secret is missing"],
  ],
  examples: [
    ["Who sent this?", "waxseal explain request.http"],
    ["Why is it refused?", "waxseal explain --scheme stripe --secret-env STRIPE_SECRET request.http"],
    ["Is it the other endpoint's secret?", "waxseal explain --scheme stripe --secret-env LIVE --others-env TEST --others-env CLI request.http"],
    ["Which line of my Next.js receiver?", "waxseal explain --scheme github --secret-env GITHUB_SECRET --framework next request.http"],
    ["What is signed?", "waxseal explain --scheme svix --json request.http | jq -r .signedContent.prefix"],
  ],
  async run(call) {
    const { out } = call;
    const now = readMoment(call.given.text("now"), "now") ?? Date.now();
    const framework = readFramework(call);
    const chosen = call.given.text("scheme") === undefined ? undefined : await readScheme(call);
    const received = readRequest(call, "keep");
    const judged = chosen === undefined ? undefined : await judge(call, chosen, received, now);
    const content = chosen === undefined ? undefined : contentOf(chosen, received);
    const candidates = (chosen?.library ?? (await library())).identify(requestOf(received));
    const report: Report = { judged, meaning: judged?.code === undefined ? undefined : meaningOf(judged.code), causes: linesOf(judged?.diagnosis.causes ?? [], framework), framework };
    out.data({ ...dataOf(report), ...(content === undefined ? {} : { signedContent: content }), candidates, notes: received.notes });
    print(out, report, chosen, received, now);
    if (chosen !== undefined && content !== undefined) printContent(out, chosen, content);
    printCandidates(out, candidates);
    for (const note of received.notes) out.line(`${out.paint("warn", "note")}: ${note}`);
    return judged?.failure !== undefined ? EXIT.configuration : judged?.verdict?.ok === true ? EXIT.done : EXIT.refused;
  },
};

/** What a check came to: a verdict, or why the configuration cannot work. */
interface Judged {
  readonly verdict?: Verdict;
  readonly failure?: Failure;
  readonly code?: string;
  readonly diagnosis: Diagnosis;
}

const judge = async (call: Call, chosen: Chosen, received: Received, now: number): Promise<Judged | undefined> => {
  if (chosen.takes !== "nothing" && !hasProofs(call)) return undefined;
  const proofs = await readProofs(call, chosen, readsStdin(call));
  const config = configOf(chosen, proofs, readTolerance(call));
  const others = readOthers(call, chosen);
  const { diagnose } = await diagnosis();
  const found = asked(() => diagnose(requestOf(received), { ...config, now, others }));
  const { verified, code, detail } = found;
  if (verified !== null) return { verdict: genuine(new chosen.library.Verifier(config), verified, proofs, now), diagnosis: found };
  // What is not genuine has a code, and says why.
  const [cause, why] = [code ?? "", detail ?? ""];
  if (configCodes.some((one) => one === cause)) return { failure: new Failure("configuration", why, cause), code: cause, diagnosis: found };
  const scheme = typeof chosen.scheme === "string" ? chosen.scheme : "custom";
  return { verdict: { ok: false, verdict: "refused", scheme, code: cause, detail: why, status: statusOf[cause as RejectCode] }, code: cause, diagnosis: found };
};

/** What is told of a check. */
interface Report {
  readonly judged: Judged | undefined;
  readonly meaning: Meaning | undefined;
  readonly causes: Diagnosis["causes"];
  readonly framework: Framework | undefined;
}

const dataOf = ({ judged, meaning, causes }: Report): Record<string, unknown> => {
  const { verdict, failure, diagnosis: found } = judged ?? {};
  return {
    ok: verdict?.ok ?? false,
    ...(failure === undefined ? {} : { error: { class: failure.kind, code: failure.code, message: failure.message } }),
    verdict: verdict ?? { ok: false, verdict: "unchecked" },
    ...(meaning === undefined ? {} : { meaning }),
    ...(found === undefined || found.verified !== null ? {} : { causes, matching: matchingOf(found), work: found.work }),
  };
};

/** What was signed, as text in which what cannot be printed is an escape. */
const matchingOf = ({ matching }: Diagnosis): Record<string, unknown> | null =>
  matching === null ? null : { url: matching.url, body: shownBytes(matching.body), bodyBytes: matching.body.length };

const print = (out: Output, { judged, meaning, causes, framework }: Report, chosen: Chosen | undefined, { body }: Received, now: number): void => {
  const { verdict, failure, diagnosis: found } = judged ?? {};
  if (verdict !== undefined) printVerdict(out, verdict, now);
  else out.line(`${out.paint("warn", "unchecked")}  ${whyUnchecked(chosen, failure)}`);
  if (failure !== undefined && !out.json) out.aside(`${out.paint("bad", failure.code ?? failure.kind, "err")}: ${failure.message}`);
  if (meaning !== undefined) out.line(`  ${meaning.means}`);
  // Where the cause is proved, what to do about it is known better.
  if (meaning !== undefined && !causes.some(isProved)) out.line(`  ${out.paint("strong", meaning.change)}`);
  out.line();
  if (found !== undefined && found.verified === null) printCauses(out, found, causes, body, framework);
};

const whyUnchecked = (chosen: Chosen | undefined, failure: Failure | undefined): string => {
  if (failure !== undefined) return "the configuration cannot work";
  return chosen === undefined ? "no scheme was named (--scheme)" : "no secret was given (--secret-env, --secret-file)";
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
