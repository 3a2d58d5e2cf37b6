import { usage } from "./failure.js";

/** Writes a request as a cURL command for POSIX shells. `body` says where a file of it stands. */
export const curlCommand = (
  { method, url, headers, body }: { readonly method: string; readonly url: string | undefined; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
  file: string | undefined,
): string => {
  if (url === undefined) throw usage("a cURL command needs --url: where will it be sent?");
  const lines = [`curl -X ${quoted(method)} ${quoted(url)}`];
  for (const [name, value] of Object.entries(headers)) {
    lines.push(`-H ${quoted(value === "" ? `${name};` : `${name}: ${Buffer.from(value, "latin1").toString("utf8")}`)}`);
  }
  // curl would name a type of its own for a body.
  if (headers["content-type"] === undefined) lines.push("-H 'content-type:'");
  lines.push(file === undefined ? `--data-raw ${quotedBody(body)}` : `--data-binary ${quoted(`@${file}`)}`);
  return lines.join(" \\\n  ");
};

const quoted = (text: string): string => (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

const quotedBody = (body: Uint8Array): string => {
  if (body.includes(0)) throw usage("the body holds a zero byte, which no argument can carry: pass it by --body-file, and the command names the file");
  try {
    return quoted(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)) || "''";
  } catch {
    throw usage("the body is not UTF-8, and shells differ in how they take such bytes: pass it by --body-file, and the command names the file");
  }
};
