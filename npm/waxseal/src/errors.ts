import { statusOf, type ConfigCode, type RejectCode } from "./generated.js";

/**
 * Lets `instanceof` hold across copies of this package: the ES module, the CommonJS one, and
 * one that a bundler made, in one process. A subclass is told apart as usual.
 */
const isBranded = (type: Function, brand: symbol, own: Function, value: unknown): boolean =>
  type === own
    ? typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[brand] === true
    : Function.prototype[Symbol.hasInstance].call(type, value);

const VERIFICATION = Symbol.for("waxseal.VerificationError");
const CONFIG = Symbol.for("waxseal.ConfigError");

/** A request that is not genuine, or not provably so. Its text holds no secret and no computed MAC. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
  /** The cause, by name. All that a response to the sender may hold. */
  readonly code: RejectCode;
  /** The compared facts in one sentence, for logs. */
  readonly detail: string;
  /** The HTTP status to answer with. */
  readonly status: number;

  constructor(code: RejectCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.status = statusOf[code];
  }

  get [VERIFICATION](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(this, VERIFICATION, VerificationError, value);
  }
}

/** A configuration that cannot work. Thrown by constructors and by `sign`, never by `verify`. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** The cause, by name. */
  readonly code: ConfigCode;
  /** What to change, in one sentence. Holds no secret. */
  readonly detail: string;

  constructor(code: ConfigCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }

  get [CONFIG](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(this, CONFIG, ConfigError, value);
  }
}
