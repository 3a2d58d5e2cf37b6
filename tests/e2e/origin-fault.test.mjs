/** Origins that fail below HTTP, answer without end, or are many. One Worker serves all tests. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createServer } from "node:net";
import { until } from "./harness.mjs";
import { openStage, SOON } from "./stage.mjs";

const MANY = 10;
const twice = { retry: ["50ms"], timeout: "2s" };

let stage;
let wire;
const undo = [];
before(async () => {
  wire = await listen();
  undo.push(() => wire.stop());
  const origins = {
    plain: { ...twice, url: `https://127.0.0.1:${wire.port}/`, events: ["case.tls"] },
    nowhere: { ...twice, url: "http://no-such-host.invalid/", events: ["case.dns"] },
    garbled: { ...twice, url: `http://127.0.0.1:${wire.port}/garbled`, events: ["case.garbled"] },
    half: { ...twice, url: `http://127.0.0.1:${wire.port}/half`, events: ["case.half"] },
    headless: { ...twice, url: `http://127.0.0.1:${wire.port}/headless`, events: ["case.headless"] },
    endless: { ...twice, url: `http://127.0.0.1:${wire.port}/endless`, events: ["case.endless"] },
  };
  for (let number = 0; number < MANY; number += 1) {
    origins[`many${number}`] = { events: ["case.many"], retry: SOON, answer: (request) => ({ status: number % 2 === 1 && request.headers["waxseal-attempt"] === "1" ? 500 : 200 }) };
  }
  stage = await openStage({ after: (step) => undo.unshift(step) }, { origins });
});
after(async () => { for (const step of undo) await step(); });

/** A server that writes bytes instead of HTTP. */
async function listen() {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    socket.on("data", (data) => answerTo(String(data), socket));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: server.address().port, stop: () => { for (const socket of sockets) socket.destroy(); server.close(); } };
}

function answerTo(request, socket) {
  const path = / \/(\w+) /.exec(request)?.[1];
  // Without a path it is the beginning of TLS.
  if (path === undefined) socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
  if (path === "garbled") socket.end("this is not HTTP\r\n\r\n");
  // The headers said that it was taken; the body's end does not matter.
  if (path === "half") socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf", () => setTimeout(() => socket.destroy(), 50));
  if (path === "headless") socket.write("HTTP/1.1 200 OK\r\ncontent-le", () => socket.destroy());
  if (path === "endless") {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    const drip = setInterval(() => socket.write(`400\r\n${"x".repeat(1024)}\r\n`), 5);
    socket.on("close", () => clearInterval(drip));
  }
}

async function deliver(name) {
  const answer = await stage.sendEvent(`evt_${name}`, { type: `case.${name}` });
  assert.deepEqual([answer.status, answer.json().status], [200, "accepted"]);
  return (await stage.settled(`evt_${name}`, 20_000)).deliveries;
}

for (const [name, what] of Object.entries({ tls: "that speaks no TLS", dns: "whose name does not resolve", garbled: "that speaks no HTTP", headless: "that hangs up within its headers" })) {
  test(`an origin ${what} is tried again and then dead, with the failures in the log`, async () => {
    const [delivery] = await deliver(name);
    assert.equal(delivery.state, "dead");
    assert.equal(delivery.cause, "exhausted");
    assert.deepEqual(delivery.attempts.map(({ outcome }) => outcome.received), ["network", "network"]);
    for (const { outcome } of delivery.attempts) {
      assert.ok(!Object.values(stage.vars).some((secret) => outcome.detail.includes(secret)), "the log tells a secret");
    }
  });
}

for (const [name, what] of Object.entries({ half: "breaks off in the body", endless: "never ends" })) {
  test(`a 200 whose answer ${what} counts as delivered`, async () => {
    const [delivery] = await deliver(name);
    assert.equal(delivery.state, "delivered");
    assert.equal(delivery.attempts[0].outcome.status, 200);
    assert.ok((delivery.attempts[0].outcome.body ?? "").length <= 512, "little of it is kept");
  });
}

test(`${MANY} origins get one event, the ones beyond the Worker's six connections too`, async () => {
  const deliveries = await deliver("many");
  assert.deepEqual(deliveries.map((delivery) => delivery.state), Array(MANY).fill("delivered"));
  await until("every origin", () => Array.from({ length: MANY }, (_, number) => stage.received("evt_many", `many${number}`).length).every((count, number) => count === (number % 2) + 1));
  const ids = new Set(stage.origins.many0.received.concat(stage.origins.many7.received).map((request) => request.headers["webhook-id"]));
  assert.equal(ids.size, 1);
});
