// The stores: in memory, in Postgres (PGlite: the real one, in WebAssembly), and in Redis where
// there is one.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PGlite } from "@electric-sql/pglite";
import { createClient } from "redis";
import { inMemory } from "waxseal/idempotency";
import { createTable, forget, inPostgres } from "../../examples/idempotency/postgres.mjs";
import { inRedis } from "../../examples/idempotency/redis.mjs";
import { redisVersion, startRedis } from "./redis-server.mjs";

const LONG = 60_000;
const SHORT = 40;
const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** What a receiver relies on. `open` returns the store. */
const testStore = (name, open, close = () => {}) => {
  describe(name, () => {
    let store;
    before(async () => {
      store = await open();
    });
    after(() => close());

    test("an id is new once, busy then, and done after that", async () => {
      const seen = [];
      seen.push(await store.claim("a", LONG), await store.claim("a", LONG));
      await store.complete("a");
      seen.push(await store.claim("a", LONG), await store.claim("b", LONG));
      assert.deepEqual(seen, ["new", "busy", "done", "new"]);
    });

    test("what was given back is new again; what is done cannot be given back", async () => {
      const seen = [await store.claim("c", LONG)];
      await store.release("c");
      seen.push(await store.claim("c", LONG));
      await store.complete("c");
      await store.release("c");
      await store.release("nobody's");
      seen.push(await store.claim("c", LONG));
      assert.deepEqual(seen, ["new", "new", "done"]);
    });

    test("a lease passes, and is the next one's for its whole time", async () => {
      const seen = [await store.claim("d", SHORT)];
      await wait(2 * SHORT);
      seen.push(await store.claim("d", LONG), await store.claim("d", LONG));
      assert.deepEqual(seen, ["new", "new", "busy"]);
    });

    test("what is done stays so, whatever lease it had", async () => {
      await store.claim("e", SHORT);
      await store.complete("e");
      await wait(2 * SHORT);
      assert.equal(await store.claim("e", LONG), "done");
    });

    test("a handling that outlived its lease completes", async () => {
      await store.claim("f", SHORT);
      await wait(2 * SHORT);
      await store.complete("f");
      assert.equal(await store.claim("f", LONG), "done");
    });

    test("of 100 that claim at once one hears that it is new", async () => {
      for (const id of ["g", "h", "i"]) {
        const heard = await Promise.all(Array.from({ length: 100 }, () => store.claim(id, LONG)));
        assert.deepEqual(heard.sort().slice(98), ["busy", "new"], id);
      }
    });
  });
};

testStore("in memory", () => inMemory());

let db;
testStore(
  "the Postgres example",
  async () => {
    db = await PGlite.create();
    await createTable(db);
    await createTable(db);
    return inPostgres(db);
  },
  async () => {
    // Only what is done, and long ago, is forgotten.
    await db.query("UPDATE waxseal_events SET changed_at = changed_at - interval '500 days' WHERE id IN ('a', 'b')");
    await forget(db);
    const { rows } = await db.query("SELECT id FROM waxseal_events WHERE id IN ('a', 'b', 'c') ORDER BY id");
    await db.close();
    assert.deepEqual(rows.map(({ id }) => id), ["b", "c"]);
  },
);

const version = redisVersion();
if (version === null) {
  test("the Redis example is not run: there is no redis-server", (t) => {
    t.diagnostic("Redis example: not run, there is no redis-server on the PATH");
    // Without a server only this can be said of it.
    assert.deepEqual(Object.keys(inRedis({})), ["claim", "complete", "release"]);
  });
} else {
  let server;
  let redis;
  testStore(
    `the Redis example, Redis ${version}`,
    async () => {
      server = await startRedis();
      redis = await createClient({ url: server.url }).connect();
      return inRedis(redis);
    },
    async () => {
      await redis.close();
      await server.stop();
    },
  );
}

test("in memory the oldest that is done makes room, none that is under way", () => {
  const store = inMemory({ entries: 2 });
  assert.equal(store.claim("busy", LONG), "new");
  for (const id of ["a", "b", "c"]) {
    store.claim(id, LONG);
    store.complete(id);
  }
  assert.deepEqual(["busy", "c", "a"].map((id) => store.claim(id, LONG)), ["busy", "done", "new"]);
});

test("in memory no more ids are kept than were asked for, however many come", () => {
  const store = inMemory({ entries: 1_000 });
  let kept = 0;
  for (let i = 0; i < 200_000; i++) {
    store.claim(`id-${i}`, LONG);
    store.complete(`id-${i}`);
  }
  for (let i = 0; i < 200_000; i++) if (store.claim(`id-${i}`, 1) === "done") kept++;
  assert.ok(kept <= 1_000, `${kept}`);
});

test("entries that are no number are a TypeError", () => {
  for (const [entries, name] of [["9", "a string"], [0, "a number"], [Number.NaN, "a number"]]) {
    assert.throws(() => inMemory({ entries }), { name: "TypeError", message: `entries is ${name}: pass how many ids to keep, 1 or more` });
  }
});
