import { parseCurl, parseCurlWords } from "../../../waxseal/src/cli/request/curl.ts";
import { bytesOf, textOfCharacters } from "../../../waxseal/src/cli/request/received.ts";
import { decodeBase64 } from "./base64.ts";
import { cmdWords, isForCmd } from "./cmd-words.ts";
import type { Findings } from "./findings.ts";
import { charactersOfGiven, type Given, type Taken } from "./taken.ts";

/** PowerShell's commands, and its own way of writing curl's flags. */
const POWERSHELL = /^\s*(?:\$\w+\s*=|(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b|curl(?:\.exe)?\s+-(?:Uri|Method|Headers|Body|UseBasicParsing)\b)/i;

/** Says whether a text is PowerShell, which quotes otherwise and changes what is sent. */
export const isPowerShell = (text: string): boolean => POWERSHELL.test(text.slice(0, 1000)) && /\b(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm|curl)\b/i.test(text.slice(0, 10_000));

/** Reads a cURL command. Spots count bytes. */
export const readCurlCommand = (given: Given, findings: Findings): Taken => {
  if (isPowerShell(given.text)) {
    findings.error('this is PowerShell, which quotes in its own way: in the browser choose "Copy as cURL (bash)", or paste the request as raw HTTP', { start: 0, end: firstLine(given.text) });
    return {};
  }
  const characters = charactersOfGiven(given).replace(/^\u00ef\u00bb\u00bf/, "   ");
  const { text, input } = withoutInput(characters);
  let isExact = true;
  const noFile = (path: string, spot: { readonly start: number; readonly end: number }): Uint8Array => {
    if (path === "-" && input !== undefined) return input;
    findings.error("the command reads a file, which a page cannot: drop the file on the body, or paste its content", spot);
    isExact = false;
    return new Uint8Array(0);
  };
  const { method, url, headers, body } = isForCmd(text) ? parseCurlWords(cmdWords(text, findings), noFile, findings) : parseCurl(text, noFile, findings);
  return { method, url: textOfCharacters(url ?? ""), headers, body: bytesOf(body), isBodyExact: isExact && !findings.hasErrors };
};

const firstLine = (text: string): number => {
  const end = text.indexOf("\n");
  return end === -1 ? text.length : end;
};

/** Base64 that is decoded into curl's standard input, as the inspector writes bodies that are no text. */
const INPUT = /^\s*(?:\$\s+)?(?:printf\s+(?:'?%s'?)|echo(?:\s+-n)?)\s+['"]?([A-Za-z0-9+/=]*)['"]?\s*\|\s*base64\s+(?:-d|-D|--decode)\s*\|\s*/;

/** Takes what stands before the command away, without moving the rest. */
const withoutInput = (text: string): { readonly text: string; readonly input: Uint8Array | undefined } => {
  const [all = "", base64 = ""] = INPUT.exec(text) ?? [];
  return all === "" ? { text, input: undefined } : { text: " ".repeat(all.length) + text.slice(all.length), input: decodeBase64(base64) };
};

/** Says whether a text is a command whose body is decoded from base64 first. */
export const isPiped = (text: string): boolean => INPUT.test(text);
