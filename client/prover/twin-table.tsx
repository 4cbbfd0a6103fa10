// The twin run as a table: each request with both answers, effects and logs, and a mark where the two part.
import { Badge } from "../components/badge.tsx";
import { DataTable } from "../components/data-table.tsx";
import styles from "./twin.module.css";
import type { Dealt, TwinRow } from "./twin.ts";
import { requestInWords, type TwinNames } from "./twin-words.ts";

interface TwinTableProps {
  names: TwinNames;
  rows: readonly TwinRow[];
  parting: TwinRow | null;
}

export function TwinTable({ names, rows, parting }: TwinTableProps) {
  return (
    <DataTable<TwinRow>
      caption="Both handlers, request by request"
      className={styles.table}
      rows={rows}
      rowKey={(_row, index) => index}
      isCurrent={(row) => row === parting}
      columns={[
        {
          key: "request",
          header: "What was sent",
          isRowHeader: true,
          cell: (row, index) => requestInWords(row, index),
        },
        { key: "one", header: names.one, cell: ({ one }) => <DealtCell dealt={one} /> },
        { key: "other", header: names.other, cell: ({ other }) => <DealtCell dealt={other} /> },
        {
          key: "parted",
          header: "Alike?",
          cell: (row) => <PartedCell row={row} isFirst={row === parting} />,
        },
      ]}
    />
  );
}

function DealtCell({ dealt }: { dealt: Dealt | null }) {
  if (dealt === null) return <span className={styles.soft}>not sent</span>;
  const { effects } = dealt;
  return (
    <div className={styles.dealt}>
      {dealt.answer !== "" && <code>{dealt.answer}</code>}
      {effects.length === 0 && <span className={styles.soft}>nothing changed</span>}
      {effects.map(({ effectId, summary }) => (
        <span key={effectId}>{summary}</span>
      ))}
      {dealt.logs.length > 0 && <code className={styles.log}>{dealt.logs.join("\n")}</code>}
    </div>
  );
}

function PartedCell({ row, isFirst }: { row: TwinRow; isFirst: boolean }) {
  if (row.parted.length === 0) return <Badge>alike</Badge>;
  return (
    <Badge tone="hostile">
      {isFirst ? "parts here" : "differs"}: {row.parted.join(", ")}
    </Badge>
  );
}
