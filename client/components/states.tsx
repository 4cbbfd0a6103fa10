// What a place shows while it has nothing, or when something went wrong.
import type { ReactNode } from "react";
import { Glyph } from "./glyph.tsx";
import styles from "./states.module.css";

interface EmptyStateProps {
  title: ReactNode;
  /** What to do so that something appears. */
  children?: ReactNode;
  action?: ReactNode;
  /** The title is the page's own heading, because there is nothing else on it. */
  isPage?: boolean;
}

export function EmptyState({ title, children, action, isPage = false }: EmptyStateProps) {
  const Title = isPage ? "h1" : "div";
  return (
    <div className={styles.state}>
      <Title className={styles.title}>{title}</Title>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {action}
    </div>
  );
}

interface ErrorStateProps {
  /** What happened. */
  what: ReactNode;
  /** Where: the part of the page, the address, the file. */
  where?: ReactNode;
  /** What the reader can do now. */
  todo: ReactNode;
  action?: ReactNode;
}

export function ErrorState({ what, where, todo, action }: ErrorStateProps) {
  return (
    <div className={styles.state} role="alert">
      <Glyph tone="crash" size={16} />
      <div className={styles.title}>{what}</div>
      <div className={styles.text}>
        {where === undefined ? null : <div className={styles.where}>{where}</div>}
        {todo}
      </div>
      {action}
    </div>
  );
}
