// The interviewer's turn after a run: what was done, the next question, the run itself on request; after an answer the lesson.
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { DesignView } from "../../../server/contract/designs.ts";
import { describeError, useDesign } from "../../api/queries.ts";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { ErrorState } from "../../components/states.tsx";
import type { Case } from "../../prover/case.ts";
import { AnswerBox } from "./answer-box.tsx";
import styles from "./claimed-design.module.css";
import type { DesignTurn, Told } from "./design-turns.ts";

const DesignEvidence = lazy(() => import("./design-evidence.tsx"));

interface DesignTurnProps {
  turn: DesignTurn;
  /** The run has just ended under the learner's hands. */
  takesFocus: boolean;
  onChange: (turn: DesignTurn) => void;
}

export function DesignTurnView(props: DesignTurnProps) {
  const design = useDesign(props.turn.design);
  if (design.isPending) return <Skeleton label="The question is loading" lines={3} />;
  if (design.isError) {
    const again = <Button onClick={() => void design.refetch()}>Try again</Button>;
    return <ErrorState {...describeError(design.error)} where="What your interviewer asks" action={again} />;
  }
  return <Turn {...props} design={design.data} />;
}

function Turn({ design, turn, takesFocus, onChange }: DesignTurnProps & { design: DesignView }) {
  const { said, told, answer, isAnswered } = turn;
  const [submitted, setSubmitted] = useState<"not" | "blank" | "now">("not");
  const isBlank = answer.trim() === "";
  const heading = useFocus<HTMLHeadingElement>(takesFocus);
  const submit = () => {
    setSubmitted(isBlank ? "blank" : "now");
    if (!isBlank) onChange({ ...turn, isAnswered: true });
  };
  return (
    <div className={styles.turn}>
      <h3
        ref={heading}
        tabIndex={-1}
        className={styles.interviewer}
        data-found={told.found !== null || undefined}
      >
        Your interviewer
      </h3>
      <p className={styles.asked}>
        “You said ‘{said}’. {told.story} {design.asks}”
      </p>
      {isAnswered ? (
        <p className={styles.answer}>{answer}</p>
      ) : (
        <AnswerBox
          short
          label={`Answer: ${design.asks}`}
          text={answer}
          placeholder="Two or three sentences. A guess counts."
          onType={(text) => onChange({ ...turn, answer: text })}
          onSubmit={submit}
        />
      )}
      {submitted === "blank" && isBlank ? (
        <Callout tone="time" title="Say something first" role="alert">
          <p>A guess will do. Then you are told what happened, and why.</p>
        </Callout>
      ) : null}
      <div className={styles.actions}>
        {isAnswered ? null : <Button onClick={submit}>Answer</Button>}
        {told.found === null ? null : <ShownRun design={design} found={told.found} />}
        <p className={styles.measure}>{told.measure}</p>
      </div>
      {isAnswered ? <Lesson design={design} told={told} takesFocus={submitted === "now"} /> : null}
    </div>
  );
}

function ShownRun({ design, found }: { design: DesignView; found: Case }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Show me the run</Button>
      {isOpen ? (
        <Suspense>
          <DesignEvidence design={design} found={found} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

interface LessonProps {
  design: DesignView;
  told: Told;
  /** The answer was given just now, and its button is gone. */
  takesFocus: boolean;
}

function Lesson({ design: { lesson, taught }, told: { title, summary, found }, takesFocus }: LessonProps) {
  const box = useFocus<HTMLDivElement>(takesFocus);
  return (
    <div ref={box} tabIndex={-1} className={styles.lesson}>
      <Callout tone={found === null ? "effect" : "hostile"} title={title}>
        <p className={styles.summary}>{summary}</p>
        <p>{lesson}</p>
        {taught === undefined ? null : (
          <p>
            Taught in <Link to={taught.path}>{taught.title}</Link>
          </p>
        )}
      </Callout>
    </div>
  );
}

/** Goes there once, when what had the focus is no more. */
function useFocus<Target extends HTMLElement>(isWanted: boolean) {
  const target = useRef<Target>(null);
  useEffect(() => {
    if (isWanted) target.current?.focus();
  }, [isWanted]);
  return target;
}
