// Bytes that have no place in a header value that a scheme reads: `[slug, bytes, what they are]`.
export const HOSTILE = [
  ["line-feed", Buffer.from("\n"), "a line feed"],
  ["carriage-return", Buffer.from("\r"), "a carriage return"],
  ["header-injection", Buffer.from("\r\nx-evil: 1"), "a second header line"],
  ["nul", Buffer.from("\0"), "a NUL"],
  ["invalid-utf8", Buffer.from([0xff]), "a byte that is no UTF-8"],
  ["cut-utf8", Buffer.from([0xe2, 0x82]), "a UTF-8 sequence without its end"],
  ["surrogate", Buffer.from([0xed, 0xa0, 0x80]), "a surrogate in UTF-8"],
];
