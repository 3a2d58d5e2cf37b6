import { EXIT, Failure, usage } from "../failure.js";
import { library } from "../library.js";
import { readAdd, readName, Settings, SETTINGS_FLAGS, SETTINGS_TEXT, variableFor } from "../settings/file.js";
import { receiverLines } from "../settings/receiver.js";
import { checkFree, keepSecrets } from "../settings/secret.js";
import { putCommand } from "../settings/wrangler.js";
import type { Call, Verb } from "../verb.js";

/** Adds a receiver to a configuration. */
export const origin: Verb = {
  name: "origin",
  about: "add a receiver to waxseal.jsonc, and make the secret that it is signed for with",
  usage: ["waxseal origin add NAME --url URL --events TYPES [--deploy]"],
  text: [
    "Writes the origin into the configuration, where comments stay, makes its secret, and prints it once, with the three lines that its developer needs to verify what comes.",
    SETTINGS_TEXT,
  ],
  flags: {
    url: { value: "URL", about: "where events go: https, and public" },
    events: { value: "TYPES", several: true, about: "the types that it gets, with commas: payout.*,commission.created; * for all" },
    retry: { value: "PRESET", about: "backoff, hourly or day; backoff, if absent" },
    tests: { about: "test events too; other origins never see one" },
    ...SETTINGS_FLAGS,
  },
  words: 2,
  examples: [
    ["A CRM", "waxseal origin add crm --url https://crm.example.com/hooks --events 'affiliate.*,referral.*'"],
    ["Everything, here and on Cloudflare", "waxseal origin add warehouse --url https://warehouse.example.com/in --events '*' --tests --deploy"],
  ],
  async run(call) {
    const { given, out } = call;
    readAdd(given.words[0], "origin");
    const name = readName(given.words[1], "origin");
    const settings = Settings.read(call);
    const url = readUrl(given.text("url"), settings);
    const events = readEvents(given.texts("events"));
    const retry = readRetry(given.text("retry"));
    const variable = variableFor(name);
    checkFree(call, settings, variable);
    settings.add("origins", name, { url, events, secrets: [variable, `${variable}_OLD?`], ...(retry === undefined ? {} : { retry }), ...(given.has("tests") ? { tests: true } : {}) });
    const secret = (await library()).newSecret();
    await keepSecrets(call, settings, { [variable]: secret });
    settings.write();
    const next = nextSteps(call, variable);
    const lines = receiverLines([variable]);
    out.line(`added origin ${name} to ${settings.path}; ${variable} is in ${settings.varsFile(call)}`);
    out.line(`\nIts secret, for the origin's developer; it is not shown again:\n  ${secret}`);
    out.line(`\nThe receiver, with ${variable} in its environment (npm i waxseal):\n${lines.map((line) => `  ${line}`).join("\n")}`);
    out.line(`\nNext:\n${next.map((line) => `  ${line}`).join("\n")}`);
    out.data({ ok: true, origin: name, url, events, config: settings.path, variable, deployed: given.has("deploy"), secret, receiver: lines, next });
    return EXIT.done;
  },
};

/** The Worker checks more of it, and says where; what can be seen here is refused here. */
const readUrl = (text: string | undefined, settings: Settings): string => {
  if (text === undefined) throw usage("--url is missing: where do events go?");
  if (/^\{secret:[A-Za-z_]\w*\}/.test(text)) return text;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw usage("--url is no URL: write https://crm.example.com/hooks");
  }
  if (url.username !== "" || url.password !== "") throw usage('--url holds a password: put it into "headers" as {secret:NAME}');
  if (url.protocol === "https:") return text;
  if (url.protocol === "http:" && settings.flag("insecure_origins")) return text;
  throw new Failure("configuration", '--url must be https, because the body and its signature travel in it (or set "insecure_origins": true in the configuration, for a test)', "origin_invalid");
};

const readEvents = (texts: readonly string[]): readonly string[] => {
  const events = texts.flatMap((text) => text.split(",")).map((text) => text.trim()).filter((text) => text !== "");
  if (events.length === 0) throw usage("--events is missing: which types does it get? '*' for all");
  return events;
};

const readRetry = (text: string | undefined): string | undefined => {
  if (text !== undefined && !["backoff", "hourly", "day"].includes(text)) throw usage("--retry must be backoff, hourly or day");
  return text;
};

const nextSteps = (call: Call, variable: string): readonly string[] => [
  ...(call.given.has("deploy") ? [] : [`${putCommand(call, variable)}   (on Cloudflare, with the secret above)`]),
  "npx wrangler deploy   (on Cloudflare)",
  "start it again   (npm run dev, npm start: secrets are read when it starts)",
  "npx waxseal doctor URL   (sends it a test event)",
];
