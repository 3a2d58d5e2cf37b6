// Tags that are wrong, and spellings of the right tag that are no tag.
import { createHash } from "node:crypto";

/** Well-formed tags of 32 bytes that no key of the vectors makes. */
export const wrongTags = (count) =>
  Array.from({ length: count }, (_, n) => createHash("sha256").update(`wrong tag ${n}`).digest());

/** `[slug, spelling, what is attacked]` where hexadecimal of 32 bytes is due. */
export const malformedHex = (tag) => {
  const text = tag.toString("hex");
  return [
    ["odd-length", text.slice(0, -1), "one digit cut: an odd number of digits"],
    ["odd-length-longer", `${text}0`, "one digit more"],
    ["one-digit", text.slice(0, 1), "one digit"],
    ["half", text.slice(0, 32), "the first 16 bytes of the right tag"],
    ["31-bytes", text.slice(0, -2), "all but the last byte of the right tag"],
    ["33-bytes", `${text}00`, "a byte more than the right tag"],
    ["twice", text + text, "the right tag twice"],
    ["base64", tag.toString("base64"), "the right tag in base64"],
    ["bad-digit", `g${text.slice(1)}`, "a letter that is no digit"],
    ["last-bad-digit", `${text.slice(0, -1)}z`, "a last letter that is no digit: parsers that stop there see 63 right digits"],
    ["0x", `0x${text}`, "the prefix 0x"],
    ["space-inside", `${text.slice(0, 32)} ${text.slice(32)}`, "a space inside the tag"],
    ["colons", text.match(/../g).join(":"), "colons between the bytes"],
    ["quoted", `"${text}"`, "quotes round the tag"],
  ];
};

/** `[slug, spelling, what is attacked]` where base64 of 32 bytes is due. */
export const malformedBase64 = (tag) => {
  const text = tag.toString("base64");
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const dirty = letters[letters.indexOf(text.at(-2)) + 1];
  return [
    ["empty", "", "nothing where the tag is due"],
    ["cut-by-4", text.slice(0, 40), "four letters cut from the end"],
    ["one-letter", text.slice(0, 1), "one letter"],
    ["half", tag.subarray(0, 16).toString("base64"), "the first 16 bytes of the right tag"],
    ["31-bytes", tag.subarray(0, 31).toString("base64"), "all but the last byte of the right tag"],
    ["33-bytes", Buffer.concat([tag, Buffer.from([0])]).toString("base64"), "a byte more than the right tag"],
    ["twice", Buffer.concat([tag, tag]).toString("base64"), "the right tag twice"],
    ["hex", tag.toString("hex"), "the right tag in hexadecimal"],
    ["over-padded", `${text}=`, "too much padding"],
    ["padding-inside", `${text.slice(0, 4)}=${text.slice(4)}`, "padding in the middle"],
    ["dirty-bits", `${text.slice(0, -2)}${dirty}=`, "bits after the last byte that are not zero: a second spelling of the right tag"],
    ["dirty-bits-unpadded", `${text.slice(0, -2)}${dirty}`, "the same without padding"],
    ["bad-letter", `!${text.slice(1)}`, "a letter that base64 lacks"],
    ["tab", `\t${text}`, "a tab before the tag"],
    ["quoted", `"${text}"`, "quotes round the tag"],
  ];
};
