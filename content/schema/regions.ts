// Reads the named regions of a code file, so that prose and exercises quote real files and cannot drift from them.

/** Lines count from 1 in the text without markers; both ends belong to the region. */
export interface Region {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface MarkedSource {
  /** The code as a learner sees it: without region markers. */
  readonly text: string;
  /** In the order in which they open; a region inside another one comes after it. */
  readonly regions: readonly Region[];
  /** What is wrong with the markers, each as a sentence; empty when nothing is. */
  readonly problems: readonly string[];
}

const UNENDED = -1;
const opening = /^\s*\/\/ #region ([a-z0-9]+(?:-[a-z0-9]+)*)\s*$/;
const closing = /^\s*\/\/ #endregion\s*$/;

/** Splits markers (`// #region name`, `// #endregion`) from code. */
export function readRegions(source: string): MarkedSource {
  const kept: string[] = [];
  const regions: { name: string; from: number; to: number }[] = [];
  const open: { name: string; from: number; to: number }[] = [];
  const problems: string[] = [];

  for (const line of source.split("\n")) {
    const name = opening.exec(line)?.[1];
    if (name !== undefined) {
      if (regions.some((region) => region.name === name)) problems.push(`Region "${name}" opens twice.`);
      const region = { name, from: kept.length + 1, to: UNENDED };
      regions.push(region);
      open.push(region);
    } else if (closing.test(line)) {
      const region = open.pop();
      if (region === undefined) problems.push(`A region ends after line ${kept.length} that never opened.`);
      else region.to = kept.length;
    } else kept.push(line);
  }
  for (const { name } of open) problems.push(`Region "${name}" never ends.`);
  for (const { name, from, to } of regions)
    if (to !== UNENDED && to < from) problems.push(`Region "${name}" is empty.`);
  return { text: kept.join("\n"), regions, problems };
}

/**
 * The same code with some regions replaced by a comment: an exercise made from the one correct file. Markers are kept.
 * @param blanks region name to the task, one comment line for each of its lines.
 */
export function blankRegions(source: string, blanks: Readonly<Record<string, string>>): string {
  const asComment = (task: string) =>
    task
      .trim()
      .split("\n")
      .map((line) => `// ${line}`.trimEnd())
      .join("\n");
  return replaceRegions(
    source,
    Object.fromEntries(Object.entries(blanks).map(([name, task]) => [name, asComment(task)])),
  );
}

/**
 * The same code with some regions replaced by other code, indented as deep as what stood there. Markers are kept, but
 * those inside of a replaced region go with it. An empty text takes the region away.
 * @param replacements region name to its new text.
 */
export function replaceRegions(source: string, replacements: Readonly<Record<string, string>>): string {
  const kept: string[] = [];
  /** How many markers are open inside of the region that is being replaced; 0 outside of one. */
  let depth = 0;
  const lines = source.split("\n");
  for (const [index, line] of lines.entries()) {
    const name = opening.exec(line)?.[1];
    if (depth > 0) {
      if (name !== undefined) depth += 1;
      else if (closing.test(line)) depth -= 1;
      if (depth === 0) kept.push(line);
      continue;
    }
    kept.push(line);
    const text = name === undefined ? undefined : replacements[name];
    if (text === undefined) continue;
    depth = 1;
    const first = lines.slice(index).find((one) => !opening.test(one)) ?? "";
    kept.push(...indented(text, /^\s*/.exec(first)?.[0] ?? ""));
  }
  return kept.join("\n");
}

function indented(text: string, indent: string): string[] {
  const lines = text.replace(/\n$/, "").split("\n");
  return text.trim() === "" ? [] : lines.map((line) => (line === "" ? line : indent + line));
}
