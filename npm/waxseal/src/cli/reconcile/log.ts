import { createReadStream } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { asEvent, byteLines, type LoggedEvent, parseExact, Refusal } from "../../reconcile/index.js";
import { unreachable } from "../call.js";
import { Failure, usage } from "../failure.js";

/** Which events are asked for. */
export interface Wanted {
  readonly source: string | undefined;
  readonly since: number | undefined;
  readonly until: number | undefined;
  /** Types of events; every one, where none is named. */
  readonly types: readonly string[];
  /** Whether the body of each is needed. */
  readonly bodies: boolean;
  /** Bodies that are fetched at the most: each is a call. */
  readonly mostBodies: number;
}

/** An event, and its body as JSON with exact numbers; undefined where it is gone or no JSON. */
export interface Entry {
  readonly event: LoggedEvent;
  readonly body: unknown;
}

/** Calls for bodies at the same time. */
const AT_ONCE = 4;

/** Bytes of one answer at the most: a list of a hundred events, or one body. */
const MOST_BYTES = 64 * 1024 * 1024;

const exact = (text: string): unknown => {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
};

/** Whether an event counts: a real one of a type that is asked for, and the first content of its key. A conflict was never delivered. */
const counts = ({ test, state, event_type: type }: LoggedEvent, { types }: Wanted): boolean =>
  !test && state !== "conflict" && (types.length === 0 || types.includes(type ?? ""));

/** Calls the API of a deployment. */
class Api {
  readonly #base: string;
  readonly #token: string;
  readonly #timeout: number;

  constructor(base: string, token: string, timeout: number) {
    this.#base = base;
    this.#token = token;
    this.#timeout = timeout;
  }

  /** Returns the text of an answer; undefined for 404. Asks three times where the Worker says that it is busy. */
  async get(path: string): Promise<string | undefined> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#ask(path);
      if (answer.status === 200) return answer.text;
      if (answer.status === 404) return undefined;
      const isBusy = answer.status === 429 || answer.status === 503;
      if (!isBusy || attempt === 3) throw refused(answer.status, answer.text);
      await pause(Math.min(10, Math.max(1, answer.after)) * 1000);
    }
  }

  async #ask(path: string): Promise<{ status: number; text: string; after: number }> {
    try {
      const answer = await fetch(this.#base + path, {
        headers: { authorization: `Bearer ${this.#token}` },
        redirect: "manual",
        signal: AbortSignal.timeout(this.#timeout),
      });
      const pieces: Uint8Array[] = [];
      let size = 0;
      for await (const piece of answer.body ?? []) {
        size += piece.length;
        if (size > MOST_BYTES) throw new Failure("network", `an answer has more than ${MOST_BYTES} bytes`);
        pieces.push(piece);
      }
      return { status: answer.status, text: Buffer.concat(pieces).toString("utf8"), after: Number(answer.headers.get("retry-after") ?? 1) || 1 };
    } catch (error) {
      if (error instanceof Failure) throw error;
      const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException };
      throw unreachable({ status: null, millis: 0, reason: name === "TimeoutError" ? "timeout" : (cause?.code ?? "connection lost") });
    }
  }
}

const refused = (status: number, text: string): Failure => {
  const problem = exact(text) as { code?: unknown } | undefined;
  const code = typeof problem?.code === "string" && /^[a-z_]{1,40}$/.test(problem.code) ? problem.code : undefined;
  if (status === 401 || status === 403) return new Failure("configuration", `the API answered ${status}: WAXSEAL_READ_TOKEN does not open it`, code);
  return new Failure("network", `the API answered ${status}: is this the address of a waxseal?`, code);
};

