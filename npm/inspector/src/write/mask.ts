// What must not be in a link: secrets by their text, and what stands under names of secrets. The
// names are those that the Worker masks in a capture.
import { bytesOf, latin1, utf8Characters } from "../../../waxseal/src/cli/request/received.ts";
import type { Writable } from "./types.ts";

/** What stands in place of a secret. */
const MASK = "***";

const SECRET_WORDS = ["token", "secret", "passw", "pwd", "apikey", "api-key", "api_key", "access-key", "access_key", "credential", "session", "jwt"];

const SECRET_HEADERS = ["authorization", "proxy-authorization", "cookie", "set-cookie"];

/** A shorter secret is not looked for: it would be found in innocent text. */
const SHORTEST_SECRET = 8;

/** Masks a request; each note names a place and no value. */
export const masked = (request: Writable, { secrets, keep = [] }: { readonly secrets: readonly string[]; readonly keep?: readonly string[] }): { readonly request: Writable; readonly notes: readonly string[] } => {
  const kept = new Set(keep.map((name) => name.toLowerCase()));
  const texts = formsOf(secrets);
  const notes: string[] = [];
  const headers = request.headers.map(([name, value]) => {
    const hasName = !kept.has(name.toLowerCase()) && isSecretHeader(name);
    if (!hasName && !texts.some((text) => value.includes(text))) return [name, value] as const;
    notes.push(`The header ${name} is masked: it holds a secret, or is named like one.`);
    return [name, MASK] as const;
  });
  const url = maskedUrl(request.url, texts);
  if (url !== request.url) notes.push("A part of the URL is masked: it holds a secret, or is named like one.");
  const body = without(latin1(request.body), texts);
  if (body.length !== request.body.length || body !== latin1(request.body)) notes.push("A secret that stood in the body is masked, so its signature cannot match.");
  return { request: { ...request, url, headers, body: bytesOf(body) }, notes };
};

const isSecretHeader = (name: string): boolean => SECRET_HEADERS.includes(name.toLowerCase()) || isSecretName(name);

const isSecretName = (name: string): boolean => SECRET_WORDS.some((word) => name.toLowerCase().includes(word));

/** A secret as it may stand in bytes: as given, without its prefix, encoded for a URL, in base64. */
const formsOf = (secrets: readonly string[]): readonly string[] => {
  const forms = new Set<string>();
  for (const secret of secrets.map((one) => one.trim())) {
    if (secret.length < SHORTEST_SECRET) continue;
    const bytes = utf8Characters(secret);
    const bare = bytes.replace(/^(?:v1,)?whsec_/, "");
    for (const form of [bytes, bare, encodeBytes(bytes), btoa(bytes).replace(/=+$/, "")]) if (form.length >= SHORTEST_SECRET) forms.add(form);
  }
  // The longest first, so that none is cut by another that it holds.
  return [...forms].sort((a, b) => b.length - a.length);
};

const encodeBytes = (characters: string): string =>
  characters.replace(/[^A-Za-z0-9\-._~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

const without = (text: string, secrets: readonly string[]): string => secrets.reduce((left, secret) => left.replaceAll(secret, MASK), text);

const maskedUrl = (url: string, secrets: readonly string[]): string => {
  const [address = "", ...queries] = url.replace(/^([a-z]+:\/\/)[^/?@]*@/i, "$1").split("?");
  const query = queries.join("?").split("&").map((pair) => maskedPair(pair));
  return without(queries.length === 0 ? address : `${address}?${query.join("&")}`, secrets);
};

const maskedPair = (pair: string): string => {
  const [name = "", ...values] = pair.split("=");
  return values.length > 0 && isSecretName(decodedName(name)) ? `${name}=${MASK}` : pair;
};

const decodedName = (name: string): string => name.replace(/%([0-7][0-9a-fA-F])/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
