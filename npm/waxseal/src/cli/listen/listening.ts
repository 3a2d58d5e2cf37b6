import type { Server } from "node:http";
import { came, send } from "../call.js";
import { EXIT } from "../failure.js";
import type { Received } from "../request/received.js";
import type { Chosen } from "../scheme.js";
import type { Call } from "../verb.js";
import { Counts } from "./counts.js";
import { isReachable } from "./forward.js";
import { ALIVE, receiver, type Reply, started } from "./receiver.js";
import { judged, type Manner, type Outcome, problem, refused } from "./reception.js";
import { printRequest, shownHeaders, shownUrl } from "./shown.js";

/** How a receiver runs. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** As registered with the sender. */
  readonly url: string | undefined;
  /** Where new events go. */
  readonly target: string | undefined;
  /** The verify token of handshakes. */
  readonly token: string | undefined;
  /** In seconds; 0 for none. */
  readonly heartbeat: number;
  /** After how many it ends; 0 for never. */
  readonly requests: number;
  /** Milliseconds that the target has. */
  readonly timeout: number;
}

/** The largest body that is taken; the Worker's intake has the same cap. */
const LIMIT_BYTES = 1024 * 1024;

/** A receiver that runs until it is ended, and tells what it receives. */
export class Listening {
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
