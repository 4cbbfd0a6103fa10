// What the handler printed, and when its process began and ended.
import type { HistoryEntry } from "../../server/contract/history.ts";
import { EmptyState } from "../components/states.tsx";
import { formatDuration } from "../timeline/time-format.ts";
import styles from "./panels.module.css";
import { useWorkbench } from "./use-workbench.ts";

interface LogLine {
  readonly seq: number;
  readonly atMs: number;
  readonly source: "stdout" | "stderr" | "receiver" | "note";
  readonly text: string;
}

export function LogsPanel() {
  const { view } = useWorkbench();
  const lines = view.history.flatMap(lineOf);
  if (lines.length === 0) {
    return (
      <EmptyState title="No output yet">
        What the handler writes with <code>console.log</code> appears here.
      </EmptyState>
    );
  }
  return (
    <ol className={styles.logs} aria-label="Output of the handler">
      {lines.map(({ seq, atMs, source, text }) => (
        <li key={seq} data-source={source}>
          <time>+{formatDuration(atMs)}</time>
          <span className={styles.source}>{source}</span>
          <span className={styles.logText}>{text}</span>
        </li>
      ))}
    </ol>
  );
}

function lineOf(entry: HistoryEntry): LogLine[] {
  const { seq, atMs } = entry;
  switch (entry.kind) {
    case "log":
      return [{ seq, atMs, source: entry.stream, text: entry.text.replace(/\n$/, "") }];
    case "receiver-started":
      return [
        { seq, atMs, source: "receiver", text: entry.reason === "start" ? "started" : "started again" },
      ];
    case "receiver-ended":
      return [{ seq, atMs, source: "receiver", text: endText(entry.outcome) }];
    case "note":
      return [{ seq, atMs, source: "note", text: entry.text }];
    default:
      return [];
  }
}

function endText({ message, detail }: { message: string; detail?: string | undefined }) {
  return detail ? `${message}\n${detail}` : message;
}
