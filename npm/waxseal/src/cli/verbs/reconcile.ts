import { existsSync } from "node:fs";
import { type AmountForm, type Asked, isPointer, knownBy, mapColumns, type Mapping, needsBodies, openExport, type Places, readClaim, Reconciliation, Refusal, undelivered } from "../../reconcile/index.js";
import { readTarget } from "../call.js";
import { EXIT, Failure, usage } from "../failure.js";
import { readMoment } from "../moment.js";
import type { Output } from "../output.js";
import { oneLine } from "../printable.js";
import { bytesOf, entriesIn, entriesOf, type Entry, type Wanted } from "../reconcile/log.js";
import { LinesFile } from "../reconcile/lines-file.js";
import { showOutcome } from "../reconcile/shown.js";
import { VARS_FILE } from "../vars-file.js";
import type { Call, Verb } from "../verb.js";

/** After how many events or rows the progress is told. */
const STEP = 10_000;

/** Compares a platform's export with the event log. */
export const reconcile: Verb = {
  name: "reconcile",
  about: "compare a platform's export with the event log: missing, extra, other amount or state",
  usage: ["waxseal reconcile EXPORT --against URL [--source NAME] [--id COLUMN] [--vars-file PATH]", "waxseal reconcile EXPORT --against FILE"],
  text: [
    "EXPORT is CSV with a header row, or a JSON object per line; - is standard input; UTF-8. Columns are named by the header, or by JSON pointers. Where a flag is absent, a column is taken that alone is named like an id, an amount, and so on, and is told; where several could be meant, nothing is guessed.",
    "Against a URL the events are read by the API, a hundred per call, with WAXSEAL_READ_TOKEN from the environment or --vars-file; never from an argument, and over https alone, or to this machine. Against a file: an NDJSON export of the API, where a line may have its event's body besides, as the member body. Test events and conflicts do not count. An event is accepted some time after what it tells: with --since and --until, look twice at rows near the edges.",
    "Ids are compared with the event's own id, or with what stands at --pointer in its body. The list has no bodies: each costs a call more, and --most-bodies bounds them. Where several events have one id, the one accepted last says its amount and state. A state is compared with the event's type, or with what stands at --pointer-state.",
    "Amounts are read as decimals, never as floating-point numbers, and are compared in minor units. A row that is there twice counts once. Ids and values are held in memory, rows and bodies are not: about 200 bytes an id.",
    "--out-missing writes each missing row as it stood, {\"id\", \"line\", \"row\"}; --out-replay writes each event that is here and that no delivery will bring to an origin by itself, {\"id\", \"event_id\", \"origins\"}, its id as POST /api/events/{id}/replay takes it.",
  ],
  flags: {
    against: { value: "URL|FILE", about: "the address of a waxseal, or an NDJSON export of its API" },
    ...VARS_FILE,
    source: { value: "NAME", about: "events of this source alone" },
    since: { value: "TIME", about: "events accepted then or later, and rows of then or later: ISO 8601, or Unix seconds or milliseconds" },
    until: { value: "TIME", about: "events and rows before then" },
    "event-type": { value: "TYPE", several: true, about: "events of this type alone" },
    id: { value: "COLUMN", about: "the column with the id" },
    amount: { value: "COLUMN", about: "the column with the amount; needs --pointer-amount" },
    minor: { about: "amounts are whole minor units: 1250" },
    major: { about: "amounts are decimals: 12.50" },
    decimal: { value: "MARK", about: "the decimal mark of --major, . or , : then the other one parts thousands" },
    currency: { value: "COLUMN|CODE", about: "the column with the currency, or the one that all amounts have" },
    state: { value: "COLUMN", about: "the column with the state" },
    "state-map": { value: "A=B,…", about: "what states of the export are here: paid=payout.paid,void=commission.voided" },
    type: { value: "COLUMN", about: "the column with the event's type" },
    time: { value: "COLUMN", about: "the column with the time, for --since and --until; without a zone it is UTC" },
    delimiter: { value: "MARK", about: "what parts the columns of a CSV: , or ; or tab" },
    pointer: { value: "POINTER", about: "where the id stands in an event's body, such as /data/id; the event's own id, if absent" },
    "pointer-amount": { value: "POINTER", about: "where the amount stands in it, in minor units" },
    "pointer-currency": { value: "POINTER|CODE", about: "where its currency stands; /data/currency, if absent" },
    "pointer-state": { value: "POINTER", about: "where its state stands" },
    "most-bodies": { value: "N", about: "how many bodies are fetched at the most; 1000, if absent" },
    "most-ids": { value: "N", about: "how many ids are held at the most; 1000000, if absent" },
    show: { value: "N", about: "how many differences of each kind are listed; 20, if absent; all are counted" },
    "out-missing": { value: "FILE", about: "a new file for the rows that are missing here" },
    "out-replay": { value: "FILE", about: "a new file for the events that are here and undelivered" },
    timeout: { value: "SECONDS", about: "how long to wait for an answer; 20, if absent" },
  },
  words: 1,
  exits: [
    [EXIT.done, "both sides are equal"],
    [EXIT.refused, "they differ, or a row cannot be read"],
  ],
  examples: [
    ["Which commissions of May never arrived?", "waxseal reconcile may.csv --against https://waxseal.example.workers.dev --source affiliatebase \\\n    --event-type commission.created --id commission_id --pointer /data/id --since 2026-05-01 --until 2026-06-01 --time created"],
    ["Amounts too", "waxseal reconcile may.csv --against \"$URL\" --source affiliatebase --event-type commission.created \\\n    --id commission_id --pointer /data/id --amount amount --major --currency USD --pointer-amount /data/amount_cents --most-bodies 20000"],
    ["Offline, by the events' own ids", "waxseal reconcile export.ndjson --against events.ndjson --id /event_id --out-missing missing.ndjson"],
  ],
  async run(call) {
    try {
      return await run(call);
    } catch (error) {
      throw error instanceof Refusal ? usage(oneLine(error.message)) : error;
    }
  },
};

