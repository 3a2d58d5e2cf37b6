import { readFailure } from "../../../waxseal/src/answer.ts";
import { readBody } from "../../../waxseal/src/bytes.ts";
import { configRoom, readConfig, readText, writeConfig } from "../../../waxseal/src/config.ts";
import { readHeaders } from "../../../waxseal/src/headers.ts";
import type { Config, Moment, Request } from "../../../waxseal/src/index.ts";
import { type Exports, withInstance } from "../../../waxseal/src/instance.ts";
import { readMoment } from "../../../waxseal/src/moment.ts";
import { type Meta, metaRoom, writeMeta } from "../../../waxseal/src/program.ts";
import type { View } from "./view.ts";

/** What the inspector's wasm has beside the package's. */
interface InspectorExports extends Exports {
  inspect(config: number, meta: number, body: number, now: number): number;
}

/**
 * Says what the Worker would do with a request: its answer, the dedupe key, retry dates, and what
 * the catalogs say of the event. All of it is found by the Worker's own code, with a store that
 * has not seen the event and takes it. No output holds a secret.
 *
 * What is wrong with the configuration is told in `source.mistakes` and is no exception.
 *
 * @throws TypeError for values of a wrong kind, as `Verifier` does.
 */
export const inspect = (request: Request, config: Config, { now }: { readonly now?: Moment } = {}): View => {
  const read = readConfig(config);
  const { method, url, headers, body: given } = request;
  const meta: Meta = {
    method: readText(method, "method")?.toUpperCase() ?? "POST",
    url: readText(url, "url") ?? "",
    headers: readHeaders(headers, "all"),
  };
  const body = readBody(given);
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const at = readMoment(now, "now");
  return withInstance((wasm) => {
    wasm.begin(configRoom(read) + metaRoom(meta) + bytes.length);
    writeConfig(wasm, read);
    const configBytes = wasm.written;
    const metaBytes = writeMeta(wasm, meta, []);
    wasm.raw(bytes);
    const exports = wasm.exports as InspectorExports;
    const length = wasm.answered(exports.inspect(configBytes, metaBytes, bytes.length, at));
    readFailure(wasm, length);
    const view = wasm.readText();
    wasm.wipe(length);
    return JSON.parse(view) as View;
  });
};
