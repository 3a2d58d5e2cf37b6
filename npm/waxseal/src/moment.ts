import { nameOf } from "./name-of.js";

/** A moment: a `Date`, or milliseconds since 1970. */
export type Moment = Date | number;

/** Reads a moment as whole milliseconds. The one place that reads the clock. */
export const readMoment = (moment: unknown, what: string): number => {
  if (moment === undefined) return Date.now();
  const millis = isDate(moment) ? Date.prototype.getTime.call(moment) : moment;
  if (typeof millis !== "number") {
    throw new TypeError(`${what} is ${nameOf(moment)}: pass a Date or milliseconds since 1970`);
  }
  if (!Number.isFinite(millis)) throw new TypeError(`${what} is not a valid moment: pass a Date or milliseconds since 1970`);
  return Math.floor(millis);
};

const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === "[object Date]";
