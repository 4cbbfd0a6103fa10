// Highlighted code as data: lines of tokens, and the regions that prose can quote.
import type { Region } from "./regions.ts";

export type TokenKind = "keyword" | "string" | "function" | "comment" | "number";

/** Plain text, or text with a kind that has a colour. */
export type Token = string | readonly [text: string, kind: TokenKind];
export type CodeLine = readonly Token[];

export interface HighlightedCode {
  readonly lines: readonly CodeLine[];
  readonly regions: readonly Region[];
}

/** A run of lines; `stage` names the region inside the quoted one that they belong to. */
export interface CodeBlock {
  readonly stage: string | null;
  readonly lines: readonly CodeLine[];
}

/** The code as text, as it was before it was highlighted. */
export function textOfCode({ lines }: HighlightedCode): string {
  return lines.map(textOfLine).join("\n");
}

/**
 * The lines of a region, or of everything for null. Indentation that all of them share is taken away.
 * @throws when there is no such region.
 */
export function quoteLines(code: HighlightedCode, name: string | null): CodeLine[] {
  const { from, to } = findRegion(code, name);
  const lines = code.lines.slice(from - 1, to);
  const texts = lines.map(textOfLine).filter((text) => text.trim() !== "");
  const shared = Math.min(...texts.map((text) => text.length - text.trimStart().length));
  return lines.map((line) => cutStart(line, shared));
}

/** The same in blocks: one for each region inside, one for what lies between; blank lines at their ends are left out. */
export function quoteStages(code: HighlightedCode, name: string | null): CodeBlock[] {
  const whole = findRegion(code, name);
  const inner = code.regions.filter(
    (one) => one.name !== name && one.from >= whole.from && one.to <= whole.to,
  );
  const blocks: { stage: string | null; lines: CodeLine[] }[] = [];
  for (const [index, line] of quoteLines(code, name).entries()) {
    const number = whole.from + index;
    const stage = inner.find(({ from, to }) => from <= number && number <= to)?.name ?? null;
    const last = blocks.at(-1);
    if (last !== undefined && last.stage === stage) last.lines.push(line);
    else blocks.push({ stage, lines: [line] });
  }
  return blocks.map(trimBlankEnds).filter(({ lines }) => lines.length > 0);
}

function findRegion({ lines, regions }: HighlightedCode, name: string | null): Pick<Region, "from" | "to"> {
  if (name === null) return { from: 1, to: lines.length };
  const region = regions.find((one) => one.name === name);
  if (region === undefined) throw new Error(`The code has no region "${name}".`);
  return region;
}

function trimBlankEnds({ stage, lines }: CodeBlock): CodeBlock {
  const isBlank = (line: CodeLine | undefined) => line !== undefined && textOfLine(line).trim() === "";
  let [from, to] = [0, lines.length];
  while (isBlank(lines[from])) from += 1;
  while (to > from && isBlank(lines[to - 1])) to -= 1;
  return { stage, lines: lines.slice(from, to) };
}

function cutStart(line: CodeLine, characters: number): CodeLine {
  const [first, ...rest] = line;
  if (first === undefined || characters === 0) return line;
  if (typeof first === "string") return [first.slice(characters), ...rest];
  return [[first[0].slice(characters), first[1]], ...rest];
}

function textOfLine(line: CodeLine): string {
  return line.map((token) => (typeof token === "string" ? token : token[0])).join("");
}
