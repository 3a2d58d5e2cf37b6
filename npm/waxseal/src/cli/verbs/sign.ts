import { curlCommand } from "../curl-command.js";
import { EXIT, usage } from "../failure.js";
import { readMoment } from "../moment.js";
import { oneLine } from "../printable.js";
import { headerOfFlag, readBodyFlag, readInput } from "../request/input.js";
import { readScheme, SCHEME_FLAGS } from "../scheme.js";
import { seal, type Sealed } from "../sealed.js";
import { PROOF_FLAGS, PROOF_TEXT, readProofs } from "../secrets.js";
import type { Call, Flags, Verb } from "../verb.js";

/** Flags that say what is signed. */
export const CONTENT_FLAGS: Flags = {
  id: { value: "ID", about: "the event's id, where the scheme signs one in a header" },
  type: { value: "TYPE", about: "the event's type, where the scheme has a header for it" },
  timestamp: { value: "TIME", about: "when it is sent: ISO 8601, or Unix seconds or milliseconds; now, if absent" },
  method: { value: "METHOD", short: "X", about: "the method; POST, if absent" },
  url: { value: "URL", about: "where it will be sent" },
  header: { value: "'NAME: VALUE'", short: "H", several: true, about: "a header to send along" },
};

/** Signs a request as the sender would. */
export const sign: Verb = {
  name: "sign",
  about: "sign a body as the sender would; prints headers, a cURL command or JSON",
  usage: ["waxseal sign --scheme ID --secret-env NAME [--curl | --json] [BODY]"],
  text: [
    "BODY is a file, or - for standard input; or --body TEXT. Prints the headers to send, one per line; with --curl a command that sends them; with --json a request that `verify -` takes.",
    "A token is the secret itself, so its header is never printed: `send` and `probe` send it.",
    PROOF_TEXT,
  ],
  flags: {
    ...SCHEME_FLAGS,
    ...PROOF_FLAGS,
    body: { value: "TEXT", about: "the body's text, byte for byte" },
    "body-file": { value: "PATH", about: "the body's bytes from a file; - is standard input" },
    ...CONTENT_FLAGS,
    curl: { about: "print a cURL command" },
  },
  words: 1,
  examples: [
    ["Headers for a body", "waxseal sign --scheme stripe --secret-env STRIPE_SECRET body.json"],
    ["Sent at once", "eval \"$(waxseal sign --scheme stripe --secret-env STRIPE_SECRET --curl --url http://127.0.0.1:3000/hook body.json)\""],
    ["Signed and checked", "waxseal sign --json --scheme svix --secret-env S --id msg_1 --body '{}' | waxseal verify --scheme svix --secret-env S -"],
  ],
  async run(call) {
    const { given, out } = call;
    const chosen = await readScheme(call);
    const { body, file } = readContent(call);
    const proofs = await readProofs(call, chosen, file === "-");
    if (proofs.length > 1) throw usage("sign takes one secret");
    const sealed = seal(chosen, proofs[0]?.value, {
      body,
      id: given.text("id"),
      type: given.text("type"),
      timestamp: readMoment(given.text("timestamp"), "timestamp"),
      method: given.text("method"),
      url: given.text("url"),
      headers: given.texts("header").map(headerOfFlag),
    });
    if (["token", "basic"].includes(chosen.text["algorithm"] ?? "")) {
      throw usage(`${chosen.name} sends the secret itself, which is never printed: use \`waxseal send\` or \`waxseal probe\``);
    }
    if (given.has("curl") && !out.json) out.line(curlCommand(sealed, file));
    else if (!out.json) for (const [name, value] of Object.entries(sealed.headers)) out.line(`${name}: ${oneLine(value)}`);
    out.data({ ...jsonRequest(sealed), ...(given.has("curl") ? { curl: curlCommand(sealed, file) } : {}) });
    if (!out.json && sealed.url !== given.text("url") && !given.has("curl")) out.line(`\n${sealed.url}`);
    return EXIT.done;
  },
};

const readContent = (call: Call): { readonly body: Uint8Array; readonly file: string | undefined } => {
  const [word] = call.given.words;
  const flag = readBodyFlag(call);
  if (word !== undefined && flag !== undefined) throw usage("a body is named twice: a file, or --body, or --body-file");
  if (word !== undefined) return { body: readInput(word, "BODY"), file: word };
  if (flag === undefined) throw usage("there is no body: pass a file or -, or --body TEXT");
  return { body: flag, file: call.given.text("body-file") };
};

/** A signed request as JSON: what `verify -` reads. */
const jsonRequest = ({ method, url, headers, body }: Sealed): Record<string, unknown> => {
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value, "latin1").toString("utf8")]));
  const head = { method, ...(url === undefined ? {} : { url }), headers: texts };
  try {
    return { ...head, body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { ...head, bodyBase64: Buffer.from(body).toString("base64") };
  }
};
