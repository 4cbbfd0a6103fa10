// Grey bars in the place of text that is on its way, so that nothing jumps when it comes.
import styles from "./skeleton.module.css";
import { VisuallyHidden } from "./visually-hidden.tsx";

interface SkeletonProps {
  lines?: number | undefined;
  /** What is loading, for readers who cannot see the bars. */
  label: string;
}

export function Skeleton({ lines = 3, label }: SkeletonProps) {
  return (
    <div className={styles.skeleton} role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <span key={line} className={styles.bar} />
      ))}
    </div>
  );
}
