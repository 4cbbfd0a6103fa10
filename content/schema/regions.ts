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
 * The same code with some regions replaced by a comment: an exercise made from the one correct file.
 * @param blanks region name to the task, one comment line for each of its lines.
 * @returns the text without markers, and the names that the source does not have.
 */
export function blankRegions(source: string, blanks: Readonly<Record<string, string>>) {
  const { text, regions } = readRegions(source);
  const lines = text.split("\n");
  const missing = Object.keys(blanks).filter((name) => !regions.some((region) => region.name === name));
  const replaced = lines.flatMap((line, index) => {
    const region = regions.find(
      ({ name, from, to }) => name in blanks && from <= index + 1 && index + 1 <= to,
    );
    if (region === undefined) return [line];
    if (region.from !== index + 1) return [];
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    const task = (blanks[region.name] ?? "").trim().split("\n");
    return task.map((comment) => `${indent}// ${comment}`.trimEnd());
  });
  return { text: replaced.join("\n"), missing };
}
