/** Returns the known word that was probably meant; nothing if none is near. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const allowed = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = allowed + 1;
  for (const one of known) {
    const steps = distance(word.toLowerCase(), one.toLowerCase());
    if (steps < least) [best, least] = [one, steps];
  }
  return best ?? known.find((one) => word.length >= 3 && one.startsWith(word.toLowerCase()));
};

/** Says what was probably meant, as the end of a sentence. */
export const meant = (word: string, known: readonly string[], prefix = ""): string => {
  const one = nearest(word, known);
  return one === undefined ? "" : `; did you mean ${prefix}${one}?`;
};

/** Counts the letters to insert, delete, replace or swap with their neighbour. */
const distance = (from: string, to: string): number => {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    const above = rows[i - 1]!;
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let steps = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        steps = Math.min(steps, rows[i - 2]![j - 2]! + 1);
      }
      row.push(steps);
    }
    rows.push(row);
  }
  return rows[from.length]![to.length]!;
};
