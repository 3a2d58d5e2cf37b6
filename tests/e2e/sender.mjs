/**
 * A sender as providers are: it repeats each event, signed anew, until it is told 200, and it keeps
 * a record of what it was told. Its record and the origin's are all that a crash test believes.
 */
import { createHash } from "node:crypto";
import { affiliatebase, commission } from "./senders.mjs";

/** Requests that a sender has under way at once. */
const PARALLEL = 32;

/** How long a sender waits for an answer, in milliseconds (R15). */
const PATIENCE_MILLIS = 8_000;

export class Sender {
  /** By id: `{ body, isAnswered, tries, cut, status }`. */
  events = new Map();
  #secret;

  constructor(secret) {
    this.#secret = secret;
  }

  /** Makes `count` new events. The bodies differ, and hold text that a re-serialisation would change. */
  prepare(round, count) {
    for (let number = 0; number < count; number += 1) {
      const id = `evt_${round}_${number}`;
      const body = commission(id, { data: { note: `${round}/${number} \u00fc "\\u00fc" 1.0e2`, amount_cents: number } }).replace("{", "{ ");
      this.events.set(id, { body, isAnswered: false, tries: 0 });
    }
  }

  get answered() {
    return [...this.events].filter(([, event]) => event.isAnswered);
  }

  /** How many were told nothing when their connection broke, and `duplicate` at their next try. */
  get committedUnanswered() {
    return [...this.events.values()].filter((event) => event.wasCommittedWhenCut).length;
  }

  /** Sends everything that was not answered 200, until `isOver` says so; each event once per call. */
  async sendRound(url, isOver = () => false) {
    const open = [...this.events].filter(([, event]) => !event.isAnswered);
    const next = async () => {
      for (let entry = open.shift(); entry !== undefined && !isOver(); entry = open.shift()) await this.#send(url, ...entry);
    };
    await Promise.all(Array.from({ length: PARALLEL }, next));
  }

  async #send(url, id, event) {
    const request = affiliatebase(this.#secret, event.body, { id });
    event.tries += 1;
    try {
      const response = await fetch(new URL(request.url, url), { ...request, signal: AbortSignal.timeout(PATIENCE_MILLIS) });
      const answer = await response.json();
      event.isAnswered = response.status === 200;
      // A first try that was cut off and is a duplicate now had been committed before the kill.
      if (event.wasCut && event.tries === 2 && answer.status === "duplicate") event.wasCommittedWhenCut = true;
      if (!event.isAnswered && response.status !== 503) throw new Error(`${id} was answered ${response.status}: ${answer.code}`);
    } catch (error) {
      if (!["TypeError", "TimeoutError", "SyntaxError"].includes(error.name)) throw error;
      if (event.tries === 1) event.wasCut = true;
    }
  }
}

/** What an origin took: for each id the bodies that it answered 200, and their webhook-ids. */
export class Receipts {
  #taken = new Map();

  take(request) {
    const id = request.headers["waxseal-event-id"];
    const taken = this.#taken.get(id) ?? { hashes: [], webhookIds: new Set() };
    taken.hashes.push(hash(request.body));
    taken.webhookIds.add(request.headers["webhook-id"]);
    this.#taken.set(id, taken);
  }

  has(id) {
    return this.#taken.has(id);
  }

  /** Forgets an event, as if it had never come: what a comparison must notice. */
  drop(id) {
    this.#taken.delete(id);
  }

  get repeats() {
    return [...this.#taken.values()].reduce((sum, { hashes }) => sum + hashes.length - 1, 0);
  }

  /** Compares with what the sender was told. */
  compare(sender) {
    const lost = [];
    const changed = [];
    const renamed = [];
    for (const [id, { body }] of sender.answered) {
      const taken = this.#taken.get(id);
      if (taken === undefined) lost.push(id);
      else if (taken.hashes.some((taken) => taken !== hash(body))) changed.push(id);
      else if (taken.webhookIds.size !== 1) renamed.push(id);
    }
    const unknown = [...this.#taken.keys()].filter((id) => !sender.events.has(id));
    return { lost, changed, renamed, unknown };
  }
}

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
