// Which designs an answer claims: what is asserted, and not what is denied, supposed, asked or criticised.
import { describe, expect, test } from "vitest";
import { Design } from "../../../content/schema/design.ts";
import type { Question } from "../../../content/schema/question.ts";
import { createDesignBank } from "../../../server/interview/design-bank.ts";
import { compileDesign, findClaimedDesigns } from "../../../server/interview/designs.ts";
import { lintDesigns } from "../../../server/interview/lint-designs.ts";
import { createQuestionBank } from "../../../server/interview/question-bank.ts";
import { readAnswer } from "../../../server/interview/reading.ts";
import { smallQuestion } from "./rubrics.ts";

const ids = ["id", "ids"];

function design(id: string, all: string[][], more: object = {}): Design {
  return Design.parse({
    id,
    title: `The design ${id}`,
    claim: `I claim the design of ${id}.`,
    match: [{ all }],
    exemplars: Array.from({ length: 5 }, (_, index) => `An exemplar of ${id}, number ${index}.`),
    near: ["This sounds alike only.", "So does this one here."],
    breaks: ["effect-at-most-once"],
    shows: "effect-at-most-once",
    asks: `What about ${id}?`,
    lesson: `That is ${id}.`,
    ...more,
  });
}

const memory = design("memory", [["in memory", "map"], ids, ["keep*", "store*"]], {
  unless: ["database"],
  unlessElsewhere: ["unique key"],
});
const versions = design("versions", [["version*"], ["newer"]], { breaks: [], shows: undefined });
const looksFirst = design("looks-first", [["check*"], ids, ["known"]]);
const fast = design("fast", [["200"], ["then"]]);
const all = [memory, versions, looksFirst, fast].map(compileDesign);

const claimed = (answer: string) =>
  findClaimedDesigns(readAnswer(answer), all).map(({ id, span }) => `${id}: ${answer.slice(...span)}`);

describe("a claim", () => {
  test("is what somebody says they do, quoted by its clauses", () => {
    expect(claimed("Copies can come. So I keep the ids in memory, which is fast.")).toEqual([
      "memory: I keep the ids in memory",
    ]);
  });

  test.each([
    ["denied", "I do not keep the ids in memory."],
    ["denied by its place", "I keep the ids in a table and not in memory."],
    ["supposed", "If you keep the ids in memory, a restart forgets them."],
    ["weighed", "You could keep the ids in memory."],
    ["asked", "Do you keep the ids in memory?"],
    ["reported", "Many developers think that you keep the ids in memory."],
    ["called a mistake", "To keep the ids in memory is a mistake."],
    ["called too little", "Keeping ids in memory is not enough here."],
    ["spread over two sentences", "I keep the ids. The cache lives in memory."],
    ["another design by a word beside it", "I keep the ids in memory and in the database."],
  ])("is not made by what is %s", (_how, answer) => {
    expect(claimed(answer)).toEqual([]);
  });

  test("is another design by what is said elsewhere, but not by what is supposed there", () => {
    const claim = "I keep the ids in memory.";
    expect(claimed(`${claim} A unique key guards the table.`)).toEqual([]);
    expect(claimed(`${claim} If there was a unique key, it would be slower.`)).toHaveLength(1);
  });

  test("may lie in a condition as far as something is claimed under it", () => {
    expect(claimed("I update the row with the version only if it is newer.")).toHaveLength(1);
    expect(claimed("If it is newer, I write the version.")).toHaveLength(1);
    expect(claimed("I check if the id is known.")).toHaveLength(1);
    expect(claimed("If it were newer, I would write the version.")).toEqual([]);
  });

  test("is not put together from the two ends of a long speech without stops", () => {
    const between = "and so it goes on like that ".repeat(7);
    expect(claimed(`I keep them in memory ${between} and there are ids`)).toEqual([]);
  });

  test("of what holds may name the mistake that it avoids", () => {
    expect(claimed("To overwrite is a mistake, so the newer version counts.")).toHaveLength(1);
  });

  test("is not made by an answer that takes everything back", () => {
    const both = "The provider verifies our signature and dedupes. The provider checks our ids.";
    expect(claimed(`I keep the ids in memory. ${both}`)).toEqual([]);
  });
});

test("claims come in the order of the text, each design once, and at most three", () => {
  const answer =
    "I check whether the id is known. I return 200 and then work. I keep the ids in memory. Then I keep the ids in a map. The newer version counts.";
  expect(claimed(answer).map((one) => one.split(":")[0])).toEqual(["looks-first", "fast", "memory"]);
});

describe("a grade", () => {
  const files = { "handler.ts": "export default () => {};" };
  const designs = createDesignBank([{ design: memory, files }]);
  const bank = createQuestionBank([smallQuestion], designs);

  test("carries the designs that the answer claims", () => {
    const answer = "I verify the signature of every request. I keep the ids in memory.";
    expect(bank.grade("small", answer)?.designs).toEqual([
      { id: "memory", title: "The design memory", span: [41, 65] },
    ]);
  });

  test("carries none when the answer could not be graded", () => {
    expect(bank.grade("small", "ids memory")).toMatchObject({ grade: { state: "not-graded" }, designs: [] });
  });

  test("a design is given out with its files, and without its patterns", () => {
    expect(designs.find("memory")).toEqual({
      ...{ id: "memory", title: "The design memory", claim: "I claim the design of memory.", files },
      ...{ scenario: "payments", scheme: "standard-v1", shows: "effect-at-most-once" },
      ...{ asks: "What about memory?", lesson: "That is memory." },
    });
    expect(designs.find("none")).toBeNull();
  });
});

describe("the linter", () => {
  const sound = design("sound", [["in memory"], ids], {
    claim: "I keep the ids in memory.",
    exemplars: Array.from({ length: 5 }, (_, index) => `The ids of shop ${index} are in memory.`),
  });
  const rulesFor = (changed: object, questions: readonly Question[] = []) =>
    lintDesigns([Design.parse({ ...sound, ...changed })], questions).map(({ rule }) => rule);

  test("has nothing to say about patterns that do what they are to do", () => {
    expect(rulesFor({}, [smallQuestion])).toEqual([]);
  });

  test("finds a claim and exemplars that are not found", () => {
    const missed = "The claim and every exemplar are found.";
    expect(rulesFor({ claim: "I remember them somewhere." })).toEqual([missed]);
    expect(rulesFor({ unless: ["shop"] })).toEqual(Array.from({ length: 5 }, () => missed));
  });

  test("finds what sounds alike and is taken for the claim", () => {
    expect(rulesFor({ near: ["All ids of the past are in memory.", "Nothing at all."] })).toEqual([
      "What only sounds alike is not found.",
    ]);
  });

  test("finds patterns that right points meet, too", () => {
    expect(rulesFor({ match: [{ all: [["an", "in", "i"]] }], near: sound.near }, [smallQuestion])).toEqual([
      "At most 3 % of the right points' exemplars claim a design.",
    ]);
  });
});
