import { came, type Answer, isUnreachable, readTarget, send as post, unreachable } from "../call.js";
import { outgoing } from "../delivery.js";
import { catalogEvent, catalogIds, catalogOf, readField, type SampleEvent } from "../event.js";
import { EXIT, usage } from "../failure.js";
import { shownBody, shownHeaders, shownUrl } from "../listen/shown.js";
import { readMoment } from "../moment.js";
import type { Output } from "../output.js";
import { cut, printable } from "../printable.js";
import { headerOfFlag } from "../request/input.js";
import { type Chosen, readScheme, SCHEME_FLAGS } from "../scheme.js";
import { seal } from "../sealed.js";
import { PROOF_FLAGS, PROOF_TEXT, readProofs } from "../secrets.js";
import type { Call, Verb } from "../verb.js";

/** Sends an event of a catalog. */
export const send: Verb = {
  name: "send",
  about: "build an event of a catalog, sign it, post it, and show the answer",
  usage: ["waxseal send CATALOG TYPE URL --secret-env NAME [--field NAME=VALUE]"],
  text: [
    `CATALOG is ${catalogIds.join(", ")}; TYPE one of its types, or all. Without them they are listed. Events have a new id and the current time; --field changes what they say.`,
    "The scheme is the catalog's own, if it has one; --scheme takes another. Track360 names neither header nor encoding, nor JSON fields: --set header=… and --field say what your program uses.",
    PROOF_TEXT,
  ],
  flags: {
    ...SCHEME_FLAGS,
    ...PROOF_FLAGS,
    field: { value: "NAME=VALUE", several: true, about: "a field to set: data.amount_cents=-1250, or /data/amount_cents; the value is JSON, or else text" },
    test: { about: "mark the event as a test" },
    timestamp: { value: "TIME", about: "when it is signed; now, if absent" },
    url: { value: "URL", about: "the URL that is signed, where it is another one than where it is sent" },
    header: { value: "'NAME: VALUE'", short: "H", several: true, about: "a header to send along" },
    timeout: { value: "SECONDS", about: "how long to wait for the answer; 10, if absent" },
    "dry-run": { about: "show what would be sent, and send nothing" },
  },
  words: 3,
  exits: [
    [EXIT.done, "every answer was 2xx"],
    [EXIT.refused, "an answer was not 2xx, or none came in time"],
  ],
  examples: [
    ["A commission to your receiver", "waxseal send affiliatebase commission.created http://127.0.0.1:3000/hook --secret-env AB_SECRET"],
    ["A reversal", "waxseal send affiliatebase commission.voided http://127.0.0.1:3000/hook --secret-env AB_SECRET --field data.amount_cents=-1250"],
    ["Each type once", "waxseal send track360 all http://127.0.0.1:3000/hook --secret-env T360 --set header=x-track360-signature"],
    ["The types of a catalog", "waxseal send track360"],
  ],
  async run(call) {
    const { given, out } = call;
    const [catalogId, typeName, url] = given.words;
    if (catalogId === undefined || typeName === undefined) return listTypes(out, catalogId);
    const catalog = catalogOf(catalogId);
    const target = readTarget(url, "URL");
    const chosen = await readScheme(call, catalogId === "waxseal" ? "standard-webhooks" : catalogId);
    const fields = given.texts("field").map(readField);
    const now = Date.now();
    const names = typeName === "all" ? Object.keys(catalog.types) : [typeName];
    const events = names.map((name) => catalogEvent(catalog, name, fields, now, given.has("test")));
    const proofs = await readProofs(call, chosen, false);
    if (proofs.length > 1) throw usage("send takes one secret");
    const results: Sent[] = [];
    for (const event of events) results.push(await sendOne(call, chosen, proofs[0]?.value, event, target));
    out.data({ ok: results.every(isFine), scheme: chosen.name, sent: results.map(({ shown }) => shown) });
    return results.every(isFine) ? EXIT.done : EXIT.refused;
  },
};

interface Sent {
  readonly answer: Answer | undefined;
  readonly shown: Record<string, unknown>;
}

const isFine = ({ answer }: Sent): boolean => answer === undefined || (answer.status !== null && answer.status >= 200 && answer.status < 300);

const sendOne = async (call: Call, chosen: Chosen, secret: string | Uint8Array | undefined, event: SampleEvent, target: string): Promise<Sent> => {
  const { given, out } = call;
  const sealed = seal(chosen, secret, {
    body: event.body,
    id: event.id,
    type: event.type,
    timestamp: readMoment(given.text("timestamp"), "timestamp"),
    url: given.text("url") ?? target,
    headers: given.texts("header").map(headerOfFlag),
  });
  const request = outgoing(chosen, sealed, target, event.contentType);
  const headers = Object.entries(request.headers as Record<string, string>);
  const shown = Object.fromEntries(shownHeaders({ headers, body: event.body, notes: [] }, chosen));
  out.line(`${request.method} ${shownUrl(request.url, chosen)}`);
  for (const [name, value] of Object.entries(shown)) out.line(`  ${out.paint("faint", `${name}:`)} ${value}`);
  for (const line of shownBody(event.body).split("\n")) out.line(`    ${line}`);
  const facts = { id: event.id, type: event.type, url: shownUrl(request.url, chosen), headers: shown, body: new TextDecoder().decode(event.body) };
  if (given.has("dry-run")) return { answer: undefined, shown: facts };
  const answer = await post(request, given.count("timeout", 10, 1, 600) * 1000);
  if (isUnreachable(answer)) throw unreachable(answer);
  printAnswer(out, answer);
  return { answer, shown: { ...facts, answer: { status: answer.status, millis: answer.millis, ...(answer.status === null ? { reason: answer.reason } : { body: textOf(answer.body) }) } } };
};

const textOf = (body: string): string => Buffer.from(body, "latin1").toString("utf8");

const printAnswer = (out: Output, answer: Answer): void => {
  const good = answer.status !== null && answer.status >= 200 && answer.status < 300;
  out.line(`→ ${out.paint(good ? "good" : "bad", came(answer))} after ${answer.millis} ms`);
  if (answer.status !== null && answer.body !== "") for (const line of cut(printable(textOf(answer.body)), 2000).trimEnd().split("\n")) out.line(`    ${line}`);
  out.line();
};

const listTypes = (out: Output, id: string | undefined): number => {
  const ids = id === undefined ? catalogIds : [id];
  const listed = ids.map((one) => [one, catalogOf(one)] as const);
  for (const [one, { name, types }] of listed) {
    out.line(`${out.paint("strong", one)}  ${name}`);
    for (const [type, { about }] of Object.entries(types)) out.line(`  ${type.padEnd(26)} ${about}`);
  }
  out.data({ catalogs: Object.fromEntries(listed.map(([one, { types }]) => [one, Object.entries(types).map(([type, { about }]) => ({ type, about }))])) });
  return EXIT.done;
};
