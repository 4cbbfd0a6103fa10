// Leads through a delivery that has just happened, stop by stop, with the real bytes of each.

import { useEffect, useRef, useState } from "react";
import type { TourStop } from "../../../../content/schema/lesson.ts";
import { findStops } from "../../../../content/schema/tour.ts";
import type { History } from "../../../../server/contract/history.ts";
import { Button } from "../../../components/button.tsx";
import { describeEntry } from "../tour.ts";
import { HistoryView } from "./history-view.tsx";
import styles from "./tour.module.css";

interface TourViewProps {
  tour: readonly TourStop[];
  history: History;
  onLastStop(): void;
}

export function TourView({ tour, history, onLastStop }: TourViewProps) {
  const stops = findStops(tour, history);
  const [at, setAt] = useState(0);
  const current = stops[at];
  const isLast = at === stops.length - 1;
  const notify = useRef(onLastStop);
  notify.current = onLastStop;
  useEffect(() => {
    if (isLast) notify.current();
  }, [isLast]);
  if (current === undefined) return null;
  const shown = describeEntry(current.entry);
  const select = (seq: number | null) => {
    const index = stops.findIndex(({ entry }) => entry.seq === seq);
    if (index !== -1) setAt(index);
  };
  return (
    <div className={styles.tour}>
      <ol className={styles.stops}>
        {stops.map(({ title }, index) => (
          <li key={title}>
            <button
              type="button"
              className={styles.stop}
              aria-current={index === at ? "step" : undefined}
              onClick={() => setAt(index)}
            >
              <span className={styles.number}>{index + 1}</span>
              {title}
            </button>
          </li>
        ))}
      </ol>
      <div className={styles.now}>
        <p aria-live="polite">{current.text}</p>
        {shown === "" ? null : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its box is scrolled by keyboard, too
          <pre className={styles.bytes} tabIndex={0}>
            {shown}
          </pre>
        )}
        <div className={styles.buttons}>
          <Button size="sm" aria-disabled={at === 0} onClick={() => setAt(Math.max(0, at - 1))}>
            Back
          </Button>
          <Button
            size="sm"
            variant={isLast ? "plain" : "primary"}
            aria-disabled={isLast}
            onClick={() => setAt(Math.min(stops.length - 1, at + 1))}
          >
            Next step
          </Button>
          <span className={styles.count}>
            {at + 1} of {stops.length}
          </span>
        </div>
      </div>
      <HistoryView history={history} selected={current.entry.seq} onSelect={select} />
    </div>
  );
}
