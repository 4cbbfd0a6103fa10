// A band from 0 to 5 as five segments: reached, possible, and open.
import { classNames } from "../../components/class-names.ts";
import styles from "./band.module.css";
import { describeBand } from "./words.ts";

interface BandProps {
  range: readonly [number, number];
  size?: "sm" | "md";
}

export function Band({ range, size = "md" }: BandProps) {
  const [lowest, highest] = range;
  return (
    <span
      role="img"
      aria-label={`Band ${describeBand(range)}`}
      className={classNames(styles.band, styles[size])}
    >
      {[1, 2, 3, 4, 5].map((step) => (
        <i
          key={step}
          className={step <= lowest ? styles.reached : step <= highest ? styles.possible : styles.open}
        />
      ))}
    </span>
  );
}
