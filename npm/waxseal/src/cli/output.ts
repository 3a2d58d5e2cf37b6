import { type Redaction } from "./redact.js";

/** Colours by what they say, not by their name. */
const STYLES = { good: 32, bad: 31, warn: 33, faint: 2, strong: 1 } as const;

/** What a text is painted as. */
export type Style = keyof typeof STYLES;

/** The part of a stream that is used. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Writes what a command has to say. Nothing reaches a stream but through here, without secrets. */
export class Output {
  /** Whether a program reads what is written. */
  readonly json: boolean;
  readonly #redaction: Redaction;
  readonly #streams: { readonly out: Stream; readonly err: Stream };
  readonly #env: NodeJS.ProcessEnv;

  constructor(json: boolean, redaction: Redaction, env: NodeJS.ProcessEnv, streams: { readonly out: Stream; readonly err: Stream }) {
    this.json = json;
    this.#redaction = redaction;
    this.#streams = streams;
    this.#env = env;
  }

  /** Keeps a secret out of everything that follows. */
  hide(secret: string): void {
    this.#redaction.add(secret);
  }

  /** Writes lines for a person. */
  line(text = ""): void {
    if (!this.json) this.#write(this.#streams.out, text);
  }

  /** Writes a value for a program: one document, or one line of many. */
  data(value: unknown, indent = 2): void {
    const clean = (_: string, one: unknown): unknown => (typeof one === "string" ? this.#redaction.clean(one) : one);
    if (this.json) this.#write(this.#streams.out, JSON.stringify(value, clean, indent));
  }

  /** Writes beside the result: notes, prompts, errors. */
  aside(text: string): void {
    this.#write(this.#streams.err, text);
  }

  /** Paints a text if a terminal shows it and nobody said no (https://no-color.org). */
  paint(style: Style, text: string, stream: "out" | "err" = "out"): string {
    const { NO_COLOR, TERM } = this.#env;
    const plain = this.#streams[stream].isTTY !== true || (NO_COLOR !== undefined && NO_COLOR !== "") || TERM === "dumb";
    return plain ? text : `\u001b[${STYLES[style]}m${text}\u001b[0m`;
  }

  #write(stream: Stream, text: string): void {
    stream.write(`${this.#redaction.clean(text)}\n`);
  }
}
