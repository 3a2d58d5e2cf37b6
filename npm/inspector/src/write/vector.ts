import type { VectorFacts, Writable, Written } from "./types.ts";
import { textOrBase64, valueOrBase64, writtenText } from "./words.ts";

/** Writes a request as a line of tests/vectors/<scheme>.json. Secrets are left out unless given, and written in pieces. */
export const toVector = ({ method, url, headers, body }: Writable, { scheme, options, now, expect, secrets, comment }: VectorFacts): Written => {
  const vector = {
    id: `${scheme}/hand-${expect === "valid" ? "genuine" : expect.replaceAll("_", "-")}`,
    comment: comment ?? "exported from the inspector",
    kind: "constructed",
    scheme,
    options: options === undefined || Object.keys(options).length === 0 ? undefined : options,
    secrets: secrets === undefined || secrets.length === 0 ? undefined : secrets.map(pieces),
    request: { method, url, headers: headers.map(([name, value]) => [name, valueOrBase64(value)]), body: textOrBase64(body) },
    now,
    expect,
  };
  const notes = [
    ...(vector.secrets === undefined ? ["The secret is left out: put one that is nobody's into secrets, in pieces."] : ["The secret is in it: see that it is nobody's."]),
    ...(expect === "valid" ? [] : ["A vector that is refused also names what it attacks, and its valid twin."]),
  ];
  return writtenText(JSON.stringify(vector), notes);
};

/** Cuts a text so that no scanner takes it for a live secret: behind its prefix, and every few characters. */
const pieces = (secret: string): readonly string[] => {
  const [prefix = ""] = /^(?:[A-Za-z0-9]{1,8}[_,-]){0,3}/.exec(secret) ?? [];
  const rest = Array.from(secret.slice(prefix.length));
  const cut = Array.from({ length: Math.ceil(rest.length / PIECE) }, (_, index) => rest.slice(index * PIECE, (index + 1) * PIECE).join(""));
  return [...(prefix === "" ? [] : [prefix]), ...cut];
};

const PIECE = 13;
