// @sendgrid/eventwebhook.

import { load } from "../../../npm/load.mjs";
import { base64Leniently, bodyAsText, repeatedHeader } from "./rules.mjs";
import { timed, timedRules } from "./timed.mjs";

const { EventWebhook } = await load("@sendgrid/eventwebhook");
const webhook = new EventWebhook();
const SHAPE = {
  scheme: "sendgrid",
  header: "x-twilio-email-event-webhook-signature",
  stampHeader: "x-twilio-email-event-webhook-timestamp",
  encoding: "base64",
  kind: "p256",
  signed: 100,
  printKey: ({ spki }) => spki.toString("base64"),
};
const rules = timedRules(SHAPE);

export const peers = [
  {
    name: "@sendgrid/eventwebhook",
    scheme: SHAPE.scheme,
    full: true,
    // Some 8 ms a request: the package computes on integers of JavaScript.
    cases: 1000,
    makeCase: timed(SHAPE),
    verify: ({ key, body }, headers) => webhook.verifySignature(webhook.convertPublicKeyToECDSA(key), body, headers[SHAPE.header], headers[SHAPE.stampHeader]),
    known: [rules.noWindow, rules.anySpelling, rules.repeatedTime, base64Leniently(SHAPE.header), ...bodyAsText, repeatedHeader(SHAPE.header)],
  },
];
