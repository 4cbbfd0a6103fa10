// A remark beside the main text: a finding, a warning, a cause.
import type { ReactNode } from "react";
import styles from "./callout.module.css";
import { classNames } from "./class-names.ts";
import { Glyph, type Tone } from "./glyph.tsx";

interface CalloutProps {
  tone?: Tone | undefined;
  title?: ReactNode;
  children?: ReactNode;
  /** Set to `alert` or `status` when it appears while the page is being used. */
  role?: "alert" | "status" | "note" | undefined;
  className?: string | undefined;
}

export function Callout({ tone = "neutral", title, children, role = "note", className }: CalloutProps) {
  return (
    <div role={role} className={classNames(styles.callout, styles[tone], className)}>
      <Glyph tone={tone} size={11} className={styles.glyph} />
      <div className={styles.text}>
        {title === undefined ? null : <div className={styles.title}>{title}</div>}
        {children}
      </div>
    </div>
  );
}
