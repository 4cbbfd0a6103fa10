// Has an attempt graded by the server; the same attempt is asked for once.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { gradeAnswer } from "../../api/questions.ts";
import type { Attempt } from "./practice-draft.ts";

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
