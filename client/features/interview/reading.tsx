// A graded answer: the learner's own text with its evidence, the grade beside it, and the ways on.
import { type ReactNode, useState } from "react";
import type { GradeReply, QuestionSummary } from "../../../server/contract/interview.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Attempts } from "./attempts.tsx";
import { ClaimedDesigns } from "./claimed-designs.tsx";
import { type Mark, marksOf } from "./evidence.ts";
import { EvidenceText, markId } from "./evidence-text.tsx";
import { FollowUps } from "./follow-ups.tsx";
import { ModelAnswers } from "./model-answers.tsx";
import styles from "./practice.module.css";
import type { Attempt, FollowUpTurn } from "./practice-draft.ts";
import { Scorecard } from "./scorecard.tsx";
import { SecondOpinion } from "./second-opinion.tsx";
import { describeSeconds, wordCount } from "./words.ts";

interface ReadingProps {
  heading: ReactNode;
  question: QuestionSummary;
  attempt: Attempt;
  first: Attempt | null;
  followUps: readonly FollowUpTurn[];
  reply: GradeReply;
  isBusy: boolean;
  next: QuestionSummary | null;
  onJudge: (pointId: string, said: boolean) => void;
  onAgain: () => void;
  onEdit: () => void;
  onFollowUps: (turns: readonly FollowUpTurn[]) => void;
}

export function Reading(props: ReadingProps) {
  const { heading, question, attempt, first, reply, isBusy, next, onJudge } = props;
  const marks = marksOf(reply.grade);
  const [shown, setShown] = useState<{ mark: number; row: string } | null>(null);
  const goTo = (elementId: string, mark: Mark, row: string) => {
    setShown({ mark: mark.number, row });
    const element = document.getElementById(elementId);
    element?.scrollIntoView?.({ block: "center", behavior: "smooth" });
    element?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.twoSides}>
      <div className={styles.page}>
        <div className={styles.stack}>
          {heading}
          <Card className={styles.answer}>
            <EvidenceText
              text={attempt.text}
              marks={marks}
              current={shown?.mark ?? null}
              onChoose={(mark) => goTo(mark.rows[0] ?? "", mark, mark.rows[0] ?? "")}
            />
          </Card>
          <div className={styles.foot}>
            <p className={styles.measure}>
              {describeSeconds(attempt.seconds)} · {wordCount(attempt.text)}
            </p>
            <div className={styles.actions}>
              <Button variant="quiet" onClick={props.onEdit}>
                Edit
              </Button>
              <Button onClick={props.onAgain}>Try again</Button>
              {next === null ? null : <ButtonLink to={`/interview/${next.id}`}>Next question</ButtonLink>}
            </div>
          </div>
          <ClaimedDesigns questionId={question.id} answer={attempt.text} designs={reply.designs} />
          <FollowUps
            questionId={question.id}
            grade={reply.grade}
            turns={props.followUps}
            onChange={props.onFollowUps}
          />
          {first === null ? null : (
            <Attempts questionId={question.id} first={first} now={attempt} grade={reply.grade} />
          )}
          {reply.modelAnswers === null ? null : <ModelAnswers answers={reply.modelAnswers} />}
          <SecondOpinion questionId={question.id} answer={attempt.text} />
        </div>
      </div>
      <aside className={styles.side} aria-label="Grade">
        <Scorecard
          grade={reply.grade}
          text={attempt.text}
          marks={marks}
          current={shown?.row ?? null}
          isBusy={isBusy}
          onShow={(mark) => goTo(markId(mark.number), mark, mark.rows[0] ?? "")}
          onJudge={onJudge}
        />
      </aside>
    </div>
  );
}