/** Reads the events of a deployment, the oldest first. */
export async function* entriesOf(base: string, token: string, timeout: number, wanted: Wanted): AsyncGenerator<Entry> {
  const api = new Api(base, token, timeout);
  const query = new URLSearchParams({ limit: "100", test: "false" });
  for (const name of ["source", "since", "until"] as const) if (wanted[name] !== undefined) query.set(name, String(wanted[name]));
  if (wanted.types.length === 1 && wanted.types[0] !== undefined) query.set("type", wanted.types[0]);
  let bodies = 0;
  for (let after = "start"; ; ) {
    query.set("after", after);
    const page = pageOf(await api.get(`/api/events?${query}`));
    const events = page.events.filter((event) => counts(event, wanted));
    bodies += wanted.bodies ? events.length : 0;
    if (bodies > wanted.mostBodies) throw usage(`more than ${wanted.mostBodies} events: what stands in their bodies costs a call each. Name a --source, --since or --until, or allow more with --most-bodies`);
    for (let from = 0; from < events.length; from += AT_ONCE) {
      yield* await Promise.all(events.slice(from, from + AT_ONCE).map(async (event) => ({ event, body: wanted.bodies ? await bodyOf(api, event) : undefined })));
    }
    if (!page.more) return;
    if (page.cursor === after && events.length > 0) throw new Failure("network", "the API's cursor does not go on");
    after = page.cursor;
  }
}

const bodyOf = async (api: Api, { id, revision }: LoggedEvent): Promise<unknown> => exact((await api.get(`/api/events/${encodeURIComponent(id)}/body?revision=${revision}`)) ?? "");

const pageOf = (text: string | undefined): { events: readonly LoggedEvent[]; cursor: string; more: boolean } => {
  const strange = new Failure("network", "the API's answer is no list of events: is this the address of a waxseal?");
  let page: { events?: unknown; cursor?: unknown; more?: unknown; unreadable?: unknown };
  try {
    page = (JSON.parse(text ?? "") ?? {}) as typeof page;
  } catch {
    throw strange;
  }
  if (!Array.isArray(page.events) || typeof page.cursor !== "string" || typeof page.more !== "boolean") throw strange;
  if (typeof page.unreadable === "number" && page.unreadable > 0) throw new Failure("network", `the Worker itself cannot read ${page.unreadable} of its events: the log is not whole`);
  const events = page.events.map(asEvent);
  if (events.includes(undefined)) throw strange;
  return { events: events as LoggedEvent[], cursor: page.cursor, more: page.more };
};

/** Reads the events of an NDJSON export of the API. A line may have the event's `body` besides: JSON, or its text. */
export async function* entriesIn(path: string, wanted: Wanted): AsyncGenerator<Entry> {
  let line = 0;
  for await (const text of byteLines(bytesOf(path, "--against"))) {
    line++;
    if (text.trim() === "") continue;
    const entry = entryOf(text);
    if (entry === undefined) throw usage(`line ${line} of the file that --against names is no event: it must be an NDJSON export of the API`);
    const { event } = entry;
    const { accepted_at: at, source } = event;
    const isAsked = (wanted.source ?? source) === source && at >= (wanted.since ?? at) && (wanted.until === undefined || at < wanted.until);
    if (!isAsked || !counts(event, wanted)) continue;
    if (wanted.bodies && entry.body === undefined) throw usage(`line ${line} of the file that --against names has no body: exports have none, so give a URL, or add each event's body as the member "body"`);
    yield entry;
  }
}

const entryOf = (text: string): Entry | undefined => {
  try {
    const event = asEvent(JSON.parse(text));
    const { body } = parseExact(text) as { body?: unknown };
    return event === undefined ? undefined : { event, body: typeof body === "string" ? exact(body) : body };
  } catch {
    return undefined;
  }
};

/** Reads a file, or standard input for `-`, piece by piece. */
export async function* bytesOf(path: string, what: string): AsyncGenerator<Uint8Array> {
  try {
    yield* (path === "-" ? process.stdin : createReadStream(path)) as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Refusal || code === undefined) throw error;
    // The path is not repeated: what stands there may be anything, a secret too.
    throw usage(`the file that ${what} names: ${code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : `it cannot be read (${code})`}`);
  }
}
