// The same history as rows: for reading, searching and screen readers.
import { useState } from "react";
import type { HistoryEntry } from "../../server/contract/history.ts";
import { Badge } from "../components/badge.tsx";
import { Button } from "../components/button.tsx";
import { DataTable } from "../components/data-table.tsx";
import type { Tone } from "../components/glyph.tsx";
import type { Reading } from "./reading.ts";
import { formatDuration } from "./time-format.ts";
import styles from "./timeline.module.css";
import { sentence } from "./words.ts";

interface TimelineTableProps {
  reading: Reading;
  selection: number | null;
  onSelect: (seq: number) => void;
}

/** More rows than this are shown on request: nobody reads them all, and each costs the page. */
const ROWS_AT_FIRST = 300;

export function TimelineTable({ reading, selection, onSelect }: TimelineTableProps) {
  const [limit, setLimit] = useState(ROWS_AT_FIRST);
  const hidden = reading.history.length - limit;
  return (
    <div className={styles.table}>
      <DataTable<HistoryEntry>
        caption="Everything that happened, in order"
        rows={reading.history.slice(0, limit)}
        rowKey={({ seq }) => seq}
        isCurrent={({ seq }) => seq === selection}
        onRowClick={({ seq }) => onSelect(seq)}
        columns={[
          { key: "at", header: "Time", kind: "figure", cell: ({ atMs }) => formatDuration(atMs) },
          {
            key: "who",
            header: "Who",
            cell: (entry) => <Who entry={entry} isForged={reading.forgedSeqs.has(entry.seq)} />,
          },
          {
            key: "what",
            header: "What happened",
            isRowHeader: true,
            cell: (entry) => (
              <button type="button" className={styles.rowButton} onClick={() => onSelect(entry.seq)}>
                {sentence(entry, reading)}
              </button>
            ),
          },
        ]}
      />
      {hidden > 0 ? (
        <Button variant="quiet" onClick={() => setLimit(reading.history.length)}>
          Show {hidden} more
        </Button>
      ) : null}
    </div>
  );
}

function Who({ entry, isForged }: { entry: HistoryEntry; isForged: boolean }) {
  const { tone, name } = isForged ? ({ tone: "hostile", name: "shop, forged" } as const) : whoOf(entry);
  return <Badge tone={tone}>{name}</Badge>;
}

function whoOf(entry: HistoryEntry): { tone: Tone; name: string } {
  switch (entry.kind) {
    case "attempt-started":
      if (entry.origin === "genuine") return { tone: "genuine", name: "provider" };
      if (entry.origin === "hostile") return { tone: "hostile", name: "attacker" };
      return { tone: "neutral", name: "outside" };
    case "event-created":
    case "retry-scheduled":
    case "delivery-settled":
      return { tone: "genuine", name: "provider" };
    case "attempt-finished":
      return entry.outcome.kind === "responded"
        ? { tone: "neutral", name: "receiver" }
        : { tone: "time", name: "network" };
    case "receiver-ended":
      return { tone: "crash", name: "receiver" };
    case "outage-started":
    case "outage-ended":
      return { tone: "crash", name: "receiver" };
    case "effect":
      return entry.repeat > 0 ? { tone: "hostile", name: "shop, again" } : { tone: "effect", name: "shop" };
    case "shop-answered":
      return { tone: entry.ok ? "neutral" : "time", name: "shop" };
    case "clock-moved":
    case "note":
      return { tone: "time", name: "clock" };
    case "receiver-started":
    case "shop-called":
    case "log":
      return { tone: "neutral", name: "receiver" };
  }
}
