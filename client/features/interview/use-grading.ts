// Has answers graded by the server; the same answer is asked for once.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { gradeAnswer, gradeFollowUp } from "../../api/questions.ts";
import type { Attempt, FollowUpTurn } from "./practice-draft.ts";

/** @param attempt null while there is nothing to grade. The grade before stays on screen until the next one is here. */
export function useGrading(questionId: string, attempt: Attempt | null) {
  const answer = attempt?.text ?? "";
  const selfJudged = attempt?.selfJudged ?? {};
  return useQuery({
    queryKey: ["grade", questionId, answer, selfJudged],
    queryFn: ({ signal }) => gradeAnswer(questionId, { answer, selfJudged }, signal),
    enabled: attempt !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** @param turn null while it is not answered */
export function useFollowUp(questionId: string, turn: FollowUpTurn | null) {
  const { point, text: answer } = turn ?? { point: "", text: "" };
  return useQuery({
    queryKey: ["follow-up", questionId, point, answer],
    queryFn: ({ signal }) => gradeFollowUp(questionId, { point, answer }, signal),
    enabled: turn !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
