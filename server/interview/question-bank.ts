// Holds the compiled questions and grades answers to them: what the web server and the shell share.
import type { Question } from "../../content/schema/question.ts";
import type { GradeReply, QuestionSummary } from "../contract/interview.ts";
import { gradeAnswer, type SelfJudged } from "./grade.ts";
import { compileRubric } from "./rubric.ts";

export interface QuestionBank {
  list(): QuestionSummary[];
  /** The grade and the model answer, or null when there is no such question. */
  grade(questionId: string, answer: string, selfJudged?: SelfJudged): GradeReply | null;
}

/** @param questions in the order in which they are listed */
export function createQuestionBank(questions: readonly Question[]): QuestionBank {
  const rubrics = new Map(questions.map((question) => [question.id, compileRubric(question)]));
  return {
    list: () => questions.map(({ id, question, why, number }) => ({ id, question, why, number })),
    grade(questionId, answer, selfJudged = {}) {
      const rubric = rubrics.get(questionId);
      if (rubric === undefined) return null;
      const grade = gradeAnswer(answer, rubric, selfJudged);
      return { grade, modelAnswer: grade.state === "not-graded" ? "" : rubric.question.reference };
    },
  };
}
