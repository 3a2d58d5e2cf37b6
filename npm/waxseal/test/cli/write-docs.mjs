// Writes docs/cli.md from the verbs' own help: node npm/waxseal/test/cli/write-docs.mjs
// help.test.mjs holds the page against it.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { helpOf, helpOfAll, VERBS } from "../../dist/testing/cli.js";

/** What a receiver should show before it goes live, and which verb shows it. */
const PRE_LIVE = [
  ["See what the sender really sends", "`waxseal listen`"],
  ["Try every type of event, and look for the fields that you read", "`waxseal send CATALOG all URL`"],
  ["See the sender try again after a 500, and after no answer at all", "`waxseal listen --answers 500,hang,200`"],
  ["An altered body is refused; so are a missing signature, another secret, and an old request", "`waxseal probe`: `tampered`, `missing_signature`, `wrong_secret`, `stale`"],
  ["The same event a second time is answered 2xx", "`waxseal probe`: `duplicate`. That it was processed once is in your own records; the events' ids are printed"],
  ["Many at once are all answered", "`waxseal probe`: `parallel`, `--copies N`"],
];

const fenced = (text) => `\`\`\`text\n${text}\n\`\`\``;

/** The page. */
export const cliPage = () =>
  [
    "<!-- Written by npm/waxseal/test/cli/write-docs.mjs from the help of the command line. Do not edit. -->",
    "",
    "# The command line",
    "",
    "`npx waxseal` checks, explains, signs, sends and receives webhooks on your machine. It uses the same verifier as the package, has no dependency, and sends nothing but to the addresses that you name. [Every cause](causes.md) that `explain` can name stands on a page of its own.",
    "",
    "## Before it goes live",
    "",
    "| What to see | With |",
    "|---|---|",
    ...PRE_LIVE.map(([what, how]) => `| ${what} | ${how} |`),
    "",
    "## All verbs",
    "",
    fenced(helpOfAll(VERBS, "VERSION")),
    ...VERBS.flatMap((verb) => ["", `## ${verb.name}`, "", fenced(helpOf(verb))]),
    "",
  ].join("\n");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("../../../../docs/cli.md", import.meta.url), cliPage());
}
