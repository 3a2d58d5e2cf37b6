import { CsvReader, type CsvRow, delimiterOf, MOST_ROW } from "./csv.js";
import { parseExact, textAt } from "./json-text.js";
import { Refusal } from "./refusal.js";

/** One row of an export. */
export interface Row {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** Why it cannot be read. */
  readonly fault?: string;
  /** The text of a column or under a pointer. */
  at(column: string): string | undefined;
  /** The row as it stood, as JSON. */
  json(): string;
}

/** The beginning of an export: what its columns are called, and its rows, which are read as they are asked for. */
export interface Export {
  readonly form: "CSV" | "NDJSON";
  readonly delimiter: string | undefined;
  /** Names of columns, or pointers to the members of the first row. */
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<Row>;
}

/** Decodes bytes as UTF-8, without a byte order mark. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const piece of bytes) {
      const text = decoder.decode(piece, { stream: true });
      if (text !== "") yield text;
    }
    const last = decoder.decode();
    if (last !== "") yield last;
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal("the export is not UTF-8: save it as UTF-8, or convert it with iconv");
    throw error;
  }
}

/** Reads until the first line is whole; returns what was read. */
const firstLine = async (pieces: AsyncIterator<string>): Promise<string> => {
  let text = "";
  for (;;) {
    const quotes = (text.match(/"/g) ?? []).length;
    if (text.trim() !== "" && /[\r\n]/.test(text.trimStart()) && (text.trimStart().startsWith("{") || quotes % 2 === 0 || text.length > 65_536)) return text;
    if (text.length > MOST_ROW) throw new Refusal(`the first line has more than ${MOST_ROW} characters`);
    const { value, done } = await pieces.next();
    if (done === true) return text;
    text += value as string;
  }
};

/** The header row's text: up to the first line end outside quotes. */
const headerOf = (text: string): string => /^(?:[^"\r\n]|"[^"]*")*/.exec(text)?.[0] ?? "";

/**
 * Opens an export: CSV with a header row, or a JSON object per line.
 *
 * @throws Refusal where it is neither.
 */
export const openExport = async (bytes: AsyncIterable<Uint8Array>, delimiter?: string): Promise<Export> => {
  const pieces = decoded(bytes);
  const begun = (await firstLine(pieces)).replace(/^(?:[ \t]*[\r\n])+/, (blank) => blank.replace(/[^\r\n]/g, ""));
  const start = begun.trimStart();
  if (start === "") throw new Refusal("the export is empty");
  if (start.startsWith("[")) throw new Refusal("the export is a JSON list: it must have one object per line; jq -c '.[]' makes that");
  if (start.startsWith("{")) return openLines(begun, pieces);
  return openTable(begun, pieces, delimiter ?? delimiterOf(headerOf(start)));
};

const openTable = async (begun: string, pieces: AsyncIterable<string>, delimiter: string): Promise<Export> => {
  const rows = tableRows(begun, pieces, delimiter);
  const first = await rows.next();
  if (first.done === true) throw new Refusal("the export has no header row");
  const header = first.value;
  if (header.fault !== undefined) throw new Refusal(`the header row cannot be read: ${header.fault}`);
  const columns = header.cells.map((name) => name.trim());
  const place = new Map(columns.map((name, index) => [name, index]));
  return { form: "CSV", delimiter, columns, rows: asRows(rows, columns, place) };
};

async function* tableRows(begun: string, pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRow> {
  const reader = new CsvReader(delimiter);
  yield* reader.push(begun);
  for await (const piece of pieces) yield* reader.push(piece);
  yield* reader.end();
}

async function* asRows(rows: AsyncIterable<CsvRow>, columns: readonly string[], place: ReadonlyMap<string, number>): AsyncGenerator<Row> {
  for await (const { line, cells, fault } of rows) {
    const uneven = cells.length === columns.length ? undefined : `it has ${cells.length} cells, and the header row has ${columns.length}`;
    const why = fault ?? uneven;
    yield {
      line,
      ...(why === undefined ? {} : { fault: why }),
      at: (column) => cells[place.get(column) ?? -1],
      json: () => `{${columns.map((name, index) => `${JSON.stringify(name)}:${JSON.stringify(cells[index] ?? "")}`).join(",")}}`,
    };
  }
}

const openLines = async (begun: string, pieces: AsyncIterable<string>): Promise<Export> => {
  const rows = lineRows(begun, pieces);
  const begin = await rows.next();
  if (begin.done === true) throw new Refusal("the export is empty");
  const first = begin.value;
  async function* all(): AsyncGenerator<Row> {
    yield first;
    yield* rows;
  }
  return { form: "NDJSON", delimiter: undefined, columns: first.columns, rows: all() };
};

/** A row of NDJSON, which knows the names of its members. */
interface LineRow extends Row {
  readonly columns: readonly string[];
}

async function* lineRows(begun: string, pieces: AsyncIterable<string>): AsyncGenerator<LineRow> {
  let line = 0;
  for await (const text of linesOf(begun, pieces)) {
    line++;
    if (text.trim() !== "") yield lineRow(line, text);
  }
}

/** Splits text into lines; holds one. */
export async function* linesOf(begun: string, pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  const cut = function* (piece: string): Generator<string> {
    const parts = piece.split("\n");
    for (const part of parts.slice(0, -1)) {
      yield rest + part;
      rest = "";
    }
    rest += parts.at(-1) ?? "";
    if (rest.length > MOST_ROW) throw new Refusal(`a line has more than ${MOST_ROW} characters`);
  };
  yield* cut(begun);
  for await (const piece of pieces) yield* cut(piece);
  if (rest !== "") yield rest;
}

/** Reads the lines of bytes. */
export const byteLines = (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> => linesOf("", decoded(bytes));

const lineRow = (line: number, text: string): LineRow => {
  let document: unknown;
  let fault: string | undefined;
  try {
    document = parseExact(text);
    if (typeof document !== "object" || document === null || Array.isArray(document)) fault = "it is no JSON object";
  } catch {
    fault = "it is no JSON";
  }
  const names = fault === undefined ? Object.keys(document as object) : [];
  return {
    line,
    ...(fault === undefined ? {} : { fault }),
    columns: names.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`),
    at: (pointer) => textAt(document, pointer),
    json: () => (fault === undefined ? text.trim() : JSON.stringify(text)),
  };
};
