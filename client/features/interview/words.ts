// Puts counts and times into words for the interview pages.

/** As the contract has it; repeated here because its module carries the whole of zod. A test compares the two. */
export const MAX_ANSWER_CHARACTERS = 4_000;

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

export function wordCount(text: string): string {
  const words = countWords(text);
  return words === 1 ? "1 word" : `${words} words`;
}

/** For example "1 min 12 s", or "2 min". */
export function describeSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

export function describeBand([lowest, highest]: readonly [number, number]): string {
  return lowest === highest ? `${lowest} of 5` : `${lowest} to ${highest} of 5`;
}

const MAX_QUOTE_CHARACTERS = 140;

/** Words of an answer as they are quoted back: on one line, and not longer than they can be said. */
export function quoteOf(said: string): string {
  const line = said.replaceAll(/\s+/g, " ").trim();
  return line.length > MAX_QUOTE_CHARACTERS ? `${line.slice(0, MAX_QUOTE_CHARACTERS).trimEnd()} …` : line;
}
