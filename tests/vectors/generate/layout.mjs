// The layout of a signature's value: one tag after a fixed text, or a list whose items are ours or foreign.
import { AT } from "./anatomy.mjs";
import { withValue } from "./request.mjs";

/** Separator, the tag's item in pieces, and how to write the value with other items. */
export class Layout {
  constructor(anatomy) {
    this.anatomy = anatomy;
    [this.tag] = anatomy.tags;
    const { value, start, end } = this.tag;
    this.separator = this.#separatorOf();
    const before = this.separator === null ? -1 : value.lastIndexOf(this.separator, start - 1);
    const next = this.separator === null ? -1 : value.indexOf(this.separator, end);
    this.itemStart = before === -1 ? 0 : before + this.separator.length;
    this.itemEnd = next === -1 ? value.length : next;
    this.before = value.slice(this.itemStart, start);
    this.after = value.slice(end, this.itemEnd);
  }

  get isList() {
    return this.separator !== null;
  }

  /** The text before the tag that says whose it is, apart from a timestamp that stands there in one piece with it. */
  get prefix() {
    const { time } = this.anatomy;
    const stands = time?.place === this.tag.place && time.start >= this.itemStart && time.end <= this.tag.start;
    return stands ? null : this.before;
  }

  #separatorOf() {
    const { list } = this.anatomy.entry;
    if (list !== undefined) return list === false ? null : list;
    const { value, start, end, place } = this.tag;
    if (/^v\d+a?,$/.test(value.slice(0, start)) && end === value.length) return " ";
    const { time } = this.anatomy;
    if (time?.place !== place) return null;
    const between = time.end <= start ? value.slice(time.end, start) : value.slice(end, time.start);
    return between.match(/^([,;&] ?)[\w-]+=$/)?.[1] ?? null;
  }

  /** The tag's item with another spelling of the tag. */
  item(text, prefix = this.before) {
    return prefix + text + this.after;
  }

  /** The value with other items where the tag's stands. */
  valueWith(items) {
    const { value } = this.tag;
    return value.slice(0, this.itemStart) + items.join(this.separator ?? "") + value.slice(this.itemEnd);
  }

  /** The request with other items where the tag's stands. */
  withItems(items) {
    return withValue(this.anatomy.base, this.tag.place, this.valueWith(items));
  }

  /** The request with another spelling of every tag. */
  withTag(spell) {
    return this.anatomy.tags.reduce((request, tag) => {
      const text = spell(tag);
      return withValue(request, tag.place, tag.value.slice(0, tag.start) + text + tag.value.slice(tag.end));
    }, this.anatomy.base);
  }

  /** An item that no algorithm of this scheme made: the name before the tag is another one. */
  foreignItem() {
    const { foreign } = this.anatomy.entry;
    if (foreign !== undefined) return foreign === false ? null : foreign;
    const other = otherName(this.prefix ?? "");
    return other === null ? null : this.item(this.tag.text, other);
  }
}

/** Another name of the same look: `v1,` becomes `v7,`, `sha256=` becomes `sha257=`. */
export function otherName(prefix) {
  const last = prefix.match(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/);
  if (last === null) return null;
  const other = /\d/.test(last[0]) ? "7" : "x";
  const letter = other === last[0] ? (other === "7" ? "8" : "y") : other;
  return prefix.slice(0, last.index) + letter + prefix.slice(last.index + 1);
}

/** Tags that are well-formed and wrong. */
export function wrongTags(anatomy, count) {
  const [tag] = anatomy.tags;
  // Of a public key only its holder makes well-formed ones: here somebody else.
  if (anatomy.kind === "public") return Array(count).fill(anatomy.tagOf(anatomy.entry.signed({ at: AT, who: 1 })));
  return Array.from({ length: count }, (_, n) => {
    const bytes = Buffer.from(tag.bytes.map((byte, at) => (byte + (n + 1) * 17 + at) & 0xff));
    return spelled(bytes, tag);
  });
}

/** Bytes in the tag's encoding, padded as the vendor pads. */
export function spelled(bytes, { encoding, text }) {
  const made = bytes.toString(encoding);
  if (encoding === "hex") return /[A-F]/.test(text) && !/[a-f]/.test(text) ? made.toUpperCase() : made;
  const isPadded = text.endsWith("=") || text.length % 4 === 0;
  return isPadded ? made.padEnd(Math.ceil(made.length / 4) * 4, "=") : made.replace(/=+$/, "");
}
