import { fromFragment } from "../write/fragment.ts";
import type { Findings } from "./findings.ts";
import type { Given, Taken } from "./taken.ts";

/** Reads a URL: a GET with its query, or what a share link of the inspector holds. Spots count UTF-16 units. */
export const readUrl = ({ text }: Given, findings: Findings): Taken => {
  const start = text.length - text.replace(/^[\s\ufeff<"']+/, "").length;
  const [url = ""] = /^[^\s<>"']*/.exec(text.slice(start)) ?? [];
  const end = start + url.length;
  const behind = text.slice(end).replace(/^[>"']/, "");
  if (url === "") findings.error("there is no URL", { start, end });
  else if (behind.trim() !== "") findings.note("what stands behind the URL was left out", { start: end, end: text.length });
  const hash = url.indexOf("#");
  if (hash === -1) return { method: "GET", url };
  const { shared, problems } = fromFragment(url.slice(hash));
  if (shared !== null) return ofLink(shared);
  for (const problem of problems) findings.error(problem, { start: start + hash, end });
  if (problems.length === 0) findings.note("what stands behind # is not sent, and left out", { start: start + hash, end });
  return { method: "GET", url: url.slice(0, hash) };
};

const ofLink = ({ method, url, headers, body, now, scheme, options, code, isCut }: NonNullable<ReturnType<typeof fromFragment>["shared"]>): Taken => ({
  method,
  url,
  headers,
  body,
  isBodyExact: isCut !== true,
  ...(now === undefined ? {} : { now }),
  hints: { ...(scheme === undefined ? {} : { scheme }), ...(options === undefined ? {} : { options }), ...(code === undefined ? {} : { code }) },
});
