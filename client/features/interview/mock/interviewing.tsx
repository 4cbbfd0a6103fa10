// One question of the interview: an answer, at most one follow-up, and on to the next. Nothing is judged aloud.
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { describeError, useSaveAttempt } from "../../../api/queries.ts";
import { gradeAnswer } from "../../../api/questions.ts";
import { Button } from "../../../components/button.tsx";
import { Callout } from "../../../components/callout.tsx";
import { Dialog } from "../../../components/dialog.tsx";
import { useStopwatch } from "../../../components/use-stopwatch.ts";
import { AnswerBox } from "../answer-box.tsx";
import { countWords, describeSeconds, wordCount } from "../words.ts";
import styles from "./mock.module.css";
import { endTurn, type MockInterview } from "./mock-draft.ts";

interface InterviewingProps {
  interview: MockInterview;
  onChange: (interview: MockInterview) => void;
  onAbandon: () => void;
}

export function Interviewing({ interview, onChange, onAbandon }: InterviewingProps) {
  const { questions, turns, text, followUp, wasRefused } = interview;
  const question = questions[turns.length];
  const heading = useFocusOnChange(`${turns.length} ${followUp?.point ?? ""}`);
  const seconds = useStopwatch(interview.seconds, true);
  const handIn = useHandIn(interview, seconds, onChange);
  if (question === undefined) return null;
  const onType = (typed: string) =>
    onChange(
      followUp === null
        ? { ...interview, text: typed, seconds }
        : { ...interview, followUp: { ...followUp, text: typed }, seconds },
    );
  const now = followUp === null ? text : followUp.text;
  const next = () => (followUp === null ? handIn.mutate() : onChange(endTurn({ ...interview, seconds })));
  return (
    <div className={styles.page}>
      <p className={styles.note}>
        {interview.role} · question {turns.length + 1} of {questions.length}
      </p>
      <progress className={styles.progress} max={questions.length} value={turns.length}>
        {turns.length} of {questions.length}
      </progress>
      <h1 ref={heading} tabIndex={-1}>
        {followUp === null ? question.question : followUp.asked}
      </h1>
      {followUp === null ? null : <p className={styles.note}>You were asked: {question.question}</p>}
      <AnswerBox
        key={followUp?.point ?? "answer"}
        label="Your answer"
        short={followUp !== null}
        text={now}
        placeholder={
          followUp === null ? "Speak or write, as you would to a person." : "One or two sentences."
        }
        describedBy="mock-state"
        onType={onType}
        onSubmit={next}
      />
      <Refusals message={wasRefused ? handIn.data : undefined} error={handIn.error} />
      <div className={styles.foot}>
        <p id="mock-state" className={styles.note}>
          {describeSeconds(seconds)} · {wordCount(now)}
        </p>
        <div className={styles.actions}>
          <Abandon onAbandon={onAbandon} />
          <Button
            onClick={() => onChange(endTurn({ ...interview, seconds, text: followUp === null ? "" : text }))}
          >
            I don’t know
          </Button>
          <Button variant="primary" shortcut="Mod+Enter" busy={handIn.isPending} onClick={next}>
            {followUp === null ? "Answer" : "Go on"}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Refusals({ message, error }: { message: string | undefined; error: unknown }) {
  return (
    <>
      {message === undefined ? null : (
        <Callout tone="time" title="I could not follow that" role="alert">
          <p>{message}</p>
        </Callout>
      )}
      {error === null ? null : (
        <Callout tone="crash" title={describeError(error).what} role="alert">
          <p>{describeError(error).todo} Your text is kept.</p>
        </Callout>
      )}
    </>
  );
}

/** Grades the answer without telling: only to know what to ask next. The reason when it cannot be graded at all. */
function useHandIn(interview: MockInterview, seconds: number, onChange: (interview: MockInterview) => void) {
  const { mutate: saveAttempt } = useSaveAttempt();
  return useMutation({
    mutationFn: async (): Promise<string> => {
      const { questions, turns, text, wasRefused } = interview;
      const id = questions[turns.length]?.id ?? "";
      const { grade } = await gradeAnswer(id, { answer: text });
      if (grade.state === "not-graded") {
        onChange(
          wasRefused ? endTurn({ ...interview, seconds }) : { ...interview, wasRefused: true, seconds },
        );
        return grade.gateMessage ?? "";
      }
      saveAttempt({ questionId: id, grade, seconds, words: countWords(text) });
      const [gap] = grade.gaps;
      const asked = grade.points.find((point) => point.id === gap)?.followUp;
      onChange(
        gap === undefined || asked === undefined
          ? endTurn({ ...interview, seconds })
          : { ...interview, seconds, followUp: { point: gap, asked, text: "" } },
      );
      return "";
    },
  });
}

/** Whoever cannot see the screen hears the new question. */
function useFocusOnChange(what: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (what !== "") heading.current?.focus();
  }, [what]);
  return heading;
}

function Abandon({ onAbandon }: { onAbandon: () => void }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setIsAsked(true)}>
        Leave
      </Button>
      <Dialog
        open={isAsked}
        onOpenChange={setIsAsked}
        title="Leave this interview?"
        description="Its answers are forgotten. Without leaving it, you can go on with it at any time."
        actions={
          <Button variant="danger" onClick={onAbandon}>
            Leave it
          </Button>
        }
      />
    </>
  );
}
