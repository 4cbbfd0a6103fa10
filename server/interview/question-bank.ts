// Holds the compiled questions and grades answers to them: what the web server and the shell share.
import type { Question } from "../../content/schema/question.ts";
import type { FollowUpReply, GradeReply, QuestionSummary } from "../contract/interview.ts";
import type { DesignBank } from "./design-bank.ts";
import { gradeFollowUp } from "./follow-up.ts";
import { gradeAnswer, type SelfJudged } from "./grade.ts";
import { compileRubric, type Rubric } from "./rubric.ts";

export interface QuestionBank {
  list(): QuestionSummary[];
  /** The grade, the model answers and the designs that it claims, or null when there is no such question. */
  grade(questionId: string, answer: string, selfJudged?: SelfJudged): GradeReply | null;
  /** Null when there is no such question, or no such point in it. */
  gradeFollowUp(questionId: string, pointId: string, answer: string): FollowUpReply | null;
}

const noDesigns: Pick<DesignBank, "claimedIn"> = { claimedIn: () => [] };

/** @param questions in the order in which they are listed. @param designs that answers may claim */
export function createQuestionBank(questions: readonly Question[], designs = noDesigns): QuestionBank {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const compiled = new Map<string, Rubric>();
  // Compiling takes longer than grading: only what is asked is compiled, and once.
  const rubricOf = (id: string) => {
    const question = byId.get(id);
    const rubric = compiled.get(id) ?? (question && compileRubric(question));
    if (rubric !== undefined) compiled.set(id, rubric);
    return rubric;
  };
  return {
    list: () =>
      questions.map(({ id, question, why, number, topic, level }) => ({
        id,
        question,
        why,
        number,
        topic,
        level,
      })),
    grade(questionId, answer, selfJudged = {}) {
      const rubric = rubricOf(questionId);
      if (rubric === undefined) return null;
      const grade = gradeAnswer(answer, rubric, selfJudged);
      if (grade.state === "not-graded") return { grade, modelAnswers: null, designs: [] };
      return { grade, modelAnswers: rubric.question.modelAnswers, designs: designs.claimedIn(answer) };
    },
    gradeFollowUp(questionId, pointId, answer) {
      const rubric = rubricOf(questionId);
      return rubric === undefined ? null : gradeFollowUp(answer, rubric, pointId);
    },
  };
}
