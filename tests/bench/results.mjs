// Writes what was measured as Markdown. It says nothing that was not measured in this run.

import { readFile } from "node:fs/promises";
import { cpus } from "node:os";

import { START } from "./goals.mjs";

const versionOf = async (name) => {
  const file = new URL(`../../npm/node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf8")).version;
};

const UNITS = [
  [1024 * 1024, "MB"],
  [1024, "KB"],
  [1, "B"],
];

const sizeOf = (bytes) => {
  const [unit, name] = UNITS.find(([least]) => bytes >= least);
  return `${bytes / unit} ${name}`;
};

const micros = (value) => {
  if (value < 10) return `${value.toFixed(2)} us`;
  return value < 1000 ? `${value.toFixed(1)} us` : `${(value / 1000).toFixed(2)} ms`;
};

/** A ratio beside its goal: bold where it misses it, never rounded across it. */
const ratio = (value, goal, isMet) => {
  const text = `${value.toFixed(2)} x`;
  if (goal === undefined) return text;
  return isMet ? `${text} (${goal})` : `**${text}** (${goal})`;
};

const atLeast = (value, goal) => ratio(value, goal && `>= ${goal}`, value >= goal);
const atMost = (value, goal) => ratio(value, goal && `<= ${goal}`, value <= goal);

const row = (cells) => `| ${cells.join(" | ")} |`;
const head = (names) => [row(names), `|${names.map(() => "---:").join("|")}|`];

/** The whole of RESULTS.md. */
export const writeResults = async ({ results, rounds, start, diagnosis, browser }) => {
  const contests = [...new Set(results.map(({ contest }) => contest))];
  return [
    "# Whole verify calls",
    "",
    "Written by `cargo xtask bench npm`; do not edit. Medians of " + `${rounds} interleaved rounds, one process, one run.`,
    "The ratios are what to read: times change with the machine, and small differences with the run. In brackets stands the goal; a ratio that misses it is bold.",
    "",
    await conditions(contests),
    "",
    "Everybody gets the same request: headers as `request.headers` of Node's http gives them (9 to 11 of them), the body as a Buffer,",
    "a fresh timestamp, one secret, one right signature. Each call reads the headers, computes the MAC, compares and checks the window.",
    "`by hand` is [by-hand.mjs](by-hand.mjs) on `node:crypto`; waxseal is `verifier.verify({ headers, body })` as its users call it.",
    "",
    ...contests.flatMap((contest) => [...table(contest, results.filter((result) => result.contest === contest)), ""]),
    ...startTable(start),
    "",
    ...diagnosisTable(diagnosis),
    "",
    ...browserTable(browser),
    "",
  ].join("\n");
};

const conditions = async (contests) => {
  const names = new Set(["waxseal", ...contests.flatMap(({ peer }) => (peer === undefined ? [] : [peer.name])), "@noble/hashes"]);
  const versions = await Promise.all([...names].map(async (name) => `${name} ${await versionOf(name)}`));
  return `Node ${process.versions.node} (OpenSSL ${process.versions.openssl}), ${process.platform} ${process.arch}, ${cpus()[0].model.trim()}; ${versions.join(", ")}.`;
};

const table = ({ name, peer, about, goals = {} }, results) => {
  const said = [...(about === undefined ? [] : [about, ""]), ...(peer === undefined ? [] : [`Peer: \`${peer.name}\`, ${peer.call}.`, ""])];
  const ofPeer = peer === undefined ? [] : [peer.name];
  const columns = ["Body", "waxseal", ...ofPeer, "by hand", ...ofPeer.map((other) => `${other} / waxseal`), "waxseal / by hand"];
  return [
    `## ${name}`,
    "",
    ...said,
    ...head(columns),
    ...results.map(({ size, micros: by }) => {
      const times = ["waxseal", ...ofPeer, "by hand"].map((contender) => micros(by[contender]));
      const other = ofPeer.map((contender) => atLeast(by[contender] / by.waxseal, goals.peer?.[size]));
      return row([sizeOf(size), ...times, ...other, atMost(by.waxseal / by["by hand"], goals.byHand)]);
    }),
  ];
};

const startTable = (start) => [
  "## From import to the first verdict",
  "",
  `Fresh processes of Node, ${start[0].processes} of each, in turn: import, construction, one call with a body of 250 bytes. The median.`,
  "",
  ...head(["Loaded as", "waxseal", "standardwebhooks", "waxseal / standardwebhooks"]),
  ...start.map(({ form, micros: by }) => row([form, micros(by.waxseal), micros(by.standardwebhooks), atMost(by.waxseal / by.standardwebhooks, START)])),
];

const diagnosisTable = (diagnosis) => [
  "## Why a request is refused",
  "",
  `\`diagnose\` of \`waxseal/diagnose\` at worst: a request that nothing explains, beside one \`verifier.check\` of it. Medians of ${diagnosis[0].rounds} interleaved rounds. Its bounds are in bytes, not in time. Without a goal.`,
  "",
  ...head(["Body", "check", "diagnose", "diagnose / check", "MACs", "hashed", "other bodies"]),
  ...diagnosis.map(({ size, work, micros: by }) =>
    row([sizeOf(size), micros(by.check), micros(by.diagnose), `${Math.round(by.diagnose / by.check)} x`, work.macs, `${(work.hashedBytes / 1024 / 1024).toFixed(1)} MiB`, work.bodies]),
  ),
];

const browserTable = ({ version, rounds, results }) => [
  "## A page",
  "",
  `Chromium ${version}, medians of ${rounds} interleaved rounds. No MAC of the host: waxseal hashes in wasm; [page.mjs](page.mjs) shows what is written on \`@noble/hashes\`. Without a goal.`,
  "",
  ...head(["Body", "waxseal", "@noble/hashes", "standardwebhooks", "@noble/hashes / waxseal", "standardwebhooks / waxseal"]),
  ...results.map(({ size, micros: by }) => {
    const [own, noble, other] = [by.waxseal, by["@noble/hashes"], by.standardwebhooks];
    return row([sizeOf(size), micros(own), micros(noble), micros(other), atLeast(noble / own), atLeast(other / own)]);
  }),
];
