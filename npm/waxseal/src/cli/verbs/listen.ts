import { readTarget } from "../call.js";
import { EXIT, Failure, usage } from "../failure.js";
import { forward } from "../listen/forward.js";
import { Listening, type Settings } from "../listen/listening.js";
import { ALIVE } from "../listen/receiver.js";
import type { Manner } from "../listen/reception.js";
import { Seen } from "../listen/seen.js";
import { readTolerance, WINDOW_FLAGS } from "../moment.js";
import { readScheme, SCHEME_FLAGS, signaturePlaces } from "../scheme.js";
import { PROOF_FLAGS, PROOF_TEXT, readProofs } from "../secrets.js";
import type { Call, Verb } from "../verb.js";
import { verifierOf } from "../verdict.js";

/** Receives webhooks on this machine. */
export const listen: Verb = {
  name: "listen",
  about: "receive webhooks here: verify, deduplicate, show, and forward if asked",
  usage: ["waxseal listen --scheme ID --secret-env NAME [--port N] [--forward URL]"],
  text: [
    "Answers 200 to genuine events and to their duplicates, 4xx with the code alone to everything else, and the handshakes that senders ask for. " +
      "Prints every request with its verdict. What it has seen it keeps in memory only: the last 10 000 events.",
    "With --forward a new event goes to your receiver, byte for byte, and the sender is answered what your receiver answered. An event counts as done when that was 2xx, so a failed one may come again.",
    `To show that it is alive it asks itself over the network every --heartbeat seconds, asks whether the forward target takes connections, and prints the counts; GET ${ALIVE} says the same.`,
    "To try a sender's retries: --answers 500,hang,200 answers the first genuine event 500, the second not at all, and all others 200.",
    PROOF_TEXT,
  ],
  flags: {
    ...SCHEME_FLAGS,
    ...PROOF_FLAGS,
    port: { value: "N", short: "p", about: "the port; 4400, if absent; 0 takes a free one" },
    host: { value: "HOST", about: "the address to listen on; 127.0.0.1, if absent: this machine alone" },
    url: { value: "URL", about: "the URL as registered with the sender, where it signs it" },
    forward: { value: "URL", about: "where new events go" },
    "verify-token-env": { value: "NAME", about: "the environment variable with the verify token of Meta's and Strava's handshakes" },
    answers: { value: "LIST", about: "statuses to answer genuine events with, in order, or hang; the last one stays" },
    tolerance: WINDOW_FLAGS["tolerance"]!,
    heartbeat: { value: "SECONDS", about: "how often it shows that it is alive; 60, if absent; 0 for never" },
    requests: { value: "N", about: "end after so many requests; the status is 1 if one of them was refused or failed" },
    quiet: { short: "q", about: "one line for each request, without headers and body" },
  },
  words: 0,
  exits: [
    [EXIT.done, "ended by Ctrl-C, or after --requests"],
    [EXIT.refused, "one of --requests was refused or failed"],
  ],
  examples: [
    ["See what arrives", "waxseal listen --scheme stripe --secret-env STRIPE_SECRET"],
    ["Verify in front of a receiver that does not yet", "waxseal listen --scheme github --secret-env GITHUB_SECRET --forward http://127.0.0.1:3000/hook"],
    ["Does the sender try again?", "waxseal listen --scheme affiliatebase --secret-env AB --answers 500,hang,200"],
  ],
  async run(call) {
    const { given, out } = call;
    const chosen = await readScheme(call);
    const settings = readSettings(call);
    const proofs = await readProofs(call, chosen, false);
    const verifier = verifierOf({ ...chosen, place: { ...chosen.place, ...(settings.url === undefined ? {} : { url: settings.url }) } }, proofs, readTolerance(call));
    for (const { code, detail } of verifier.warnings) out.aside(`${out.paint("warn", code, "err")}: ${detail}`);
    const { target, timeout } = settings;
    const manner: Manner = {
      verifier,
      seen: new Seen(),
      tokens: signaturePlaces(chosen).queries,
      token: settings.token,
      next: answersOf(given.text("answers")),
      forward: target === undefined ? undefined : (received) => forward(received, target, timeout),
    };
    return new Listening(call, chosen, manner, settings).run();
  },
};

const readSettings = (call: Call): Settings => {
  const { given } = call;
  return {
    port: given.count("port", 4400, 0, 65_535),
    host: given.text("host") ?? "127.0.0.1",
    url: given.text("url"),
    target: given.text("forward") === undefined ? undefined : readTarget(given.text("forward"), "--forward"),
    token: readToken(call),
    heartbeat: given.count("heartbeat", 60, 0, 86_400),
    requests: given.count("requests", 0, 1, 1_000_000),
    timeout: 30_000,
  };
};

const readToken = ({ given, env, out }: Call): string | undefined => {
  const name = given.text("verify-token-env");
  if (name === undefined) return undefined;
  const token = env[name];
  if (token === undefined || token === "") throw new Failure("configuration", "the environment variable that --verify-token-env names is not set", "secret_empty");
  out.hide(token);
  return token;
};

const answersOf = (text: string | undefined): Manner["next"] => {
  if (text === undefined) return () => undefined;
  const list = text.split(",").map((one) => {
    if (one === "hang") return one;
    if (!/^[2-5]\d\d$/.test(one)) throw usage("--answers must be statuses from 200 to 599, or hang, with commas: 500,hang,200");
    return Number(one);
  });
  let at = 0;
  return () => list[Math.min(at++, list.length - 1)];
};
