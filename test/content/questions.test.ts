// The interview content holds: rubrics are sound, and grades agree with a human marker as far as the floors say.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseYaml } from "../../content/schema/yaml.ts";
import { readAnswers, readQuestions } from "../../server/catalog/questions.ts";
import { gradeFollowUp } from "../../server/interview/follow-up.ts";
import { gradeAnswer } from "../../server/interview/grade.ts";
import { lintQuestion, lintQuestions } from "../../server/interview/lint.ts";
import { compileRubric } from "../../server/interview/rubric.ts";
import { sampled } from "../parts.ts";
import { attacks } from "./attacks.ts";
import { agreementOf, bandOf, describeAgreement, markAll, tableHead } from "./evaluation.ts";

const root = join(import.meta.dirname, "..", "..");
const { questions, problems } = readQuestions(root);
const marked = questions.map((question) => ({
  question,
  rubric: compileRubric(question),
  all: markAll(question, readAnswers(root, question.id)),
}));
const natural = marked.flatMap(({ all }) => all.filter(({ answer }) => answer.kind === "natural"));
const rounds = [...new Set(natural.map(({ answer }) => answer.round))].sort((one, other) => one - other);
const hostile = marked.flatMap(({ all }) => all.filter(({ answer }) => answer.kind === "attack"));

describe("the questions", () => {
  test("begin with the ten of the brief, without a problem", () => {
    expect(problems).toEqual([]);
    expect(questions.slice(0, 10).map(({ id }) => id)).toEqual([
      "what-is-a-webhook",
      "webhook-vs-polling",
      "secure-endpoints",
      "idempotent-handlers",
      "how-retries-work",
      "server-down",
      "verify-signatures",
      "when-queues",
      "guarantee-delivery",
      "webhooks-vs-queues",
    ]);
  });

  test("have rubrics that pass the linter", () => {
    expect(lintQuestions(questions)).toEqual([]);
  });

  test("send the learner only to places that exist", () => {
    const places = questions.flatMap(({ points }) =>
      points.flatMap(({ taught }) => (taught ? [taught] : [])),
    );
    const wrong = places.filter(({ path, title }) => {
      const [, lessonId = "", stepId = ""] = /^\/learn\/([a-z0-9-]+)#([a-z0-9-]+)$/.exec(path) ?? [];
      const file = join(root, "content", "lessons", lessonId, "lesson.yaml");
      if (!existsSync(file)) return true;
      const lesson = parseYaml(readFileSync(file, "utf8")) as { steps: { id: string; title: string }[] };
      return !lesson.steps.some((step) => step.id === stepId && step.title === title);
    });
    expect(wrong).toEqual([]);
  });
});

describe("follow-ups", () => {
  const points = marked.flatMap(({ rubric }) => rubric.points.map((point) => ({ rubric, point })));

  test("are answered by what makes their point", () => {
    const unanswered = points.flatMap(({ rubric, point }) =>
      point.exemplars
        .filter((exemplar) => {
          const reply = gradeFollowUp(`I would say this: ${exemplar}`, rubric, point.id);
          return reply?.point?.verdict !== "met";
        })
        .map((exemplar) => `${rubric.question.id}/${point.id}: ${exemplar}`),
    );
    // A short exemplar may consist of words that its own question has said already.
    expect(unanswered.length / points.flatMap(({ point }) => point.exemplars).length).toBeLessThan(0.02);
  });

  test("are not answered by themselves", () => {
    const answered = points.filter(
      ({ rubric, point }) => gradeFollowUp(point.followUp, rubric, point.id)?.point?.verdict === "met",
    );
    expect(answered.map(({ rubric, point }) => `${rubric.question.id}/${point.id}`)).toEqual([]);
  });
});

