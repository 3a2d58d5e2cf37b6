import { readVariables } from "../vars-file.js";
import { EXIT, Failure, usage } from "../failure.js";
import { library } from "../library.js";
import { meant } from "../nearest.js";
import { schemeTexts } from "../scheme.js";
import { hasProofs, readProofs, SECRET_FLAGS } from "../secrets.js";
import { type Entry, readName, Settings, SETTINGS_FLAGS } from "../settings/file.js";
import { receiverLines } from "../settings/receiver.js";
import { keepSecrets, type Kept, makeSecret } from "../settings/secret.js";
import { deleteCommand, putCommand } from "../settings/wrangler.js";
import type { Call, Verb } from "../verb.js";

/** Replaces a secret while the former one still holds. */
export const rotate: Verb = {
  name: "rotate",
  about: "give a source or an origin a new secret, while the former one still holds",
  usage: ["waxseal rotate NAME [--secret-env NAME | --secret-file PATH | --make] [--deploy]", "waxseal rotate NAME --finish"],
  text: [
    "Moves the current secret to NAME_OLD, which the configuration lists with \"?\", and sets a new one. A source then takes both: its new secret is the one that the sender shows you, asked for and not shown, or --make makes one for a sender that takes yours. For an origin a new one is made and printed once, and everything is signed with both.",
    "The current secret is read from .dev.vars (or --vars-file PATH). With --deploy that file must hold what is deployed: Cloudflare tells nobody what a secret is. Both are piped to `npx wrangler secret put`, the former one first.",
    "--finish removes the former one, when nobody uses it any more: GET /api/secrets says when a source's was last used, and the developer of an origin knows when the receiver has the new one.",
  ],
  flags: {
    ...SECRET_FLAGS,
    make: { about: "make the new secret of a source here; an origin's always is" },
    finish: { about: "remove the former secret" },
    kind: { value: "KIND", about: "source or origin, where both have one of this name" },
    ...SETTINGS_FLAGS,
  },
  words: 1,
  examples: [
    ["An origin", "waxseal rotate crm"],
    ["A source, with the secret that its sender shows, on Cloudflare too", "waxseal rotate affiliatebase --secret-file new.secret --deploy"],
    ["When nobody uses the former one", "waxseal rotate crm --finish"],
  ],
  async run(call) {
    const name = readName(call.given.words[0], "source or origin");
    const settings = Settings.read(call);
    const found = find(settings, name, call.given.text("kind"));
    return call.given.has("finish") ? finish(call, settings, found) : begin(call, settings, found);
  },
};

/** What is rotated. */
interface Found {
  readonly kind: "source" | "origin";
  readonly name: string;
  readonly entry: Entry;
  /** The variable of its current secret, and that of the former one. */
  readonly variable: string;
  readonly former: string;
  /** Whether the configuration lists the former one. */
  readonly isListed: boolean;
}

const find = (settings: Settings, name: string, wanted: string | undefined): Found => {
  if (wanted !== undefined && wanted !== "source" && wanted !== "origin") throw usage("--kind must be source or origin");
  const kinds = (["source", "origin"] as const).filter((kind) => (wanted ?? kind) === kind && Object.hasOwn(settings.entries(`${kind}s`), name));
  const [kind, second] = kinds;
  if (second !== undefined) throw usage("a source and an origin have this name: --kind source or --kind origin");
  if (kind === undefined) {
    const known = [...Object.keys(settings.entries("sources")), ...Object.keys(settings.entries("origins"))];
    throw usage(`the configuration has no source or origin of this name${meant(name, known)}; it has ${known.join(", ")}`);
  }
  const entry = settings.entries(`${kind}s`)[name]!;
  const listed = namesOf(entry);
  const variable = listed[0];
  if (variable === undefined) throw new Failure("configuration", `${kind} ${name} lists no secret that could be replaced`, "secret_empty");
  const former = listed[1] ?? `${variable}_OLD?`;
  if (!former.endsWith("?")) throw new Failure("configuration", `the second secret of ${kind} ${name} is not optional: rotate needs "${variable}_OLD?" in its place`, "config_invalid");
  return { kind, name, entry, variable, former: former.slice(0, -1), isListed: listed.length > 1 };
};

const namesOf = ({ secrets }: Entry): readonly string[] => {
  const list = Array.isArray(secrets) ? secrets : [secrets];
  return list.filter((one): one is string => typeof one === "string" && /^[A-Za-z_]\w*\??$/.test(one));
};

