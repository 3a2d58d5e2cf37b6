/** Decodes base64 or base64url, with or without padding and line ends; nothing where it is neither. */
export const decodeBase64 = (text: string): Uint8Array | undefined => {
  const plain = text.replace(/[\s=]+/g, "").replaceAll("-", "+").replaceAll("_", "/");
  if (/[^A-Za-z0-9+/]/.test(plain) || plain.length % 4 === 1) return undefined;
  const characters = atob(plain);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
};
