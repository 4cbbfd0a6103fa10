// Something that can be opened to read more. The browser's own element: it is found by the page's search, too.
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./disclosure.module.css";

interface DisclosureProps {
  summary: ReactNode;
  children: ReactNode;
  defaultOpen?: boolean | undefined;
  onToggle?: ((open: boolean) => void) | undefined;
  className?: string | undefined;
}

export function Disclosure({ summary, children, defaultOpen = false, onToggle, className }: DisclosureProps) {
  return (
    <details
      className={classNames(styles.disclosure, className)}
      open={defaultOpen}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className={styles.summary}>{summary}</summary>
      <div className={styles.content}>{children}</div>
    </details>
  );
}