const run = async (call: Call): Promise<number> => {
  const { given, out } = call;
  const path = given.words[0];
  if (path === undefined) throw usage("EXPORT is missing: a file, or - for standard input");
  const places = placesOf(call);
  const wanted = wantedOf(call, needsBodies(places));
  if (given.text("time") !== undefined && (wanted.since ?? wanted.until) === undefined) throw usage("--time is for --since and --until");
  const states = statesOf(given.text("state-map"));
  if (states !== undefined && given.text("state") === undefined) throw usage("--state-map is for --state");
  const log = logOf(call, wanted);
  // Opened before the log is read: a column that is not there should be told at once.
  const opened = await openExport(bytesOf(path, "EXPORT"), delimiterOf(given.text("delimiter")));
  const asked = askedOf(call, wanted);
  const mapping = mapColumns(opened, asked);
  const reconciliation = new Reconciliation({
    amounts: mapping.amount !== undefined,
    most: given.count("most-ids", 1_000_000, 1, 10_000_000),
    shown: given.count("show", 20, 0, 1_000_000),
    ...(states === undefined ? {} : { states }),
  });
  let replay: LinesFile | undefined;
  const notes = [`${opened.form}${opened.delimiter === undefined ? "" : `, parted by ${opened.delimiter === "\t" ? "tab" : opened.delimiter}`}`, ...mapping.because];
  const files: (LinesFile | undefined)[] = [];
  try {
    const missing = LinesFile.open(given.text("out-missing"), "--out-missing");
    files.push(missing);
    replay = LinesFile.open(given.text("out-replay"), "--out-replay");
    files.push(replay);
    const nameless = await addLog(log, reconciliation, places, replay, out);
    if (nameless > 0) notes.push(`${nameless} events have no id to compare, and are left out`);
    if ((wanted.since ?? wanted.until) !== undefined && mapping.time === undefined) notes.push("every row counts, because no column says its time: --since and --until hold for the events alone");
    const outside = await addRows(opened.rows, reconciliation, mapping, wanted, missing, out);
    if (outside > 0) notes.push(`${outside} rows are outside of --since and --until, and are left out`);
  } catch (error) {
    for (const file of files) file?.discard();
    throw error;
  }
  const outcome = reconciliation.end();
  for (const file of files) file?.close();
  for (const note of notes) out.line(out.paint("faint", oneLine(note)));
  showOutcome(out, outcome);
  if (replay !== undefined) out.line(`${replay.count} events here are undelivered`);
  const { isEqual, ...rest } = outcome;
  out.data({ ok: isEqual, ...rest, notes, ...(replay === undefined ? {} : { undelivered: replay.count }) });
  return isEqual ? EXIT.done : EXIT.refused;
};

/** Takes every event; returns how many have no id. */
const addLog = async (log: AsyncIterable<Entry>, reconciliation: Reconciliation, places: Places, replay: LinesFile | undefined, out: Output): Promise<number> => {
  let count = 0;
  let nameless = 0;
  for await (const { event, body } of log) {
    if (++count % STEP === 0) out.aside(`${count} events read`);
    const origins = replay === undefined ? undefined : undelivered(event);
    if (origins !== undefined) replay?.add(JSON.stringify({ id: event.id, event_id: event.event_id, origins }));
    const known = knownBy(event, body, places);
    if (known === undefined) nameless++;
    else reconciliation.addKnown(known);
  }
  return nameless;
};

/** Compares every row; returns how many are outside the time that is asked for. */
const addRows = async (rows: Awaited<ReturnType<typeof openExport>>["rows"], reconciliation: Reconciliation, mapping: Mapping, { since, until }: Wanted, missing: LinesFile | undefined, out: Output): Promise<number> => {
  let count = 0;
  let outside = 0;
  for await (const row of rows) {
    if (++count % STEP === 0) out.aside(`${count} rows read`);
    const claim = readClaim(row, mapping);
    if ("why" in claim) {
      reconciliation.addUnread(row.line, claim);
      continue;
    }
    const { time } = claim;
    if (time !== undefined && (time < (since ?? time) || (until !== undefined && time >= until))) {
      outside++;
      continue;
    }
    if (reconciliation.addClaim(row.line, claim)) missing?.add(`{"id":${JSON.stringify(claim.id)},"line":${row.line},"row":${row.json()}}`);
  }
  return outside;
};

