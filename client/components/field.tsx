// A labelled control with its help and its error, tied together for screen readers.
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { VisuallyHidden } from "./visually-hidden.tsx";

interface FieldIds {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}
const FieldContext = createContext<FieldIds | null>(null);

interface FieldProps {
  label: ReactNode;
  /** Keeps the label for screen readers only, where the place itself says what the field is. */
  hideLabel?: boolean | undefined;
  help?: ReactNode;
  /** What is wrong and how to put it right. */
  error?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
}

export function Field({ label, hideLabel = false, help, error, children, className }: FieldProps) {
  const id = useId();
  const invalid = error !== undefined && error !== null && error !== false;
  const described = [help ? `${id}-help` : "", invalid ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={id} className={hideLabel ? undefined : styles.label}>
        {hideLabel ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </label>
      <FieldContext value={{ id, describedBy: described || undefined, invalid }}>{children}</FieldContext>
      {help ? (
        <div id={`${id}-help`} className={styles.help}>
          {help}
        </div>
      ) : null}
      {invalid ? (
        <div id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </div>
      ) : null}
    </div>
  );
}

/** For other controls that stand in a Field: their id and description. Empty outside of one. */
export function useFieldProps() {
  const field = useContext(FieldContext);
  if (field === null) return {};
  return { id: field.id, "aria-describedby": field.describedBy, "aria-invalid": field.invalid || undefined };
}

interface TextLook {
  /** For code, headers, ids: fixed width. */
  mono?: boolean | undefined;
}

export function TextInput({ mono = false, className, ...rest }: ComponentProps<"input"> & TextLook) {
  return (
    <input
      type="text"
      {...useFieldProps()}
      {...rest}
      className={classNames(styles.control, mono && styles.mono, className)}
    />
  );
}

export function TextArea({ mono = false, className, ...rest }: ComponentProps<"textarea"> & TextLook) {
  return (
    <textarea
      {...useFieldProps()}
      {...rest}
      className={classNames(styles.control, styles.area, mono && styles.mono, className)}
    />
  );
}
