// The first attempt beside this one: what has been gained, what has been lost, and both texts with their evidence.
import { useState } from "react";
import type { Grade } from "../../../server/contract/interview.ts";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import styles from "./attempts.module.css";
import { Band } from "./band.tsx";
import { marksOf } from "./evidence.ts";
import { EvidenceText } from "./evidence-text.tsx";
import type { Attempt } from "./practice-draft.ts";
import { useGrading } from "./use-grading.ts";
import { describeBand, describeSeconds, wordCount } from "./words.ts";

interface AttemptsProps {
  questionId: string;
  first: Attempt;
  now: Attempt;
  grade: Grade;
}

export function Attempts({ questionId, first, now, grade }: AttemptsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useGrading(questionId, isOpen ? first : null);
  return (
    <div className={styles.attempts}>
      <Button aria-expanded={isOpen} aria-controls="attempts" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? "Hide the first attempt" : "First attempt beside it"}
      </Button>
      <div id="attempts" hidden={!isOpen}>
        {data === undefined ? null : (
          <>
            <Changes before={data.grade} after={grade} />
            <div className={styles.sides}>
              <Side title="First attempt" attempt={first} grade={data.grade} />
              <Side title="This attempt" attempt={now} grade={grade} />
            </div>
          </>
        )}
      </div>
    </div>
  );
}

function Changes({ before, after }: { before: Grade; after: Grade }) {
  const made = ({ points }: Grade) => points.filter(({ verdict }) => verdict === "met");
  const without = (grade: Grade, other: Grade) =>
    made(grade).filter((point) => !made(other).some(({ id }) => id === point.id));
  const gained = without(after, before);
  const lost = without(before, after);
  if (gained.length + lost.length === 0) return <p className={styles.same}>Both make the same points.</p>;
  return (
    <ul className={styles.changes}>
      {gained.map(({ id, statement }) => (
        <li key={id}>
          <span className={styles.gained}>+ New</span> {statement}
        </li>
      ))}
      {lost.map(({ id, statement }) => (
        <li key={id}>
          <span className={styles.lost}>– Left out this time</span> {statement}
        </li>
      ))}
    </ul>
  );
}

function Side({ title, attempt, grade }: { title: string; attempt: Attempt; grade: Grade }) {
  return (
    <Card className={styles.side}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.band}>
        <Band range={grade.bandRange} size="sm" />
        <span>Band {describeBand(grade.bandRange)}</span>
      </div>
      <EvidenceText text={attempt.text} marks={marksOf(grade)} current={null} />
      <p className={styles.measure}>
        {describeSeconds(attempt.seconds)} · {wordCount(attempt.text)}
      </p>
    </Card>
  );
}
