// What the project set itself: a peer's time by ours, and ours by that of hand-written code.

/** At least this many times as fast as packages that hash in JavaScript. */
export const SCRIPTED = { 256: 3, 1024: 5, 4096: 8, 65536: 15, 1048576: 15 };

/** At least as fast as a package that uses the host's hashes. */
export const NATIVE = { 256: 1, 1024: 1, 4096: 1, 65536: 1, 1048576: 2 };

/** At most this much of the time of hand-written code. */
export const BY_HAND = 1.1;

/** At most this much of the time from import to the first verdict. */
export const START = 1.5;