const wantedOf = ({ given }: Call, bodies: boolean): Wanted => ({
  source: given.text("source"),
  since: readMoment(given.text("since"), "since"),
  until: readMoment(given.text("until"), "until"),
  types: given.texts("event-type"),
  bodies,
  mostBodies: given.count("most-bodies", 1000, 1, 10_000_000),
});

const askedOf = ({ given }: Call, { since, until }: Wanted): Asked => ({
  ...Object.fromEntries((["id", "amount", "currency", "state", "type", "time"] as const).map((name) => [name, given.text(name)])),
  form: formOf(given),
  wants: { amount: given.text("pointer-amount") !== undefined, time: (since ?? until) !== undefined },
});

const formOf = (given: Call["given"]): AmountForm | undefined => {
  const mark = given.text("decimal");
  if (given.has("minor") && given.has("major")) throw usage("--minor and --major are both there: one of them");
  if (mark !== undefined && (!given.has("major") || ![".", ","].includes(mark))) throw usage("--decimal is for --major, and is . or ,");
  if (given.has("minor")) return "minor";
  if (!given.has("major")) return undefined;
  return mark === undefined ? "major" : mark === "." ? "major." : "major,";
};

const pointerOf = ({ given }: Call, flag: string): string | undefined => {
  const text = given.text(flag);
  if (text !== undefined && !isPointer(text)) throw usage(`--${flag} must be a JSON pointer, such as /data/id`);
  return text;
};

const placesOf = (call: Call): Places => {
  const { given } = call;
  const amount = pointerOf(call, "pointer-amount");
  const currency = given.text("pointer-currency") ?? "/data/currency";
  if (amount === undefined && ["amount", "currency", "pointer-currency", "decimal"].some((flag) => given.text(flag) !== undefined)) {
    throw usage("amounts are compared where --pointer-amount says where they stand in an event's body, such as /data/amount_cents");
  }
  const code = /^[A-Z]{3}$/.test(currency);
  if (!code && !isPointer(currency)) throw usage("--pointer-currency must be a JSON pointer, such as /data/currency, or a code such as USD");
  return { id: pointerOf(call, "pointer"), amount, form: "minor", currency: code ? { code: currency } : { pointer: currency }, state: pointerOf(call, "pointer-state") };
};

const statesOf = (text: string | undefined): ReadonlyMap<string, string> | undefined => {
  if (text === undefined) return undefined;
  const pairs = text.split(",").map((pair) => /^\s*([^=]+?)\s*=\s*([^=]+?)\s*$/.exec(pair));
  const map = new Map(pairs.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""]));
  if (pairs.includes(null) || map.size !== pairs.length) throw usage("--state-map must be pairs, each state once: paid=payout.paid,void=commission.voided");
  return map;
};

const delimiterOf = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const mark = { ",": ",", ";": ";", tab: "\t", "\t": "\t" }[text];
  if (mark === undefined) throw usage("--delimiter is , or ; or tab");
  return mark;
};

/** The events of a deployment or of a file. */
const logOf = (call: Call, wanted: Wanted): AsyncIterable<Entry> => {
  const { given } = call;
  const against = given.text("against");
  if (against === undefined) throw usage("--against is missing: the address of a waxseal, or a file with an export of its API");
  if (!/^[a-z]+:\/\//i.test(against)) {
    if (against === "-" && given.words[0] === "-") throw usage("standard input is named twice: for EXPORT and for --against");
    if (against !== "-" && !existsSync(against)) throw usage("--against names no file that is there, and is no URL: https://waxseal.example.workers.dev");
    return entriesIn(against, wanted);
  }
  const url = new URL(readTarget(against, "--against"));
  if (url.search !== "" || url.hash !== "") throw usage("--against is the address alone, without what stands behind ? or #");
  return entriesOf(url.href.replace(/\/+$/, ""), tokenFor(call, url), given.count("timeout", 20, 1, 600) * 1000, wanted);
};

/** The token; never over a network that could read it. */
const tokenFor = ({ env, out }: Call, { protocol, hostname }: URL): string => {
  const token = [env["WAXSEAL_READ_TOKEN"], env["WAXSEAL_ADMIN_TOKEN"]].find((one) => one !== undefined && one !== "");
  if (token === undefined) throw new Failure("configuration", "WAXSEAL_READ_TOKEN is not set: in the environment, or in the file that --vars-file names", "token_missing");
  out.hide(token);
  const isHere = hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
  if (protocol === "http:" && !isHere) throw usage("--against is not https: the token would travel in the clear. Only this machine is asked over http");
  return token;
};
