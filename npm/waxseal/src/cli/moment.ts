import { usage } from "./failure.js";
import type { Call, Flags } from "./verb.js";

/** Flags of the window. */
export const WINDOW_FLAGS: Flags = {
  now: { value: "TIME", about: "check against this moment: ISO 8601, or Unix seconds or milliseconds; the clock's, if absent" },
  tolerance: { value: "SECONDS", about: "another window than the vendor's; PAST/FUTURE for two" },
};

/** Reads a moment in milliseconds. */
export const readMoment = (text: string | undefined, flag: string): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const millis = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis)) throw usage(`--${flag} must be ISO 8601 (2026-05-29T14:21:12Z), or Unix seconds or milliseconds`);
  return millis;
};

/** How far a timestamp may lie from now, in seconds. */
export interface Window {
  readonly past: number;
  readonly future: number;
}

/** Reads `--tolerance`. */
export const readTolerance = ({ given }: Call): Window | undefined => {
  const text = given.text("tolerance");
  if (text === undefined) return undefined;
  const [, past, future] = /^(\d{1,9})(?:\/(\d{1,9}))?$/.exec(text) ?? [];
  if (past === undefined) throw usage("--tolerance must be whole seconds: 300, or 600/60 for past and future");
  return { past: Number(past), future: Number(future ?? past) };
};

/** Says a length of time in a few words. */
export const duration = (millis: number): string => {
  const seconds = Math.abs(millis) / 1000;
  if (seconds < 1) return `${Math.round(Math.abs(millis))} ms`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
};

/** Says how far a timestamp lies from now. */
export const skew = (timestamp: number, now: number): string => {
  if (Math.abs(now - timestamp) < 1000) return "now";
  return timestamp < now ? `${duration(now - timestamp)} ago` : `${duration(timestamp - now)} ahead`;
};
