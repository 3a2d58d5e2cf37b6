// One package and waxseal judge the same random requests; every difference needs a listed reason.

import assert from "node:assert/strict";
import { mock } from "node:test";

import { seeded } from "../random.mjs";

/**
 * Runs `cases` requests of a peer through it and through waxseal.
 *
 * A peer is `{ name, scheme, makeCase(random), verify(request, headers), known }`. A request is
 * `{ secret | key, url?, method?, headers, body, now, options? }`; a header with several values is a
 * list, one that is absent is undefined. `verify` gets the headers as Node's http hands them over
 * (repeated ones joined) and refuses by throwing or by anything but true or undefined.
 */
export const compare = async ({ Verifier }, peer, { cases, seed }) => {
  const random = seeded(seed);
  const outcome = { name: peer.name, cases, accepted: 0, refused: 0, differ: 0, seen: noneOf(peer), alone: noneOf(peer), unexplained: [] };
  for (let index = 0; index < cases; index += 1) {
    const request = peer.makeCase(random);
    mock.timers.reset();
    mock.timers.enable({ apis: ["Date"], now: request.now });
    const theirs = await verdictOfPeer(peer, request);
    const own = verdictOfOurs(Verifier, peer, request);
    const ours = own.ok ? "accepts" : "refuses";
    if (theirs === ours) outcome[ours === "accepts" ? "accepted" : "refused"] += 1;
    else explain(peer, outcome, request, { index, theirs, ours: own.ok ? "valid" : own.error.code });
  }
  mock.timers.reset();
  return outcome;
};

const noneOf = ({ known }) => new Map(known.map(({ why }) => [why, 0]));

const verdictOfPeer = async (peer, request) => {
  try {
    const verdict = await peer.verify(request, asNodeHasThem(request.headers));
    return verdict === undefined || verdict === true ? "accepts" : "refuses";
  } catch {
    return "refuses";
  }
};

/** Node's http joins the values of a repeated header, as a fetch Headers object does. */
export const asNodeHasThem = (headers) =>
  Object.fromEntries(present(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]));

const present = (headers) => Object.entries(headers).filter(([, value]) => value !== undefined);

const verdictOfOurs = (Verifier, peer, { secret, key, method = "POST", url, headers, body, now, options }) => {
  const verifier = new Verifier({ scheme: peer.scheme, ...(key === undefined ? { secrets: secret } : { keys: key }), ...options });
  return verifier.check({ method, url, headers: Object.fromEntries(present(headers)), body }, { now });
};

const explain = (peer, outcome, request, { index, theirs, ours }) => {
  outcome.differ += 1;
  const reasons = peer.known.filter((difference) => difference.theirs === theirs && difference.holds(request));
  for (const { why } of reasons) outcome.seen.set(why, outcome.seen.get(why) + 1);
  if (reasons.length === 1) outcome.alone.set(reasons[0].why, outcome.alone.get(reasons[0].why) + 1);
  if (reasons.length > 0) return;
  outcome.unexplained.push({ index, theirs, ours, url: request.options?.url ?? request.url, method: request.method, headers: request.headers, body: request.body.toString("latin1") });
};

/**
 * Prints what was found. Fails on a difference without a reason, on a reason that is nowhere the only one of a
 * difference (with the seed of the repository; with others rare ones may not come up), and on a lopsided run.
 */
export const report = (t, { name, cases, accepted, refused, differ, seen, alone, unexplained }, { seed, isUsual }) => {
  t.diagnostic(`differential, ${name}: ${cases} requests, ${accepted} accepted and ${refused} refused by both, ${differ} explained differences, seed ${seed}`);
  for (const [why, count] of seen) t.diagnostic(`differential, ${name}: ${count} times, ${alone.get(why)} of them for this reason alone: ${why}`);
  assert.deepEqual(unexplained.slice(0, 3), [], `${unexplained.length} unexplained`);
  if (isUsual) assert.deepEqual([...alone].filter(([, count]) => count === 0).map(([why]) => why), [], "explained, but never the reason");
  assert.ok(accepted > cases / 10 && refused > cases / 10, JSON.stringify({ accepted, refused }));
};
