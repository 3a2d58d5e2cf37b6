// Remembers in Postgres which events were handled, for `idempotency` of a receiver.
//
//     import pg from "pg";
//     const pool = new pg.Pool();
//     await createTable(pool);
//     app.post("/hooks", receive(stripe, handler, { idempotency: inPostgres(pool) }));
//
// Anything with `query(text, parameters)` and rows will do: pg, PGlite, a Neon or Vercel client.

/** Creates the table, if there is none. */
export const createTable = (db) =>
  db.query(`
    CREATE TABLE IF NOT EXISTS waxseal_events (
      id text PRIMARY KEY,
      -- When the lease of whoever is at it ends; null once it is done.
      leased_until timestamptz,
      changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);

/** Makes the store. The database's clock counts, so that servers need not agree on theirs. */
export const inPostgres = (db) => ({
  async claim(id, leaseMs) {
    // One statement, so that of two that race one gets the row. An update waits for the other's
    // transaction and looks again: the lease that it then finds has not passed.
    const { rows } = await db.query(
      `INSERT INTO waxseal_events AS e (id, leased_until)
       VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')
       ON CONFLICT (id) DO UPDATE SET leased_until = excluded.leased_until, changed_at = clock_timestamp()
       WHERE e.leased_until <= clock_timestamp()
       RETURNING id`,
      [id, leaseMs],
    );
    if (rows.length === 1) return "new";
    const found = await db.query("SELECT leased_until FROM waxseal_events WHERE id = $1", [id]);
    return found.rows[0]?.leased_until === null ? "done" : "busy";
  },
  async complete(id) {
    await db.query(
      `INSERT INTO waxseal_events (id) VALUES ($1)
       ON CONFLICT (id) DO UPDATE SET leased_until = NULL, changed_at = clock_timestamp()`,
      [id],
    );
  },
  async release(id) {
    await db.query("DELETE FROM waxseal_events WHERE id = $1 AND leased_until IS NOT NULL", [id]);
  },
});

/** Forgets what was done long ago. A sender repeats itself for days: keep more than that. */
export const forget = (db, days = 400) =>
  db.query("DELETE FROM waxseal_events WHERE leased_until IS NULL AND changed_at < clock_timestamp() - $1 * interval '1 day'", [days]);
