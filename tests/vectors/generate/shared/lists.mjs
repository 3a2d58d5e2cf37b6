// Several signatures at once: one that is right is enough, nothing beside it hides it, and there is an end to them.
import { withValue } from "../request.mjs";
import { wrongTags } from "../layout.mjs";

/** Signatures that are compared for one request. */
const MOST = 16;

export function lists(maker) {
  const { anatomy, layout, isFirst } = maker;
  if (!layout.isList || anatomy.tags.length > 1) return;
  const own = layout.item(layout.tag.text);
  const wrong = wrongTags(anatomy, MOST).map((text) => layout.item(text));
  const with_ = (...items) => ({ request: layout.withItems(items) });
  const foreign = layout.foreignItem();
  const malformed = layout.item("potato");

  maker.valid("list-last-of-two", "the last of two signatures is right", with_(wrong[0], own));
  maker.valid("list-malformed-sibling", "a malformed sibling does not hide a valid signature", with_(malformed, own, malformed));
  if (foreign !== null) {
    maker.valid("list-foreign-sibling", "a sibling under another name does not hide a valid signature", with_(foreign, own, foreign));
    maker.rejected("list-foreign-alone", "signature_unsupported", "only signatures under other names", with_(foreign, foreign), "list-foreign-sibling");
  }
  maker.rejected("list-all-wrong", "signature_mismatch", "two signatures, neither right", with_(wrong[0], wrong[1]), "list-last-of-two");
  maker.rejected("list-all-malformed", "signature_malformed", "two signatures, none of them a tag", with_(malformed, layout.item("AAAA")), "list-malformed-sibling");
  if (anatomy.kind === "public") return;
  maker.valid("list-last-of-sixteen", "the last of sixteen signatures is right", with_(...wrong.slice(1), own));
  maker.rejected("list-seventeen", "signature_malformed", "seventeen signatures, the last right: unbounded work", with_(...wrong, own), "list-last-of-sixteen");
  if (!isFirst) return;
  maker.valid("list-first-of-two", "the first of two signatures is right", with_(own, wrong[0]));
  maker.rejected("list-seventeen-first-right", "signature_malformed", "seventeen signatures, the first right", with_(own, ...wrong), "list-last-of-sixteen");
  maker.rejected("list-malformed-beside-wrong", "signature_mismatch", "a malformed one and a well-formed wrong one", with_(malformed, wrong[0]), "list-malformed-sibling");
  if (!layout.tag.place.startsWith("header:")) return;
  maker.valid("list-over-two-headers", "a repeated list header is one list", {
    request: withValue(anatomy.base, layout.tag.place, [layout.valueWith([wrong[0]]), layout.tag.value]),
  });
}
