// Bodies for differential runs, and what is to be known of them.

const OBJECT = (random) =>
  JSON.stringify({ id: `evt_${random.below(1e6)}`, type: random.pick(["payout.paid", "commission.created"]), note: random.text(random.below(60), [..." az09äß€🦭\"\\\n"]) });

/** A body of one of the kinds that occur: JSON, text, nothing, a BOM before it, bytes that are no UTF-8. */
export const bodyOf = (random) => {
  const kind = random.below(12);
  if (kind < 7) return Buffer.from(OBJECT(random));
  if (kind === 7) return Buffer.alloc(0);
  if (kind === 8) return Buffer.from(`\uFEFF${OBJECT(random)}`);
  if (kind === 9) return Buffer.concat([Buffer.from('{"id":"'), random.bytes(4), Buffer.from('"}')]);
  if (kind === 10) return Buffer.from(`event=payout.paid&amount=${random.below(100)}`);
  return Buffer.from("[]");
};

/** What happens to a body on the way, if anything: nothing, one bit, more bytes, another rendering of bad bytes. */
export const alterBody = (random, body) => {
  const kind = random.below(16);
  if (kind === 0 && body.length > 0) {
    const copy = Buffer.from(body);
    copy[random.below(copy.length)] ^= 1 << random.below(8);
    return copy;
  }
  if (kind === 1) return Buffer.concat([body, Buffer.from("\n")]);
  if (kind === 2) return Buffer.concat([Buffer.from("\uFEFF"), body]);
  if (kind === 3) return Buffer.from(body.toString("utf8"));
  return body;
};

/** Whether decoding to text and encoding again gives the same bytes. */
export const isText = (bytes) => Buffer.from(bytes.toString("utf8")).equals(bytes);

export const hasBom = (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));

/** Whether the text parses. Nothing at all does not. */
export const isJson = (bytes) => {
  try {
    JSON.parse(bytes.toString("utf8"));
    return true;
  } catch {
    return false;
  }
};
