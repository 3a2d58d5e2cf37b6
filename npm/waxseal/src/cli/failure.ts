/** How a command ends. Documented in `waxseal --help`; a script may rely on it. */
export const EXIT = { done: 0, refused: 1, usage: 2, configuration: 3, network: 4, internal: 5 } as const;

/** What each status says. */
export const EXIT_MEANING: readonly (readonly [number, string])[] = [
  [EXIT.done, "genuine; or done, and every check passed"],
  [EXIT.refused, "refused: not genuine, a check of `probe` or `doctor` failed, `reconcile` found differences, or a receiver did not answer 2xx"],
  [EXIT.usage, "usage: an unknown verb or flag, a request or file that cannot be read"],
  [EXIT.configuration, "configuration: a secret, key or scheme that cannot work"],
  [EXIT.network, "network: nobody answers there, or the port is taken"],
  [EXIT.internal, "a fault of waxseal itself"],
];

/** Whose fault it is that a command could not do its work. */
export type FailureClass = "usage" | "configuration" | "network" | "internal";

/** Why a command could not do its work. Its text holds no secret, and nothing that could be one. */
export class Failure extends Error {
  readonly kind: FailureClass;
  /** The cause by name, where the vocabulary has one. */
  readonly code: string | undefined;

  constructor(kind: FailureClass, message: string, code?: string) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}

/** Makes the failure for a wrong command line or an input that cannot be read. */
export const usage = (message: string): Failure => new Failure("usage", message);
