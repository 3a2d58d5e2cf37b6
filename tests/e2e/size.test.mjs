/** Bodies up to the size that their source says, whole to their origin; beyond it 413 and nothing stored. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { sendRaw } from "./raw.mjs";
import { newSecret, track360 } from "./senders.mjs";
import { openStage } from "./stage.mjs";

const MIB = 1024 * 1024;

/** A body of exactly so many bytes, which no part of equals another. */
const sized = (bytes, id) => {
  const frame = { id, filler: "" };
  const room = bytes - JSON.stringify(frame).length;
  const filler = Buffer.alloc(room);
  for (let at = 0; at < room; at += 1) filler[at] = 97 + ((at * 7 + (at >> 8) * 3 + (at >> 16) * 5) % 26);
  return JSON.stringify({ ...frame, filler: filler.toString("latin1") });
};

test("a source takes bodies up to its max_body, also under the old secret, and they arrive byte for byte", async (t) => {
  const vars = { NEW_SECRET: newSecret(), OLD_SECRET: newSecret() };
  const sources = {
    large: { scheme: "track360", secrets: ["NEW_SECRET", "OLD_SECRET"], id: "/id", max_body: "5MB" },
    small: { scheme: "track360", secrets: ["NEW_SECRET"], id: "/id", max_body: "2KB" },
  };
  const stage = await openStage(t, { sources, vars });
  const send = async (bytes, id, to, secret = vars.OLD_SECRET) => {
    const body = sized(bytes, id);
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await stage.send(track360(secret, body, { to }));
        return { body, verdict: [answer.status, answer.json().status === answer.status ? answer.json().code : answer.json().status] };
      } catch (error) {
        // Who still writes when the answer is there may find the connection closed.
        if (tries === 9) throw error;
      }
    }
  };
  for (const [bytes, id] of [[MIB + 1, "evt_1"], [5 * MIB, "evt_5"]]) {
    const { body, verdict } = await send(bytes, id, "/in/large");
    assert.deepEqual(verdict, [200, "accepted"], id);
    assert.equal((await stage.settled(id)).deliveries[0].state, "delivered");
    const [received] = stage.received(id);
    const hash = (data) => createHash("sha256").update(data).digest("hex");
    assert.deepEqual([received.body.length, hash(received.body)], [bytes, hash(body)]);
  }
  assert.deepEqual((await send(5 * MIB + 1, "evt_6", "/in/large")).verdict, [413, "body_too_large"]);
  assert.deepEqual((await send(2049, "evt_7", "/in/small", vars.NEW_SECRET)).verdict, [413, "body_too_large"]);
  assert.deepEqual((await send(2048, "evt_8", "/in/small", vars.NEW_SECRET)).verdict, [200, "accepted"]);
  assert.deepEqual((await stage.worker.events()).map((event) => event.event_id).filter((id) => ["evt_6", "evt_7"].includes(id)), []);
});

test("a length that a chunked body contradicts lets nothing grow: it is cut where it is too long", async (t) => {
  const stage = await openStage(t);
  // The body never ends, so an answer shows that nobody waits for its end.
  const unfinished = Buffer.concat([Buffer.from("400000\r\n"), Buffer.alloc(2 * MIB, "x")]);
  const headers = [["content-length", "5"], ["transfer-encoding", "chunked"]];
  const answer = await sendRaw(stage.worker.url, { url: "/in/shop", headers, body: unfinished, framing: "none" });
  assert.deepEqual([answer.status, answer.json().code], [413, "body_too_large"]);
});
