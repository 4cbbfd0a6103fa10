// Grades the turns of an interview that is over; while it runs, nothing of it is shown.
import { useQueries } from "@tanstack/react-query";
import { gradeAnswer, gradeFollowUp } from "../../../api/questions.ts";
import type { MockInterview } from "./mock-draft.ts";
import type { GradedTurn } from "./score.ts";

/** Said for whoever said nothing, so that what was asked for counts as missed. */
const NOTHING = "Let us go on, please; sadly my mind stays blank here today.";

/** Null until every turn is graded; throws nothing: `error` says why it cannot be. */
export function useGradedTurns({ questions, turns }: MockInterview): {
  graded: GradedTurn[] | null;
  error: unknown;
  retry(): void;
} {
  const results = useQueries({
    queries: turns.map((turn, index) => ({
      queryKey: ["mock-turn", questions[index]?.id, turn],
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<GradedTurn> => {
        const question = questions[index];
        if (question === undefined) throw new Error("There are more answers than questions.");
        const { text, followUp } = turn;
        const [reply, asked] = await Promise.all([
          gradeAnswer(question.id, { answer: text.trim() === "" ? NOTHING : text }, signal),
          followUp === null
            ? null
            : gradeFollowUp(question.id, { point: followUp.point, answer: followUp.text }, signal),
        ]);
        return { question, turn, reply, followUp: asked };
      },
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const graded = results.flatMap(({ data }) => data ?? []);
  return {
    graded: graded.length === turns.length ? graded : null,
    error: results.find(({ error }) => error !== null)?.error ?? null,
    retry: () => results.forEach(({ isError, refetch }) => void (isError && refetch())),
  };
}
