import type { Server } from "node:http";
import { came, readTarget, send } from "../call.js";
import { EXIT, Failure, usage } from "../failure.js";
import { Counts } from "../listen/counts.js";
import { forward, isReachable } from "../listen/forward.js";
import { ALIVE, receiver, type Reply, started } from "../listen/receiver.js";
import { judged, type Manner, type Outcome, problem, refused } from "../listen/reception.js";
import { Seen } from "../listen/seen.js";
import { printRequest, shownHeaders, shownUrl } from "../listen/shown.js";
import { readTolerance, WINDOW_FLAGS } from "../moment.js";
import type { Received } from "../request/received.js";
import { type Chosen, readScheme, SCHEME_FLAGS, signaturePlaces } from "../scheme.js";
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

interface Settings {
  readonly port: number;
  readonly host: string;
  readonly url: string | undefined;
  readonly target: string | undefined;
  readonly token: string | undefined;
  readonly heartbeat: number;
  readonly requests: number;
  readonly timeout: number;
}

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

/** The largest body that is taken; the Worker's intake has the same cap. */
const LIMIT_BYTES = 1024 * 1024;

class Listening {
  readonly #call: Call;
  readonly #chosen: Chosen;
  readonly #manner: Manner;
  readonly #settings: Settings;
  readonly #counts = new Counts();
  #requests = 0;
  #isClean = true;
  #end: (status: number) => void = () => undefined;

  constructor(call: Call, chosen: Chosen, manner: Manner, settings: Settings) {
    this.#call = call;
    this.#chosen = chosen;
    this.#manner = manner;
    this.#settings = settings;
  }

  async run(): Promise<number> {
    const server = receiver({
      library: this.#chosen.library,
      limit: LIMIT_BYTES,
      receive: (received) => this.#receive(received),
      failed: (received, error) => this.#failed(received, error),
      alive: () => ({ alive: true, counts: this.#counts.all }),
    });
    const port = await started(server, this.#settings.port, this.#settings.host);
    const address = `http://${this.#settings.host.includes(":") ? `[${this.#settings.host}]` : this.#settings.host}:${port}`;
    this.#greet(address);
    const beat = this.#settings.heartbeat === 0 ? undefined : setInterval(() => void this.#beat(address), this.#settings.heartbeat * 1000);
    const status = await this.#ended();
    clearInterval(beat);
    await closed(server);
    const { out } = this.#call;
    out.data({ event: "stopped", counts: this.#counts.all }, 0);
    out.line(`stopped: ${this.#counts.told(Date.now())}`);
    return status;
  }

  #ended(): Promise<number> {
    return new Promise((resolve) => {
      this.#end = resolve;
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(EXIT.done));
    });
  }

  #greet(address: string): void {
    const { out } = this.#call;
    const { target } = this.#settings;
    out.data({ event: "listening", url: address, scheme: this.#chosen.name, assurance: this.#manner.verifier.assurance, ...(target === undefined ? {} : { forward: target }) }, 0);
    out.line(`${out.paint("good", "listening")} on ${address} for ${this.#chosen.name}${target === undefined ? "" : `, forwarding to ${target}`}; Ctrl-C ends it`);
    if (this.#manner.verifier.assurance === "none") out.line(out.paint("warn", "nothing is checked: anyone can send this"));
  }

  async #receive(received: Received): Promise<Reply> {
    const outcome = await judged(received, this.#manner);
    this.#tell(received, outcome);
    return outcome.reply;
  }

  #failed(received: Received, error: unknown): Reply {
    const outcome = attempt(() => refused(error)) ?? { outcome: "failed" as const, reply: problem(503, "internal"), detail: error instanceof Error ? error.message : String(error) };
    this.#tell(received, outcome);
    return outcome.reply;
  }

  #tell(received: Received, { outcome, reply, code, detail, id, type, timestamp }: Outcome): void {
    const { out, given } = this.#call;
    const at = new Date();
    this.#counts.add(outcome === "busy" ? "duplicate" : outcome, at.getTime());
    this.#isClean &&= outcome !== "refused" && outcome !== "failed";
    const facts = [id === null || id === undefined ? "" : `id ${id}`, type ?? "", code ?? "", detail ?? ""].filter((fact) => fact !== "");
    out.data({
      event: "request", at: at.toISOString(), method: received.method, url: shownUrl(received.url ?? "", this.#chosen), bytes: received.body.length, outcome, status: reply.status,
      ...(code === undefined ? {} : { code }), ...(detail === undefined ? {} : { detail }),
      ...(id === undefined ? {} : { id, type, timestamp }), headers: Object.fromEntries(shownHeaders(received, this.#chosen)),
    }, 0);
    printRequest(out, this.#chosen, given.has("quiet"), { at, received, outcome, status: String(reply.status), facts });
    if (++this.#requests === this.#settings.requests) {
      // The last one is answered before the server goes.
      setTimeout(() => this.#end(this.#isClean ? EXIT.done : EXIT.refused), 50);
    }
  }

  /** Asks itself over the network, as a sender would, and shows what it found. */
  async #beat(address: string): Promise<void> {
    const { out } = this.#call;
    const { target } = this.#settings;
    const answer = await send({ method: "GET", url: `${address}${ALIVE}`, headers: {}, body: new Uint8Array(0) }, 5000);
    const reachable = target === undefined ? undefined : await isReachable(target, 5000);
    const isAlive = answer.status === 200;
    out.data({ event: "alive", ok: isAlive, counts: this.#counts.all, ...(reachable === undefined ? {} : { forwardReachable: reachable }) }, 0);
    const forwards = reachable === undefined ? "" : reachable ? "; the forward target takes connections" : out.paint("bad", "; the forward target takes no connections");
    out.line(out.paint("faint", `${isAlive ? "alive" : `not reachable by itself (${came(answer)})`}: ${this.#counts.told(Date.now())}`) + forwards);
  }
}

const attempt = <T>(call: () => T): T | undefined => {
  try {
    return call();
  } catch {
    return undefined;
  }
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
