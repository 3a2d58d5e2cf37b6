// Writes tests/vectors/<scheme>.json. Deterministic: no clock, no randomness, nothing of the project's own code.
//
//     node tests/vectors/generate.mjs            writes the files
//     node tests/vectors/generate.mjs --check    fails where a file differs from what would be written
import { readFileSync, writeFileSync } from "node:fs";
import { affiliatebaseSuite } from "./generate/affiliatebase.mjs";
import { githubSuite } from "./generate/github.mjs";
import { addGithub, addStandardWebhooks, addStripe, addSvix, addTrack360 } from "./generate/published.mjs";
import { stripeSuite } from "./generate/stripe.mjs";
import { tokenSuite } from "./generate/token.mjs";
import { track360Suite } from "./generate/track360.mjs";
import { standardWebhooksSuite, svixSuite } from "./generate/whsec.mjs";

const nothingPublished = () => {};
const SCHEMES = [
  ["affiliatebase", affiliatebaseSuite, nothingPublished],
  ["track360", track360Suite, addTrack360],
  ["standard-webhooks", standardWebhooksSuite, addStandardWebhooks],
  ["svix", svixSuite, addSvix],
  ["github", githubSuite, addGithub],
  ["stripe", stripeSuite, addStripe],
  ["token", tokenSuite, nothingPublished],
];

/** One vector per line, so that a difference shows the vector. */
const lines = (vectors) => `[\n${vectors.map((vector) => JSON.stringify(vector)).join(",\n")}\n]\n`;

const check = process.argv.includes("--check");
const outdated = [];
for (const [scheme, suiteOf, addPublished] of SCHEMES) {
  const suite = suiteOf();
  addPublished(suite);
  const vectors = suite.vectors();
  const file = new URL(`${scheme}.json`, import.meta.url);
  const text = lines(vectors);
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) outdated.push(scheme);
  const valid = vectors.filter((vector) => vector.expect === "valid").length;
  console.log(`${scheme}: ${valid} valid, ${vectors.length - valid} rejected, ${text.length} bytes`);
}
if (outdated.length > 0) {
  console.error(`outdated: ${outdated.join(", ")}. Run node tests/vectors/generate.mjs and look at the difference.`);
  process.exitCode = 1;
}
