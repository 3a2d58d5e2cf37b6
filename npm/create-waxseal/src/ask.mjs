import { createInterface } from "node:readline/promises";
import { checkOrigin } from "./options.mjs";
import { Refusal } from "./refusal.mjs";

/** Asks on the terminal for what the flags leave open. */
export const ask = async (options, { input, out }) => {
  const lines = createInterface({ input, output: out });
  const asked = async (question, otherwise) => (await lines.question(`${question} (${otherwise}): `)).trim() || otherwise;
  try {
    const folder = options.folder ?? (await asked("Folder", "waxseal"));
    const origin = options.origin ?? (await asked("Where do events go? A URL", "https://crm.example.com/hooks"));
    checkOrigin(origin);
    return { ...options, folder, origin };
  } catch (error) {
    // Ctrl-C and the input's end.
    if (error.code === "ABORT_ERR") throw new Refusal("nothing was made");
    throw error;
  } finally {
    lines.close();
  }
};
