// Tells a slip of the pen from another word: the known word that somebody most likely meant.

const MOST_SLIPS = 3;

/** @returns the nearest of the known words, when it is up to three letters away and not the word itself; else null. */
export function nearMiss(word: string, known: readonly string[]): string | null {
  if (known.includes(word)) return null;
  const [best] = known
    .map((one) => ({ one, slips: countSlips(word, one) }))
    .filter(({ slips }) => slips <= MOST_SLIPS)
    .sort((one, other) => one.slips - other.slips);
  return best?.one ?? null;
}

/** Levenshtein's distance: letters that have to be added, left out or changed. */
function countSlips(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    let last = line + 1;
    const next = [last];
    for (const [column, above] of row.slice(0, -1).entries()) {
      const changed = above + (letter === to[column] ? 0 : 1);
      last = Math.min(changed, last + 1, (row[column + 1] ?? 0) + 1);
      next.push(last);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
