// Practising one question: write, hand in, read the evidence, settle what could not be told, try again.
import { useEffect, useRef, useState } from "react";
import type { GradeReply, QuestionSummary } from "../../../server/contract/interview.ts";
import { describeError, useSaveAttempt } from "../../api/queries.ts";
import { useDraft } from "../../api/use-draft.ts";
import { useAgenda } from "../../api/use-review.ts";
import { LiveRegion } from "../../components/live-region.tsx";
import { useStopwatch } from "../../components/use-stopwatch.ts";
import styles from "./practice.module.css";
import {
  type Attempt,
  blankAttempt,
  blankDraft,
  type PracticeDraft,
  readPracticeDraft,
} from "./practice-draft.ts";
import { Reading } from "./reading.tsx";
import { useGrading } from "./use-grading.ts";
import { countWords, describeBand } from "./words.ts";
import { Writing } from "./writing.tsx";

interface PracticeProps {
  question: QuestionSummary;
  /** How many questions there are. */
  total: number;
  /** The question after this one, or null. */
  next: QuestionSummary | null;
}

export function Practice({ question, total, next }: PracticeProps) {
  const draft = useDraft<PracticeDraft>(`interview/${question.id}`, blankDraft, readPracticeDraft);
  const { now, isSubmitted, first, followUps } = draft.value;
  const grading = useGrading(question.id, isSubmitted ? now : null);
  const reply = isSubmitted ? grading.data : undefined;
  const isGraded = reply !== undefined && reply.grade.state !== "not-graded";
  const [isBack, setIsBack] = useState(false);
  const seconds = useStopwatch(now.seconds, !isGraded && now.text !== "");
  const announce = useRecord(question.id, { ...now, seconds }, grading.isPlaceholderData ? undefined : reply);
  const change = (changed: Partial<PracticeDraft>) => draft.setValue({ ...draft.value, ...changed });
  const rewrite = (attempt: Attempt) => {
    change({ now: attempt, isSubmitted: false, first: first ?? now, followUps: [] });
    setIsBack(true);
  };
  const heading = <Heading question={question} total={total} isAgain={first !== null} />;

  return (
    <>
      <LiveRegion message={announce.message} />
      {isGraded && reply !== undefined ? (
        <Reading
          heading={heading}
          question={question}
          attempt={{ ...now, seconds }}
          first={first}
          reply={reply}
          isBusy={grading.isPlaceholderData}
          next={next}
          onJudge={(pointId, said) => {
            announce.expect();
            change({ now: { ...now, selfJudged: { ...now.selfJudged, [pointId]: said } } });
          }}
          followUps={followUps}
          onAgain={() => rewrite(blankAttempt)}
          onEdit={() => rewrite({ ...now, selfJudged: {} })}
          onFollowUps={(turns) => change({ followUps: turns })}
        />
      ) : (
        <div className={styles.page}>
          <div className={styles.stack}>
            {heading}
            <Writing
              text={now.text}
              seconds={seconds}
              gateMessage={reply?.grade.gateMessage ?? null}
              failure={isSubmitted && grading.isError ? describeError(grading.error) : null}
              draftState={draft.state}
              isBusy={isSubmitted && grading.isFetching}
              autoFocus={isBack}
              onType={(text) => change({ now: { text, seconds, selfJudged: {} }, isSubmitted: false })}
              onSubmit={() => {
                announce.expect();
                if (isSubmitted) void grading.refetch();
                else change({ now: { ...now, seconds }, isSubmitted: true });
              }}
            />
          </div>
        </div>
      )}
    </>
  );
}

function Heading({
  question,
  total,
  isAgain,
}: {
  question: QuestionSummary;
  total: number;
  isAgain: boolean;
}) {
  const agenda = useAgenda();
  const isDue = agenda.data?.due.some(({ id }) => id === `question/${question.id}`) === true;
  return (
    <header className={styles.heading}>
      <p className={styles.eyebrow}>
        Question {question.number} of {total}
        {isDue ? " · due today" : ""}
        {isAgain ? " · another attempt" : ""}
      </p>
      <h1>{question.question}</h1>
      <p className={styles.why}>{question.why}</p>
    </header>
  );
}

/** Keeps each grade that the learner asked for, and says it aloud; one that a reload brings back is neither. */
function useRecord(questionId: string, attempt: Attempt, reply: GradeReply | undefined) {
  const { mutate } = useSaveAttempt();
  const isExpected = useRef(false);
  const written = useRef(attempt);
  written.current = attempt;
  const [message, setMessage] = useState("");
  useEffect(() => {
    if (reply === undefined || !isExpected.current) return;
    isExpected.current = false;
    const { grade } = reply;
    if (grade.state === "not-graded") return;
    setMessage(`Graded: band ${describeBand(grade.bandRange)}.`);
    const { text, seconds } = written.current;
    mutate({ questionId, grade, seconds, words: countWords(text) });
  }, [questionId, reply, mutate]);
  return {
    message,
    /** Call when the learner asks for a grade. */
    expect: () => {
      isExpected.current = true;
    },
  };
}
