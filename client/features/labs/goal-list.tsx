// What an attack has to show in a lab, with a ladder of hints for each.
import type { Milestones } from "../../api/use-milestones.ts";
import { HintLadder } from "../../components/hint-ladder.tsx";
import { Prose } from "../../components/prose.tsx";
import { Tick } from "../../components/tick.tsx";
import { milestoneKey } from "./lab-milestones.ts";
import type { ShownLab } from "./lab-source.ts";
import styles from "./stages.module.css";

export function GoalList({ lab, milestones }: { lab: ShownLab; milestones: Milestones }) {
  return (
    <ul className={styles.goals} aria-label="Goals">
      {lab.goals.map(({ id, text, hints }) => {
        const isReached = milestones.reached(milestoneKey.goal(lab.id, id));
        return (
          <li key={id} className={styles.goal} data-state={isReached ? "met" : "open"}>
            <span className={styles.mark} aria-hidden="true">
              {isReached ? <Tick /> : null}
            </span>
            <div>
              <p className={styles.goalText}>
                <Prose>{text}</Prose>
                {isReached ? <span className={styles.word}> done</span> : null}
              </p>
              <HintLadder hints={hints} showAll={isReached} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
