// A text field cannot hold CR: it turns CRLF and CR into LF. The text that counts is kept beside
// what the field shows, and only the stretch that was typed over is replaced.

/** How a text field shows a text. */
export const shown = (exact: string): string => (exact.includes("\r") ? exact.replaceAll(/\r\n?/g, "\n") : exact);

/** The exact text after the field, which showed `exact`, was changed to `now`. */
export const edited = (exact: string, now: string): string => {
  if (!exact.includes("\r")) return now;
  const before = shown(exact);
  const start = commonStart(before, now);
  const end = commonEnd(before, now, start);
  const from = exactAt(exact, start);
  const to = exactAt(exact, before.length - end);
  return exact.slice(0, from) + now.slice(start, now.length - end) + exact.slice(to);
};

const commonStart = (one: string, other: string): number => {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
};

const commonEnd = (one: string, other: string, start: number): number => {
  const most = Math.min(one.length, other.length) - start;
  let at = 0;
  while (at < most && one.charCodeAt(one.length - 1 - at) === other.charCodeAt(other.length - 1 - at)) at += 1;
  return at;
};

/** Where in the exact text a place of the shown one is: CRLF counts as one there. */
const exactAt = (exact: string, place: number): number => {
  let at = 0;
  for (let seen = 0; seen < place && at < exact.length; seen += 1) {
    at += exact.charCodeAt(at) === 0x0d && exact.charCodeAt(at + 1) === 0x0a ? 2 : 1;
  }
  return at;
};
