import { writeFileSync } from "node:fs";
import { EXIT, usage } from "../failure.js";
import { library } from "../library.js";
import type { Verb } from "../verb.js";

/** Makes a secret. */
export const newSecret: Verb = {
  name: "new-secret",
  about: "make a secret of 32 random bytes, in the form of Standard Webhooks",
  usage: ["waxseal new-secret [--out PATH]"],
  text: ["Prints whsec_ and base64: the one place where waxseal prints a secret, because it is new. With --out it goes into a new file that only you can read, and is not printed."],
  flags: { out: { value: "PATH", about: "write it to a new file, readable by you alone" } },
  words: 0,
  examples: [
    ["Into a file", "waxseal new-secret --out webhook.secret"],
    ["Into a store of secrets", "waxseal new-secret | npx wrangler secret put WEBHOOK_SECRET"],
  ],
  async run({ given, out }) {
    const secret = (await library()).newSecret();
    const path = given.text("out");
    if (path === undefined) {
      out.line(secret);
      out.data({ secret });
      return EXIT.done;
    }
    try {
      writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: "wx" });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw usage(code === "EEXIST" ? "the file that --out names is there already, and is not overwritten" : `the file that --out names cannot be written (${code ?? "no reason given"})`);
    }
    out.line(`written to ${path}`);
    out.data({ written: path });
    return EXIT.done;
  },
};
