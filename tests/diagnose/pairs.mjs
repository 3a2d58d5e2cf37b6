// Which two causes come together, and how often. Two changes meet where one sender shows both.
import { seeded } from "../conformance/random.mjs";

/** Kinds of causes that a receiver can have at once; the number is how many deliveries have them. */
export const KINDS = [
  ["body", "secret", 18], ["header", "secret", 8], ["header", "body", 8], ["algorithm", "secret", 5], ["message", "secret", 6], ["url", "secret", 6], ["url", "body", 6], ["id", "secret", 5], ["scheme", "secret", 5],
  ["unit", "secret", 5], ["unit", "body", 4], ["unit", "header", 3], ["unit", "url", 2],
  ["encoding", "secret", 5], ["encoding", "body", 5], ["encoding", "header", 3], ["encoding", "url", 2], ["encoding", "id", 2], ["encoding", "message", 2],
  ["skew", "secret", 5], ["skew", "body", 5], ["skew", "header", 4], ["skew", "url", 3], ["skew", "encoding", 3], ["skew", "id", 2], ["skew", "algorithm", 2],
];

const both = (a, b) => a.on.filter((name) => b.on.includes(name));

/** Whether one sender can have both: neither replaces what the other needs. */
const fits = (a, b) => both(a, b).length > 0 && !overlaps(a, b);
const overlaps = ({ over: a = {} }, { over: b = {} }) => Object.keys(a).some((name) => name in b);

/** `[injection, injection, sender]` of every pair, the same for the same seed. The causes of both kinds take their turns. */
export const choosePairs = (injections, seed) => KINDS.flatMap(([first, second, count], row) => {
  const r = seeded(seed + row);
  const [ofFirst, ofSecond] = [first, second].map((kind) => byCause(injections.filter((injection) => injection.kind === kind && !injection.alone)));
  const made = [];
  const isNew = (a, b) => !made.some(([oneA, oneB]) => oneA === a && oneB === b);
  for (let turn = 0; made.length < count; turn += 1) {
    if (turn > 200) throw new Error(`${first} and ${second}: only ${made.length} of ${count} pairs`);
    const left = ofFirst[turn % ofFirst.length];
    const choice = rotated(ofSecond, turn).map((right) => left.flatMap((a) => right.filter((b) => fits(a, b) && isNew(a, b)).map((b) => [a, b]))).find((found) => found.length > 0);
    if (choice === undefined) continue;
    const [a, b] = r.pick(choice);
    made.push([a, b, r.pick(both(a, b))]);
  }
  return made;
});

const rotated = (list, by) => list.map((_, at) => list[(at + by) % list.length]);

const byCause = (injections) => {
  const groups = new Map();
  for (const injection of injections) groups.set(injection.cause, [...(groups.get(injection.cause) ?? []), injection]);
  return [...groups.values()];
};
