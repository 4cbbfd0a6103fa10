// A word or two about a thing's kind or state: colour, shape and text say the same.
import type { ReactNode } from "react";
import styles from "./badge.module.css";
import { classNames } from "./class-names.ts";
import { Glyph, type Tone } from "./glyph.tsx";

interface BadgeProps {
  tone?: Tone | undefined;
  children: ReactNode;
  className?: string | undefined;
}

export function Badge({ tone = "neutral", children, className }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[tone], className)}>
      <Glyph tone={tone} size={8} />
      {children}
    </span>
  );
}
