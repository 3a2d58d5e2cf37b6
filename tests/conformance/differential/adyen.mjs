// @adyen/api-library: platform webhooks, which sign the body, and standard ones, which sign fields of their item.

import { load } from "../../../npm/load.mjs";
import { NOW, bodySigned } from "./body-signed.mjs";
import { oracle } from "./oracle.mjs";
import { base64Leniently, bodyAsText, repeatedHeader } from "./rules.mjs";
import { base64Value, checkedWith } from "./tags.mjs";

const { default: module } = await load("@adyen/api-library/lib/src/utils/hmacValidator.js");
const validator = new module.default();
const HEADER = "hmacsignature";

const hexSecret = (random) => random.pick([(text) => text, (text) => text.toUpperCase()])(random.bytes(random.pick([32, 32, 32, 16])).toString("hex"));

const platform = {
  name: "@adyen/api-library, platform",
  scheme: "adyen-platform",
  cases: 6000,
  makeCase: bodySigned({ scheme: "adyen-platform", header: HEADER, encoding: "base64", secretOf: hexSecret, moreSecret: "00" }),
  verify: ({ secret, body }, headers) => validator.validateHMACSignature(secret, headers[HEADER], body.toString()),
  known: [...bodyAsText, base64Leniently(HEADER), repeatedHeader(HEADER)],
};

const PLAIN = ["", "a", "TestPayment-1407325143704", "8313547924770610", "Müller & Söhne", "a b", "true", "x\\y"];
const WORDS = [...PLAIN, ...PLAIN, "a:b", "\\:"];

const itemOf = (random) => ({
  amount: { currency: random.pick(["EUR", "JPY"]), value: random.below(100000) },
  eventCode: random.pick(["AUTHORISATION", "CAPTURE", "REFUND"]),
  eventDate: "2026-05-29T14:01:12+02:00",
  merchantAccountCode: random.pick(WORDS),
  merchantReference: random.pick(WORDS),
  ...(random.below(2) === 0 ? { originalReference: random.pick(WORDS) } : {}),
  pspReference: `${random.below(1e9)}`,
  success: random.pick(["true", "false"]),
  additionalData: { cardSummary: "0010" },
});

const alterItem = (random, item) => {
  const other = random.pick([
    ...Array(10).fill({}),
    { amount: { ...item.amount, value: item.amount.value + 1 } },
    { amount: { ...item.amount, value: String(item.amount.value) } },
    { success: item.success === "true" },
    { success: item.success === "true" ? "false" : "true" },
    { reason: "not signed" },
    { eventDate: "2020-01-01T00:00:00Z" },
    { originalReference: "" },
    { merchantReference: undefined },
    { pspReference: item.pspReference.slice(0, -1) },
    { pspReference: `${item.pspReference}:`, originalReference: undefined },
  ]);
  return { ...item, ...other };
};

const { sign } = oracle("adyen");
const wrapped = (...items) => JSON.stringify({ live: "false", notificationItems: items.map((NotificationRequestItem) => ({ NotificationRequestItem })) });

const items = {
  name: "@adyen/api-library, items",
  scheme: "adyen",
  makeCase: (random) => {
    const secret = hexSecret(random);
    const item = itemOf(random);
    const ofOracle = JSON.parse(sign({ secret, body: wrapped(item), at: NOW }).body).notificationItems[0].NotificationRequestItem.additionalData.hmacSignature;
    const tag = random.below(2) === 0 ? ofOracle : validator.calculateHmac(item, secret);
    const hmacSignature = random.pick([base64Value(random, tag), undefined]) ?? tag;
    const sent = { ...alterItem(random, item), additionalData: { ...item.additionalData, hmacSignature } };
    return { secret: checkedWith(random, secret, "00"), now: NOW, headers: { "content-type": "application/json" }, body: Buffer.from(wrapped(sent)) };
  },
  verify: ({ secret, body }) => validator.validateHMAC(itemIn(body), secret),
  known: [
    {
      why: "it joins fields that hold a colon as they are, so a colon can move from one field into the next; waxseal refuses such a field",
      theirs: "accepts",
      holds: ({ body }) => signedFields(itemIn(body)).some((value) => String(value).includes(":")),
    },
    {
      why: "its decoder passes over what is no digit and stops at the padding, so a tag has many spellings; waxseal takes one alphabet and nothing around it",
      theirs: "accepts",
      holds: ({ body }) => isLoose(itemIn(body).additionalData.hmacSignature),
    },
  ],
};

const signedFields = ({ pspReference, originalReference, merchantAccountCode, merchantReference }) =>
  [pspReference, originalReference, merchantAccountCode, merchantReference];

const isLoose = (tag) => Buffer.from(tag, "base64").toString("base64") !== tag;

const itemIn = (body) => JSON.parse(body.toString()).notificationItems[0].NotificationRequestItem;

export const peers = [platform, items];
