import { EXIT } from "../failure.js";
import { readMoment, readTolerance, WINDOW_FLAGS } from "../moment.js";
import { readRequest, readsStdin, REQUEST_FLAGS, REQUEST_TEXT } from "../request/input.js";
import { readScheme, SCHEME_FLAGS } from "../scheme.js";
import { PROOF_FLAGS, PROOF_TEXT, readProofs } from "../secrets.js";
import { judge, printVerdict, verifierOf } from "../verdict.js";
import type { Verb } from "../verb.js";

/** Checks one request. */
export const verify: Verb = {
  name: "verify",
  about: "check whether a request is genuine",
  usage: ["waxseal verify --scheme ID --secret-env NAME [REQUEST]", "waxseal verify --scheme ID --secret-env NAME -- curl …"],
  text: [
    "Prints the verdict; for a genuine request its id, type and time, what the signature covers, and which secret matched; for another one the code and the compared facts.",
    REQUEST_TEXT,
    PROOF_TEXT,
  ],
  flags: { ...SCHEME_FLAGS, ...PROOF_FLAGS, ...REQUEST_FLAGS, ...WINDOW_FLAGS },
  words: 1,
  exits: [
    [EXIT.done, "genuine"],
    [EXIT.refused, "refused"],
  ],
  examples: [
    ["A request as it went over the wire", "waxseal verify --scheme stripe --secret-env STRIPE_SECRET request.http"],
    ["Captured some time ago", "waxseal verify --scheme stripe --secret-env STRIPE_SECRET --now 2026-05-29T14:21:12Z request.http"],
    ["Copied as cURL", "pbpaste | waxseal verify --scheme github --secret-file secret.txt -"],
    ["From its parts, while two secrets are live", "waxseal verify --scheme affiliatebase --secret-env NEW --secret-env OLD \\\n    -H 'svix-id: msg_1' -H 'svix-timestamp: 1750000000' -H 'svix-signature: v1,…' --body-file body.json"],
    ["A header that the sender does not name", "waxseal verify --scheme track360 --set header=x-track360-signature --secret-env T360 request.http"],
  ],
  async run(call) {
    const { given, out } = call;
    const chosen = await readScheme(call);
    const now = readMoment(given.text("now"), "now") ?? Date.now();
    const tolerance = readTolerance(call);
    const received = readRequest(call);
    const proofs = await readProofs(call, chosen, readsStdin(call));
    const verdict = judge(verifierOf(chosen, proofs, tolerance), proofs, received, now);
    out.data({ ...verdict, notes: received.notes });
    printVerdict(out, verdict, now);
    for (const note of received.notes) out.line(`  ${out.paint("warn", "note")}: ${note}`);
    return verdict.ok ? EXIT.done : EXIT.refused;
  },
};
