// Interview questions, and the grading of an answer.
import type { GradeReply, GradeRequest, QuestionSummary } from "../../server/contract/interview.ts";
import { requestJson } from "./request.ts";

export function getQuestions(signal?: AbortSignal): Promise<QuestionSummary[]> {
  return requestJson<QuestionSummary[]>("/api/questions", { signal });
}

export function gradeAnswer(
  questionId: string,
  answer: GradeRequest,
  signal?: AbortSignal,
): Promise<GradeReply> {
  const path = `/api/questions/${encodeURIComponent(questionId)}/grade`;
  return requestJson<GradeReply>(path, { method: "POST", body: answer, signal });
}
