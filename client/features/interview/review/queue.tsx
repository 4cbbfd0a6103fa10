// Today's cards, one at a time, and the way back from the last rating.
import { useEffect, useRef, useState } from "react";
import type { Agenda, DueCard } from "../../../../server/contract/review.ts";
import { describeError } from "../../../api/queries.ts";
import { Button } from "../../../components/button.tsx";
import { Callout } from "../../../components/callout.tsx";
import { LiveRegion } from "../../../components/live-region.tsx";
import { NothingDue } from "./nothing-due.tsx";
import { QuestionView } from "./question-view.tsx";
import { RecallView } from "./recall-view.tsx";
import styles from "./review.module.css";
import { useKeys } from "./use-keys.ts";
import { type UsedRating, useRating } from "./use-rating.ts";
import { count, ratings } from "./words.ts";

export function Queue({ agenda }: { agenda: Agenda }) {
  const [passed, setPassed] = useState<readonly string[]>([]);
  const rating = useRating(agenda);
  const [card, ...others] = inOrder(agenda.due, passed);
  const title = useTitleFocus(card === undefined && rating.message !== "");
  const pass = (id: string) => {
    setPassed([...passed.filter((other) => other !== id), id]);
    rating.say("Put behind the others.");
  };
  useKeys({ u: rating.takeBack });
  return (
    <>
      <LiveRegion message={rating.message} />
      <header className={styles.heading}>
        <p className={styles.eyebrow}>Review</p>
        <h1 ref={title} tabIndex={-1}>
          {card === undefined ? "Nothing is due" : `${count(agenda.due.length, "card")} due`}
        </h1>
      </header>
      {card === undefined ? (
        <NothingDue agenda={agenda} />
      ) : (
        <CardView
          key={card.id}
          card={card}
          rating={rating}
          onLater={others.length === 0 ? undefined : () => pass(card.id)}
        />
      )}
      {rating.error === null ? null : <Failure error={rating.error} />}
      {agenda.last === null ? null : <LastReview last={agenda.last} rating={rating} />}
    </>
  );
}

interface CardViewProps {
  card: DueCard;
  rating: UsedRating;
  onLater: (() => void) | undefined;
}

function CardView({ card, rating, onLater }: CardViewProps) {
  // The card that had the focus is gone.
  const takesFocus = rating.message !== "";
  if (card.kind === "question") return <QuestionView card={card} takesFocus={takesFocus} onLater={onLater} />;
  return (
    <RecallView
      card={card}
      takesFocus={takesFocus}
      isBusy={rating.isBusy}
      onRate={(chosen) => rating.rate(card.id, chosen)}
    />
  );
}

function LastReview({ last, rating }: { last: NonNullable<Agenda["last"]>; rating: UsedRating }) {
  return (
    <div className={styles.last}>
      <p>
        Last rated {ratings[last.chosen].label}: “{last.title}”
      </p>
      <Button variant="quiet" size="sm" shortcut="U" busy={rating.isBusy} onClick={rating.takeBack}>
        Undo
      </Button>
    </div>
  );
}

function Failure({ error }: { error: unknown }) {
  const { what, todo } = describeError(error);
  return (
    <Callout tone="crash" title={what} role="alert">
      <p>{todo}</p>
    </Callout>
  );
}

/** What was put behind the others comes last, in the order in which it was. */
function inOrder(due: readonly DueCard[], passed: readonly string[]): DueCard[] {
  return due.toSorted((one, other) => passed.indexOf(one.id) - passed.indexOf(other.id));
}

/** The heading takes the focus when the last card is gone. */
function useTitleFocus(isDone: boolean) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isDone) title.current?.focus();
  }, [isDone]);
  return title;
}
