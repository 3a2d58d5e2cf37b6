import { randomBytes } from "node:crypto";
import { type Answer, type Outgoing, send } from "../call.js";
import { outgoing } from "../delivery.js";
import { newId, type SampleEvent, sampleEvent } from "../event.js";
import type { Window } from "../moment.js";
import type { Chosen } from "../scheme.js";
import { seal, type Sealed, withoutSignature } from "../sealed.js";

/** What is probed, and with what. */
export interface RigParts {
  readonly chosen: Chosen;
  readonly secret: string | Uint8Array | undefined;
  readonly target: string;
  /** The URL that is signed. */
  readonly url: string;
  readonly type: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly method: string | undefined;
  /** A body of the user's own, sent as it is. */
  readonly body: Uint8Array | undefined;
  readonly timeout: number;
  readonly copies: number;
  readonly window: Window | undefined;
}

/** One signed event and the request that carries it. */
export interface Loaded {
  readonly id: string;
  readonly sealed: Sealed;
  readonly request: Outgoing;
}

/** Makes the requests of a probe and sends them. */
export class Rig {
  readonly parts: RigParts;

  constructor(parts: RigParts) {
    this.parts = parts;
  }

  /** Makes a new event, signed at `now` with the right secret or another. */
  load({ now = Date.now(), secret = this.parts.secret }: { readonly now?: number; readonly secret?: string | Uint8Array | undefined } = {}): Loaded {
    const { chosen, url, headers, type, method } = this.parts;
    const event = this.#event();
    // Some schemes have no place for an id in their headers, and say so.
    const content = { body: event.body, type: this.#unlessGiven("type", type), timestamp: now, url, headers, method };
    const sealed = attempt(() => seal(chosen, secret, { ...content, id: this.#unlessGiven("id", event.id) })) ?? seal(chosen, secret, content);
    return { id: event.id, sealed, request: this.#request(sealed, event.contentType) };
  }

  /** The same event with a body that was altered after it was signed. */
  tampered(): Loaded {
    const { id, sealed, request } = this.load();
    return { id, sealed, request: { ...request, body: altered(sealed.body, id) } };
  }

  /** An event without its signature; nothing where it cannot be taken off. */
  unsigned(): Loaded | undefined {
    const { id, sealed } = this.load();
    const bare = withoutSignature(this.parts.chosen, sealed);
    return bare === undefined ? undefined : { id, sealed: bare, request: this.#request(bare, this.#event().contentType) };
  }

  /** An event under a secret that nobody has. As bytes it fits every scheme; the colon is for HTTP Basic. */
  forged(): Loaded {
    return this.load({ secret: new TextEncoder().encode(`nobody:${randomBytes(24).toString("hex")}`) });
  }

  send({ request }: Loaded): Promise<Answer> {
    return send(request, this.parts.timeout);
  }

  #event(): SampleEvent {
    const { chosen, type, body } = this.parts;
    if (body === undefined) return sampleEvent(chosen, { id: newId(), type });
    const text = new TextDecoder().decode(body.subarray(0, 1));
    return { id: newId(), type, body, contentType: text === "{" || text === "[" ? "application/json" : "application/x-www-form-urlencoded" };
  }

  /** A header that the user wrote stays as it is. */
  #unlessGiven(name: "id" | "type", value: string): string | undefined {
    const header = this.parts.chosen.text[name]?.replace(/^header:/, "");
    return this.parts.headers.some(([one]) => one.toLowerCase() === header) ? undefined : value;
  }

  #request(sealed: Sealed, contentType: string): Outgoing {
    return outgoing(this.parts.chosen, sealed, this.parts.target, contentType);
  }
}

const attempt = <T>(call: () => T): T | undefined => {
  try {
    return call();
  } catch {
    return undefined;
  }
};

/**
 * Changes one character, so that a receiver that parses the body still can: of the event's id,
 * otherwise the last digit, otherwise the last letter.
 */
const altered = (body: Uint8Array, id: string): Uint8Array => {
  const text = Buffer.from(body).toString("latin1");
  const at = text.includes(id) ? text.lastIndexOf(id) + id.length - 1 : Math.max(text.search(/\d(?=\D*$)/s), -1);
  const place = at >= 0 ? at : text.search(/[A-Za-z](?=[^A-Za-z]*$)/s);
  const copy = new Uint8Array(body);
  const index = place >= 0 ? place : copy.length - 1;
  if (index < 0) return new TextEncoder().encode("x");
  copy[index] = copy[index] === 0x31 ? 0x32 : 0x31;
  return copy;
};
