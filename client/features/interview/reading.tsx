// A graded answer: the learner's own text with its evidence, the grade beside it, and the ways on.
import { type ReactNode, useState } from "react";
import type { GradeReply, QuestionSummary } from "../../../server/contract/interview.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { type Mark, marksOf } from "./evidence.ts";
import { EvidenceText, markId } from "./evidence-text.tsx";
import { FirstAttempt } from "./first-attempt.tsx";
import styles from "./practice.module.css";
import type { Attempt } from "./practice-draft.ts";
import { Scorecard } from "./scorecard.tsx";
import { describeSeconds, wordCount } from "./words.ts";

interface ReadingProps {
  heading: ReactNode;
  question: QuestionSummary;
  attempt: Attempt;
  first: Attempt | null;
  reply: GradeReply;
  isBusy: boolean;
  next: QuestionSummary | null;
  onJudge: (pointId: string, said: boolean) => void;
  onAgain: () => void;
  onFollowUp: (asked: string) => void;
}

export function Reading(props: ReadingProps) {
  const { heading, question, attempt, first, reply, isBusy, next, onJudge, onAgain, onFollowUp } = props;
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
              <Button onClick={onAgain}>Try again</Button>
              {next === null ? null : <ButtonLink to={`/interview/${next.id}`}>Next question</ButtonLink>}
            </div>
          </div>
          <FollowUp asked={reply.grade.followUp} onAnswer={onFollowUp} />
          {first === null ? null : <FirstAttempt questionId={question.id} attempt={first} />}
          <ModelAnswer text={reply.modelAnswers?.senior ?? ""} />
        </div>
      </div>
      <aside className={styles.side} aria-label="Grade">
        <Scorecard
          grade={reply.grade}
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

function FollowUp({ asked, onAnswer }: { asked: string | undefined; onAnswer: (asked: string) => void }) {
  if (asked === undefined) return null;
  return (
    <Card className={styles.followUp}>
      <h2 className={styles.interviewer}>Your interviewer</h2>
      <p className={styles.asked}>“{asked}”</p>
      <Button variant="primary" onClick={() => onAnswer(asked)}>
        Answer
      </Button>
    </Card>
  );
}

function ModelAnswer({ text }: { text: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles.model}>
      <Button aria-expanded={isOpen} aria-controls="model-answer" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? "Hide the model answer" : "Model answer"}
      </Button>
      <div id="model-answer" hidden={!isOpen}>
        <Card className={styles.answer}>
          <p className={styles.modelText}>{text}</p>
        </Card>
      </div>
    </div>
  );
}
