// Two cards to answer from memory before turning them over; recalling is what makes it stay.
import { Button } from "../../../components/button.tsx";
import { Card } from "../../../components/card.tsx";
import { milestoneKey } from "../completion.ts";
import { useLesson } from "../lesson-context.ts";
import styles from "./recall.module.css";

export function Recall() {
  const { lesson, milestones } = useLesson();
  return (
    <div className={styles.cards}>
      {lesson.recall.map(({ id, prompt, answer }) => {
        const key = milestoneKey.card(lesson.id, id);
        return (
          <Card key={id} className={styles.card}>
            <p className={styles.prompt}>{prompt}</p>
            {milestones.reached(key) ? (
              <p className={styles.answer} role="status">
                {answer}
              </p>
            ) : (
              <Button onClick={() => milestones.save(key)}>I have my answer. Turn it over</Button>
            )}
          </Card>
        );
      })}
    </div>
  );
}
