// The corpus: deliveries with one injected cause, with two, and forgeries. Data by seed; nothing of the project's code.
import { seeded } from "../conformance/random.mjs";
import { bodyCauses, bodyLost, bodySeen } from "./causes/body.mjs";
import { secretCauses, secretSeen } from "./causes/secret.mjs";
import { signatureCauses, signatureSeen } from "./causes/signature.mjs";
import { forgeryKinds } from "./forge/forgeries.mjs";
import { choosePairs } from "./pairs.mjs";
import { deliver, senders } from "./send/senders.mjs";

export const SEED = 20260529;

/** How many senders each injected cause is tried on, if as many fit. */
const SENDERS_EACH = 2;

const asSent = (delivery) => delivery;
const overOf = (injection, r, sender) => (typeof injection.over === "function" ? injection.over(r, sender) : injection.over ?? {});

/** One delivery with some injections: what is genuine, what arrives, and what must be named. */
export const inject = (seed, name, injections) => {
  const sender = senders[name];
  const plain = deliver(sender, seeded(seed));
  const r = seeded(seed);
  const over = Object.assign({}, ...injections.map((injection) => overOf(injection, seeded(seed + 1), sender)));
  const sent = deliver(sender, r, over);
  const arrived = injections.reduce((delivery, { receive = asSent }) => receive(delivery, r), sent);
  return {
    name: `${name}: ${injections.map(({ what }) => what).join("; ")}`,
    scheme: typeof sender.scheme === "string" ? sender.scheme : "custom",
    causes: injections.map(({ cause }) => cause), kinds: injections.map(({ kind }) => kind),
    plain, ...arrived,
  };
};

const spread = (injections, { seed = SEED, most = SENDERS_EACH } = {}) => injections.flatMap((injection, at) =>
  injection.on.slice(0, Math.max(injection.each ?? 0, most)).map((name, turn) => inject(seed + at * 10 + turn, name, [injection])));

export const provable = [...bodyCauses, ...secretCauses, ...signatureCauses];
export const seen = [...bodySeen, ...secretSeen, ...signatureSeen];

/** One cause each, of those that can be proved. */
export const singles = (options) => spread(provable, options);

/** One cause each, of those that can only be seen. */
export const observed = () => spread(seen);

/** What cannot be proved by anyone. */
export const lost = () => spread(bodyLost);

/** Two causes at once, of every kind of pair. */
export const pairs = ({ seed = SEED } = {}) => choosePairs(provable, seed).map(([a, b, name], at) => inject(seed + 5000 + at, name, [a, b]));

/** How many senders each forgery is tried on. */
const FORGED_EACH = 4;

/** Other secrets that a receiver has at hand: none of them signed anything. A forgery may come with its own. */
const withOthers = (delivery, seed) => {
  const drawn = ["OLD_SECRET", "TEST_SECRET"].map((name, at) => ({ name, secret: seeded(seed + at).text(40, "abcdefghijklmnopqrstuvwxyzABCDEF0123456789") }));
  return { ...delivery, others: [...drawn, ...delivery.others] };
};

/** Requests that are not genuine, whatever is changed back. The senders take turns, so that every shape is attacked. */
export const forgeries = ({ seed: from = SEED, most = FORGED_EACH } = {}) => forgeryKinds.flatMap((kind, at) => {
  const count = Math.min(most, kind.on.length);
  return Array.from({ length: count }, (_, turn) => {
    const seed = from + 20_000 + at * 10 + turn;
    const name = kind.on[(at * 5 + turn * Math.max(1, Math.floor(kind.on.length / count))) % kind.on.length];
    return withOthers(inject(seed, name, [kind]), seed);
  });
});
