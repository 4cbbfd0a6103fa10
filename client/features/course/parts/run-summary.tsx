// The figures of a run, and its timeline.
import { useState } from "react";
import type { History } from "../../../../server/contract/history.ts";
import { factsOf, formatDuration } from "../run-facts.ts";
import { HistoryView } from "./history-view.tsx";
import styles from "./run.module.css";

export function RunSummary({ history }: { history: History }) {
  const [selected, setSelected] = useState<number | null>(null);
  const { attempts, spanMs, wallMs } = factsOf(history);
  const figures = [
    { label: "Attempts", value: String(attempts) },
    { label: "From the first to the last", value: formatDuration(spanMs) },
    { label: "Played in", value: formatDuration(wallMs) },
  ];
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <HistoryView history={history} selected={selected} onSelect={setSelected} />
    </>
  );
}
