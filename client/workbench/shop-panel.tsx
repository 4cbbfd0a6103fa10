// The shop as it stands: the ledger of everything that changed, and the tables of its database.
import type { EntryOf } from "../../server/contract/history.ts";
import type { TableView } from "../../server/contract/session.ts";
import { DataTable } from "../components/data-table.tsx";
import { Glyph } from "../components/glyph.tsx";
import { EmptyState } from "../components/states.tsx";
import { formatDuration } from "../timeline/time-format.ts";
import { Heading } from "./heading.tsx";
import styles from "./panels.module.css";
import { useWorkbench } from "./use-workbench.ts";
import { plural } from "./words.ts";

export function ShopPanel() {
  const { view } = useWorkbench();
  const effects = view.history.filter((entry) => entry.kind === "effect");
  const tables = view.live?.shop.tables ?? [];
  return (
    <div className={styles.panel}>
      <section className={styles.part}>
        <Heading>Ledger</Heading>
        {effects.length === 0 ? (
          <EmptyState title="Nothing has changed yet">
            Orders, parcels, mails and jobs are written down here as they happen, by the shop and not by the
            handler.
          </EmptyState>
        ) : (
          <ol className={styles.ledger}>
            {effects.map((effect) => (
              <Effect key={effect.seq} effect={effect} />
            ))}
          </ol>
        )}
      </section>
      {tables.map((table) => (
        <Table key={table.name} table={table} />
      ))}
    </div>
  );
}

function Effect({ effect }: { effect: EntryOf<"effect"> }) {
  const { bench, view } = useWorkbench();
  const isAgain = effect.repeat > 0;
  return (
    <li>
      <button
        type="button"
        className={styles.entry}
        aria-pressed={view.selectedSeq === effect.seq}
        data-again={isAgain || undefined}
        onClick={() => bench.select(effect.seq)}
      >
        <Glyph tone={isAgain ? "hostile" : "effect"} />
        <span title={effect.summary}>
          {isAgain && <strong className={styles.again}>Again: </strong>}
          {effect.summary}
        </span>
        <time>+{formatDuration(effect.atMs)}</time>
      </button>
    </li>
  );
}

function Table({ table }: { table: TableView }) {
  const { name, columns, rows, totalRows } = table;
  const hidden = totalRows - rows.length;
  return (
    <section className={styles.part}>
      <Heading>
        Table <code>{name}</code> <small className={styles.count}>{plural(totalRows, "row")}</small>
      </Heading>
      <DataTable<TableView["rows"][number]>
        caption={`Table ${name}`}
        columns={columns.map((column, index) => ({
          key: column,
          header: column,
          kind: "code" as const,
          cell: (row) => cellText(row[index]),
        }))}
        rows={rows}
        rowKey={(_row, index) => index}
        empty="No rows."
      />
      {hidden > 0 && <p className={styles.soft}>{plural(hidden, "more row")} not shown.</p>}
    </section>
  );
}

function cellText(value: string | number | null | undefined) {
  return value === null || value === undefined ? <span className={styles.soft}>null</span> : String(value);
}
