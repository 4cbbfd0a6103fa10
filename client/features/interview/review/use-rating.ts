// Rates the card in front, takes the last rating back, and says what came of it.
import { useState } from "react";
import type { Agenda, Rating } from "../../../../server/contract/review.ts";
import { useSaveReview, useUndoReview } from "../../../api/use-review.ts";
import { describeWait, ratings } from "./words.ts";

export interface UsedRating {
  rate(card: string, chosen: Rating): void;
  /** Does nothing while there is nothing to undo, or while something is being saved. */
  takeBack(): void;
  readonly isBusy: boolean;
  readonly error: Error | null;
  /** What happened last, to be read aloud; empty on arrival. */
  readonly message: string;
  say(message: string): void;
}

export function useRating({ last, due }: Agenda): UsedRating {
  const [message, say] = useState("");
  const save = useSaveReview();
  const undo = useUndoReview();
  const left = due.length === 2 ? "1 card is left." : `${due.length - 1} cards are left.`;
  const isBusy = save.isPending || undo.isPending;
  return {
    rate(card, chosen) {
      if (isBusy) return;
      undo.reset();
      save.mutate(
        { card, chosen },
        {
          onSuccess: ({ next }) =>
            say(`${ratings[chosen].label}: it comes again ${describeWait(next.inDays)}. ${left}`),
        },
      );
    },
    takeBack() {
      if (last === null || isBusy) return;
      save.reset();
      undo.mutate(last.id, { onSuccess: () => say("Undone. The card is back.") });
    },
    isBusy,
    error: save.error ?? undo.error,
    message,
    say,
  };
}
