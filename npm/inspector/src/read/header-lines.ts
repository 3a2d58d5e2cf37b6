import { latin1, textOfCharacters, utf8Characters } from "../../../waxseal/src/cli/request/received.ts";
import { Fields } from "../../../waxseal/src/cli/request/raw-http.ts";
import { Findings } from "./findings.ts";
import type { Problem, ReadRequest } from "./types.ts";

/** Writes headers as lines for a text field. Bytes that are no UTF-8 are shown as Latin-1, and would come back as UTF-8. */
export const headerLines = (headers: ReadRequest["headers"]): string => headers.map(([name, value]) => `${name}: ${shown(value)}`).join("\n");

const shown = (value: string): string => {
  const text = textOfCharacters(value);
  return latin1(new TextEncoder().encode(text)) === value ? text : value;
};

/** Reads lines of a text field. Empty ones are passed over, and so is a request line at the beginning. */
export const readHeaderLines = (text: string): { readonly headers: ReadRequest["headers"]; readonly problems: readonly Problem[] } => {
  const findings = new Findings();
  const fields = new Fields(findings);
  let start = 0;
  text.split("\n").forEach((whole, index) => {
    const line = whole.replace(/\r$/, "");
    const isRequestLine = index === 0 && /^[A-Za-z]{3,10} \S+(?: HTTP\/[\d.]+)?$/.test(line.trim());
    if (line.trim() !== "" && !isRequestLine) fields.take({ text: utf8Characters(line), start, end: start + line.length }, index);
    start += whole.length + 1;
  });
  return { headers: fields.headers, problems: findings.inText(text) };
};
