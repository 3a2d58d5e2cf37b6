// From `import` to the first verdict, in fresh processes of Node, one after the other.

import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";

const PROCESSES = 21;
const FOLDER = fileURLToPath(new URL("../../npm", import.meta.url));
const KEY = Buffer.alloc(32, 7);

const LOADED = {
  "ES module": ["module", (name) => `await import("${name}")`],
  CommonJS: ["commonjs", (name) => `require("${name}")`],
};

/** What is measured: everything that a receiver does until it knows about its first request. */
const CONTENDERS = {
  waxseal: `new waxseal.Verifier({ scheme: "standard-webhooks", secrets: secret }).verify({ headers, body })`,
  standardwebhooks: `new standardwebhooks.Webhook(secret).verify(body, headers, { jsonParse: false })`,
};

const request = () => {
  const time = String(Math.floor(Date.now() / 1000));
  const body = JSON.stringify({ id: "evt_1", type: "commission.created", fill: "x".repeat(200) });
  const tag = createHmac("sha256", KEY).update(`msg_1.${time}.${body}`).digest("base64");
  const headers = { "content-type": "application/json", "webhook-id": "msg_1", "webhook-timestamp": time, "webhook-signature": `v1,${tag}` };
  return { headers, body, secret: `whsec_${KEY.toString("base64")}` };
};

const script = (name, loading) => `
  const { headers, body, secret } = JSON.parse(process.env.REQUEST);
  const start = process.hrtime.bigint();
  const ${name} = ${loading(name)};
  ${CONTENDERS[name]};
  console.log(Number(process.hrtime.bigint() - start) / 1000);
`;

const once = (name, [type, loading]) => {
  const env = { ...process.env, REQUEST: JSON.stringify(request()) };
  const { stdout, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, "-e", script(name, loading)], { cwd: FOLDER, env, encoding: "utf8" });
  const micros = Number(stdout);
  if (!(micros > 0)) throw new Error(`${name} told no time: ${stderr}`);
  return micros;
};

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** The median time in microseconds by form and contender. */
export const measureStart = () =>
  Object.entries(LOADED).map(([form, how]) => {
    const times = Object.fromEntries(Object.keys(CONTENDERS).map((name) => [name, []]));
    for (let turn = 0; turn < PROCESSES; turn += 1) for (const name of Object.keys(times)) times[name].push(once(name, how));
    return { form, processes: PROCESSES, micros: Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)])) };
  });
