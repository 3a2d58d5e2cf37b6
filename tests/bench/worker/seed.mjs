// Fills waxseal's ledgers with delivered events, so that accepts can be measured in a full one. The
// rows are made by SQLite itself, inside the ledgers: copies of one real event under other keys.

/** The Worker's entry with `GET /seed?count=N`: N more events, spread over the sixteen ledgers. */
export const withSeeder = (entry) => {
  const changes = [
    ["  fetch: (request, env, context) =>\n", "  fetch: (request, env, context) => seed(request, env) ??\n"],
    ["    #rust;\n    constructor(context, env) {\n", "    #rust;\n    #sql;\n    constructor(context, env) {\n      this.#sql = context.storage.sql;\n"],
    ["    fetch(request) {\n", "    fetch(request) {\n      const filled = fill(request, this.#sql);\n      if (filled) return filled;\n"],
  ];
  for (const [before, after] of changes) {
    if (!entry.includes(before)) throw new Error("entry.mjs has another shape: the seeder must follow it");
    entry = entry.replace(before, after);
  }
  return entry + SEED;
};

const SEED = `
const ROWS = 5_000;

function seed(request, env) {
  const url = new URL(request.url);
  if (url.pathname !== "/seed") return undefined;
  const each = Math.ceil(Number(url.searchParams.get("count")) / 16);
  const shards = Array.from({ length: 16 }, (_, number) => env.LEDGER.getByName(\`v1-16-\${number}\`));
  return Promise.all(shards.map((shard) => shard.fetch(\`https://ledger/seed?count=\${each}\`).then((answer) => answer.json())))
    .then((counts) => Response.json(counts));
}

function fill(request, sql) {
  const url = new URL(request.url);
  if (url.pathname !== "/seed") return undefined;
  let left = Number(url.searchParams.get("count"));
  const model = sql.exec("SELECT seq FROM events WHERE phase = 4 LIMIT 1").toArray()[0];
  if (model === undefined) return Response.json("no event to copy");
  while (left > 0) {
    const rows = Math.min(left, ROWS);
    const { last } = sql.exec("SELECT max(seq) AS last FROM events").one();
    sql.exec(
      \`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO events (seq, key, revision, phase, next, accepted_at, version, packed, body)
       SELECT ? + i, randomblob(32), 0, e.phase, e.next, e.accepted_at, e.version, e.packed, e.body FROM n, events e WHERE e.seq = ?\`,
      rows, last, model.seq,
    );
    sql.exec("INSERT INTO keys (key, revision, seq) SELECT key, 0, seq FROM events WHERE seq > ?", last);
    left -= rows;
  }
  return Response.json(sql.exec("SELECT count(*) AS count FROM events").one().count);
}
`;
