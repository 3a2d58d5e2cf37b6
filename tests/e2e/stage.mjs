/**
 * One Worker between fake senders and fake origins, set up in one call and taken down after the test.
 *
 *     const stage = await openStage(t, { origins: { crm: { answer: () => ({ status: 200 }) } } });
 *     await stage.send(affiliatebase(stage.vars.HOOK_SECRET, commission("evt_1")));
 */
import { startOrigin, startWorker, until } from "./harness.mjs";
import { affiliatebase, commission, newSecret } from "./senders.mjs";

/** Pauses between attempts that a test can wait for. */
export const SOON = Array.from({ length: 8 }, () => "100ms");

/** Longer than a busy machine takes for a call: a timeout is a failed attempt, and tests count those. */
const TIMEOUT = "5s";

/** How long an event may take to its end, in milliseconds: a lease is the timeout and five seconds. */
const SETTLED_WITHIN_MILLIS = 30_000;

/** States of a delivery for which something will still happen. */
const OPEN = ["pending", "delivering"];

/**
 * @param {import("node:test").TestContext | { after: Function }} t takes the stage down
 * @param {object} [options] what `startWorker` takes, and
 * @param {Record<string, object>} [options.sources] the configuration's; one AffiliateBase source "shop" without it
 * @param {Record<string, object>} [options.origins] settings by name; `answer` is the handler of the
 *   fake origin, everything else goes into the configuration
 * @param {object} [options.settings] further settings of the configuration
 */
export async function openStage(t, { sources, origins = { crm: {} }, settings, vars, ...options } = {}) {
  const stage = { vars: { HOOK_SECRET: newSecret(), CRM_SECRET: newSecret(), ...vars }, origins: {} };
  const config = {
    sources: sources ?? { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] } },
    origins: {},
    insecure_origins: true,
    ...settings,
  };
  for (const [name, { answer, ...more }] of Object.entries(origins)) {
    const origin = await startOrigin(answer);
    t.after(() => origin.stop());
    stage.origins[name] = origin;
    config.origins[name] = { url: origin.url, events: ["*"], secrets: ["CRM_SECRET"], retry: SOON, timeout: TIMEOUT, ...more };
  }
  const start = async () => {
    stage.worker = await startWorker({ config, vars: stage.vars, ...options });
  };
  await start();
  t.after(() => stage.worker.stop());
  return Object.assign(stage, {
    config,
    send: (request) => stage.worker.send(request),
    /** Stops the Worker and starts it again on the same disk. */
    restart: async () => {
      await stage.worker.stop();
      await start();
    },
    /** Sends a signed AffiliateBase event. */
    sendEvent: (id, fields, more) => stage.worker.send(affiliatebase(stage.vars.HOOK_SECRET, commission(id, fields), { id, ...more })),
    /** What an origin received of an event, by the sender's id. */
    received: (id, origin = "crm") => stage.origins[origin].received.filter((request) => request.headers["waxseal-event-id"] === id),
    /** The revisions of an event in the event log, oldest first. */
    logged: async (id) => (await stage.worker.events()).filter((event) => event.event_id === id).reverse(),
    /** Waits until nothing of the event is open, and returns what the event log says of it. */
    settled: (id, limitMillis = SETTLED_WITHIN_MILLIS) =>
      until(`the end state of ${id}`, async () => {
        const [event] = await stage.logged(id);
        return event?.deliveries.every((delivery) => !OPEN.includes(delivery.state)) && event;
      }, limitMillis),
  });
}

/** Lets pass what would show a wrong extra delivery: one starts within milliseconds of its answer. */
export const quietMoment = () => new Promise((resolve) => setTimeout(resolve, 400));
