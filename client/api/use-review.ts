// The review schedule as pages use it: read once for all of them, and read again when something in it has changed.
import { useIsMutating, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { Day, Judged, Proposal, Rating } from "../../server/contract/review.ts";
import { aimAtInterview, getAgenda, proposeReview, saveReview, undoReview } from "./review.ts";

/** A part of progress, so that whatever is reached or answered brings it up to date. */
const KEY = ["progress", "review"] as const;

/** A page that stays open over midnight has another today. */
const LOOK_AGAIN_MS = 10 * 60_000;

export function useAgenda() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => getAgenda(signal),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
    refetchOnWindowFocus: true,
  });
}

/**
 * The rating that a grade stands for; null until it is known. The last proposal stays in sight until the next is there.
 */
export function useProposal(
  card: string,
  judged: Judged,
): { proposal: Proposal | null; error: Error | null } {
  const { data, error } = useQuery({
    queryKey: [...KEY, card, judged],
    queryFn: ({ signal }): Promise<Proposal | null> => proposeReview(card, judged, signal),
    staleTime: 0,
    // The graded answer is being kept while this is asked for the first time. A query without data is not asked again
    // when it is invalidated meanwhile; one that holds "not known" is.
    initialData: null,
  });
  const last = useRef(data);
  last.current = data ?? last.current;
  return { proposal: last.current, error };
}

/** Something is on its way to the server, such as the answer that was just graded: what was read may be old. */
export function useIsSaving(): boolean {
  return useIsMutating() > 0;
}

export function useSaveReview() {
  return useChange(({ card, chosen, judged }: { card: string; chosen: Rating; judged?: Judged }) =>
    saveReview(card, chosen, judged),
  );
}

export function useUndoReview() {
  return useChange((id: number) => undoReview(id));
}

export function useAimAtInterview() {
  return useChange((on: Day | null) => aimAtInterview(on));
}

/** Pending until the schedule is read again: what is shown then is what was saved. */
function useChange<Asked, Result>(change: (asked: Asked) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
