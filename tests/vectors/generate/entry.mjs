// Reads the entries of ../schemes and checks their form, so that a mistake is named and not built upon.
import { readdirSync } from "node:fs";
import { OTHER_KEYS, KEYS } from "../schemes/keys.mjs";
import { createPublicKey } from "node:crypto";
import { forEntry, normal } from "./request.mjs";

const FOLDER = new URL("../schemes/", import.meta.url);
const FIELDS = new Set([
  "scheme", "reference", "secret", "otherSecret", "privateKey", "key", "request", "options", "sign", "covers", "tolerance",
  "expect", "published", "constructed", "list", "bare", "foreign", "omit", "optional", "otherForm",
]);
const PARTS = new Set(["body", "timestamp", "id", "url", "method", "type", "query", "headers"]);

/** Every entry, in the order of the files' names and then of the lists; and what is wrong with the others. */
export async function readEntries() {
  const [entries, faults] = [[], []];
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".mjs")).sort()) {
    for (const given of await listOf(name, faults)) {
      try {
        const earlier = entries.find(({ scheme }) => scheme === given.scheme);
        if (earlier !== undefined) throw new Error(`${name}, ${given.scheme}: stands in ${earlier.file} too`);
        entries.push(new Entry(given, name));
      } catch (error) {
        faults.push(error.message);
      }
    }
  }
  return { entries, faults };
}

async function listOf(name, faults) {
  try {
    return (await import(new URL(name, FOLDER))).default ?? [];
  } catch (error) {
    faults.push(`${name}: ${error.message}`);
    return [];
  }
}

export class Entry {
  constructor(given, file) {
    const complain = (what) => { throw new Error(`${file}, ${given.scheme ?? "an entry without scheme"}: ${what}`); };
    for (const field of ["scheme", "reference", "request", "sign", "covers", "expect"]) {
      if (given[field] === undefined) complain(`has no ${field}`);
    }
    for (const field of Object.keys(given)) if (!FIELDS.has(field)) complain(`has an unknown field ${field}`);
    for (const part of given.covers) if (!PARTS.has(part)) complain(`covers an unknown part ${part}`);
    if (given.secret !== undefined && !Array.isArray(given.secret)) complain("secret is a list of pieces");
    if (given.privateKey !== undefined && !Array.isArray(given.key)) complain("a public-key scheme needs key as a list of pieces");
    Object.assign(this, { published: [], constructed: [], omit: [], optional: [], tolerance: null, ...given, file, complain });
    this.request = normal(given.request);
    this.secretText = given.secret?.join("");
  }

  get isPublic() {
    return this.privateKey !== undefined;
  }

  /** How the configured secrets or keys are written in a vector: its own, or others in front. */
  configured(others = 0) {
    if (this.isPublic) return { keys: [...this.otherPublicKeys().slice(0, others), this.key] };
    if (this.secretText === undefined) return {};
    return { secrets: [...this.otherSecrets().slice(0, others), this.secretText] };
  }

  /** The whole request that is sent. `who` is 0 for the vendor, 1 and more for others' keys. */
  signed({ request = this.request, at, who = 0, stamp, secret } = {}) {
    const moment = stamp === undefined ? at : Object.assign(new Number(at), { text: stamp });
    const credentials = secret === undefined ? this.#credentials(who) : { secret };
    const made = this.sign({ ...credentials, request: forEntry(request), at: moment, stamp });
    return normal(made);
  }

  #credentials(who) {
    if (this.isPublic) return { privateKey: who === 0 ? this.privateKey.join("") : this.#otherPrivateKeys()[0].join("") };
    if (this.secretText === undefined) return {};
    return { secret: who === 0 ? this.secretText : this.otherSecrets()[who - 1] };
  }

  #kind() {
    const { asymmetricKeyType } = createPublicKey(this.privateKey.join(""));
    return { ed25519: "ed25519", ec: "p256", rsa: "rsa" }[asymmetricKeyType];
  }

  #otherPrivateKeys() {
    return [OTHER_KEYS[this.#kind()].privateKey];
  }

  otherPublicKeys() {
    return [OTHER_KEYS[this.#kind()].pem];
  }

  /** Keys of a kind that is not this scheme's. */
  foreignPublicKey() {
    return KEYS[this.#kind() === "ed25519" ? "p256" : "ed25519"].pem;
  }

  /** Five other secrets of the same form: letters and digits in the middle are moved within their class. */
  otherSecrets() {
    const given = this.otherSecret?.join("");
    const derived = [1, 2, 3, 4, 5].map((step) => shifted(this.secretText, step));
    const all = given === undefined ? derived : [given, ...derived.map((_, n) => shifted(given, n + 1))].slice(0, 5);
    if (new Set([this.secretText, ...all]).size !== 6) this.complain("no other secrets can be derived: give otherSecret");
    return all;
  }
}

const CLASSES = ["0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ"];

function shifted(secret, step) {
  const middle = Math.floor(secret.length / 2);
  const move = (letter) => {
    const own = CLASSES.find((letters) => letters.includes(letter));
    return own === undefined ? letter : own[(own.indexOf(letter) + step) % own.length];
  };
  return secret.slice(0, middle) + [...secret.slice(middle, middle + 7)].map(move).join("") + secret.slice(middle + 7);
}
