// Writes what was measured as Markdown. It says nothing that was not measured in this run.

import { readFile } from "node:fs/promises";
import { cpus } from "node:os";

const versionOf = async (name) => {
  const file = new URL(`../../npm/node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf8")).version;
};

const sizeOf = (bytes) => (bytes < 1024 ? `${bytes} B` : `${bytes / 1024} KB`);

const micros = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(1));

const times = (value) => `${value.toFixed(2)} x`;

/** The whole of RESULTS.md. */
export const writeResults = async (results, rounds) => {
  const contests = [...new Set(results.map(({ contest }) => contest))];
  return [
    "# Whole verify calls in Node",
    "",
    "Written by `cargo xtask bench npm`; do not edit. Medians of " + `${rounds} interleaved rounds, one process, one run.`,
    "The ratios are what to read: times change with the machine, and small differences with the run.",
    "",
    await conditions(contests),
    "",
    "Everybody gets the same request: headers as `request.headers` of Node's http gives them (11 or 9 of them), the body as a Buffer,",
    "a fresh timestamp, one secret, one right signature. Each call reads the headers, computes the MAC, compares and checks the window.",
    "`by hand` is [by-hand.mjs](by-hand.mjs) on `node:crypto`; waxseal is `verifier.verify({ headers, body })` as its users call it.",
    "",
    ...contests.flatMap((contest) => [...table(contest, results.filter((result) => result.contest === contest)), ""]),
  ].join("\n");
};

const conditions = async (contests) => {
  const names = ["waxseal", ...contests.map(({ peer }) => peer.name)];
  const versions = await Promise.all(names.map(async (name) => `${name} ${await versionOf(name)}`));
  return `Node ${process.versions.node} (OpenSSL ${process.versions.openssl}), ${process.platform} ${process.arch}, ${cpus()[0].model.trim()}; ${versions.join(", ")}.`;
};

const table = ({ name, peer }, results) => [
  `## ${name}`,
  "",
  `Peer: \`${peer.name}\`, ${peer.call}.`,
  "",
  `| Body | waxseal | ${peer.name} | by hand | ${peer.name} / waxseal | waxseal / by hand |`,
  "|---:|---:|---:|---:|---:|---:|",
  ...results.map(({ size, micros: by }) => {
    const [own, other, hand] = [by.waxseal, by[peer.name], by["by hand"]];
    const cells = [sizeOf(size), `${micros(own)} us`, `${micros(other)} us`, `${micros(hand)} us`, times(other / own), times(own / hand)];
    return `| ${cells.join(" | ")} |`;
  }),
];
