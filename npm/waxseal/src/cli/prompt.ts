import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { usage } from "./failure.js";

/** Asks on the terminal and shows nothing of what is typed. */
export const askSecret = (question: string): Promise<string> =>
  new Promise((resolve, reject) => {
    process.stderr.write(question);
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
    const end = (settle: () => void): void => {
      lines.removeAllListeners();
      lines.close();
      process.stdin.pause();
      process.stderr.write("\n");
      settle();
    };
    lines.once("line", (text) => end(() => resolve(text)));
    lines.once("SIGINT", () => end(() => reject(usage("no secret was given"))));
    lines.once("close", () => end(() => reject(usage("no secret was given"))));
  });
