// Form-encoded bodies.

const NAMES = ["Sid", "SidAccount", "Digits", "Body", "From", "To", "a", "A", "\u00c4", ""];
const VALUES = ["", "1234", "+14158675309", "a b", "x&y=z", "\u00e9\u{1f9ad}", "%41", "It's", "5678", "true"];

/** A body of some fields; names and values may come twice, and its encoding is one of several that say the same. */
export const fieldsOf = (random) => {
  const pairs = Array.from({ length: random.below(5) }, () => [random.pick(NAMES), random.pick(VALUES)]);
  const usual = new URLSearchParams(pairs).toString();
  return random.pick([usual, usual, usual, usual.replaceAll("+", "%20"), usual.replaceAll("%2B", "%2b"), `${usual}&`, usual.replace("=&", "&")]);
};
