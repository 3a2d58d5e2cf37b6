import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { devVars } from "./secrets.mjs";
import { checkName, isHere, nameOf } from "./options.mjs";
import { Refusal } from "./refusal.mjs";
import { isForCloudflare, isForOwnMachine, isOurs, nameFor, TEMPLATE, templateFiles } from "./template.mjs";
import { toolsFor, VERSION } from "./versions.mjs";

/** What may lie in a folder that counts as empty. */
const NOTHING = [".git", ".DS_Store"];

/**
 * Checks that a folder is new or empty.
 *
 * @throws {Refusal}
 */
export const checkFolder = (folder) => {
  if (!existsSync(folder)) return;
  const found = names(folder).filter((name) => !NOTHING.includes(name));
  if (found.length === 0) return;
  const update = found.includes("waxseal.jsonc") ? " To renew the Worker in it: npm create waxseal@latest FOLDER -- --update" : "";
  throw new Refusal(`${folder} is not empty (${found[0]}${found.length > 1 ? ` and ${found.length - 1} more` : ""}): nothing was written.${update}`);
};

const names = (folder) => {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new Refusal(`${folder} cannot be used as a folder (${error.code})`);
  }
};

/** Writes everything into an empty folder. */
export const scaffold = (folder, options) => {
  const tools = toolsFor(process.versions.node);
  const name = options.name ?? nameOf(basename(folder));
  checkName(name);
  const origin = options.origin ?? "https://crm.example.com/hooks";
  const values = {
    NAME: name,
    ORIGIN: JSON.stringify(origin),
    INSECURE: isHere(origin) ? INSECURE : "",
    TESTS: isHere(origin) ? TESTS : "",
  };
  for (const file of templateFiles()) {
    if (options["self-hosted"] ? isForCloudflare(file) : isForOwnMachine(file)) continue;
    if (isOurs(file)) copy(file, folder);
    else put(folder, nameFor(file), filled(file, values));
  }
  put(folder, "package.json", `${JSON.stringify(manifest(name, tools, options), null, 2)}\n`);
  put(folder, ".dev.vars", devVars(), 0o600);
};

/** Stands at the end of the origin in that case. */
const TESTS = `,
      // Test events too, such as those of \`npx waxseal doctor\`; other origins never see one.
      "tests": true`;

/** Stands at the end of the configuration for an origin on this machine. */
const INSECURE = `,

  // An origin here is on this machine, for trying it out. Remove this line before you deploy:
  // without it origins must be https and public.
  "insecure_origins": true`;

/** Puts a file of the template that is taken as it is into a folder. */
export const copy = (file, folder) => {
  const target = join(folder, file);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(TEMPLATE, file), target);
  // npm unpacks files as they were packed; a folder of the user's is writable.
  chmodSync(target, 0o644);
};

const put = (folder, file, text, mode = 0o644) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text, { mode, flag: "wx" });
};

const filled = (file, values) => readFileSync(join(TEMPLATE, file), "utf8").replace(/\{\{([A-Z]+)\}\}/g, (_, name) => values[name]);

const manifest = (name, { wrangler, workerd }, { "self-hosted": isSelfHosted, waxseal = VERSION }) => ({
  name,
  private: true,
  type: "module",
  scripts: {
    ...(isSelfHosted
      ? {}
      : {
          dev: "wrangler dev",
          deploy: 'wrangler deploy --env=""',
          "deploy:staging": "wrangler deploy --env staging",
          logs: "wrangler tail",
        }),
    start: "node selfhost/start.mjs",
    listen: "waxseal listen --scheme standard-webhooks --vars-file .dev.vars --secret-env CRM_SECRET",
    doctor: "waxseal doctor --vars-file .dev.vars",
  },
  // Pinned: what runs tomorrow is what runs today.
  dependencies: { workerd },
  devDependencies: { waxseal, ...(isSelfHosted ? {} : { wrangler }) },
});
