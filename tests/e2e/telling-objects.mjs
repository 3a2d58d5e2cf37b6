/**
 * The Worker with objects that say in the log who called them, around the sound ones:
 *
 *     called LEDGER accept
 *     called CONTROL flush
 */
import { readFile } from "node:fs/promises";

const telling = (own, binding) => `
export class ${own} extends Sound${own} {
  fetch(request) {
    console.log("called ${binding} " + new URL(request.url).pathname.slice(1));
    return super.fetch(request);
  }
}
`;

/** A control object that takes the first flush, and whose answer to it is lost. */
const forgetful = `
let isLost = false;
export class Control extends SoundControl {
  async fetch(request) {
    const answer = await super.fetch(request);
    if (isLost || !request.url.endsWith("/flush")) return answer;
    isLost = true;
    throw new Error("provoked");
  }
}
`;

/** The text of worker/entry.mjs with such objects in place of its own. */
export const tellingEntry = async () =>
  replaced(replaced(await soundEntry(), "Ledger", telling("Ledger", "LEDGER")), "Control", telling("Control", "CONTROL"));

/** The text of worker/entry.mjs whose control object loses its answer to the first flush. */
export const forgetfulEntry = async () => replaced(await soundEntry(), "Control", forgetful);

const soundEntry = () => readFile(new URL("../../worker/entry.mjs", import.meta.url), "utf8");

function replaced(entry, own, other) {
  const head = `export class ${own} extends`;
  if (!entry.includes(head)) throw new Error(`worker/entry.mjs has no "${head}" any more`);
  return entry.replace(head, `class Sound${own} extends`) + other;
}

/** Collects the log, and says what was called since a mark. */
export function listener() {
  let text = "";
  return {
    log: (more) => { text += more; },
    text: () => text,
    mark: () => text.length,
    calls: (since = 0) => [...text.slice(since).matchAll(/called (\S+ \S+)/g)].map(([, call]) => call),
  };
}

/** The control object of a Worker under test, asked as the Worker asks it. */
export async function controlOf(worker) {
  const objects = await worker.mf.getDurableObjectNamespace("CONTROL");
  const object = objects.get(objects.idFromName("control-v1"));
  return async (verb, message = {}) => {
    const body = JSON.stringify({ v: 1, min: 1, ...message });
    const response = await object.fetch(`https://control/${verb}`, { method: "POST", body });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`the control object answered ${response.status} to ${verb}: ${text}`);
    return JSON.parse(text);
  };
}
