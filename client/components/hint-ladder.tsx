// Hints, one rung at a time while something is being worked on, and all of them afterwards. They cost nothing.
import { useState } from "react";
import { Button } from "./button.tsx";
import styles from "./hint-ladder.module.css";
import { Prose } from "./prose.tsx";

interface HintLadderProps {
  hints: readonly string[];
  /** It is done: nothing is held back any more. */
  showAll: boolean;
}

export function HintLadder({ hints, showAll }: HintLadderProps) {
  const [shown, setShown] = useState(0);
  const visible = hints.slice(0, showAll ? hints.length : shown);
  return (
    <div className={styles.hints}>
      <ol aria-live="polite">
        {visible.map((hint) => (
          <li key={hint}>
            <Prose>{hint}</Prose>
          </li>
        ))}
      </ol>
      {shown < hints.length && !showAll ? (
        <Button variant="quiet" size="sm" onClick={() => setShown(shown + 1)}>
          {shown === 0 ? "Give me a hint" : `Next hint (${shown + 1} of ${hints.length})`}
        </Button>
      ) : null}
    </div>
  );
}
