// What readers of logs share: members, texts, moments, and where they stand in the text.
import { NOWHERE, type Report, type Spot } from "../../../../waxseal/src/cli/request/report.ts";
import type { Findings } from "../findings.ts";
import { type Node, parseLiteral, placeIn } from "../literal.ts";
import { behindBom, type Given, type Taken } from "../taken.ts";

/** Where something is in a value: names and positions. */
export type Path = readonly (string | number)[];

/** Where a reader of a value is, and to whom it tells what is wrong. */
export interface Context {
  readonly given: Given;
  readonly findings: Findings;
  readonly path: Path;
}

/** A form of log. */
export interface Shape {
  /** What it is, for the sentence that says why. */
  readonly name: string;
  readonly is: (value: unknown) => boolean;
  readonly read: (value: unknown, context: Context) => Taken;
}

/** A value's members by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** A value's members; none where it is no object. */
export const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array) ? (value as Fields) : {});

/** A list; empty where it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text; nothing where it is none. */
export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Where something stands in the text. The text is parsed for it once, and not at all where nothing is wrong. */
export const spotOf = ({ given, findings, path }: Context, ...steps: (string | number)[]): Spot => {
  if (findings.isFull) return NOWHERE;
  const node = trees.get(given) ?? parseLiteral(given.text, SILENT, behindBom(given.text))?.node;
  if (node === undefined) return NOWHERE;
  trees.set(given, node);
  return placeIn(node, [...path, ...steps]);
};

const trees = new WeakMap<Given, Node>();

const SILENT: Report = { error: () => undefined, mend: () => undefined, note: () => undefined };

/** The same, further in. */
export const within = (context: Context, ...steps: (string | number)[]): Context => ({ ...context, path: [...context.path, ...steps] });

/** A member, unless it is unknown. */
export const known = <K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } => (value === undefined ? {} : ({ [name]: value } as { [N in K]: V }));

/** A moment in Unix milliseconds, of seconds, milliseconds or a date's text. */
export const momentOf = (value: unknown): number | undefined => {
  const millis = typeof value === "number" ? (value < 1e11 ? value * 1000 : value) : typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isFinite(millis) && millis > 0 && millis < 8.64e15 ? Math.round(millis) : undefined;
};
