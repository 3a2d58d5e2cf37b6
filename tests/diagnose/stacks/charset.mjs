// Bytes read in one charset and written in another.

/** windows-1252 (WHATWG Encoding): what 0x80 to 0x9f stand for; empty where nothing does. */
const C1 = "\u20ac \u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152 \u017d  \u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153 \u017e\u0178";

const fromByte = (byte) => (byte >= 0x80 && byte < 0xa0 && C1[byte - 0x80] !== " " ? C1[byte - 0x80] : String.fromCharCode(byte));
const toByte = (char) => {
  const at = char === " " ? -1 : C1.indexOf(char);
  return at === -1 ? char.charCodeAt(0) : 0x80 + at;
};

/** UTF-8 read as ISO 8859-1 and written as UTF-8: Ã©. */
export const mojibake = (body) => Buffer.from(body.toString("latin1"), "utf8");

/** UTF-8 read as windows-1252 and written as UTF-8: â€œ. */
export const mojibake1252 = (body) => Buffer.from([...body].map(fromByte).join(""), "utf8");

/** Text written as ISO 8859-1. */
export const latin1 = (body) => Buffer.from(body.toString("utf8"), "latin1");

/** Text written as windows-1252. */
export const windows1252 = (body) => Buffer.from([...body.toString("utf8")].map(toByte));

export const utf16le = (body) => Buffer.from(body.toString("utf8"), "utf16le");
export const utf16be = (body) => utf16le(body).swap16();

export const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
export const BOM_LE = Buffer.from([0xff, 0xfe]);
export const BOM_BE = Buffer.from([0xfe, 0xff]);

export const normalized = (form) => (body) => Buffer.from(body.toString("utf8").normalize(form), "utf8");
