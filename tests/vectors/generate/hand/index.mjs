// Vectors made by hand, beyond what every scheme gets: the schemes that others are built like were attacked first and longest.
import { affiliatebaseSuite } from "./affiliatebase.mjs";
import { githubSuite } from "./github.mjs";
import { addGithub, addStandardWebhooks, addStripe, addSvix, addTrack360 } from "./published.mjs";
import { stripeSuite } from "./stripe.mjs";
import { tokenSuite } from "./token.mjs";
import { track360Suite } from "./track360.mjs";
import { standardWebhooksSuite, svixSuite } from "./whsec.mjs";

const nothingPublished = () => {};
const SUITES = {
  affiliatebase: [affiliatebaseSuite, nothingPublished],
  track360: [track360Suite, addTrack360],
  "standard-webhooks": [standardWebhooksSuite, addStandardWebhooks],
  svix: [svixSuite, addSvix],
  github: [githubSuite, addGithub],
  stripe: [stripeSuite, addStripe],
  token: [tokenSuite, nothingPublished],
};

export const HAND_MADE = Object.keys(SUITES);

/** The vectors made by hand for a scheme; their ids say so. */
export function handMade(scheme) {
  if (SUITES[scheme] === undefined) return [];
  const [suiteOf, addPublished] = SUITES[scheme];
  const suite = suiteOf();
  addPublished(suite);
  const named = (id) => id.replace("/", "/hand-");
  return suite.vectors().map((vector) => ({
    ...vector,
    id: named(vector.id),
    ...(vector.twin === undefined ? {} : { twin: named(vector.twin) }),
  }));
}
