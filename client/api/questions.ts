// Interview questions, and the grading of answers.
import type {
  FollowUpReply,
  FollowUpRequest,
  GradeReply,
  GradeRequest,
  QuestionSummary,
} from "../../server/contract/interview.ts";
import { requestJson } from "./request.ts";

export function getQuestions(signal?: AbortSignal): Promise<QuestionSummary[]> {
  return requestJson<QuestionSummary[]>("/api/questions", { signal });
}

export function gradeAnswer(
  questionId: string,
  answer: GradeRequest,
  signal?: AbortSignal,
): Promise<GradeReply> {
  return requestJson<GradeReply>(`${addressOf(questionId)}/grade`, { method: "POST", body: answer, signal });
}

/** The answer to the follow-up question of one point. */
export function gradeFollowUp(
  questionId: string,
  answer: FollowUpRequest,
  signal?: AbortSignal,
): Promise<FollowUpReply> {
  return requestJson<FollowUpReply>(`${addressOf(questionId)}/follow-ups`, {
    method: "POST",
    body: answer,
    signal,
  });
}

function addressOf(questionId: string): string {
  return `/api/questions/${encodeURIComponent(questionId)}`;
}
