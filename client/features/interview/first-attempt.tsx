// The first attempt at a question, kept beside the later ones, with the evidence that was in it.
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Band } from "./band.tsx";
import { marksOf } from "./evidence.ts";
import { EvidenceText } from "./evidence-text.tsx";
import styles from "./practice.module.css";
import type { Attempt } from "./practice-draft.ts";
import { useGrading } from "./use-grading.ts";
import { describeBand, describeSeconds, wordCount } from "./words.ts";

export function FirstAttempt({ questionId, attempt }: { questionId: string; attempt: Attempt }) {
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useGrading(questionId, isOpen ? attempt : null);
  return (
    <div className={styles.model}>
      <Button aria-expanded={isOpen} aria-controls="first-attempt" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? "Hide the first attempt" : "First attempt"}
      </Button>
      <div id="first-attempt" hidden={!isOpen}>
        <Card className={styles.answer}>
          {data === undefined ? null : (
            <div className={styles.firstBand}>
              <Band range={data.grade.bandRange} size="sm" />
              <span>Band {describeBand(data.grade.bandRange)}</span>
            </div>
          )}
          <EvidenceText
            text={attempt.text}
            marks={data === undefined ? [] : marksOf(data.grade)}
            current={null}
          />
          <p className={styles.measure}>
            {describeSeconds(attempt.seconds)} · {wordCount(attempt.text)}
          </p>
        </Card>
      </div>
    </div>
  );
}
