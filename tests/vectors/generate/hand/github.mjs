import { createHmac } from "node:crypto";
import { githubParts as parts } from "./parts.mjs";
import { bodyOnlySuite } from "./body-only.mjs";
import { GENUINE } from "./bodies.mjs";
import { FIXED, NO_TIMESTAMP, rejectOptions } from "./options.mjs";

const DELIVERY = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

export function githubSuite() {
  const made = bodyOnlySuite({
    scheme: "github",
    header: "x-hub-signature-256",
    parts,
    reference: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    labels: [["content-type", "application/json"], ["x-github-event", "push"], ["x-github-delivery", DELIVERY]],
    verified: {
      id: DELIVERY,
      type: "push",
      covers: { body: true, id: false, type: false, timestamp: false, url: false },
    },
  });
  const { suite, genuine, genuineTag, header, SECRET } = made;
  const text = genuineTag().toString("hex");
  const sha1 = createHmac("sha1", SECRET).update(GENUINE.value).digest("hex");

  suite.valid("delivery-changed", "the delivery id is not signed: another one under the same signature is accepted, as a label", {
    headers: [["x-github-event", "push"], ["x-github-delivery", "00000000-0000-0000-0000-000000000000"], [header, genuine]],
    verified: { id: "00000000-0000-0000-0000-000000000000" },
  });
  suite.valid("event-changed", "the event's name is not signed", {
    headers: [["x-github-event", "release"], ["x-github-delivery", DELIVERY], [header, genuine]],
    verified: { type: "release" },
  });
  suite.valid("labels-absent", "neither delivery id nor event name is needed", {
    headers: [[header, genuine]], verified: { id: null, type: null },
  });
  suite.valid("labels-unreadable", "labels that are no text are as if absent: nobody signed them, so they decide nothing", {
    headers: [["x-github-event", Buffer.from([0xff])], ["x-github-delivery", Buffer.from("a\r\nb")], [header, genuine]],
    verified: { id: null, type: null },
  });
  suite.valid("labels-twice", "a label sent twice with different values is as if absent", {
    headers: [["x-github-event", "push"], ["x-github-delivery", DELIVERY], ["x-github-delivery", "other"], [header, genuine]],
    verified: { id: null },
  });
  suite.valid("sha1-header-beside", "the old SHA-1 header is not read", {
    headers: [["x-hub-signature", `sha1=${"0".repeat(40)}`], ["x-github-event", "push"], ["x-github-delivery", DELIVERY], [header, genuine]],
  });

  const unsupported = [
    ["sha1-prefix", `sha1=${sha1}`, "a right SHA-1 signature: the weaker algorithm must not be chosen by the sender"],
    ["sha1-prefix-on-sha256", `sha1=${text}`, "the right tag under another algorithm's name"],
    ["sha512-prefix", `sha512=${text}`, "the right tag under another algorithm's name"],
    ["prefix-absent", text, "the right tag without its prefix"],
    ["prefix-upper-case", `SHA256=${text}`, "the prefix in upper case"],
    ["prefix-colon", `sha256:${text}`, "the prefix joined with a colon"],
    ["prefix-short", `sha256${text}`, "the prefix without its equals sign"],
    ["prefix-longer", `hmac-sha256=${text}`, "a prefix that only ends like ours"],
    ["stripe-form", `t=1780063272,v1=${text}`, "a signature in Stripe's form"],
    ["standard-form", `v1,${genuineTag().toString("base64")}`, "a signature in the form of Standard Webhooks"],
  ];
  for (const [slug, entry, attack] of unsupported) suite.rejected(`signature-${slug}`, "signature_unsupported", attack, { entry });
  suite.rejected("signature-prefix-only", "signature_malformed", "nothing after the prefix", { entry: "sha256=" });
  suite.rejected("signature-prefix-twice", "signature_malformed", "the prefix twice", { entry: `sha256=sha256=${text}` });
  suite.rejected("sha1-header-only", "signature_missing", "only the old SHA-1 header, rightly signed", {
    headers: [["x-hub-signature", `sha1=${sha1}`]],
  }, "sha1-header-beside");
  rejectOptions(suite, [FIXED, NO_TIMESTAMP]);
  return suite;
}
