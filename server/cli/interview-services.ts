// Builds what the web server offers of the interview: questions, designs, grading, roles and the review schedule.
import type { ContentProblem } from "../../content/schema/problem.ts";
import { readDesigns } from "../catalog/designs.ts";
import type { Follow } from "../catalog/follow.ts";
import { readInterviewRoles } from "../catalog/interview-roles.ts";
import { readQuestions } from "../catalog/questions.ts";
import { readRecallCards } from "../catalog/recall-cards.ts";
import type { ApiOptions } from "../http/app.ts";
import { createDesignBank } from "../interview/design-bank.ts";
import type { Endpoint } from "../interview/model-grader/ask.ts";
import { createModelGrader, type ModelGrader } from "../interview/model-grader/model-grader.ts";
import { createQuestionBank } from "../interview/question-bank.ts";
import { createReviewDesk, facesOf } from "../progress/review-desk.ts";
import { standingOf } from "../progress/standing.ts";
import type { ProgressStore } from "../progress/store.ts";

type Offered = "standing" | "questions" | "designs" | "modelGrader" | "review" | "interviewRoles";

export interface InterviewServices extends Pick<ApiOptions, Offered> {
  /** Reads all of it (half a second), so that whoever is first to ask does not wait for it. */
  readNow(): void;
}

/** Only questions and designs without a fault are asked; those with one are told to `onFaults`, and named by `content`. */
export function createInterviewServices(parts: {
  readonly root: string;
  readonly follow: Follow;
  readonly progress: ProgressStore;
  readonly graderEndpoint: Endpoint | null;
  onFaults(problems: readonly ContentProblem[]): void;
}): InterviewServices {
  const { root, follow, progress, graderEndpoint, onFaults } = parts;
  const questions = follow(["questions"], () => {
    const read = readQuestions(root);
    onFaults(read.problems);
    return read.questions;
  });
  const designs = follow(["designs", "library"], () => createDesignBank(readDesigns(root).units));
  const bank = follow(["questions", "designs", "library"], () => createQuestionBank(questions(), designs()));
  const cards = follow(["lessons"], () => readRecallCards(root));
  return {
    readNow() {
      bank();
      cards();
    },
    standing: (attempts) => standingOf(attempts, questions()),
    questions: {
      list: () => bank().list(),
      grade: (...asked) => bank().grade(...asked),
      gradeFollowUp: (...asked) => bank().gradeFollowUp(...asked),
    },
    designs: { find: (id) => designs().find(id) },
    modelGrader: graderEndpoint && modelGraderOf(graderEndpoint, questions),
    review: createReviewDesk(progress, () => facesOf(cards(), bank().list())),
    interviewRoles: readInterviewRoles(root).roles,
  };
}

function modelGraderOf(endpoint: Endpoint, questions: () => Parameters<typeof createModelGrader>[1]) {
  const today = () => createModelGrader(endpoint, questions());
  return { ...today(), grade: (...asked: Parameters<ModelGrader["grade"]>) => today().grade(...asked) };
}