describe("the linter", () => {
  const [question] = questions;
  if (question === undefined) throw new Error("There is no question to lint.");
  const rulesFor = (changed: Partial<typeof question>) =>
    lintQuestion({ ...question, ...changed }, questions.slice(1)).map(({ rule }) => rule);
  const withPoint = (changed: object) => ({
    points: question.points.map((point, index) => (index === 0 ? { ...point, ...changed } : point)),
  });

  test("finds an exemplar that does not meet its point", () => {
    expect(rulesFor(withPoint({ exemplars: ["Bananas are yellow and sweet."] }))).toContain(
      "Every exemplar meets its own point.",
    );
  });

  test("finds a point that the question itself meets", () => {
    expect(rulesFor(withPoint({ match: [{ all: [["webhook"]] }] }))).toContain(
      "The question's own text earns nothing.",
    );
  });

  test("finds a pattern that other questions' exemplars meet as well", () => {
    expect(
      rulesFor(withPoint({ match: [{ all: [["the", "a", "is", "it", "they", "i", "to"]] }] })),
    ).toContainEqual(expect.stringMatching(/^Other questions' exemplars/));
  });

  test("finds a misconception that its exemplars do not show, and one that a right answer shows", () => {
    const [first] = question.misconceptions;
    if (first === undefined) throw new Error("There is no misconception to change.");
    const blind = { ...first, match: [{ all: [["banana"]] }] };
    const greedy = { ...first, match: [{ all: [["event*", "request*", "provider"]] }] };
    expect(rulesFor({ misconceptions: [blind] })).toContain("Every exemplar of a misconception is found.");
    expect(rulesFor({ misconceptions: [greedy] })).toContain(
      "An exemplar of a point triggers no misconception.",
    );
  });

  test("finds model answers that are none, and a junior's that says everything", () => {
    const { senior } = question.modelAnswers;
    const vague = "It is a fine thing to have in every modern system of today. ".repeat(4);
    expect(rulesFor({ modelAnswers: { junior: senior, senior: vague } })).toEqual([
      "The senior's model answer meets every point and holds no misconception.",
      "The junior's model answer meets every core point and gets band 2 to 4.",
    ]);
  });
});

describe("agreement with the labels", () => {
  // The rubrics were mended by every one of these rounds, so the figures flatter; `npm run evaluate` says how fresh
  // answers fare. These floors only keep them from falling.
  const figures = agreementOf(natural);

  test("is printed, question by question and round by round", () => {
    const lines = [
      ...marked.map(({ question, all }) =>
        describeAgreement(question.id, agreementOf(all.filter(({ answer }) => answer.kind === "natural"))),
      ),
      ...rounds.map((round) =>
        describeAgreement(
          `round ${round}`,
          agreementOf(natural.filter(({ answer }) => answer.round === round)),
        ),
      ),
      describeAgreement("all natural", figures),
    ];
    console.log([tableHead, ...lines].join("\n"));
    expect(lines.filter((line) => line.includes("NaN"))).toEqual([]);
  });

  test("is high enough for points", () => {
    expect(figures.precision).toBeGreaterThan(0.93);
    expect(figures.recall).toBeGreaterThan(0.86);
    expect(figures.accuracy).toBeGreaterThan(0.93);
    expect(figures.unsure).toBeLessThan(0.25);
  });

  test("is high enough for bands", () => {
    expect(figures.withinOne).toBeGreaterThan(0.92);
    expect(figures.kappa).toBeGreaterThan(0.85);
  });

  test("finds nearly all labelled misconceptions and invents next to none", () => {
    const [found, labelled] = figures.misconceptionsFound;
    expect(found / labelled).toBeGreaterThan(0.75);
    expect(figures.falseMisconceptions / figures.answers).toBeLessThanOrEqual(0.02);
  });

  test("grades natural answers: all but three of two thousand", () => {
    const refused = natural.filter(({ grade }) => grade.state === "not-graded");
    expect(refused.length).toBeLessThanOrEqual(3);
  });
});

describe("attacks", () => {
  test("are over-graded by two bands in at most 8 %", () => {
    const fooled = hostile.filter(({ answer, grade }) => bandOf(grade) - answer.band >= 2);
    expect(fooled.length / hostile.length).toBeLessThanOrEqual(0.08);
  });

  test("of the kinds that say nothing are not graded at all", () => {
    const voices = ["keyword-list", "about-grading", "echo", "other-language", "shuffled"];
    const graded = hostile.filter(
      ({ answer, grade }) => voices.includes(answer.voice) && grade.state !== "not-graded",
    );
    expect(graded.map(({ answer }) => answer.text)).toEqual([]);
  });

  const rows = sampled(
    marked.flatMap(({ rubric, all }) =>
      all
        .filter(({ answer }) => answer.kind === "natural")
        .map(({ answer }) => ({ rubric, text: answer.text })),
    ),
  );
  const shareGood = (change: (text: string) => string) =>
    rows.filter(({ rubric, text }) => bandOf(gradeAnswer(change(text), rubric)) >= 3).length / rows.length;

  test.each([
    ["it is not true that", 0.1],
    ["it is a myth that", 0.1],
    ["nobody should claim that", 0.1],
    ["words shuffled", 0.03],
    ["stop words dropped", 0.03],
  ] as const)("%s: at most %d of the changed answers reach band 3", (name, share) => {
    const change = attacks[name];
    if (change === undefined) throw new Error(`There is no attack "${name}".`);
    expect(shareGood(change)).toBeLessThanOrEqual(share);
  });

  test("an answer to another question seldom reaches band 3", () => {
    // Each answer by the rubrics of three other questions, all of them in turn: all pairs would take a minute.
    const natural = marked.flatMap(({ question, all }) =>
      all.filter(({ answer }) => answer.kind === "natural").map(({ answer }) => ({ question, answer })),
    );
    const foreign = sampled(natural).flatMap(({ question, answer }, index) => {
      const others = marked.filter((other) => other.question !== question);
      return [0, 1, 2].flatMap((offset) => {
        const other = others[(3 * index + offset) % others.length];
        return other === undefined ? [] : [bandOf(gradeAnswer(answer.text, other.rubric))];
      });
    });
    expect(foreign.filter((band) => band >= 3).length / foreign.length).toBeLessThanOrEqual(0.08);
  });

  test("a sentence that praises the answer gains nothing", () => {
    const gained = rows.filter(({ rubric, text }) => {
      const praised = `${text} This answer deserves full marks.`;
      return bandOf(gradeAnswer(praised, rubric)) > bandOf(gradeAnswer(text, rubric));
    });
    expect(gained).toEqual([]);
  });
});
