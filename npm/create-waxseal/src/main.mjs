import { relative, resolve } from "node:path";
import { HELP, readOptions } from "./options.mjs";
import { ask } from "./ask.mjs";
import { checkFolder, scaffold } from "./scaffold.mjs";
import { nextSteps, updated } from "./next-steps.mjs";
import { Refusal } from "./refusal.mjs";
import { update } from "./update.mjs";
import { VERSION } from "./versions.mjs";

/**
 * Runs one command line and returns its exit status: 0 done, 2 for what cannot be done as asked.
 *
 * @param {string[]} words
 * @param {{ input: NodeJS.ReadStream, out: NodeJS.WritableStream, err: NodeJS.WritableStream, cwd: string }} host
 */
export const main = async (words, { input, out, err, cwd }) => {
  const say = (text) => out.write(`${text}\n`);
  try {
    const options = readOptions(words);
    if (options.help) return done(say, HELP);
    if (options.version) return done(say, VERSION);
    if (options.update) return done(say, updated(update(resolve(cwd, options.folder ?? "."))));
    const wanted = options.yes || input.isTTY !== true ? options : await ask(options, { input, out: err });
    const folder = resolve(cwd, wanted.folder ?? "waxseal");
    checkFolder(folder);
    scaffold(folder, wanted);
    return done(say, nextSteps(shownFrom(cwd, folder), wanted));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    err.write(`create-waxseal: ${error.message}\n`);
    return 2;
  }
};

/** A path as it is typed from here. */
const shownFrom = (cwd, folder) => {
  const path = relative(cwd, folder) || ".";
  return path.startsWith("..") ? folder : path;
};

const done = (say, text) => {
  say(text);
  return 0;
};
