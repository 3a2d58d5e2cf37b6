import { type Answer, isUnreachable, send, unreachable } from "../call.js";
import { latin1 } from "../request/received.js";

/** What a deployment answered. */
export interface Reply {
  /** Null where no answer came in time. */
  readonly status: number | null;
  readonly json: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly millis: number;
}

/** A deployment of waxseal, and what opens its API. */
export class Deployment {
  readonly #base: string;
  readonly #timeout: number;

  constructor(base: string, timeout: number) {
    this.#base = base.replace(/\/+$/, "");
    this.#timeout = timeout;
  }

  /**
   * Asks for a path.
   *
   * @throws Failure where nobody listens.
   */
  async ask(method: "GET" | "POST", path: string, token?: string): Promise<Reply> {
    const body = method === "POST" ? Buffer.from("{}") : Buffer.alloc(0);
    const headers = {
      accept: "application/json",
      ...(method === "POST" ? { "content-type": "application/json" } : {}),
      ...(token === undefined ? {} : { authorization: `Bearer ${latin1(Buffer.from(token))}` }),
    };
    const answer = await send({ method, url: this.#base + path, headers, body }, this.#timeout);
    if (isUnreachable(answer)) throw unreachable(answer);
    return read(answer);
  }
}

const read = (answer: Answer): Reply => {
  if (answer.status === null) return { status: null, json: {}, headers: {}, millis: answer.millis };
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(answer.body, "latin1").toString("utf8"));
  } catch {
    json = {};
  }
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return { status: answer.status, json: isObject ? (json as Record<string, unknown>) : {}, headers: answer.headers, millis: answer.millis };
};

/** A member that is a list of objects; nothing of it where it is something else. */
export const listOf = (json: Readonly<Record<string, unknown>>, name: string): readonly Readonly<Record<string, unknown>>[] => {
  const list = json[name];
  return Array.isArray(list) ? list.filter((one): one is Record<string, unknown> => typeof one === "object" && one !== null) : [];
};

/** A text of an answer, as it may be printed. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");
