// Seeded requests of pieces that parsers stumble over, in every scheme: a verdict each time, and no
// trap, which would show as a new instance.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createRequire } from "node:module";
import { test } from "node:test";
import { configOf, NOW, signed } from "./samples.mjs";

const { currentInstance, identify, schemes, VerificationError, Verifier } = createRequire(import.meta.url)("../dist/testing/cjs/index.js");

const PIECES = [
  ..."{}[]=,;&|/.:%", "t=1,v1=ab", "sha256=00", "v1,AAAA v1,BBBB", "\u00ff\u0000", "1750000000", "2025-06-15T15:06:40Z",
  "Bearer x", "Basic !!!", "ts=1;h1=zz", '{"a":'.repeat(300), "%F0%9F", "a".repeat(5000), "\u00e9", "",
];

/** A linear congruential generator: the same requests each time. */
const generator = (seed) => (below) => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) % below;

const requestFor = (names, next) => {
  const junk = () => Array.from({ length: 1 + next(4) }, () => PIECES[next(PIECES.length)]).join("");
  const headers = Object.fromEntries(names.filter(() => next(5) > 0).map((name) => [name, junk()]));
  return { method: ["GET", "POST", "HEAD"][next(3)], url: `https://a.test/${junk()}?${junk()}&signature=${junk()}`, headers, body: junk() };
};

test("any bytes get a verdict, in every scheme", () => {
  const next = generator(20261121);
  const { publicKey } = generateKeyPairSync("ed25519");
  const key = publicKey.export({ format: "der", type: "spki" });
  identify(signed());
  const instance = currentInstance();
  let verdicts = 0;
  for (const row of schemes) {
    // The others are not in this build.
    if (row.takes === "keys" && row.algorithm !== "ed25519") continue;
    const verifier = new Verifier(row.takes === "keys" ? { scheme: row.id, keys: key } : configOf(row));
    for (let round = 0; round < 20; round++) {
      const request = requestFor([...row.reads, "x-hook-secret"], next);
      const result = verifier.check(request, { now: NOW });
      if (result.ok) assert.equal(row.takes, "nothing", row.id);
      else assert.ok(result.error instanceof VerificationError);
      try {
        verifier.handshake(request, { now: NOW, token: "x" });
      } catch (error) {
        assert.ok(error instanceof VerificationError, `${row.id}: ${error}`);
      }
      if (round === 0) assert.ok(Array.isArray(identify(request)));
      verdicts++;
    }
  }
  assert.ok(verdicts > 5000, `${verdicts}`);
  assert.ok(currentInstance() === instance, "no call trapped");
});
