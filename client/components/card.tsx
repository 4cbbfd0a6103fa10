// A panel with a thin edge: for one thing that belongs together.
import type { ComponentProps } from "react";
import styles from "./card.module.css";
import { classNames } from "./class-names.ts";

interface CardProps extends ComponentProps<"div"> {
  /** Leaves the padding to the content, for lists and code that run to the edge. */
  flush?: boolean | undefined;
}

export function Card({ flush = false, className, ...rest }: CardProps) {
  return <div {...rest} className={classNames(styles.card, !flush && styles.padded, className)} />;
}
