import type { Report } from "../../../waxseal/src/cli/request/report.ts";
import type { Word } from "../../../waxseal/src/cli/request/shell-words.ts";

/** Says whether a command is quoted for cmd.exe: carets before quotes or at line ends. */
export const isForCmd = (text: string): boolean => {
  const start = text.slice(0, 10_000);
  return /^\s*(?:[A-Za-z]:[^\n>]*>)?\s*"?(?:\S*[/\\])?curl(?:\.exe)?"?(?=\s)[^']*?\s(?:\^"[^\s"]|\^\r?\n)/.test(start);
};

/**
 * Splits a command line as cmd.exe and then the C runtime of Windows do: a caret takes away the
 * meaning of what follows it, and `\"` within quotes is a quote.
 */
export const cmdWords = (text: string, report: Report): readonly Word[] => runtimeWords(uncareted(text, report), report);

/** What cmd.exe hands on, and where each character of it stood. */
interface Uncareted {
  readonly text: string;
  readonly places: Uint32Array;
}

const uncareted = (text: string, report: Report): Uncareted => {
  const places = new Uint32Array(text.length + 1);
  const parts: string[] = [];
  let isQuoted = false;
  let at = /^\s*(?:[A-Za-z]:[^\n>]*>)?\s*/.exec(text)![0].length;
  const take = (character: string): void => {
    places[parts.length] = at;
    parts.push(character);
  };
  for (; at < text.length; at++) {
    let character = text[at]!;
    if (character === "^" && !isQuoted) {
      at++;
      const end = lineEnd(text, at);
      // A line end behind a caret is gone, and the character behind it stands for itself.
      if (end > 0) at += end;
      const second = end > 0 ? lineEnd(text, at) : 0;
      if (second > 0) {
        take("\n");
        at += second - 1;
      } else if (at < text.length) take(text[at]!);
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    if (character === "\n" || (!isQuoted && "&|<>".includes(character))) {
      if (text.slice(at).trim() !== "") report.note(`what stands behind ${character === "\n" ? "the line end" : character} is not part of the command, and left out`, { start: at, end: at + 1 });
      break;
    }
    take(character === "\r" ? " " : character);
  }
  places[parts.length] = Math.min(at, text.length);
  return { text: parts.join(""), places };
};

const lineEnd = (text: string, at: number): number => (text[at] === "\n" ? 1 : text[at] === "\r" && text[at + 1] === "\n" ? 2 : 0);

const runtimeWords = ({ text, places }: Uncareted, report: Report): readonly Word[] => {
  const words: Word[] = [];
  for (let at = 0; ; ) {
    while (text[at] === " " || text[at] === "\t") at++;
    if (at >= text.length) return words;
    const start = at;
    const parts: string[] = [];
    let quote = -1;
    for (; at < text.length; at++) {
      const character = text[at]!;
      if (quote === -1 && (character === " " || character === "\t")) break;
      if (character === "\\") {
        const first = at;
        while (text[at] === "\\") at++;
        const count = at - first;
        if (text[at] !== '"') parts.push("\\".repeat(count));
        else parts.push("\\".repeat(count >> 1));
        if (text[at] === '"' && count % 2 === 1) parts.push('"');
        else at--;
      } else if (character === '"' && quote !== -1 && text[at + 1] === '"') {
        parts.push('"');
        at++;
      } else if (character === '"') quote = quote === -1 ? at : -1;
      else parts.push(character);
    }
    if (quote !== -1) report.error('a quote (") is opened and not closed: is the command cut off?', { start: places[quote]!, end: places[quote]! + 1 });
    words.push({ text: parts.join(""), start: places[start]!, end: places[at]! });
  }
};
