// Makes the wrangler.jsonc of a new folder from worker/wrangler.jsonc: there is one source.
import { applyEdits, modify, parse } from "jsonc-parser";

/** Bindings that an environment does not inherit, and gets its own of. */
const OWN = ["kv_namespaces", "durable_objects", "ratelimits", "vars"];

const HEAD = `// How Cloudflare runs waxseal. Deploy with: npx wrangler deploy (the KV namespace is made at the first one).
// Another environment with stores of its own: npx wrangler deploy --env staging
`;

/** What the folder's file says in place of the Worker's own; {{NAME}} becomes its name. */
export const wranglerFor = (source) => {
  const body = source.slice(source.indexOf("{"));
  const settings = parse(body);
  const changed = [
    ["$schema", "node_modules/wrangler/config-schema.json"],
    ["name", "{{NAME}}"],
  ].reduce((text, [name, value]) => applyEdits(text, modify(text, [name], value, {})), body);
  const own = Object.fromEntries(OWN.filter((name) => settings[name] !== undefined).map((name) => [name, settings[name]]));
  const lines = Object.entries({ name: "{{NAME}}-staging", ...own }).map(([name, value]) => `      ${JSON.stringify(name)}: ${spaced(value)}`);
  const staging = `,\n  // Bindings are not inherited: without its own, staging would write into the stores of production.\n  "env": {\n    "staging": {\n${lines.join(",\n")}\n    }\n  }\n}\n`;
  return HEAD + changed.trimEnd().replace(/,?\s*\}$/, () => staging);
};

/** JSON on one line, with blanks as people write it. */
const spaced = (value) => {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${spaced(one)}`).join(", ")} }`;
};
