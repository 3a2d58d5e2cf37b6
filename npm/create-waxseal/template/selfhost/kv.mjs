/**
 * A KV namespace for workerd: GET, PUT and DELETE of /key, kept by one Durable Object with SQLite.
 *
 * waxseal keeps markers of duplicates here, which expire. It takes a failing or forgetful KV as
 * "not seen", so nothing depends on this beyond speed.
 */

/** How often expired keys are removed, in milliseconds. */
const SWEEP_MILLIS = 60 * 60 * 1000;

/** Cloudflare takes no lifetime below a minute, in seconds. */
const SHORTEST_TTL = 60;

export class Store {
  #sql;
  #storage;

  constructor(context) {
    this.#storage = context.storage;
    this.#sql = context.storage.sql;
    this.#sql.exec("create table if not exists entry (key text primary key, value blob not null, metadata text, expires integer) strict, without rowid");
    this.#sql.exec("create index if not exists expiring on entry (expires) where expires is not null");
  }

  async fetch(request) {
    const url = new URL(request.url);
    const key = decodeURIComponent(url.pathname.slice(1));
    switch (request.method) {
      case "GET":
        return this.#read(key);
      case "PUT":
        return this.#write(key, await request.arrayBuffer(), request.headers.get("cf-kv-metadata"), url.searchParams);
      case "DELETE":
        this.#sql.exec("delete from entry where key = ?", key);
        return new Response(null, { status: 204 });
      default:
        return new Response("only GET, PUT and DELETE of a key", { status: 405 });
    }
  }

  #read(key) {
    const [row] = this.#sql.exec("select value, metadata from entry where key = ? and (expires is null or expires > ?)", key, Date.now());
    if (row === undefined) return new Response(null, { status: 404 });
    return new Response(row.value, { headers: row.metadata === null ? {} : { "cf-kv-metadata": row.metadata } });
  }

  async #write(key, value, metadata, search) {
    const expires = expiry(search);
    if (Number.isNaN(expires)) return new Response(`a lifetime is at least ${SHORTEST_TTL} seconds`, { status: 400 });
    this.#sql.exec("insert or replace into entry values (?, ?, ?, ?)", key, value, metadata, expires);
    if (expires !== null && (await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(Date.now() + SWEEP_MILLIS);
    return new Response(null, { status: 204 });
  }

  async alarm() {
    this.#sql.exec("delete from entry where expires <= ?", Date.now());
    const [{ left }] = this.#sql.exec("select count(*) as left from entry where expires is not null");
    if (left > 0) await this.#storage.setAlarm(Date.now() + SWEEP_MILLIS);
  }
}

/** When an entry ends, in Unix milliseconds; null for never, NaN for what KV refuses. */
const expiry = (search) => {
  const ttl = search.get("expiration_ttl");
  if (ttl !== null) return Number(ttl) >= SHORTEST_TTL ? Date.now() + Number(ttl) * 1000 : Number.NaN;
  const at = search.get("expiration");
  return at === null ? null : Number(at) * 1000;
};

export default {
  fetch: (request, env) => env.STORE.get(env.STORE.idFromName("kv-v1")).fetch(request),
};
