import { duration } from "../moment.js";
import { type Deployment, listOf, type Reply, textOf } from "./api.js";
import type { Findings } from "./findings.js";

/** A clock that is this far off refuses events whose timestamp is signed; in seconds. */
const SKEW_SECONDS = 60;

/** How long a test event may take to its origin, and how often it is asked for; in milliseconds. */
const DELIVERY_MILLIS = 15_000;
const ASK_MILLIS = 250;

/** What opens the API, as far as it is known. */
export interface Tokens {
  readonly read: string | undefined;
  readonly admin: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** Says what an answer was in a few words: its status, and the code where it names one. */
const said = ({ status, json }: Reply): string => (status === null ? "no answer in time" : [status, textOf(json["code"])].filter((one) => one !== "").join(" "));

/** Is it well? Returns false where nothing else is worth asking. */
export const checkHealth = async (deployment: Deployment, found: Findings): Promise<boolean> => {
  const reply = await deployment.ask("GET", "/health");
  checkClock(reply, found);
  const { json } = reply;
  if (reply.status === 200 && typeof json["sources"] === "number") {
    const isLate = json["status"] !== "ok";
    found.add(isLate ? "fail" : "pass", "health", `${textOf(json["status"])} after ${reply.millis} ms; sources: ${textOf(json["sources"])}, origins: ${textOf(json["origins"])}`);
    checkEvents(json["events"], found);
    return true;
  }
  const cause: Readonly<Record<string, string>> = {
    config_invalid: "the configuration is refused: the log says where (npx wrangler tail, or the output of npm start); a secret that it names and that is not set is the usual cause, also one that was set after it started",
    store_unavailable: "a ledger does not answer",
  };
  const code = textOf(json["code"]);
  found.add("fail", "health", cause[code] === undefined ? `${said(reply)}: is this the address of a waxseal Worker?` : `${said(reply)}: ${cause[code]}`);
  return false;
};

const checkClock = ({ headers }: Reply, found: Findings): void => {
  const date = headers["date"];
  const there = typeof date === "string" ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(there)) return found.add("not_run", "clock", "its answers carry no date");
  // The header has no fractions of a second.
  const skew = Math.round((Date.now() - there) / 1000);
  const off = Math.abs(skew);
  found.add(off <= SKEW_SECONDS ? "pass" : "fail", "clock", off <= 1 ? "the same as here" : `${duration(off * 1000)} ${skew > 0 ? "behind" : "ahead of"} the clock here${off <= SKEW_SECONDS ? "" : ": one of the two is wrong, and then signed timestamps are refused"}`);
};

const checkEvents = (events: unknown, found: Findings): void => {
  if (typeof events !== "object" || events === null) return;
  const { dead, held, unrouted, unreadable } = events as Json;
  const open = Object.entries({ dead, held, unrouted, unreadable }).filter(([, count]) => typeof count === "number" && count > 0);
  if (open.length > 0) found.add("note", "event log", open.map(([name, count]) => `${String(count)} ${name}`).join(", "));
};

/** Do the tokens open what they should? */
export const checkTokens = async (deployment: Deployment, { read, admin }: Tokens, found: Findings): Promise<void> => {
  for (const [name, token] of [["WAXSEAL_READ_TOKEN", read], ["WAXSEAL_ADMIN_TOKEN", admin]] as const) {
    if (token === undefined) {
      found.add("not_run", "token", `${name} is not known here: set it, or name the file that has it with --vars-file PATH`);
      continue;
    }
    const reply = await deployment.ask("GET", "/api/events?limit=1", token);
    if (reply.status === 200) found.add("pass", "token", `${name} opens the API`);
    else found.add("fail", "token", `${name} does not open the API (${said(reply)}): is it set there, and the same?`);
  }
  const open = await deployment.ask("GET", "/api/events?limit=1");
  if (open.status === 200) found.add("fail", "token", "the API answers without a token");
};

/** Which secrets were seen there, and when each was used last. */
export const checkSecrets = async (deployment: Deployment, token: string, found: Findings): Promise<void> => {
  const reply = await deployment.ask("GET", "/api/secrets", token);
  if (reply.status !== 200) return found.add("fail", "secrets", said(reply));
  for (const one of listOf(reply.json, "secrets")) {
    // What stands there no more, and former values of a name, are history.
    if (one["is_configured"] !== true || one["is_current"] !== true) continue;
    const used = one["last_used_at"];
    found.add("pass", "secret", `${textOf(one["source"])}: ${textOf(one["secret"])} is set, ${typeof used === "number" ? `last used ${ago(used)}` : "and no event was proved with it yet"}`);
  }
};

