// How often predictions were right, by how sure the learner was of them.
import { ShareBars } from "../../components/share-bars.tsx";
import { type Calibrated, FEWEST, tellCalibration } from "./calibration.ts";
import styles from "./progress-page.module.css";

const titles: Readonly<Record<Calibrated["confidence"], string>> = {
  guess: "A guess",
  likely: "Likely",
  certain: "Certain",
};

export function CalibrationView({ calibrated }: { calibrated: readonly Calibrated[] }) {
  const made = calibrated.reduce((sum, one) => sum + one.made, 0);
  return (
    <section className={styles.section}>
      <h2>How sure, how right</h2>
      {made === 0 ? (
        <p className={styles.lead}>
          Lessons ask what a run will show before it is started, and how sure you are. Make a few predictions,
          and this page tells whether you are as right as you are sure.
        </p>
      ) : (
        <>
          <p className={styles.lead}>
            {tellCalibration(calibrated) ?? "A few more predictions, and it can be told."}
          </p>
          <ShareBars
            bars={calibrated.map(({ confidence, made: count, right }) => ({
              ...{ key: confidence, title: titles[confidence] },
              share: count < FEWEST ? null : right / count,
              word: count === 0 ? "none yet" : `${right} of ${count} right`,
            }))}
          />
        </>
      )}
    </section>
  );
}
