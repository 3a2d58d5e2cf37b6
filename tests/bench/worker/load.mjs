// Sends signed events over keep-alive connections, and measures each answer.

import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

/** Sends requests, `parallel` at a time; every one must be answered `status: accepted`. */
export const send = async (url, requests, parallel) => {
  const agent = new Agent({ keepAlive: true, maxSockets: parallel });
  const queue = [...requests];
  const millis = [];
  const started = performance.now();
  const runner = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const begun = performance.now();
      const answer = await exchange(url, next, agent);
      millis.push(performance.now() - begun);
      if (!answer.includes('"accepted"')) throw new Error(`not accepted: ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, runner));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  millis.sort((a, b) => a - b);
  const at = (part) => millis[Math.min(millis.length - 1, Math.floor(millis.length * part))];
  return { perSecond: requests.length / seconds, p50: at(0.5), p99: at(0.99) };
};

const exchange = (url, { headers, body }, agent) =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method: "POST", agent, headers: { ...headers, "content-length": body.length } }, (incoming) => {
      const chunks = [];
      incoming.on("data", (chunk) => chunks.push(chunk));
      incoming.on("end", () => resolve(Buffer.concat(chunks).toString()));
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
