// An answer in sixty seconds: the clock runs, the learner speaks and writes it down, and the grade says what was in it and what was not.
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "react-router";
import type { Grade, GradedPoint } from "../../../../server/contract/interview.ts";
import { describeError } from "../../../api/queries.ts";
import { gradeAnswer } from "../../../api/questions.ts";
import { useDraft } from "../../../api/use-draft.ts";
import { Badge } from "../../../components/badge.tsx";
import { Button } from "../../../components/button.tsx";
import { Callout } from "../../../components/callout.tsx";
import { Card } from "../../../components/card.tsx";
import { Field, TextArea } from "../../../components/field.tsx";
import { useStopwatch } from "../../../components/use-stopwatch.ts";
import { useLesson } from "../lesson-context.ts";
import styles from "./pitch.module.css";

const SECONDS = 60;

/** @param question id of the interview question that is answered. */
export function Pitch({ question, asks }: { question: string; asks: string }) {
  const { lesson } = useLesson();
  const draft = useDraft(`lesson/${lesson.id}/pitch`, "", readText);
  const [isRunning, setRunning] = useState(false);
  const [turn, setTurn] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  const grading = useMutation({ mutationFn: (answer: string) => gradeAnswer(question, { answer }) });
  const begin = () => {
    setTurn((before) => before + 1);
    setRunning(true);
    area.current?.focus();
  };
  const submit = () => {
    setRunning(false);
    grading.mutate(draft.value);
  };
  return (
    <Card className={styles.card}>
      <Clock key={turn} isRunning={isRunning} />
      <Field label={`“${asks}”`}>
        <TextArea
          ref={area}
          rows={7}
          value={draft.value}
          placeholder="Say it aloud first. Then write down what you said, in sentences."
          onChange={({ target }) => draft.setValue(target.value)}
        />
      </Field>
      <div className={styles.buttons}>
        <Button variant={isRunning || draft.value !== "" ? "plain" : "primary"} onClick={begin}>
          {turn === 0 ? "Start the clock" : "Start it again"}
        </Button>
        <Button
          variant={draft.value === "" ? "plain" : "primary"}
          busy={grading.isPending}
          aria-disabled={draft.value.trim() === ""}
          onClick={() => draft.value.trim() !== "" && submit()}
        >
          Grade it
        </Button>
      </div>
      <div aria-live="polite" className={styles.grade}>
        {grading.error ? (
          <Callout tone="crash" title={describeError(grading.error).what}>
            <p>{describeError(grading.error).todo} Your text is kept.</p>
          </Callout>
        ) : null}
        {grading.data === undefined ? null : <Graded grade={grading.data.grade} question={question} />}
      </div>
    </Card>
  );
}

const readText = (stored: unknown) => (typeof stored === "string" ? stored : null);

function Clock({ isRunning }: { isRunning: boolean }) {
  const passed = useStopwatch(0, isRunning);
  const left = Math.max(0, SECONDS - passed);
  return (
    <p className={styles.clock} data-over={left === 0 || undefined} role="timer">
      {left === 0 ? "Time. Write down what you said." : `${left} s`}
    </p>
  );
}

function Graded({ grade, question }: { grade: Grade; question: string }) {
  const { gateMessage, points, misconceptions } = grade;
  if (gateMessage !== undefined)
    return (
      <Callout tone="time" title="Not graded yet">
        <p>{gateMessage}</p>
      </Callout>
    );
  const met = points.filter(({ verdict }) => verdict === "met");
  const others = points.filter(({ verdict }) => verdict !== "met");
  return (
    <>
      <p>
        {met.length} of {points.length} points were in it.{" "}
        <Link to={`/interview/${question}`}>Practise it at length, with the evidence in your own text</Link>
      </p>
      {misconceptions.map(({ id, statement, explanation }) => (
        <Callout key={id} tone="hostile" title={`Said, and not so: ${statement}`}>
          <p>{explanation}</p>
        </Callout>
      ))}
      <ul className={styles.points}>
        {[...met, ...others].map((point) => (
          <Point key={point.id} point={point} />
        ))}
      </ul>
    </>
  );
}

function Point({ point: { statement, verdict, explanation, taught } }: { point: GradedPoint }) {
  const { word, tone } = words[verdict];
  return (
    <li>
      <Badge tone={tone}>{word}</Badge> {statement}
      {verdict === "met" ? null : (
        <p className={styles.why}>
          {explanation} {taught === undefined ? null : <Link to={taught.path}>{taught.title}</Link>}
        </p>
      )}
    </li>
  );
}

const words = {
  met: { word: "said", tone: "effect" },
  unsure: { word: "perhaps", tone: "time" },
  missed: { word: "not said", tone: "neutral" },
  contradicted: { word: "denied", tone: "hostile" },
} as const satisfies Record<GradedPoint["verdict"], object>;
