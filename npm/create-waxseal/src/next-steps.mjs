/** Says what to do now. */
export const nextSteps = (folder, options) => {
  const isSelfHosted = options["self-hosted"] === true;
  const run = isSelfHosted ? "npm start" : "npm run dev";
  return [
    `Made ${folder}`,
    "",
    "Next:",
    ...(folder === "." ? [] : [`  cd ${/\s/.test(folder) ? JSON.stringify(folder) : folder}`]),
    "  npm install",
    `  ${run.padEnd(18)} waxseal on http://127.0.0.1:8787`,
    "",
    "Then, in another terminal, an event as AffiliateBase would send it:",
    "  npx waxseal send affiliatebase commission.created http://127.0.0.1:8787/in/affiliatebase --vars-file .dev.vars --secret-env AFFILIATEBASE_SECRET",
    "",
    "waxseal.jsonc says who may send and who gets what; README.md has the rest" + (isSelfHosted ? "." : ", deploying too."),
    "Fresh secrets are in .dev.vars: readable by you alone, and in .gitignore.",
  ].join("\n");
};

/** Says what an update did. */
export const updated = ({ version, missing }) =>
  [
    `The Worker, the pages, the schema and selfhost/ are those of ${version}, and package.json names its versions: run npm install.`,
    ...missing.map((tag) => `wrangler.jsonc has no migration "${tag}": copy it from a folder that is made new (npm create waxseal), with the bindings it is for, before you deploy.`),
  ].join("\n");
