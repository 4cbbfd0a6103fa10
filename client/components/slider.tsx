// One of a few steps in their order, moved by hand or by arrow keys, with its value told in words.
import { useId } from "react";
import styles from "./slider.module.css";

interface SliderProps {
  label: string;
  /** The values that can be chosen, from low to high. */
  steps: readonly number[];
  value: number;
  onChange: (value: number) => void;
  /** A value in words, with its unit. */
  tell: (value: number) => string;
}

export function Slider({ label, steps, value, onChange, tell }: SliderProps) {
  const id = useId();
  return (
    <div className={styles.slider}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <output htmlFor={id} className={styles.value}>
        {tell(value)}
      </output>
      <input
        id={id}
        type="range"
        className={styles.range}
        min={0}
        max={steps.length - 1}
        value={steps.indexOf(value)}
        aria-valuetext={tell(value)}
        onChange={({ target }) => onChange(steps[target.valueAsNumber] ?? value)}
      />
    </div>
  );
}
