import { EXIT, usage } from "../failure.js";
import { readScheme, SCHEME_FLAGS, type Chosen } from "../scheme.js";
import { hasProofs, readProofs, SECRET_FLAGS } from "../secrets.js";
import { readAdd, readName, Settings, SETTINGS_FLAGS, SETTINGS_TEXT, variableFor } from "../settings/file.js";
import { checkFree, keepSecrets, type Kept, makeSecret } from "../settings/secret.js";
import { putCommand } from "../settings/wrangler.js";
import { verifierOf } from "../verdict.js";
import type { Call, Verb } from "../verb.js";

/** Adds a sender to a configuration. */
export const source: Verb = {
  name: "source",
  about: "add a sender to waxseal.jsonc, with its secret",
  usage: ["waxseal source add NAME --scheme ID [--header NAME] [--make | --secret-env NAME | --secret-file PATH] [--deploy]"],
  text: [
    "Writes the source into the configuration, where comments stay, and checks first that scheme, options and secret can work. The secret is the one that the sender shows you: from --secret-env or --secret-file, or asked for and not shown. --make makes one, for senders that take yours.",
    SETTINGS_TEXT,
  ],
  flags: {
    ...SCHEME_FLAGS,
    header: { value: "NAME", about: "the header that holds the signature, where the sender leaves it open: --set header=NAME" },
    url: { value: "URL", about: "the URL as registered with the sender, where it signs it" },
    ...SECRET_FLAGS,
    make: { about: "make the secret here" },
    ...SETTINGS_FLAGS,
  },
  words: 2,
  examples: [
    ["A sender whose secret is asked for", "waxseal source add stripe --scheme stripe"],
    ["One that names neither header nor encoding", "waxseal source add track360 --scheme track360 --header x-track360-signature --set encoding=hex --secret-env T360"],
    ["Here and on Cloudflare, with a secret that is made", "waxseal source add github --scheme github --make --deploy"],
  ],
  async run(call) {
    const { given, out } = call;
    readAdd(given.words[0], "source");
    const name = readName(given.words[1], "source");
    const chosen = placed(await readScheme(call), given.text("header"));
    const settings = Settings.read(call);
    const secret = await proofOf(call, chosen, name);
    verifierOf(chosen, [{ value: secret.value, from: "" }], undefined);
    const variable = variableFor(name);
    const isKey = chosen.takes === "keys";
    if (!isKey) checkFree(call, settings, variable);
    settings.add("sources", name, {
      scheme: chosen.scheme,
      ...chosen.place,
      ...(given.text("url") === undefined ? {} : { url: given.text("url") }),
      // A public key is no secret, and may stand in several lines.
      ...(isKey ? { keys: [secret.value] } : { secrets: [variable, `${variable}_OLD?`] }),
    });
    if (!isKey) await keepSecrets(call, settings, { [variable]: secret.value });
    settings.write();
    const next = nextSteps(call, name, isKey ? undefined : variable, chosen.place["query"]);
    out.line(`added source ${name} to ${settings.path}${isKey ? "" : `; ${variable} is in ${settings.varsFile(call)}`}`);
    if (secret.isNew) out.line(`\nIts secret, to give to the sender; it is not shown again:\n  ${secret.value}`);
    out.line(`\nNext:\n${next.map((line) => `  ${line}`).join("\n")}`);
    out.data({ ok: true, source: name, scheme: chosen.name, config: settings.path, ...(isKey ? {} : { variable }), deployed: given.has("deploy"), ...(secret.isNew ? { secret: secret.value } : {}), next });
    return EXIT.done;
  },
};

const placed = (chosen: Chosen, header: string | undefined): Chosen => {
  if (header === undefined) return chosen;
  if (chosen.place["header"] !== undefined) throw usage("--header stands beside --set header=…: one of them is enough");
  return { ...chosen, place: { ...chosen.place, header } };
};

/** Reads or makes the secret; of a sender that signs with a private key, its public key. */
const proofOf = async (call: Call, chosen: Chosen, name: string): Promise<Kept> => {
  if (chosen.takes === "nothing") throw usage(`${chosen.name} checks nothing: such a source is written by hand, with "accept_unsigned": true`);
  if (call.given.has("make")) {
    if (hasProofs(call)) throw usage("--make makes the secret, so it is in no variable or file yet");
    if (chosen.takes === "keys") throw usage(`${chosen.name} signs with a key of its own: take the public one from the sender`);
    return makeSecret(chosen.text["algorithm"], name);
  }
  const [proof, ...more] = await readProofs(call, chosen, false);
  if (proof === undefined || more.length > 0) throw usage("source takes one secret");
  if (typeof proof.value !== "string") throw usage("the secret is not text: write it in hexadecimal or base64, as the sender shows it");
  return { value: proof.value, isNew: false };
};

const nextSteps = (call: Call, name: string, variable: string | undefined, query: string | undefined): readonly string[] => [
  ...(variable === undefined || call.given.has("deploy") ? [] : [`${putCommand(call, variable)}   (on Cloudflare)`]),
  "npx wrangler deploy   (on Cloudflare)",
  "start it again   (npm run dev, npm start: secrets are read when it starts)",
  `give the sender https://<your address>/in/${name}${query === undefined ? "" : `?${query}=<the secret>`}`,
];
