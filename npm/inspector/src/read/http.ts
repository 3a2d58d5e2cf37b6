import { bytesOf, valuesOf } from "../../../waxseal/src/cli/request/received.ts";
import { parseHttp } from "../../../waxseal/src/cli/request/raw-http.ts";
import type { Findings } from "./findings.ts";
import { charactersOfGiven, type Given, type Taken } from "./taken.ts";

/** Reads a raw HTTP request, or header lines with a body behind them. Spots count bytes. */
export const readHttp = (given: Given, findings: Findings): Taken => {
  const characters = charactersOfGiven(given);
  const start = characters.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
  const taken = readMessage(characters.slice(start), findings.from(start), given.bytes === undefined);
  findings.from(0);
  return taken;
};

/** Reads a message in which one character is one byte. Pasted text may have lost its carriage returns. */
export const readMessage = (text: string, findings: Findings, isPasted: boolean): Taken => {
  const mended = isPasted ? withLineEnds(text, findings) : undefined;
  const { method, url, headers, body } = parseHttp(mended ?? text, findings, "keep");
  const [length = ""] = valuesOf(headers, "content-length");
  const isCounted = /^\d{1,15}$/.test(length);
  return {
    ...(method === undefined ? {} : { method }),
    ...(url === undefined ? {} : { url }),
    headers,
    body: bytesOf(body),
    isBodyExact: mended === undefined && (!isCounted || body.length === Number(length)),
  };
};

/** Gives a body back its carriage returns, where content-length proves that it had one at each line end. */
const withLineEnds = (text: string, findings: Findings): string | undefined => {
  const bodyAt = text.indexOf("\n\n") + 2;
  if (bodyAt === 1 || text.includes("\r")) return undefined;
  const [, length] = /^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(text.slice(0, bodyAt)) ?? [];
  if (length === undefined || text.length - bodyAt >= Number(length)) return undefined;
  const body = text.slice(bodyAt).replaceAll("\n", "\r\n");
  if (body.length !== Number(length)) return undefined;
  const message = "with CRLF at its line ends the body has as many bytes as content-length says, and it was read so: text fields turn CRLF into LF";
  findings.note(message, { start: bodyAt, end: text.length });
  return text.slice(0, bodyAt) + body;
};
