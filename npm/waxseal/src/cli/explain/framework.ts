import { type Framework, frameworks } from "../../generated-causes.js";
import { usage } from "../failure.js";
import { meant } from "../nearest.js";
import type { Call, Flags } from "../verb.js";

/** The flag that names what the receiver is written with. */
export const FRAMEWORK_FLAG: Flags = {
  framework: { value: "NAME", short: "f", about: `show the line to change for this one alone: ${frameworks.join(", ")}` },
};

/** Reads it: in any case, and without the ".js". */
export const readFramework = ({ given }: Call): Framework | undefined => {
  const text = given.text("framework");
  if (text === undefined) return undefined;
  const found = frameworks.find((one) => plain(one) === plain(text));
  if (found === undefined) throw usage(`--framework knows ${frameworks.join(", ")}${meant(plain(text), frameworks.map(plain))}`);
  return found;
};

const plain = (name: string): string => name.toLowerCase().replace(/\.js$/, "");
