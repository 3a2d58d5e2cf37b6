// The two Workers, side by side in two workerd processes on the same disk, and one origin for both.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startOrigin } from "../../e2e/harness.mjs";
import { newSecret } from "../../e2e/senders.mjs";
import { COMPATIBILITY_DATE, startLocal } from "../../../worker/local.mjs";
import { load } from "../../../npm/load.mjs";
import { withSeeder } from "./seed.mjs";

const worker = new URL("../../../worker/", import.meta.url);

/** Starts waxseal, the rival and the origin; `stop` ends them and removes what they wrote. */
export const openStage = async () => {
  const folder = await mkdtemp(join(tmpdir(), "waxseal-bench-"));
  const origin = await startOrigin(() => ({ status: 200, body: "thanks" }));
  // The origin of the tests keeps what it got: a bench sends more than is worth keeping.
  const received = countAndForget(origin.received);
  const vars = { HOOK_SECRET: newSecret(), CRM_SECRET: newSecret() };
  const waxseal = await startWaxseal(vars, origin.url, join(folder, "waxseal"));
  const rival = await startRival({ ...vars, ORIGIN: origin.url }, join(folder, "rival"));
  return {
    vars,
    received,
    contenders: { waxseal: new URL("/in/shop", waxseal.url), rival: new URL("/in/shop", rival.url) },
    seed: (count) => waxseal.mf.dispatchFetch(`http://localhost/seed?count=${count}`).then((answer) => answer.text()),
    stop: async () => {
      await Promise.all([waxseal.stop(), rival.stop(), origin.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const countAndForget = (list) => {
  const received = { count: 0 };
  list.push = () => (received.count += 1);
  return received;
};

const startWaxseal = async (vars, origin, persist) => {
  const config = {
    sources: { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] } },
    origins: { crm: { url: origin, events: ["*"], secrets: ["CRM_SECRET"] } },
    insecure_origins: true,
  };
  const entry = await readFile(new URL("entry.mjs", worker), "utf8");
  return startLocal({ config: JSON.stringify(config), vars, persist, quiet: true, entry: withSeeder(entry) });
};

const startRival = async (bindings, persist) => {
  const { Miniflare, Log, LogLevel } = await load("miniflare");
  const mf = new Miniflare({
    cf: false,
    host: "127.0.0.1",
    port: 0,
    log: new Log(LogLevel.ERROR),
    modules: [{ type: "ESModule", path: "rival.mjs", contents: await readFile(new URL("rival.mjs", import.meta.url), "utf8") }],
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: ["nodejs_compat"],
    kvNamespaces: ["KV"],
    durableObjects: { LEDGER: { className: "Ledger", useSQLite: true } },
    kvPersist: join(persist, "kv"),
    durableObjectsPersist: join(persist, "do"),
    bindings,
  });
  return { url: (await mf.ready).origin, stop: () => mf.dispose() };
};
