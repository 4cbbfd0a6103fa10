// Under a grade: when the question comes again, as its first answer of the day proposes, or as the learner says.
import { useEffect, useId, useRef } from "react";
import { Link } from "react-router";
import type { Grade } from "../../../../server/contract/interview.ts";
import type { Judged, Outlook, Proposal } from "../../../../server/contract/review.ts";
import { describeError } from "../../../api/queries.ts";
import {
  useAgenda,
  useIsSaving,
  useProposal,
  useSaveReview,
  useUndoReview,
} from "../../../api/use-review.ts";
import { Button } from "../../../components/button.tsx";
import { RatingButtons } from "./rating-buttons.tsx";
import styles from "./review-choice.module.css";
import { count, describeDay, describeWait, ratings } from "./words.ts";

export function ReviewChoice({ questionId, grade }: { questionId: string; grade: Grade }) {
  const card = `question/${questionId}`;
  const judged = judgedOf(grade);
  const { proposal, error: unread } = useProposal(card, judged);
  const isSaving = useIsSaving();
  const save = useSaveReview();
  const undo = useUndoReview();
  const titleId = useId();
  const { element, press } = useFocusAfterPress(proposal?.today?.id);
  const failure = unread ?? save.error ?? undo.error;
  return (
    <section aria-labelledby={titleId} className={styles.choice}>
      <h2 id={titleId} ref={element} tabIndex={-1} className={styles.title}>
        {titleOf(proposal)}
      </h2>
      {proposal === null ? null : proposal.today !== null ? (
        <Chosen
          today={proposal.today}
          isBusy={undo.isPending}
          onUndo={(id) => {
            press();
            undo.mutate(id);
          }}
        />
      ) : proposal.first === null ? (
        isSaving ? null : (
          <p className={styles.note}>Only an answer of today can be rated. Try again to review it.</p>
        )
      ) : (
        <>
          <p className={styles.note}>{reasonOf(proposal, proposal.first)}</p>
          <RatingButtons
            outlooks={proposal.outlooks}
            proposed={proposal.proposed}
            isBusy={save.isPending}
            onChoose={(chosen) => {
              press();
              save.mutate({ card, chosen, judged });
            }}
          />
        </>
      )}
      {failure === null ? null : (
        <p className={styles.note} role="status">
          {describeError(failure).what}. {describeError(failure).todo}
        </p>
      )}
    </section>
  );
}

interface ChosenProps {
  today: NonNullable<Proposal["today"]>;
  isBusy: boolean;
  onUndo: (id: number) => void;
}

function Chosen({ today, isBusy, onUndo }: ChosenProps) {
  const { data: agenda } = useAgenda();
  const left = agenda?.due.length ?? 0;
  return (
    <>
      <p className={styles.note} role="status">
        Rated {ratings[today.chosen].label}; it comes again on {describeDay(today.next.on)}. Another answer
        today changes nothing.
      </p>
      <div className={styles.actions}>
        {today.canBeUndone ? (
          <Button size="sm" busy={isBusy} onClick={() => onUndo(today.id)}>
            Undo
          </Button>
        ) : null}
        <Link to="/review">{left === 0 ? "Your review" : `${count(left, "more card")} due today`}</Link>
      </div>
    </>
  );
}

/** What was pressed is gone once it is done: then the focus goes to what came of it. */
function useFocusAfterPress(outcome: unknown) {
  const element = useRef<HTMLHeadingElement>(null);
  const isPressed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed outcome is what is waited for
  useEffect(() => {
    if (isPressed.current) element.current?.focus({ preventScroll: true });
    isPressed.current = false;
  }, [outcome]);
  return {
    element,
    press: () => {
      isPressed.current = true;
    },
  };
}

function titleOf(proposal: Proposal | null): string {
  const next = proposal === null ? undefined : nextOf(proposal);
  return next === undefined ? "Next review" : `Next review ${describeWait(next.inDays)}`;
}

function nextOf({ today, first, proposed, outlooks }: Proposal): Omit<Outlook, "rating"> | undefined {
  if (today !== null) return today.next;
  return first === null ? undefined : outlooks.find(({ rating }) => rating === proposed);
}

function reasonOf({ proposed, because }: Proposal, { band, isOnly }: NonNullable<Proposal["first"]>): string {
  const answer = isOnly ? "Your answer" : "Your first answer today, which is the one that counts,";
  if (proposed === null) {
    return `${answer} leaves too much open to propose a rating. Settle the open points, or say yourself how it went.`;
  }
  const reasons = {
    ...{ band: `had band ${band}`, "core-point-missed": "missed a core point" },
    ...{ misconception: "holds a misconception", "left-open": "leaves much open" },
  } satisfies Record<Proposal["because"], string>;
  return `${answer} ${reasons[because]}, which proposes ${ratings[proposed].label}. Choose it, or another.`;
}

function judgedOf({ state, band, points, misconceptions }: Grade): Judged {
  return {
    ...{ state, band },
    points: points.map(({ id, core, verdict }) => ({ id, core, verdict })),
    misconceptions: misconceptions.map(({ id }) => id),
  };
}
