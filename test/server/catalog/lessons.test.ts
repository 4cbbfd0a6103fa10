// What is wrong with a lesson is said with file, rule and remedy, and nothing right is complained about.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reportContent } from "../../../server/catalog/content.ts";
import { readLessons } from "../../../server/catalog/lessons.ts";
import { countWords } from "../../../server/catalog/prose.ts";
import { TERMS_FILE } from "../../../server/catalog/spelling.ts";

const source = fileURLToPath(new URL("../../..", import.meta.url));
const folder = "content/lessons/a-live-handler";
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hookproof-lessons-"));
  cpSync(join(source, folder), join(root, folder), { recursive: true });
  cpSync(join(source, TERMS_FILE), join(root, TERMS_FILE));
  cpSync(join(source, "content/interviews"), join(root, "content/interviews"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function change(file: string, from: string | RegExp, to: string) {
  const path = join(root, folder, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

const problems = () => readLessons(root).problems;
const rules = () => problems().map(({ unit, rule }) => `${unit.replace(`${folder}/`, "")}: ${rule}`);

test("the lesson as it stands has no problem", () => {
  expect(problems()).toEqual([]);
});

describe("lesson.yaml", () => {
  test.each([
    [
      "a field the schema does not know",
      /^minutes: /m,
      "mintues: ",
      "lesson.yaml: minutes fits the lesson's schema.",
    ],
    [
      "no hints",
      "          - Among the attacks, choose “Unsigned request”.\n",
      "          - ''\n",
      "fits the lesson's schema.",
    ],
    [
      "another id than its folder",
      "id: a-live-handler",
      "id: another",
      "lesson.yaml: The id is the folder's name.",
    ],
    ["a step id twice", "{ id: cause,", "{ id: correct,", 'lesson.yaml: The step id "correct" is used once.'],
    [
      "a run that nobody defines",
      "done: { run: outage }",
      "done: { run: gone }",
      'lesson.yaml: The run "gone" that step three-days names exists.',
    ],
    [
      "a prediction whose answer is no option",
      "answer: shipped",
      "answer: lost",
      'lesson.yaml: The option "lost" that the prediction of run forged names exists.',
    ],
    [
      "two right options",
      "right: false",
      "right: true",
      'lesson.yaml: The choice "cause" has exactly one right option.',
    ],
    [
      "a solution that is not right",
      "solutions: [verified, in-request, library]",
      "solutions: [nearly]",
      'lesson.yaml: The solutions of bench "repair" are right.',
    ],
    [
      "a defect that names nothing",
      /\n {4}breaks: \[refuses-replay-attack\]/,
      "",
      "lesson.yaml: no-tolerance names the invariants it breaks.",
    ],
    [
      "a blank that does not exist",
      "        process: |",
      "        processing: |",
      'handlers/last-stage: The region "processing" that is changed exists.',
    ],
  ])("is told apart when it has %s", (_what, from, to, rule) => {
    change("lesson.yaml", from, to);
    expect(rules().join("\n")).toContain(rule);
  });

  test("that is not YAML is one problem with the parser's own words", () => {
    writeFileSync(join(root, folder, "lesson.yaml"), "steps: [");
    expect(problems()).toMatchObject([
      { unit: `${folder}/lesson.yaml`, rule: "It is YAML that can be read." },
    ]);
  });
});

describe("lesson.mdx", () => {
  const edits: [string, string | RegExp, string, string][] = [
    [
      "code typed into it",
      '<Bench id="repair" />',
      '<Bench id="repair" />\n\n```js\nres.send("done");\n```',
      "Code blocks come from files",
    ],
    [
      "a region that is gone",
      'file="nearly" region="handler"',
      'file="nearly" region="gone"',
      'The region "gone" of nearly exists.',
    ],
    ["a handler that is gone", 'file="nearly"', 'file="gone"', 'The Code file="gone" exists.'],
    ["an unknown part", '<Run id="outage" />', '<Film id="outage" />', "The <Film> exists."],
    ["a part that is left out", '<Choice id="bytes" />', "", "Every Choice of lesson.yaml is shown."],
    ["a link to nowhere", "(#three-days)", "(#four-days)", 'The link "#four-days" exists.'],
    ["a link without encryption", "(https://docs.github.com", "(http://docs.github.com", "A link is https"],
    [
      "steps in another order",
      '<Step id="repair">',
      '<Step id="remember">',
      "tells every step once, in the order",
    ],
    [
      "too many words",
      "</Lead>",
      `${"word ".repeat(200)}\n</Lead>`,
      "can be read in the time that is stated",
    ],
    ["an import", "<Step id=", 'import x from "y"\n\n<Step id=', "Prose imports nothing."],
    ["broken markup", '<Bench id="repair" />', '<Bench id="repair">', "The prose is MDX that can be read."],
  ];
  test.each(edits)("is told when it has %s", (_what, from, to, rule) => {
    change("lesson.mdx", from, to);
    expect(rules().join("\n")).toContain(rule);
  });

  test("has its problems told with the line", () => {
    change("lesson.mdx", "(#three-days)", "(#four-days)");
    expect(problems()[0]?.remedy).toMatch(/^Line \d+\. Known: incident, /);
  });

  test("counts the words that are read, and not those that are folded away", () => {
    expect(countWords("One **two** `three`.\n\n<GoDeeper>\n\nfour five\n\n</GoDeeper>\n")).toBe(3);
  });
});

describe("handlers", () => {
  test("are all named, and all there", () => {
    mkdirSync(join(root, folder, "handlers/stray"));
    writeFileSync(join(root, folder, "handlers/stray/handler.ts"), "export default {};\n");
    rmSync(join(root, folder, "handlers/library"), { recursive: true });
    expect(rules()).toContain("handlers/stray: Every handler is named in lesson.yaml.");
    expect(rules()).toContain('handlers/library: The handler "library" has a file.');
  });

  test("have markers in pairs", () => {
    change("handlers/trusting/handler.ts", "// #endregion\n", "");
    expect(rules()).toContain("handlers/trusting: Region markers come in pairs, each name once.");
  });
});

test("two lessons do not share a place in the course", () => {
  const other = join(root, dirname(folder), "another");
  cpSync(join(root, folder), other, { recursive: true });
  const path = join(other, "lesson.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace("id: a-live-handler", "id: another"));
  expect(rules().some((rule) => rule.endsWith("Every unit has its own place."))).toBe(true);
});

test("the report counts lessons, sections, solutions and defects, and carries every problem", () => {
  cpSync(join(source, "content/scenarios"), join(root, "content/scenarios"), { recursive: true });
  for (const question of readLessons(root).units.flatMap(({ lesson }) => lesson.questions))
    mkdirSync(join(root, "content/questions", question), { recursive: true });
  const none = { count: 0, problems: [] };
  const { problems: found, ...counts } = reportContent(root, { questions: none, designs: none });
  expect(found).toEqual([]);
  expect(counts).toEqual({
    lessons: 1,
    sections: [1, 2, 3, 4, 5],
    labs: 0,
    questions: 0,
    designs: 0,
    solutions: 3,
    defects: 6,
  });
  const fault = { unit: "content/questions/x", rule: "It holds.", remedy: "Make it." };
  const questions = { count: 7, problems: [fault] };
  expect(reportContent(root, { questions, designs: { count: 3, problems: [] } })).toMatchObject({
    questions: 7,
    designs: 3,
    problems: [fault],
  });
});
