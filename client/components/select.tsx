// One choice of many. The platform's own list: it opens well on a phone and costs no script.
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { useFieldProps } from "./field.tsx";

export interface SelectProps<Value extends string>
  extends Omit<ComponentProps<"select">, "value" | "onChange"> {
  options: readonly { value: Value; label: string; disabled?: boolean }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** Stands in a Field, or carries its own `aria-label`. */
export function Select<Value extends string>({
  options,
  value,
  onChange,
  className,
  ...rest
}: SelectProps<Value>) {
  const choose = (raw: string) => {
    const chosen = options.find((option) => option.value === raw);
    if (chosen) onChange(chosen.value);
  };
  return (
    <select
      {...useFieldProps()}
      {...rest}
      value={value}
      onChange={(event) => choose(event.target.value)}
      className={classNames(styles.control, styles.select, className)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
