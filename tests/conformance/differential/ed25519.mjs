// discord-interactions and telnyx, who sign with Ed25519.

import { load } from "../../../npm/load.mjs";
import { base64AsText, bodyAsText, repeatedHeader, spacesAround } from "./rules.mjs";
import { base64Value, hexValue } from "./tags.mjs";
import { timed, timedRules } from "./timed.mjs";

const { verifyKey } = await load("discord-interactions");
const { TelnyxWebhook } = await load("telnyx/lib/webhooks");

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The same signature with its scalar one order higher, which RFC 8032 refuses. */
const withLargerScalar = (tag) => {
  const scalar = BigInt(`0x${Buffer.from(tag.subarray(32)).reverse().toString("hex")}`) + ORDER;
  return Buffer.concat([tag.subarray(0, 32), Buffer.from(scalar.toString(16).padStart(64, "0"), "hex").reverse()]);
};

const withScalars = (alter, encoding) => (random, tag, prefix) =>
  random.below(12) === 0 ? prefix + withLargerScalar(Buffer.from(tag, encoding)).toString(encoding) : alter(random, tag, prefix);

const DISCORD = {
  scheme: "discord",
  header: "x-signature-ed25519",
  stampHeader: "x-signature-timestamp",
  kind: "ed25519",
  printKey: ({ raw }) => raw.toString("hex"),
  alterTag: withScalars(hexValue, "hex"),
};
const discord = timedRules(DISCORD);

const TELNYX = {
  scheme: "telnyx",
  header: "telnyx-signature-ed25519",
  stampHeader: "telnyx-timestamp",
  encoding: "base64",
  kind: "ed25519",
  printKey: ({ raw }) => raw.toString("base64"),
  alterTag: withScalars(base64Value, "base64"),
};
const telnyx = timedRules(TELNYX);

export const peers = [
  {
    name: "discord-interactions",
    scheme: DISCORD.scheme,
    makeCase: timed(DISCORD),
    verify: ({ key, body }, headers) => verifyKey(body, headers[DISCORD.header], headers[DISCORD.stampHeader], key),
    known: [discord.noWindow, discord.anySpelling, discord.repeatedTime,
      {
        why: "it reads pairs of characters as numbers, so a half pair counts as a byte, and what is no digit ends one; waxseal takes digits alone",
        theirs: "accepts",
        holds: ({ headers }) => !/^[0-9a-f]{128}$/i.test(headers[DISCORD.header]),
      },
      repeatedHeader(DISCORD.header), spacesAround(DISCORD.header)],
  },
  {
    name: "telnyx",
    scheme: TELNYX.scheme,
    makeCase: timed(TELNYX),
    verify: ({ key, body }, headers) => new TelnyxWebhook(key).verify(body.toString(), headers),
    known: [telnyx.repeatedTime,
      {
        why: "it ignores the spare bits of the last digit of base64; waxseal takes a tag's one spelling",
        theirs: "accepts",
        holds: ({ headers }) => Buffer.from(headers[TELNYX.header], "base64").toString("base64") !== headers[TELNYX.header],
      },
      base64AsText(TELNYX.header), ...bodyAsText, repeatedHeader(TELNYX.header), spacesAround(TELNYX.header)],
  },
];
