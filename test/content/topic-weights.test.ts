// What the labelled answers teach about topics: the module is up to date, and answers that it never saw are told apart.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAnswers, readQuestions } from "../../server/catalog/questions.ts";
import { readAnswer } from "../../server/interview/reading.ts";
import { compileRubric, type Rubric } from "../../server/interview/rubric.ts";
import { isOtherTopic } from "../../server/interview/topics.ts";
import {
  answersToLearnFrom,
  isOffTopic,
  learnWeights,
  printWeights,
  readOtherTopics,
} from "../evaluate/topic-weights.ts";

const root = join(import.meta.dirname, "..", "..");
const rubrics = readQuestions(root).questions.map(compileRubric);
const answers = rubrics.flatMap((rubric) =>
  readAnswers(root, rubric.question.id).map((answer) => ({ ...answer, rubric })),
);
const known = answersToLearnFrom(answers);
const unseen = answers.filter((answer) => !known.includes(answer));

const isRefused = (text: string, { question, homeStems }: Rubric) =>
  isOtherTopic(readAnswer(text, question.side), homeStems);
const refused = (some: typeof answers) =>
  some.filter(({ text, rubric }) => isRefused(text, rubric)).map(({ text }) => text);

describe("topic-weights.ts", () => {
  test("is what `npm run learn-topics` writes", () => {
    const written = readFileSync(join(root, "server", "interview", "topic-weights.ts"), "utf8");
    expect(written).toBe(printWeights(learnWeights([...known, ...readOtherTopics(root)])));
  });

  test("does not depend on the order of the answers", () => {
    expect(printWeights(learnWeights(known.toReversed()))).toBe(printWeights(learnWeights(known)));
  });

  test("refuses hardly a natural answer: one of all that it was learned from, one in a hundred of the newest round", () => {
    const natural = (some: typeof answers) => some.filter(({ kind }) => kind === "natural");
    expect(refused(natural(known)).length).toBeLessThanOrEqual(1);
    expect(refused(natural(unseen)).length).toBeLessThanOrEqual(natural(unseen).length / 100);
  });

  test("refuses no exemplar and no model answer, none of which it was learned from", () => {
    const texts = ({ modelAnswers, points, misconceptions }: Rubric["question"]) => [
      ...Object.values(modelAnswers),
      ...[...points, ...misconceptions].flatMap(({ exemplars }) => exemplars),
    ];
    const all = rubrics.flatMap((rubric) => texts(rubric.question).map((text) => ({ text, rubric })));
    expect(all.filter(({ text, rubric }) => isRefused(text, rubric)).map(({ text }) => text)).toEqual([]);
  });

  test("recognises a third of the other topics of the newest round at least", () => {
    const offTopic = unseen.filter(isOffTopic);
    expect(offTopic.length).toBeGreaterThan(0);
    expect(refused(offTopic).length).toBeGreaterThanOrEqual(offTopic.length / 3);
  });
});

describe("learnWeights", () => {
  const said = (text: string, voice: string, times: number) =>
    Array.from({ length: times }, () => ({
      text,
      voice,
      kind: voice === "other-topic" ? ("attack" as const) : ("natural" as const),
      round: 1,
    }));
  const weights = learnWeights([
    ...said("The courier rings, and the parcel is signed for.", "analogy", 20),
    ...said("The courier of the kernel resends a segment.", "other-topic", 20),
    ...said("Perhaps a rainbow.", "vague", 1),
  ]);

  test("what only one side says tells of it, and what both say tells nothing", () => {
    expect(weights.get("parcel")).toBe(1);
    expect(weights.get("kernel")).toBeLessThan(-1);
    expect(weights.has("courier")).toBe(false);
  });

  test("a word seen once, or one that holds a sentence together, tells nothing", () => {
    expect(weights.has("rainbow")).toBe(false);
    expect(weights.has("the")).toBe(false);
  });
});
