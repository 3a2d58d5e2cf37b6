// The rival of the Worker's bench: what a good engineer writes by hand in an afternoon. One source
// (AffiliateBase's scheme), one origin, the same bindings and the same SQL as waxseal, native crypto
// throughout; no configuration, no other scheme, no retries, no API, no limits.

import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const SHARDS = 16;
const TOLERANCE_SECONDS = 300;

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const problem = (status, code) => Response.json({ status, code }, { status, headers: { "cache-control": "no-store" } });

/** Checks a request; returns why not, or nothing. */
const refuse = (headers, body, secret) => {
  const [id, timestamp, signature] = ["svix-id", "svix-timestamp", "svix-signature"].map((name) => headers.get(name));
  if (!id || !timestamp || !signature) return "signature_missing";
  const expected = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest();
  const isRight = signature.split(" ").some((tag) => {
    const given = Buffer.from(tag.startsWith("v1,") ? tag.slice(3) : tag, "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isRight) return "signature_mismatch";
  return Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS ? "timestamp_stale" : undefined;
};

const post = (stub, verb, body) => stub.fetch(`https://ledger/${verb}`, { method: "POST", body });

const frame = (head, body) => {
  const text = Buffer.from(JSON.stringify(head));
  const framed = Buffer.alloc(4 + text.length + body.length);
  framed.writeUInt32BE(text.length);
  text.copy(framed, 4);
  body.copy(framed, 4 + text.length);
  return framed;
};

export default {
  async fetch(request, env, context) {
    const body = Buffer.from(await request.arrayBuffer());
    const refused = refuse(request.headers, body, env.HOOK_SECRET);
    if (refused !== undefined) return problem(401, refused);
    const { id, type } = JSON.parse(body.toString());
    const key = sha256("shop\0", id);
    const content = sha256(body).toString("base64url");
    const marker = `w1:${createHmac("sha256", env.HOOK_SECRET).update(key).digest("base64url")}`;
    if ((await env.KV.get(marker)) === content) return Response.json({ status: "duplicate" });
    const stub = env.LEDGER.getByName(`v1-16-${key[0] % SHARDS}`);
    const facts = { source: "shop", scheme: "affiliatebase", event_id: id, event_type: type, method: "POST", headers: forwarded(request.headers), body_bytes: body.length };
    const answer = await post(stub, "accept", frame({ key: key.toString("base64url"), content, facts }, body));
    if (answer.status !== 200) return problem(503, "store_unavailable");
    const { status } = await answer.json();
    if (status === "accepted") context.waitUntil(deliver(env, stub, { key, content, facts, body, marker }));
    return Response.json({ status, id: `wx_${key.toString("base64url")}` }, { headers: { "cache-control": "no-store" } });
  },
};

const forwarded = (headers) =>
  ["content-type", "svix-id", "svix-timestamp", "svix-signature"].map((name) => [name, headers.get(name)]);

const deliver = async (env, stub, { key, content, facts, body, marker }) => {
  const id = `wx_${key.toString("base64url")}`;
  const timestamp = Math.floor(Date.now() / 1000);
  const secret = Buffer.from(env.CRM_SECRET);
  const signature = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
  const started = Date.now();
  const headers = Object.fromEntries(facts.headers.map(([name, value]) => [name === "content-type" ? name : `original-${name}`, value]));
  const response = await fetch(env.ORIGIN, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
    headers: {
      ...headers,
      "webhook-id": id,
      "webhook-timestamp": String(timestamp),
      "webhook-signature": `v1,${signature}`,
      "idempotency-key": id,
      "waxseal-source": "shop",
      "waxseal-event-id": facts.event_id,
      "waxseal-event-type": facts.event_type,
    },
    body,
  });
  const text = (await response.text()).slice(0, 512);
  const outcome = { status: response.status, body: text, duration_millis: Date.now() - started };
  await post(stub, "report", JSON.stringify({ key: key.toString("base64url"), outcome }));
  if (response.ok) await env.KV.put(marker, content, { expirationTtl: 30 * 86_400 });
};

const TABLES = [
  `CREATE TABLE IF NOT EXISTS keys (key BLOB NOT NULL, revision INTEGER NOT NULL, seq INTEGER NOT NULL,
     PRIMARY KEY (key, revision)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, key BLOB NOT NULL, revision INTEGER NOT NULL,
     phase INTEGER NOT NULL, next INTEGER, accepted_at INTEGER NOT NULL, version INTEGER NOT NULL, packed TEXT NOT NULL, body BLOB) STRICT`,
  `CREATE INDEX IF NOT EXISTS events_waiting ON events (phase, next, accepted_at)
     WHERE phase = 0 OR phase = 1 OR phase = 2 OR phase = 3 OR phase = 6 OR phase = 7`,
  "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
];
const OPEN = 0;
const DONE = 4;
const LEASE_MILLIS = 15_000;

export class Ledger {
  #storage;
  #sql;
  #armed;

  constructor(context) {
    this.#storage = context.storage;
    this.#sql = context.storage.sql;
    for (const table of TABLES) this.#sql.exec(table);
  }

  async fetch(request) {
    const bytes = Buffer.from(await request.arrayBuffer());
    return request.url.endsWith("/accept") ? this.#accept(bytes) : this.#report(JSON.parse(bytes.toString()));
  }

  async #accept(bytes) {
    const length = bytes.readUInt32BE(0);
    const { key, content, facts } = JSON.parse(bytes.subarray(4, 4 + length).toString());
    const body = bytes.subarray(4 + length);
    const now = Date.now();
    const lease = now + LEASE_MILLIS;
    if (this.#armed === undefined || this.#armed > lease) {
      this.#armed = lease;
      await this.#storage.setAlarm(lease);
    }
    const blob = Buffer.from(key, "base64url");
    const status = this.#storage.transactionSync(() => {
      const known = this.#sql
        .exec("SELECT e.seq, e.key, e.revision, e.accepted_at, e.packed FROM keys k JOIN events e ON e.seq = k.seq WHERE k.key = ? ORDER BY k.revision", blob)
        .toArray();
      if (known.length > 0) return JSON.parse(known[0].packed).content === content ? "duplicate" : "conflict";
      const last = this.#sql.exec("SELECT max(seq) AS last FROM events").one().last ?? 0;
      const purged = Number(this.#meta("purged_seq") ?? 0);
      const seq = Math.max(last, purged) + 1;
      const attempts = [{ number: 1, started_at: now }];
      const packed = { state: "accepted", content, facts, deliveries: [{ origin: "crm", state: "delivering", next: lease, attempt: 1, spent: 1, opened_at: now, attempts }] };
      this.#sql.exec("INSERT INTO keys (key, revision, seq) VALUES (?, ?, ?)", blob, 0, seq);
      this.#sql.exec(
        "INSERT INTO events (seq, key, revision, phase, next, accepted_at, version, packed, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        seq, blob, 0, OPEN, lease, now, 2, JSON.stringify(packed), body,
      );
      return "accepted";
    });
    return Response.json({ status });
  }

  #report({ key, outcome }) {
    const blob = Buffer.from(key, "base64url");
    this.#storage.transactionSync(() => {
      const [row] = this.#sql
        .exec("SELECT e.seq, e.key, e.revision, e.accepted_at, e.packed FROM keys k JOIN events e ON e.seq = k.seq WHERE k.key = ? AND k.revision = ?", blob, 0)
        .toArray();
      const packed = JSON.parse(row.packed);
      const [delivery] = packed.deliveries;
      delivery.attempts[0].outcome = outcome;
      delivery.state = outcome.status < 300 ? "delivered" : "pending";
      const phase = delivery.state === "delivered" && this.#passed(row.seq) ? 7 : DONE;
      this.#sql.exec("UPDATE events SET phase = ?, next = ?, version = ?, packed = ? WHERE seq = ?", phase, null, 2, JSON.stringify(packed), row.seq);
    });
    this.#meta("release_after");
    this.#sql.exec("SELECT min(next) FROM events WHERE phase = 0").toArray();
    return Response.json({ all_delivered: true });
  }

  #passed(seq) {
    return seq <= Number(this.#meta("bodies_walked") ?? 0);
  }

  #meta(name) {
    return this.#sql.exec("SELECT value FROM meta WHERE name = ?", name).toArray()[0]?.value;
  }

  alarm() {
    this.#armed = undefined;
  }
}
