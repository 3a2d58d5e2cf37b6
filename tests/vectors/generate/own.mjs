// What an entry adds for its scheme alone: vectors that the vendor publishes, and vectors made by hand.
import { isText, normal } from "./request.mjs";

export function addOwn(maker) {
  const { entry } = maker;
  add(maker, entry.published.map((vector, at) => ({ ...vector, slug: `published-${vector.slug ?? at + 1}` })), true);
  add(maker, entry.constructed, false);
}

function add({ entry, suite }, list, isPublished) {
  const [genuine] = list.filter(({ expect }) => expect === "valid").map(({ slug }) => slug);
  for (const vector of list) {
    const { slug, comment, expect, now } = vector;
    for (const field of ["slug", "comment", "request", "now", "expect"]) if (vector[field] === undefined) entry.complain(`a vector of its own has no ${field}: ${slug}`);
    const options = { ...entry.options, ...vector.options };
    const request = normal(vector.request);
    const change = {
      ...(Object.keys(options).length === 0 ? {} : { options }),
      ...configured(entry, vector),
      request: { ...request, body: isText(request.body) ? request.body.toString() : request.body },
      now,
      verified: vector.verified,
    };
    const source = isPublished ? { comment, reference: vector.reference ?? entry.reference } : { comment };
    const twin = vector.twin ?? (isPublished ? genuine : undefined) ?? "genuine";
    if (expect === "valid") suite.valid(slug, comment, { ...change, verified: vector.verified }, source);
    else suite.rejected(slug, expect, vector.attack ?? comment, change, isPublished && vector.twin ? `published-${twin}` : twin, source);
  }
}

function configured(entry, { secret, secrets, key, keys }) {
  if (keys !== undefined || key !== undefined) return { keys: keys ?? [key] };
  if (secrets !== undefined || secret !== undefined) return { secrets: secrets ?? [secret] };
  return entry.configured();
}
