// What must not pass for a signature.
import { withBitFlipped } from "../bytes.mjs";
import { AT } from "../anatomy.mjs";
import { otherName, spelled, wrongTags } from "../layout.mjs";
import { withValue } from "../request.mjs";

export function signatures(maker) {
  absent(maker);
  altered(maker);
  misspelled(maker);
  misnamed(maker);
  repeated(maker);
  byOthers(maker);
  byOtherForm(maker);
}

const everyTag = ({ anatomy }, change) => anatomy.tags.reduce((request, tag) => withValue(request, tag.place, change(tag)), anatomy.base);

function absent(maker) {
  maker.rejected("signature-absent", "signature_missing", "the signature removed", { request: everyTag(maker, () => null) });
  maker.rejected("signature-empty", "signature_missing", "the signature emptied", { request: everyTag(maker, () => "") });
}

function altered(maker) {
  const { anatomy, layout, isFirst } = maker;
  const bits = (tag) => tag.bytes.length * 8;
  // Behind the lengths of DER and below the order of a group, so that the tag stays well-formed.
  const places = anatomy.kind === "public" ? [-8, -80] : isFirst ? [0, 77, -1, -12] : [-1];
  for (const place of places) {
    const of = (tag) => (place < 0 ? bits(tag) + place : place);
    maker.rejected(`signature-bit-${place < 0 ? `from-end${place}` : place}`, "signature_mismatch", "one bit of the tag inverted", {
      request: layout.withTag((tag) => spelled(withBitFlipped(tag.bytes, of(tag)), tag)),
    });
  }
}

function misspelled(maker) {
  const { layout, anatomy, isFirst } = maker;
  const malformed = (slug, attack, spell) =>
    maker.rejected(`signature-${slug}`, "signature_malformed", attack, { request: layout.withTag(spell) });
  const cut = (tag) => spelled(tag.bytes.subarray(0, -1), tag);
  const cutCode = anatomy.hasVaryingTags ? "signature_mismatch" : "signature_malformed";
  maker.rejected("signature-cut", cutCode, "the tag's last byte cut", { request: layout.withTag(cut) });
  if (anatomy.tags[0].bytes.length < 256) malformed("other-encoding", "the right tag in another encoding", (tag) => tag.bytes.toString(tag.encoding === "hex" ? "base64" : "hex"));
  malformed("non-ascii", "a letter beyond ASCII behind the tag", (tag) => `${tag.text}ä`);
  if (!isFirst) return;
  malformed("word", "a word", () => "potato");
  malformed("quoted", "quotes round the tag", (tag) => `"${tag.text}"`);
  if (anatomy.hasVaryingTags) return;
  malformed("longer", "a byte more than the tag", (tag) => spelled(Buffer.concat([tag.bytes, Buffer.from([0])]), tag));
  malformed("half", "the first half of the tag", (tag) => spelled(tag.bytes.subarray(0, tag.bytes.length / 2), tag));
  malformed("doubled", "the tag twice", (tag) => spelled(Buffer.concat([tag.bytes, tag.bytes]), tag));
  const [{ encoding }] = anatomy.tags;
  if (encoding === "hex") {
    malformed("odd", "one digit cut: an odd number of digits", (tag) => tag.text.slice(0, -1));
    malformed("0x", "the prefix 0x", (tag) => `0x${tag.text}`);
  } else {
    malformed("over-padded", "too much padding", (tag) => `${tag.text.replace(/=+$/, "")}====`);
    if (encoding === "base64url") return;
    malformed("tab", "a tab inside the tag", (tag) => `${tag.text.slice(0, 9)}\t${tag.text.slice(9)}`);
  }
}

/** The text before the tag says who made it and how. */
function misnamed(maker) {
  const { layout, anatomy, entry } = maker;
  const { prefix } = layout;
  if (prefix === null || prefix === "" || anatomy.tags.length > 1) return;
  const named = (slug, attack, text) => maker.rejected(`signature-${slug}`, "signature_unsupported", attack, {
    request: layout.withItems([layout.item(layout.tag.text, text)]),
  });
  if (!entry.bare) named("prefix-absent", "the right tag without the text before it", "");
  if (entry.foreign === false) return;
  const other = otherName(prefix);
  if (other !== null) named("prefix-other", "the right tag under another name", other);
  if (maker.isFirst && prefix !== prefix.toUpperCase()) named("prefix-upper-case", "the right tag under its name in upper case", prefix.toUpperCase());
}

function repeated(maker) {
  const { anatomy, layout } = maker;
  if (layout.isList || anatomy.tags.length > 1) return;
  const [tag] = anatomy.tags;
  if (tag.place.startsWith("json:")) return;
  const [wrong] = wrongTags(anatomy, 1);
  const other = tag.value.slice(0, tag.start) + wrong + tag.value.slice(tag.end);
  maker.rejected("signature-twice", "signature_malformed", "two different signatures where one is due, the first right", {
    request: withValue(anatomy.base, tag.place, [tag.value, other]),
  });
  if (!maker.isFirst) return;
  maker.rejected("signature-twice-last-right", "signature_malformed", "two different signatures where one is due, the last right", {
    request: withValue(anatomy.base, tag.place, [other, tag.value]),
  });
  maker.valid("signature-twice-the-same", "one signature repeated counts once", {
    request: withValue(anatomy.base, tag.place, [tag.value, tag.value]),
  });
}

function byOthers(maker) {
  const { entry, anatomy, isFirst } = maker;
  maker.rejected("other-secret", "signature_mismatch", "signed by somebody else", { request: entry.signed({ at: AT, who: 1 }) });
  if (anatomy.kind === "public" || !isFirst) return;
  const near = entry.otherSecrets();
  maker.rejected("other-secrets-configured", "signature_mismatch", "two are live, neither signed", {
    configured: { secrets: near.slice(1, 3) },
  }, "second-of-two-secrets");
  maker.rejected("signature-zeros", "signature_mismatch", "a tag of zero bytes", {
    request: maker.layout.withTag((tag) => spelled(Buffer.alloc(tag.bytes.length), tag)),
  });
}

/** The same secret read in another form: no vendor's reading may be taken for another's. */
function byOtherForm(maker) {
  const { entry, anatomy } = maker;
  const text = entry.secretText;
  const readings = {
    utf8: ["decoded", "signed with what base64 makes of the secret", () => Buffer.from(text.replace(/^whsec_/, ""), "base64")],
    whsec: ["as-text", "signed with the secret's text", () => `whsec_${Buffer.from(text).toString("base64")}`],
    hex: ["as-text", "signed with the secret's text", () => Buffer.from(text).toString("hex")],
    base64: ["as-text", "signed with the secret's text", () => Buffer.from(text).toString("base64")],
  };
  if (anatomy.kind !== "mac" || readings[entry.expect.form] === undefined) return;
  const [slug, attack, secret] = readings[entry.expect.form];
  const request = attempt(() => entry.signed({ at: AT, secret: secret() }));
  if (request === null || [undefined, anatomy.tags[0].text].includes(anatomy.tagOf(request))) return;
  const { otherForm } = entry;
  if (otherForm === undefined) maker.rejected(`secret-${slug}`, "signature_mismatch", attack, { request });
  else maker.valid(`secret-${slug}`, `${attack}, which the vendor may do too`, { request, verified: { matched: { secret: 0, form: otherForm } } });
}

/** Entries that do more with a secret than to key a MAC with it say nothing of another form. */
function attempt(make) {
  try {
    return make();
  } catch {
    return null;
  }
}
