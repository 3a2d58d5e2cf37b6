// Bytes that have no place in a header that a scheme signs or takes signatures from: all but visible ASCII.
// Hosts decode the others differently, and no vendor sends them. `[slug, bytes, what they are]`.
export const HOSTILE = [
  ["line-feed", Buffer.from("\n"), "a line feed"],
  ["carriage-return", Buffer.from("\r"), "a carriage return"],
  ["header-injection", Buffer.from("\r\nx-evil: 1"), "a second header line"],
  ["nul", Buffer.from("\0"), "a NUL"],
  ["delete", Buffer.from([0x7f]), "a delete character"],
  ["utf8", Buffer.from("ä", "utf8"), "a letter in UTF-8, which one host reads as one character and another as two"],
  ["latin1", Buffer.from("ä", "latin1"), "a letter in Latin-1"],
  ["invalid-utf8", Buffer.from([0xff]), "a byte that is no UTF-8"],
  ["cut-utf8", Buffer.from([0xe2, 0x82]), "a UTF-8 sequence without its end"],
  ["surrogate", Buffer.from([0xed, 0xa0, 0x80]), "a surrogate in UTF-8"],
];
