/**
 * Says why a request is refused. An entry of its own, with a WebAssembly of its own: what verifies
 * requests never carries it.
 */
import { readFailure } from "./answer.js";
import { readBody } from "./bytes.js";
import { configRoom, type ReadConfig, readText, writeConfig, writeProof } from "./config.js";
import { type DiagnoseConfig, readDiagnoseConfig, type ReadOther } from "./diagnose-config.js";
import type { Diagnosis } from "./diagnosis.js";
import { ConfigError, VerificationError } from "./errors.js";
import { readHeaders } from "./headers.js";
import { type Exports, type Instance, withInstance } from "./instance.js";
import { isThenable } from "./name-of.js";
import type { SchemeName } from "./options.js";
import { compile, type Meta, metaRoom, type Program, writeMeta } from "./program.js";
import { prove } from "./prove.js";
import { hinted, readMethod, readUrl, whyNoRequest, whyUrl } from "./read-request.js";
import { compileWithoutProof, isLaidOut, layOut } from "./signed-content.js";
import { Verified } from "./verified.js";
import type { Request } from "./verifier.js";

export type { DiagnoseConfig, OtherSecret } from "./diagnose-config.js";
export type { Cause, Diagnosis, Work } from "./diagnosis.js";
export type { CauseCode, Certainty, Framework } from "./generated-causes.js";

/** What the wasm of this entry exports besides. */
interface DiagnoseExports extends Exports {
  diagnose(config: number, meta: number, body: number, now: number): number;
}

/**
 * Finds out why a request is refused: signs it anew under bounded assumptions (another form of the
 * secret, a body that was parsed and written again, another URL …) and names the one that matches.
 * For a developer who looks into a mismatch, never for answering senders: what it says helps them
 * to guess. It accepts nothing: `verified` is what `Verifier` would return, and stays `null` for
 * a request that only an assumption would make genuine. A configuration that cannot work is a
 * code with its causes too, and not thrown.
 *
 * No MAC, no expected signature and no byte of a secret is in what it returns. `signedContent` and
 * `matching` hold the request's own content. A URL may be a path, and is completed from the
 * headers. The work is bounded: 5 MiB hashed, 16 bodies.
 *
 * @throws TypeError for values of a wrong kind, as `Verifier` does; ConfigError
 * `environment_unsupported` where WebAssembly may not run.
 */
export const diagnose = (request: Request, config: DiagnoseConfig): Diagnosis => {
  const { verifier, now, others } = readDiagnoseConfig(config);
  const { method, url, headers, body, given } = readWhole(request);
  const program = compiled(verifier);
  if (!(program instanceof ConfigError)) checkNeeds(program, verifier, method, url);
  // What was registered is what is signed.
  const meta: Meta = { method: method?.toUpperCase() ?? "", url: url ?? verifier.url ?? "", headers };
  const signedContent = contentOf(verifier, meta, body);
  const verdict = program instanceof ConfigError ? program : judge(program, verifier, meta, body, now);
  if (verdict instanceof Verified) {
    return { verified: verdict, code: null, detail: null, causes: [], signedContent, matching: null, work: NO_WORK };
  }
  const { code, detail } = verdict instanceof VerificationError && headers.length === 0 ? hinted(verdict, given) : verdict;
  return { verified: null, code, detail, ...search(verifier, others, meta, body, now), signedContent };
};

const encoder = new TextEncoder();

const NO_WORK = Object.freeze({ macs: 0, hashedBytes: 0, bodies: 0, isComplete: true });

/** A request that was read once, and the headers as they were given. */
interface Whole {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Meta["headers"];
  readonly body: string | Uint8Array;
  readonly given: unknown;
}

/** Reads all of a request, each property once. */
const readWhole = (request: Request): Whole => {
  if (typeof request !== "object" || request === null) throw new TypeError(whyNoRequest(request));
  const { method, url, headers: given, body } = request;
  if (body === undefined && isThenable(request)) throw new TypeError(whyNoRequest(request));
  return { method: readText(method, "method"), url: readText(url, "url"), headers: readHeaders(given, "all"), body: readBody(body), given };
};

/** The one place that can call a request genuine, and it is `Verifier`'s own. */
const judge = (program: Program, read: ReadConfig, meta: Meta, body: string | Uint8Array, now: number): Verified | VerificationError => {
  const verdict = prove(program, meta, body, now, 0);
  if (verdict instanceof VerificationError) return verdict;
  return new Verified(typeof read.scheme === "string" ? (read.scheme as SchemeName) : "custom", program, meta, body, verdict);
};

/** Compiles, where a configuration that cannot work is an answer too. */
const compiled = (read: ReadConfig): Program | ConfigError => {
  try {
    return compile(read);
  } catch (error) {
    if (!(error instanceof ConfigError) || error.code === "environment_unsupported") throw error;
    return error;
  }
};

/** Asks for what verifying reads, as `Verifier` does. */
const checkNeeds = (program: Program, read: ReadConfig, method: string | undefined, url: string | undefined): void => {
  if (program.readsMethod) readMethod(method, "this scheme signs it");
  if (program.readsUrl) readUrl(url ?? read.url, whyUrl(program.covers.url, read.query));
};

/** What is signed of the request as received; `null` where that cannot be shown. */
const contentOf = (read: ReadConfig, meta: Meta, body: string | Uint8Array): Diagnosis["signedContent"] => {
  try {
    const program = compileWithoutProof(read);
    if (!isLaidOut(program)) return null;
    const { prefix, suffix } = layOut(program, meta);
    return { prefix, body: typeof body === "string" ? encoder.encode(body) : body, suffix };
  } catch (error) {
    if (error instanceof VerificationError || error instanceof ConfigError) return null;
    throw error;
  }
};

/** Searches in wasm. */
const search = (
  read: ReadConfig,
  others: readonly ReadOther[],
  meta: Meta,
  body: string | Uint8Array,
  now: number,
): Pick<Diagnosis, "causes" | "matching" | "work"> =>
  withInstance((wasm) => {
    // A unit of a string takes three bytes at most.
    wasm.begin(configRoom(read) + othersRoom(others) + metaRoom(meta) + (typeof body === "string" ? 3 : 1) * body.length);
    writeConfig(wasm, read);
    writeOthers(wasm, others);
    const configBytes = wasm.written;
    const metaBytes = writeMeta(wasm, meta, []);
    if (typeof body === "string") wasm.rawText(body);
    else wasm.raw(body);
    const bodyBytes = wasm.written - configBytes - metaBytes;
    const { diagnose } = wasm.exports as DiagnoseExports;
    const length = wasm.answered(diagnose(configBytes, metaBytes, bodyBytes, now));
    readFailure(wasm, length);
    const { causes, work } = JSON.parse(wasm.readText()) as Pick<Diagnosis, "causes" | "work">;
    const matching = wasm.readU8() === 0 ? null : { body: wasm.readRun(), url: wasm.readText() };
    wasm.wipe(length);
    return { causes, matching, work };
  });

const othersRoom = (others: readonly ReadOther[]): number =>
  others.reduce((room, { name, proof }) => room + 9 + 3 * (name.length + proof.value.length), 4);

const writeOthers = (wasm: Instance, others: readonly ReadOther[]): void => {
  wasm.u32(others.length);
  for (const { name, proof } of others) {
    wasm.text(name);
    writeProof(wasm, proof);
  }
};
