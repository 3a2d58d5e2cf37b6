import { readTarget } from "../call.js";
import { Deployment } from "../doctor/api.js";
import { checkDelivery, checkHealth, checkOrigins, checkSecrets, checkTokens, type Tokens } from "../doctor/checks.js";
import { Findings } from "../doctor/findings.js";
import { VARS_FILE } from "../vars-file.js";
import { EXIT, usage } from "../failure.js";
import type { Call, Verb } from "../verb.js";

/** Looks at a running waxseal. */
export const doctor: Verb = {
  name: "doctor",
  about: "look at a running waxseal: health, secrets, and a test event to each origin",
  usage: ["waxseal doctor URL [--vars-file PATH] [--no-send]"],
  text: [
    'Asks /health, compares the clocks, and with the tokens of the API lists secrets and origins and sends a signed test event through the whole way to each origin that takes such ("tests": true). It says test: true.',
    "The tokens come from the environment, WAXSEAL_READ_TOKEN and WAXSEAL_ADMIN_TOKEN, or from a file that has them; never from an argument. They are in no output, and sent over https alone, or to this machine.",
  ],
  flags: {
    ...VARS_FILE,
    "no-send": { about: "send no test events" },
    origin: { value: "NAME", several: true, about: "send to these origins alone" },
    timeout: { value: "SECONDS", about: "how long to wait for an answer; 20, if absent" },
  },
  words: 1,
  exits: [
    [EXIT.done, "nothing failed"],
    [EXIT.refused, "something did"],
  ],
  examples: [
    ["Here", "waxseal doctor http://127.0.0.1:8787 --vars-file .dev.vars"],
    ["After a deployment", "waxseal doctor https://waxseal.example.workers.dev"],
    ["In a pipeline, without events", "waxseal doctor \"$URL\" --no-send --json > doctor.json"],
  ],
  async run(call) {
    const { given, out } = call;
    const url = readBase(given.words[0]);
    const tokens = readTokens(call, url);
    const deployment = new Deployment(url, given.count("timeout", 20, 1, 600) * 1000);
    const found = new Findings(out);
    out.line(`doctor of ${url}\n`);
    if (await checkHealth(deployment, found)) {
      await checkTokens(deployment, tokens, found);
      await checkBehind(call, deployment, tokens, found);
    }
    out.line(`\n${out.paint(found.isOk ? "good" : "bad", found.isOk ? "well" : "not well")}: ${found.count("pass")} passed, ${found.count("note")} to note, ${found.count("fail")} failed, ${found.count("not_run")} not run`);
    out.data({ ok: found.isOk, url, checks: found.all });
    return found.isOk ? EXIT.done : EXIT.refused;
  },
};

/** What the API says, and the test events. */
const checkBehind = async ({ given }: Call, deployment: Deployment, tokens: Tokens, found: Findings): Promise<void> => {
  const token = tokens.read ?? tokens.admin;
  if (token === undefined) return;
  await checkSecrets(deployment, token, found);
  const origins = await checkOrigins(deployment, token, found);
  if (given.has("no-send")) return found.add("not_run", "test event", "--no-send");
  if (tokens.admin === undefined) return found.add("not_run", "test event", "sending one needs WAXSEAL_ADMIN_TOKEN");
  const wanted = given.texts("origin");
  for (const one of wanted.filter((one) => origins.every(({ name }) => name !== one))) found.add("fail", "origin", `there is none of the name ${JSON.stringify(one)}`);
  for (const origin of origins.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) await checkDelivery(deployment, tokens, origin, found);
};

const readBase = (text: string | undefined): string => {
  const url = new URL(readTarget(text, "URL"));
  if (url.search !== "" || url.hash !== "") throw usage("URL is the address alone, without what stands behind ? or #");
  return url.href.replace(/\/+$/, "");
};

/** The tokens; never over a network that could read them. */
const readTokens = ({ env, out }: Call, url: string): Tokens => {
  const named = (name: string): string | undefined => (env[name] === undefined || env[name] === "" ? undefined : env[name]);
  const tokens = { read: named("WAXSEAL_READ_TOKEN"), admin: named("WAXSEAL_ADMIN_TOKEN") };
  for (const token of [tokens.read, tokens.admin]) if (token !== undefined) out.hide(token);
  const { protocol, hostname } = new URL(url);
  const isHere = hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
  if (protocol === "http:" && !isHere && (tokens.read ?? tokens.admin) !== undefined) throw usage("URL is not https: the tokens would travel in the clear. Only this machine is asked over http");
  return tokens;
};
