// How long an answer should take, by the learner's own choice, and how much of that has gone by.
import { useDraft } from "../../api/use-draft.ts";
import { Segmented } from "../../components/segmented.tsx";
import styles from "./pace.module.css";
import { describeSeconds } from "./words.ts";

const aims = ["0", "60", "120", "180"] as const;
type Aim = (typeof aims)[number];

const aimLabels: Readonly<Record<Aim, string>> = {
  "0": "No clock",
  "60": "1 min",
  "120": "2 min",
  "180": "3 min",
};

function readAim(stored: unknown): Aim | null {
  return aims.find((aim) => aim === stored) ?? null;
}

/** Nothing happens when the time is over: an answer that is cut off teaches nobody anything. */
export function Pace({ seconds }: { seconds: number }) {
  const aim = useDraft<Aim>("interview-settings/aim", "120", readAim);
  const limit = Number(aim.value);
  const share = limit === 0 ? 0 : Math.min(1, seconds / limit);
  const isOver = limit > 0 && seconds > limit;
  return (
    <div className={styles.pace}>
      <Segmented
        label="How long the answer may take"
        size="sm"
        options={aims.map((value) => ({ value, label: aimLabels[value] }))}
        value={aim.value}
        onChange={aim.setValue}
      />
      {limit === 0 ? null : (
        <div className={styles.clock}>
          <span className={styles.bar} aria-hidden="true">
            <i className={isOver ? styles.over : undefined} style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <span className={styles.words}>
            {isOver
              ? `${describeSeconds(seconds - limit)} over`
              : `${describeSeconds(Math.max(0, limit - seconds))} left`}
          </span>
        </div>
      )}
    </div>
  );
}
