// Two model answers to measure one's own by, shown only once there is one.
import { useState } from "react";
import type { ModelAnswers as Answers } from "../../../server/contract/interview.ts";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Segmented } from "../../components/segmented.tsx";
import styles from "./practice.module.css";

const speakers = [
  { value: "junior", label: "A junior" },
  { value: "senior", label: "A senior" },
] as const;

export function ModelAnswers({ answers }: { answers: Answers }) {
  const [isOpen, setIsOpen] = useState(false);
  const [speaker, setSpeaker] = useState<keyof Answers>("senior");
  return (
    <div className={styles.model}>
      <Button aria-expanded={isOpen} aria-controls="model-answers" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? "Hide the model answers" : "Model answers"}
      </Button>
      <div id="model-answers" hidden={!isOpen}>
        <Card className={styles.answer}>
          <Segmented
            label="Whose answer"
            size="sm"
            options={speakers}
            value={speaker}
            onChange={setSpeaker}
            className={styles.speakers}
          />
          <p className={styles.modelText}>{answers[speaker]}</p>
        </Card>
      </div>
    </div>
  );
}