const ago = (at: number): string => `${duration(Math.max(0, Date.now() - at))} ago`;

/** An origin, and whether something may be sent to it now. */
export interface Origin {
  readonly name: string;
  readonly isPaused: boolean;
}

/** How is each origin? Returns those that are configured. */
export const checkOrigins = async (deployment: Deployment, token: string, found: Findings): Promise<readonly Origin[]> => {
  const reply = await deployment.ask("GET", "/api/origins", token);
  if (reply.status !== 200) {
    found.add("fail", "origins", said(reply));
    return [];
  }
  const origins = listOf(reply.json, "origins");
  for (const one of origins) {
    const [mark, detail] = stateOf(one);
    found.add(mark, "origin", `${textOf(one["origin"])}: ${detail}`);
  }
  return origins.filter((one) => one["is_configured"] !== false).map((one) => ({ name: textOf(one["origin"]), isPaused: isThere(one["paused"]) }));
};

const stateOf = ({ is_configured: isConfigured, paused, breaker, deliveries }: Json): readonly ["pass" | "note" | "fail", string] => {
  const counts = Object.entries((deliveries ?? {}) as Json).filter(([, count]) => typeof count === "number" && count > 0);
  const shown = counts.length === 0 ? "nothing waits" : counts.map(([state, count]) => `${String(count)} ${state}`).join(", ");
  if (isConfigured === false) return ["note", `not in the configuration any more; ${shown}`];
  if (isThere(paused)) return ["note", `paused; ${shown}`];
  if (isThere(breaker)) return ["fail", `failing: its breaker is open; ${shown}`];
  return [counts.some(([state]) => state === "dead") ? "note" : "pass", shown];
};

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

/** Sends a signed test event to an origin, and waits until it has it. */
export const checkDelivery = async (deployment: Deployment, { read, admin }: Tokens, { name: origin, isPaused }: Origin, found: Findings): Promise<void> => {
  if (isPaused) return found.add("not_run", "test event", `${origin} is paused`);
  const sent = await deployment.ask("POST", `/api/origins/${encodeURIComponent(origin)}/test`, admin);
  const id = textOf(sent.json["id"]);
  if (sent.status === 409) return found.add("not_run", "test event", `${origin}${detailOf(sent)}`);
  if (sent.status !== 200 || id === "") return found.add("fail", "test event", `${origin}: it was not sent (${said(sent)})${detailOf(sent)}`);
  const what = `${textOf(sent.json["type"])} by ${textOf(sent.json["source"])}`;
  const end = Date.now() + DELIVERY_MILLIS;
  for (;;) {
    const delivery = await deliveryOf(deployment, id, origin, read ?? admin);
    if (delivery?.["state"] === "delivered") return found.add("pass", "test event", `${origin} has it (${what}, ${id})`);
    const attempt = listOf(delivery ?? {}, "attempts").at(-1);
    if (attempt !== undefined && isThere(attempt["outcome"])) return found.add("fail", "test event", `${origin} did not take it: ${outcomeOf(attempt["outcome"])} (${what}, ${id})`);
    if (Date.now() > end) return found.add("fail", "test event", `${origin}: ${delivery === undefined ? "nothing was delivered to it" : `still ${textOf(delivery["state"])}`} after ${DELIVERY_MILLIS / 1000} s (${what}, ${id})`);
    await new Promise((resolve) => setTimeout(resolve, ASK_MILLIS));
  }
};

const detailOf = ({ json }: Reply): string => (textOf(json["detail"]) === "" ? "" : `: ${textOf(json["detail"])}`);

const deliveryOf = async (deployment: Deployment, id: string, origin: string, token: string | undefined): Promise<Json | undefined> => {
  const reply = await deployment.ask("GET", `/api/events/${encodeURIComponent(id)}`, token);
  const deliveries = listOf(reply.json, "events").flatMap((event) => listOf(event, "deliveries"));
  return deliveries.filter((one) => one["origin"] === origin).at(-1);
};

/** What an attempt came to: a status, or why there was none. */
const outcomeOf = (outcome: unknown): string => {
  if (typeof outcome !== "object" || outcome === null) return textOf(outcome);
  const { status, received, detail } = outcome as Json;
  return [textOf(status) || textOf(received), textOf(detail)].filter((one) => one !== "").join(", ");
};
