import { createInterface } from "node:readline";
import { checkOrigin } from "./options.mjs";
import { Refusal } from "./refusal.mjs";

/**
 * Asks on the terminal for what the flags leave open.
 *
 * @throws {Refusal} for Ctrl-C and the input's end, and for an answer that cannot work
 */
export const ask = async (options, { input, out }) => {
  const lines = createInterface({ input, output: out });
  // Lines are kept from the beginning: they may be there before they are asked for.
  const answers = lines[Symbol.asyncIterator]();
  const asked = async (question, otherwise) => {
    lines.setPrompt(`${question} (${otherwise}): `);
    lines.prompt();
    const { value, done } = await answers.next();
    if (done) throw new Refusal("nothing was made");
    return value.trim() || otherwise;
  };
  try {
    const folder = options.folder ?? (await asked("Folder", "waxseal"));
    const origin = options.origin ?? (await asked("Where do events go? A URL", "https://crm.example.com/hooks"));
    checkOrigin(origin);
    return { ...options, folder, origin };
  } finally {
    lines.close();
  }
};
