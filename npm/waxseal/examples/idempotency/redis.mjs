// Remembers in Redis (7.0 or newer, or Valkey) which events were handled, for `idempotency` of a receiver.
//
//     import { createClient } from "redis";
//     const redis = await createClient({ url: process.env.REDIS_URL }).connect();
//     app.post("/hooks", receive(stripe, handler, { idempotency: inRedis(redis) }));
//
// A key that is lost, by eviction or in a crash of Redis, is an event that a repetition has handled
// twice, never one that is lost: set `maxmemory-policy noeviction` and `appendonly yes`.

const DAY_SECONDS = 86_400;

/** Makes the store over a connected client of the package `redis`. */
export const inRedis = (redis, { prefix = "waxseal:", days = 30 } = {}) => ({
  async claim(id, leaseMs) {
    // One command: sets the key if there is none, and answers what stood there.
    const before = await redis.set(prefix + id, "busy", { condition: "NX", GET: true, expiration: { type: "PX", value: leaseMs } });
    return before === null ? "new" : before === "done" ? "done" : "busy";
  },
  async complete(id) {
    await redis.set(prefix + id, "done", { expiration: { type: "EX", value: days * DAY_SECONDS } });
  },
  async release(id) {
    await redis.eval(RELEASE, { keys: [prefix + id], arguments: [] });
  },
});

/** Deletes what is not done, in one step. */
const RELEASE = 'if redis.call("GET", KEYS[1]) == "busy" then return redis.call("DEL", KEYS[1]) end return 0';
