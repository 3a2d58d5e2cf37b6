import { parseArgs } from "node:util";
import { Refusal } from "./refusal.mjs";

/**
 * @typedef {object} Options
 * @property {string} [folder]
 * @property {string} [name]
 * @property {string} [origin]
 * @property {boolean} [self-hosted]
 * @property {string} [waxseal]
 * @property {boolean} [update]
 * @property {boolean} [yes]
 * @property {boolean} [version]
 * @property {boolean} [help]
 */

export const HELP = `npm create waxseal [FOLDER] -- [FLAGS]

Makes a folder with the prebuilt waxseal Worker, its configuration and fresh secrets.
It runs on Cloudflare (wrangler), or on a machine of your own. Nothing is installed or sent.

  FOLDER         a new or empty folder; waxseal, if absent
  --name NAME    what the Worker is called on Cloudflare; the folder's name, if absent
  --origin URL   where events go; https://crm.example.com/hooks, if absent. One on this machine
                 (http://127.0.0.1:4400/) is for trying it out
  --self-hosted  leave out what is for Cloudflare
  --waxseal SPEC where npm takes the package waxseal from, such as file:waxseal.tgz; its own
                 version, if absent
  --update       in a folder made before: renew the Worker, the pages, the schema and selfhost/,
                 and touch nothing of yours
  -y, --yes      ask nothing; nothing is asked without a terminal either
  --version      show the version
  -h, --help     show this`;

/** @type {Record<string, { type: "string" | "boolean", short?: string }>} */
const FLAGS = {
  name: { type: "string" },
  origin: { type: "string" },
  "self-hosted": { type: "boolean" },
  waxseal: { type: "string" },
  update: { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

/**
 * Reads the words of a command line.
 *
 * @param {string[]} words
 * @returns {Options}
 * @throws {Refusal} for a flag that does not exist, and for values that cannot work
 */
export const readOptions = (words) => {
  const { values, positionals } = parsed(words);
  if (positionals.length > 1) throw new Refusal(`one folder, and ${positionals.length} were given`);
  if (values.name !== undefined) checkName(values.name);
  if (values.origin !== undefined) checkOrigin(values.origin);
  return { ...values, folder: positionals[0] };
};

const parsed = (words) => {
  try {
    return parseArgs({ args: words, options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new Refusal(`${error.message.split(". ")[0]}; see npm create waxseal -- --help`);
  }
};

/** Cloudflare makes a host's name of it. */
export const checkName = (name) => {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,52}[a-z0-9])?$/.test(name)) {
    throw new Refusal(`"${name}" cannot be a Worker's name: small letters, digits and hyphens, at most 54, no hyphen at either end (--name)`);
  }
};

/** The Worker's own check says the rest, with the place. */
export const checkOrigin = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) throw new Refusal(`--origin must be a URL: https://crm.example.com/hooks`);
  if (url.username !== "" || url.password !== "") throw new Refusal("--origin must hold no password: put it into \"headers\" of waxseal.jsonc as {secret:NAME}");
  if (url.protocol === "http:" && !isHere(text)) throw new Refusal("--origin must be https: the body and its signature travel in it. Only one on this machine may be http");
};

/** Whether a URL's host is this machine. */
export const isHere = (text) => {
  const { hostname } = new URL(text);
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
};

/** Makes a Worker's name of a folder's. */
export const nameOf = (folder) => {
  const name = folder.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 54).replace(/^-+|-+$/g, "");
  return name === "" ? "waxseal" : name;
};
