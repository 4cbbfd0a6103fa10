// Checks a lesson's prose against its data: every part it shows exists, every step is told once, no code is typed into it.
import { createProcessor } from "@mdx-js/mdx";
import type { Lesson } from "../../content/schema/lesson.ts";
import type { LessonUnit } from "../../content/schema/lesson-unit.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";

type Fault = Pick<ContentProblem, "rule" | "remedy">;

/** As much of a syntax tree as is looked at here. */
interface Node {
  readonly type: string;
  readonly name?: string | null;
  readonly value?: unknown;
  readonly url?: string;
  readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[];
  readonly children?: readonly Node[];
  readonly position?: { readonly start: { readonly line: number } };
}

/** Plain English on a screen is read at about 220 words a minute; half of a lesson's time is for doing. */
const wordsAMinute = 220 / 2;

/** Parts that are told apart by an id, and where their data lies in the lesson. */
const parts = {
  Run: (lesson: Lesson) => lesson.runs,
  Choice: (lesson: Lesson) => lesson.choices,
  Arrange: (lesson: Lesson) => lesson.arrangements,
  Bench: (lesson: Lesson) => lesson.benches,
  HandMade: (lesson: Lesson) => lesson.schedules,
} as const;

const plainParts = new Set([
  "Step",
  "Lead",
  "Code",
  "GoDeeper",
  "After",
  "Recall",
  "Next",
  "Mechanisms",
  "RetryLife",
  "Herd",
  "Burst",
  "SignatureBuilder",
  "Pitch",
]);

/** @returns every fault of the prose, each with its line. */
export function findProseFaults(mdx: string, unit: LessonUnit): Fault[] {
  let root: Node;
  try {
    root = createProcessor().parse(mdx) as Node;
  } catch (error) {
    return [
      {
        rule: "The prose is MDX that can be read.",
        remedy: error instanceof Error ? error.message : String(error),
      },
    ];
  }
  const nodes = [...walk(root)];
  return [
    ...nodes.flatMap((node) => nodeFaults(node, unit).map((fault) => atLine(node, fault))),
    ...stepFaults(nodes, unit.lesson),
    ...unusedFaults(nodes, unit.lesson),
    ...lengthFaults(countWords(mdx), unit.lesson),
  ];
}

/** Words of prose that a reader meets; what is folded away is read by few and not counted. */
export function countWords(mdx: string): number {
  const root = createProcessor().parse(mdx) as Node;
  const unfolded = [...walk(root, ({ name }) => name !== "GoDeeper")];
  const text = unfolded
    .filter(({ type }) => type === "text" || type === "inlineCode")
    .map(({ value }) => String(value));
  return text
    .join(" ")
    .split(/\s+/)
    .filter((word) => /\w/.test(word)).length;
}

function nodeFaults(node: Node, { lesson, handlers }: LessonUnit): Fault[] {
  if (node.type === "code") {
    const remedy = 'Put the code into a handler\'s file and quote it with <Code file="…" region="…" />.';
    return [{ rule: "Code blocks come from files, so that prose and code cannot drift.", remedy }];
  }
  if (node.type === "mdxjsEsm") {
    return [{ rule: "Prose imports nothing.", remedy: "Use the parts that every lesson has." }];
  }
  if (node.type === "link") return linkFaults(node.url ?? "", lesson);
  if (node.type !== "mdxJsxFlowElement" && node.type !== "mdxJsxTextElement") return [];
  const name = node.name ?? "";
  if (name === "Code") return codeFaults(node, handlers);
  if (name in parts) {
    const id = attribute(node, "id");
    const known = Object.keys(parts[name as keyof typeof parts](lesson));
    return id !== null && known.includes(id) ? [] : [unknown(`${name} id="${id}"`, known)];
  }
  if (name === "After") {
    const bench = attribute(node, "bench");
    return bench !== null && bench in lesson.benches
      ? []
      : [unknown(`After bench="${bench}"`, Object.keys(lesson.benches))];
  }
  return plainParts.has(name) ? [] : [unknown(`<${name}>`, [...Object.keys(parts), ...plainParts])];
}

function codeFaults(node: Node, handlers: LessonUnit["handlers"]): Fault[] {
  const file = attribute(node, "file") ?? "";
  const source = handlers[file];
  if (source === undefined) return [unknown(`Code file="${file}"`, Object.keys(handlers))];
  const region = attribute(node, "region");
  const known = source.regions.map(({ name }) => name);
  return region === null || known.includes(region) ? [] : [unknown(`region "${region}" of ${file}`, known)];
}

function linkFaults(url: string, { steps }: Lesson): Fault[] {
  if (url.startsWith("#")) {
    const known = steps.map(({ id }) => id);
    return known.includes(url.slice(1)) ? [] : [unknown(`link "${url}"`, known)];
  }
  if (/^(https:\/\/|\/)/.test(url)) return [];
  return [
    { rule: "A link is https, a path of the site, or a step of this lesson.", remedy: `Correct "${url}".` },
  ];
}

function stepFaults(nodes: readonly Node[], { steps }: Lesson): Fault[] {
  const told = nodes.filter(({ name }) => name === "Step").map((node) => attribute(node, "id"));
  const named = steps.map(({ id }) => id);
  if (told.join() === named.join()) return [];
  const remedy = `The prose tells ${told.join(", ")}; lesson.yaml names ${named.join(", ")}.`;
  return [{ rule: "The prose tells every step once, in the order of lesson.yaml.", remedy }];
}

function unusedFaults(nodes: readonly Node[], lesson: Lesson): Fault[] {
  return Object.entries(parts).flatMap(([name, idsOf]) => {
    const shown = new Set(nodes.filter((node) => node.name === name).map((node) => attribute(node, "id")));
    return Object.keys(idsOf(lesson))
      .filter((id) => !shown.has(id))
      .map((id) => ({
        rule: `Every ${name} of lesson.yaml is shown.`,
        remedy: `Put <${name} id="${id}" /> where it belongs, or remove it.`,
      }));
  });
}

function lengthFaults(words: number, { minutes }: Lesson): Fault[] {
  const limit = minutes * wordsAMinute;
  const remedy = `It has ${words} words; ${minutes} minutes allow ${limit}. Cut, fold away, or state more minutes.`;
  return words <= limit ? [] : [{ rule: "The prose can be read in the time that is stated.", remedy }];
}

function unknown(what: string, known: readonly string[]): Fault {
  return { rule: `The ${what} exists.`, remedy: `Known: ${known.join(", ") || "none"}.` };
}

function atLine({ position }: Node, fault: Fault): Fault {
  return { ...fault, remedy: `Line ${position?.start.line ?? "?"}. ${fault.remedy}` };
}

function attribute({ attributes }: Node, name: string): string | null {
  const value = attributes?.find((one) => one.name === name)?.value;
  return typeof value === "string" ? value : null;
}

function* walk(node: Node, enters: (node: Node) => boolean = () => true): Generator<Node> {
  if (!enters(node)) return;
  yield node;
  for (const child of node.children ?? []) yield* walk(child, enters);
}
