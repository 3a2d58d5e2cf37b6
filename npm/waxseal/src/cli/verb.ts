import type { Arguments } from "./arguments.js";
import type { Output } from "./output.js";

/** One flag of a verb. */
export interface Flag {
  /** What its value is called in the help; none for a flag without a value. */
  readonly value?: string;
  /** One letter. */
  readonly short?: string;
  /** Whether it may stand several times. */
  readonly several?: boolean;
  readonly about: string;
}

/** Flags by name. */
export type Flags = Readonly<Record<string, Flag>>;

/** What a verb is run with. */
export interface Call {
  readonly given: Arguments;
  readonly out: Output;
  readonly env: NodeJS.ProcessEnv;
}

/** One verb of the command line: its help, and what it does. */
export interface Verb {
  readonly name: string;
  /** One line for the list. */
  readonly about: string;
  /** The lines under "Usage". */
  readonly usage: readonly string[];
  /** What a reader must know beyond its flags. */
  readonly text: readonly string[];
  readonly flags: Flags;
  /** How many words without a flag it takes at most. */
  readonly words: number;
  /** What its exit statuses say, where that needs more than the general list. */
  readonly exits?: readonly (readonly [number, string])[];
  /** Comments and command lines. */
  readonly examples: readonly (readonly [string, string])[];
  /** Does it, and returns the exit status. */
  run(call: Call): Promise<number>;
}
