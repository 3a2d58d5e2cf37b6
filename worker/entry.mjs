/**
 * The Worker's entry: hands the bundled configuration to Rust and keeps a panic from hanging anything.
 *
 * With panic=abort a Rust panic or a trap kills the whole wasm instance. Every promise that it
 * still owed stays pending for ever: callers of a Durable Object hang, and an alarm that hangs is
 * neither retried nor can a new one run. So each promise that we hand to the runtime is registered
 * here, and when the instance dies (`criticalError` is set, by worker's panic hook or by its shim on
 * a trap) all of them are rejected at once. The runtime then retries alarms, callers get 503, and the
 * next event finds a fresh instance.
 */
import RustEntrypoint, { Control as RustControl, Ledger as RustLedger } from "./build/index.js";
import configuration from "./waxseal.jsonc";

// A variable is capped at 5 KB, a module is not. The text must outlive a re-initialised instance.
globalThis.waxsealConfiguration = configuration;

// Where the runtime has it (the flag nodejs_compat), its crypto hashes long bodies. Each view of the
// instance's memory is read before the call returns.
const node = globalThis.process?.getBuiltinModule?.("node:crypto");
globalThis.waxsealCrypto = node && {
  hash: (before, body) => node.createHash("sha256").update(before).update(body).digest(),
  mac: (algorithm, key, before, body, behind) => node.createHmac(algorithm, key).update(before).update(body).update(behind).digest(),
};

/** Rejecters of the promises that the wasm instance owes. */
const owed = new Set();

/** Rejects everything that the dead instance will never answer. */
function abandon() {
  const rejecters = [...owed];
  owed.clear();
  for (const reject of rejecters) reject(new Error("wasm instance aborted"));
}

const state = globalThis.__worker_init_state;
let criticalError = state.criticalError;
Object.defineProperty(state, "criticalError", {
  get: () => criticalError,
  set(value) {
    criticalError = value;
    if (value) abandon();
  },
});

/** Runs one event; settles as `run` does, or rejects when the instance dies first. */
function guarded(run) {
  return new Promise((resolve, reject) => {
    owed.add(reject);
    Promise.resolve()
      .then(run)
      .then(resolve, reject)
      .finally(() => owed.delete(reject));
  });
}

/** The answer for a fault of ours, word for word as the gateway gives it: a dead instance cannot be asked. */
function unavailable() {
  const problem = {
    code: "internal",
    status: 503,
    title: "Something failed that should not be able to.",
    type: "urn:waxseal:problem:internal",
  };
  return new Response(JSON.stringify(problem), {
    status: 503,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "retry-after": "5",
    },
  });
}

/** Starts the Rust entrypoint with a `waitUntil` that a dead instance cannot keep open. */
function entrypoint(env, context) {
  const entry = new RustEntrypoint(context, env);
  // The runtime insists on its own context in the constructor, so the guarded one replaces it after.
  Object.defineProperty(entry, "ctx", {
    value: {
      waitUntil: (promise) => context.waitUntil(guarded(() => promise).catch(() => undefined)),
      passThroughOnException: () => context.passThroughOnException(),
    },
  });
  return entry;
}

export default {
  fetch: (request, env, context) =>
    guarded(() => entrypoint(env, context).fetch(request)).catch(unavailable),
  scheduled: (event, env, context) =>
    guarded(() => entrypoint(env, context).scheduled(event)),
};

/** A Durable Object whose every event settles, whatever happens to the wasm instance. */
const guardedObject = (RustObject) =>
  class {
    #rust;
    constructor(context, env) {
      this.#rust = new RustObject(context, env);
    }
    fetch(request) {
      // Calls between our own objects have none, and looking for it is dear.
      Object.defineProperty(request, "cf", { value: undefined });
      return guarded(() => this.#rust.fetch(request)).catch(unavailable);
    }
    alarm() {
      return guarded(() => this.#rust.alarm());
    }
  };

/** One shard of the event log and the delivery log. */
export class Ledger extends guardedObject(RustLedger) {}

/** The audit list, captures, counters, and the ages of secrets. */
export class Control extends guardedObject(RustControl) {}
