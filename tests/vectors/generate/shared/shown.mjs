// Secrets that are sent along as they are: tokens and HTTP Basic. Nothing in the request is bound to them.
import { AT } from "../anatomy.mjs";
import { withValue } from "../request.mjs";

export function shown(maker) {
  const { entry, anatomy, layout } = maker;
  const [tag] = anatomy.tags;
  const [other] = entry.otherSecrets();
  const mismatch = (slug, attack, text) => maker.rejected(`token-${slug}`, "token_mismatch", attack, { request: layout.withTag(() => text) });
  const isBasic = anatomy.kind === "basic";
  const spelled = (secret) => (isBasic ? Buffer.from(secret).toString("base64") : secret);
  maker.rejected("token-absent", "token_missing", "nothing is shown", { request: withValue(anatomy.base, tag.place, null) });
  maker.rejected("token-empty", "token_missing", "an empty text is none", { request: withValue(anatomy.base, tag.place, "") });
  maker.rejected("token-other", "token_mismatch", "another secret", { request: entry.signed({ at: AT, who: 1 }) });
  maker.rejected("token-other-configured", "token_mismatch", "two are live, neither is shown", {
    configured: { secrets: entry.otherSecrets().slice(1, 3) },
  }, "second-of-two-secrets");
  mismatch("cut", "the last letter cut", spelled(entry.secretText.slice(0, -1)));
  mismatch("longer", "one letter more", spelled(`${entry.secretText}x`));
  mismatch("other-case", "letters in the other case", spelled(swapCase(entry.secretText)));
  mismatch("quoted", "quotes round it", `"${tag.text}"`);
  mismatch("non-ascii", "a letter beyond ASCII behind it", `${tag.text}ä`);
  if (tag.value !== tag.text) {
    maker.rejected("token-prefix-absent", "token_mismatch", "without the text before it", { request: withValue(anatomy.base, tag.place, tag.text) });
    maker.rejected("token-prefix-alone", "token_mismatch", "only the text before it", { request: withValue(anatomy.base, tag.place, tag.value.slice(0, tag.start).trim()) });
  }
  const twice = spelled(other);
  if (!tag.place.startsWith("json:")) {
    maker.rejected("token-twice", "token_mismatch", "two different ones, the first right", {
      request: withValue(anatomy.base, tag.place, [tag.value, tag.value.slice(0, tag.start) + twice + tag.value.slice(tag.end)]),
    });
  }
  if (tag.place.startsWith("header:")) {
    maker.valid("body-not-covered", "the body is bound to nothing: another one is accepted", {
      request: { ...anatomy.base, body: Buffer.from('{"another":"body"}') },
    });
  }
}

const swapCase = (text) => [...text].map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join("");
