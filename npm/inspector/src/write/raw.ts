import { bytesOf, latin1, utf8Characters } from "../../../waxseal/src/cli/request/received.ts";
import type { Writable, Written } from "./types.ts";
import { addressOf, headerOf, headersFor, utf8Of } from "./words.ts";

/** Writes a request as HTTP/1.1 goes over the wire (RFC 9112). */
export const toRaw = (request: Writable): Written => {
  const { url, notes: guessed } = addressOf(request);
  const { headers, notes: left } = headersFor(request, "the writer");
  const [, host = "", target = ""] = /^[^/]*:\/\/([^/?]*)(.*)$/s.exec(url) ?? [];
  const length = headerOf(request, "content-length") ?? "";
  // A longer one says that the body was cut off, which a reader should see.
  const isCut = /^\d{1,15}$/.test(length) && Number(length) > request.body.length;
  const own = isCut ? length : String(request.body.length);
  const lines = [
    `${oneWord(request.method)} ${oneWord(utf8Characters(target.startsWith("/") ? target : `/${target}`))} HTTP/1.1`,
    ...(headerOf(request, "host") === undefined ? [`Host: ${host.replace(/^.*@/, "")}`] : []),
    ...headers.map(([name, value]) => (value === "" ? `${name}:` : `${name}: ${value}`)),
    ...(request.body.length > 0 || length !== "" || !/^(GET|HEAD|DELETE|OPTIONS)$/.test(request.method) ? [`Content-Length: ${own}`] : []),
  ];
  const bytes = bytesOf(`${lines.join("\r\n")}\r\n\r\n${latin1(request.body)}`);
  const text = utf8Of(bytes) ?? null;
  const notes = [
    ...(headerOf(request, "host") === undefined ? guessed : []),
    // Of its length more is said below.
    ...left.filter((note) => !/^The header content-length /i.test(note)),
    ...(isCut ? [`Content-Length says ${length} and the body has ${request.body.length} bytes: a server waits for the rest.`] : []),
    ...(text === null ? ["It holds bytes that no text can carry: save it as a file."] : request.body.includes(0x0d) ? ["The body holds carriage returns, which text fields lose: save it as a file."] : []),
  ];
  return { text, bytes, notes };
};

/** What would end the word or the line is written as an address has it. */
const oneWord = (text: string): string => text.replace(/[\0-\x20\x7f]/g, (character) => encodeURIComponent(character));
