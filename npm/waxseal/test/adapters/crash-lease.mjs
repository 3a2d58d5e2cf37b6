/** Long enough that a process starts and is asked within it. */
export const LEASE_MS = 3_000;
