/**
 * The Worker with a ledger object that fails on demand, around the sound one: the fault is named in
 * the id of the event that it shall hit, so that each event has its own.
 */
import { readFile } from "node:fs/promises";

/**
 * Writes the id of an event that meets a fault.
 *
 * @param {"accept"|"report"|"alarm"} verb which message to the object fails
 * @param {"before"|"after"} when whether the fault comes before or after its effect
 * @param {"throw"|"hang"|"refuse"|"slow"} kind `slow` does its work after the Worker's patience
 * @param {"once"|"always"} times
 */
export const faultyId = (verb, when, kind, times) => `evt_${verb}_${when}_${kind}_${times}_${(number += 1)}`;
let number = 0;

const wrapper = `
const plans = new Map();
const spent = new Set();

function planOf(verb, text) {
  const key = /"key":"([A-Za-z0-9_-]{43})"/.exec(text)?.[1];
  const named = /evt_(accept|report|alarm)_(before|after)_(throw|hang|refuse|slow)_(once|always)_/.exec(text);
  if (key && named) plans.set(key, { key, verb: named[1], when: named[2], kind: named[3], times: named[4] });
  const plan = plans.get(key);
  if (plan === undefined || plan.verb !== verb) return undefined;
  if (plan.times === "once" && spent.has(key)) return undefined;
  spent.add(key);
  return plan;
}

export class Ledger extends SoundLedger {
  #alarmsToFail = 0;

  async fetch(request) {
    const verb = new URL(request.url).pathname.slice(1);
    const bytes = await request.arrayBuffer();
    const text = new TextDecoder("latin1").decode(bytes);
    if (text.includes("evt_alarm_") && verb === "accept") this.#alarmsToFail = 2;
    const sound = () => super.fetch(new Request(request.url, { method: "POST", body: bytes }));
    const plan = planOf(verb, text);
    if (plan === undefined) return sound();
    if (plan.kind === "slow") {
      await scheduler.wait(5_000);
      return sound();
    }
    if (plan.when === "after") await sound();
    if (plan.kind === "hang") await scheduler.wait(60_000);
    if (plan.kind === "refuse") return new Response("no", { status: 500 });
    throw new Error("provoked");
  }

  async alarm() {
    if (this.#alarmsToFail > 0) {
      this.#alarmsToFail -= 1;
      throw new Error("provoked in an alarm");
    }
    return super.alarm();
  }
}
`;

/** The text of worker/entry.mjs with that ledger in place of its own. */
export async function faultyEntry() {
  const entry = await readFile(new URL("../../worker/entry.mjs", import.meta.url), "utf8");
  const own = "export class Ledger extends";
  if (!entry.includes(own)) throw new Error(`worker/entry.mjs has no "${own}" any more`);
  return entry.replace(own, "class SoundLedger extends") + wrapper;
}
