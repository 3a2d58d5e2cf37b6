/** Which variables the Worker gets, and from where: a file such as .dev.vars, and the environment, which goes first. */

/** The tokens of the API; the second of each is for the time in which one is replaced. */
const TOKENS = ["WAXSEAL_READ_TOKEN", "WAXSEAL_READ_TOKEN_OLD", "WAXSEAL_ADMIN_TOKEN", "WAXSEAL_ADMIN_TOKEN_OLD"];

/** Names that workerd's configuration gives to other things: no file may take their place. */
const TAKEN = ["KV", "PAGES", "LEDGER", "CONTROL", "LIMITER", "WAXSEAL_SELF_HOSTED"];

/** Reads NAME=value lines, with # comments and optional quotes around the value. */
export const parseVariables = (text) => {
  const variables = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match === null) continue;
    const [, name, value] = match;
    const quoted = /^(["'])(.*)\1$/.exec(value);
    variables[name] = quoted === null ? value : quoted[2];
  }
  return variables;
};

/** The names that a configuration may mean: "NAME", "NAME?" and {secret:NAME}. */
const namesIn = (configuration) => [...configuration.matchAll(/"([A-Za-z_]\w*)\??"|\{secret:(\w+)\}/g)].map(([, whole, inside]) => whole ?? inside);

/** Returns the variables by name. Of the environment only what the configuration names: the rest is not the Worker's business. */
export const variablesFor = (configuration, file, environment) => {
  const named = [...TOKENS, ...namesIn(configuration)].filter((name) => environment[name] !== undefined);
  const variables = { ...file, ...Object.fromEntries(named.map((name) => [name, environment[name]])) };
  const free = Object.entries(variables).filter(([name]) => !TAKEN.includes(name));
  return Object.fromEntries(free.sort(([a], [b]) => (a < b ? -1 : 1)));
};
