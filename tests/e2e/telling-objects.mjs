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

/** The text of worker/entry.mjs with such objects in place of its own. */
export async function tellingEntry() {
  let entry = await readFile(new URL("../../worker/entry.mjs", import.meta.url), "utf8");
  for (const [own, binding] of [["Ledger", "LEDGER"], ["Control", "CONTROL"]]) {
    const head = `export class ${own} extends`;
    if (!entry.includes(head)) throw new Error(`worker/entry.mjs has no "${head}" any more`);
    entry = entry.replace(head, `class Sound${own} extends`) + telling(own, binding);
  }
  return entry;
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
