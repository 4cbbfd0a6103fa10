// A cause to be chosen. Every option says why it is right or not, and any number may be tried.
import { useState } from "react";
import { Callout } from "../../../components/callout.tsx";
import { Card } from "../../../components/card.tsx";
import { milestoneKey } from "../completion.ts";
import { pick, useLesson } from "../lesson-context.ts";
import styles from "./choice.module.css";

export function Choice({ id }: { id: string }) {
  const { lesson, milestones } = useLesson();
  const { question, options } = pick(lesson.choices, id);
  const key = milestoneKey.choice(lesson.id, id);
  const kept = milestones.detail(key)?.option;
  const [chosen, setChosen] = useState<string | null>(null);
  const current = options.find((option) => option.id === (chosen ?? kept));
  const choose = (option: (typeof options)[number]) => {
    setChosen(option.id);
    if (option.right && !milestones.reached(key)) milestones.save(key, { option: option.id });
  };
  return (
    <Card className={styles.card}>
      <p className={styles.question} id={`choice-${id}`}>
        {question}
      </p>
      <ul className={styles.options} aria-labelledby={`choice-${id}`}>
        {options.map((option) => (
          <li key={option.id}>
            <button
              type="button"
              className={styles.option}
              aria-pressed={option.id === current?.id}
              onClick={() => choose(option)}
            >
              {option.text}
            </button>
          </li>
        ))}
      </ul>
      <div aria-live="polite">
        {current === undefined ? null : (
          <Callout
            tone={current.right ? "effect" : "time"}
            title={current.right ? "That is it" : "Not this one"}
            className={styles.feedback}
          >
            <p>{current.feedback}</p>
          </Callout>
        )}
      </div>
    </Card>
  );
}
