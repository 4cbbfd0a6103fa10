// Asks what a run will show before it is started: one click, a confidence, or neither. It is never graded.
import { useId, useState } from "react";
import type { Prediction as PredictionData } from "../../../../content/schema/lesson.ts";
import { Button } from "../../../components/button.tsx";
import { Card } from "../../../components/card.tsx";
import { Segmented } from "../../../components/segmented.tsx";
import styles from "./prediction.module.css";

export type Confidence = "guess" | "likely" | "certain";

export interface Predicted {
  /** Null when it was skipped. */
  readonly option: string | null;
  readonly confidence: Confidence;
}

interface PredictionProps {
  prediction: PredictionData;
  /** What the button does, in the run's own words. */
  button: string;
  onPredict(predicted: Predicted): void;
}

export function Prediction({ prediction, button, onPredict }: PredictionProps) {
  const { question, options } = prediction;
  const name = useId();
  const [option, setOption] = useState<string | null>(null);
  const [confidence, setConfidence] = useState<Confidence>("likely");
  return (
    <Card className={styles.card}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (option !== null) onPredict({ option, confidence });
        }}
      >
        <fieldset className={styles.question}>
          <legend>
            <span className={styles.heading}>Before you run it</span>
            <span className={styles.text}>{question}</span>
          </legend>
          <div className={styles.options}>
            {options.map(({ id, text }) => (
              <label key={id} className={styles.option}>
                <input type="radio" name={name} checked={option === id} onChange={() => setOption(id)} />
                {text}
              </label>
            ))}
          </div>
        </fieldset>
        <div className={styles.foot}>
          <span className={styles.sure}>How sure?</span>
          <Segmented
            label="How sure are you?"
            size="sm"
            value={confidence}
            onChange={setConfidence}
            options={[
              { value: "guess", label: "a guess" },
              { value: "likely", label: "likely" },
              { value: "certain", label: "certain" },
            ]}
          />
          <span className={styles.buttons}>
            <Button variant="quiet" onClick={() => onPredict({ option: null, confidence })}>
              Skip
            </Button>
            <Button type="submit" variant="primary" aria-disabled={option === null}>
              {button}
            </Button>
          </span>
        </div>
      </form>
    </Card>
  );
}

const sureness: Readonly<Record<Confidence, string>> = {
  guess: "a guess",
  likely: "fairly sure",
  certain: "certain",
};

/** What was said, and what the run says to it. */
export function PredictionReply({
  prediction,
  predicted,
}: {
  prediction: PredictionData;
  predicted: Predicted;
}) {
  const { options, answer } = prediction;
  const said = options.find(({ id }) => id === predicted.option);
  const shown = options.find(({ id }) => id === answer);
  if (said === undefined) return <p className={styles.reply}>{shown?.feedback}</p>;
  return (
    <div className={styles.reply} data-narrow="" data-right={said.id === answer || undefined}>
      <p>
        You said, {sureness[predicted.confidence]}: <strong>{said.text}</strong>
      </p>
      <p>{said.feedback}</p>
      {said.id === answer ? null : (
        <p>
          What happened: <strong>{shown?.text}</strong>
        </p>
      )}
    </div>
  );
}