const begin = async (call: Call, settings: Settings, found: Found): Promise<number> => {
  const { given, out } = call;
  const { kind, name, variable, former } = found;
  if (!found.isListed) return list(call, settings, found);
  const there = readVariables(settings.varsFile(call), true);
  const current = there[variable];
  if (current === undefined) throw new Failure("configuration", `${variable} is not in the file of secrets, so it cannot be kept as ${former}: put it there, or name the file that has it with --vars-file PATH`, "secret_empty");
  if (there[former] !== undefined) throw new Failure("configuration", `${former} is set: a rotation is under way, and another one would end the secret that it keeps; finish it first: waxseal rotate ${name} --finish`, "config_invalid");
  const fresh = kind === "origin" ? await made(call) : await taken(call, found);
  if (fresh.value === current) throw usage("the new secret is the current one");
  out.hide(current);
  await keepSecrets(call, settings, { [former]: current, [variable]: fresh.value });
  const next = kind === "origin" ? nextOfOrigin(call, found) : nextOfSource(call, found);
  out.line(`${kind} ${name} has a new secret: ${variable}; the former one holds too, as ${former} (${settings.varsFile(call)})`);
  if (fresh.isNew) out.line(`\nThe new secret; it is not shown again:\n  ${fresh.value}`);
  const lines = kind === "origin" ? receiverLines([variable, former]) : [];
  if (kind === "origin") out.line(`\nThe receiver, until it is finished:\n${lines.map((line) => `  ${line}`).join("\n")}`);
  out.line(`\nNext:\n${next.map((line) => `  ${line}`).join("\n")}`);
  out.data({ ok: true, [kind]: name, variable, former, deployed: given.has("deploy"), ...(fresh.isNew ? { secret: fresh.value } : {}), ...(kind === "origin" ? { receiver: lines } : {}), next });
  return EXIT.done;
};

/** Secrets may only move where the Worker already knows both names. */
const list = (call: Call, settings: Settings, { kind, name, variable, former }: Found): number => {
  settings.replace([`${kind}s`, name, "secrets"], [variable, `${former}?`]);
  settings.write();
  const next = ["npx wrangler deploy   (on Cloudflare; elsewhere start it again)", `waxseal rotate ${name}   (again)`];
  call.out.line(`"${former}?" is now listed in ${settings.path}; no secret was changed yet: a Worker that does not know the name would refuse what the former secret signs`);
  call.out.line(`\nNext:\n${next.map((line) => `  ${line}`).join("\n")}`);
  call.out.data({ ok: true, [kind]: name, variable, former, listed: true, next });
  return EXIT.done;
};

const made = (call: Call): Promise<Kept> => {
  if (hasProofs(call)) throw usage("an origin's secret is made here: it takes none");
  return makeSecret(undefined, "");
};

const taken = async (call: Call, { name, entry }: Found): Promise<Kept> => {
  if (call.given.has("make")) {
    if (hasProofs(call)) throw usage("--make makes the secret, so it is in no variable or file yet");
    return makeSecret(algorithmOf(entry), name);
  }
  const [proof, ...more] = await readProofs(call, { name, takes: "secrets" }, false);
  if (proof === undefined || more.length > 0) throw usage("rotate takes one secret");
  if (typeof proof.value !== "string") throw usage("the secret is not text: write it in hexadecimal or base64, as the sender shows it");
  await checkSecret(entry, proof.value);
  return { value: proof.value, isNew: false };
};

const algorithmOf = ({ scheme }: Entry): unknown => {
  if (typeof scheme === "string") return Object.hasOwn(schemeTexts, scheme) ? schemeTexts[scheme]!["algorithm"] : undefined;
  return (scheme as { readonly algorithm?: unknown } | null | undefined)?.algorithm;
};

/** Refuses a secret that cannot work with the scheme. What else the configuration says is the Worker's to check. */
const checkSecret = async ({ scheme }: Entry, secret: string): Promise<void> => {
  const { Verifier } = await library();
  try {
    new Verifier({ scheme, secrets: secret } as unknown as ConstructorParameters<typeof Verifier>[0]);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code === "string" && code.startsWith("secret_")) throw error;
  }
};

const RESTART = "start it again   (npm run dev, npm start: secrets are read when it starts)";

const puts = (call: Call, { variable, former }: Found): readonly string[] =>
  [
  ...(call.given.has("deploy") ? [] : [`${putCommand(call, former)}   (on Cloudflare: the former secret, first)`, `${putCommand(call, variable)}   (then the new one)`]),
  RESTART,
];

const nextOfSource = (call: Call, found: Found): readonly string[] => [
  ...puts(call, found),
  "see that the sender signs with the new secret; until it does, the former one is taken as well",
  `when GET /api/secrets shows that ${found.former} is no longer used: waxseal rotate ${found.name} --finish`,
];

const nextOfOrigin = (call: Call, found: Found): readonly string[] => [
  ...puts(call, found),
  "give the new secret to the origin's developer; every delivery is signed with both until then",
  `when the receiver has it: waxseal rotate ${found.name} --finish`,
];

const finish = async (call: Call, settings: Settings, { kind, name, variable, former }: Found): Promise<number> => {
  if (hasProofs(call) || call.given.has("make")) throw usage("--finish sets no secret");
  if (call.given.has("deploy")) throw usage(`--finish removes it here alone; on Cloudflare: ${deleteCommand(call, former)}`);
  const there = readVariables(settings.varsFile(call), true);
  if (there[former] === undefined) throw new Failure("configuration", `${former} is not set: there is no rotation to finish`, "config_invalid");
  await keepSecrets(call, settings, { [former]: undefined });
  const next = [`${deleteCommand(call, former)}   (on Cloudflare)`];
  call.out.line(`${former} is removed: ${kind} ${name} has ${variable} alone`);
  call.out.line(`\nNext:\n${next.map((line) => `  ${line}`).join("\n")}`);
  call.out.data({ ok: true, [kind]: name, variable, removed: former, next });
  return EXIT.done;
};
