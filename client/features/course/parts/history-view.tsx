// A history as the shared timeline draws it, fetched when the first one is shown.
import { lazy, Suspense } from "react";
import type { History } from "../../../../server/contract/history.ts";
import { Skeleton } from "../../../components/skeleton.tsx";
import styles from "./history-view.module.css";

const Timeline = lazy(() =>
  import("../../../timeline/timeline.tsx").then(({ Timeline: one }) => ({ default: one })),
);

interface HistoryViewProps {
  history: History;
  /** `seq` of the selected entry. */
  selected: number | null;
  onSelect(seq: number | null): void;
}

export function HistoryView({ history, selected, onSelect }: HistoryViewProps) {
  return (
    <div className={styles.view}>
      <Suspense fallback={<Skeleton label="The timeline is loading" lines={4} />}>
        <Timeline entries={history} selection={selected} onSelect={onSelect} />
      </Suspense>
    </div>
  );
}
