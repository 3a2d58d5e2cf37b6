// @slack/bolt.

import { load } from "../../../npm/load.mjs";
import { bodyAsText, hexAsText, repeatedHeader, spacesAround } from "./rules.mjs";
import { timed, timedRules } from "./timed.mjs";

const { verifySlackRequest } = await load("@slack/bolt/dist/receivers/verify-request.js");
const SHAPE = { scheme: "slack", header: "x-slack-signature", stampHeader: "x-slack-request-timestamp", prefix: "v0=" };
const rules = timedRules(SHAPE);

export const peers = [
  {
    name: "@slack/bolt",
    scheme: SHAPE.scheme,
    makeCase: timed(SHAPE),
    verify: ({ secret, body }, headers) => verifySlackRequest({ signingSecret: secret, body: body.toString(), headers }),
    known: [rules.noFuture, rules.anySpelling, rules.repeatedTime, ...bodyAsText, hexAsText(SHAPE.header), repeatedHeader(SHAPE.header), spacesAround(SHAPE.header)],
  },
];
