// Shares of something as bars under one another, each with its word: what a bar shows is always said, too.
import type { ReactNode } from "react";
import { Card } from "./card.tsx";
import styles from "./share-bars.module.css";

export interface ShareBar {
  readonly key: string;
  readonly title: string;
  /** 0 to 1, or null where there is nothing to take a share of. */
  readonly share: number | null;
  readonly word: string;
  /** Shown below the bar. */
  readonly note?: ReactNode;
}

export function ShareBars({ bars }: { bars: readonly ShareBar[] }) {
  return (
    <Card className={styles.bars}>
      {bars.map(({ key, title, share, word, note }) => (
        <div key={key} className={styles.row}>
          <h3>{title}</h3>
          <span className={styles.bar} aria-hidden="true">
            <i style={{ inlineSize: `${(share ?? 0) * 100}%` }} />
          </span>
          <p className={styles.word}>{word}</p>
          {note === undefined ? null : <div className={styles.note}>{note}</div>}
        </div>
      ))}
    </Card>
  );
}

/** A share of the points made, in a word and as a figure; 0 to 1, or null when nothing was asked. */
export function describeShare(share: number | null): string {
  return share === null ? wordFor(share) : `${wordFor(share)}, ${Math.round(share * 100)} %`;
}

/** A share of the points made in one word; 0 to 1, or null when nothing was asked. */
export function wordFor(share: number | null): string {
  if (share === null) return "not asked";
  if (share >= 0.75) return "strong";
  if (share >= 0.5) return "sound";
  return share > 0.2 ? "gaps" : "not shown";
}
