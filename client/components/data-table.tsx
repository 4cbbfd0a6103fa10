// Rows of data with aligned figures; a wide table scrolls by itself, not with the page.
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./data-table.module.css";
import { VisuallyHidden } from "./visually-hidden.tsx";

export interface Column<Row> {
  key: string;
  header: ReactNode;
  cell: (row: Row, index: number) => ReactNode;
  /** Figures stand right, in equal widths; code in the fixed-width face. */
  kind?: "text" | "figure" | "code" | undefined;
  /** The column that names its row. */
  isRowHeader?: boolean | undefined;
}

export interface DataTableProps<Row> {
  caption: string;
  showCaption?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string | number;
  /** Marks a row, such as the step that is shown. */
  isCurrent?: ((row: Row) => boolean) | undefined;
  onRowClick?: ((row: Row) => void) | undefined;
  /** Instead of rows, when there are none. */
  empty?: ReactNode;
  className?: string | undefined;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, showCaption = false, columns, rows, empty, className } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className={classNames(styles.scroller, className)} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={showCaption ? styles.caption : undefined}>
          {showCaption ? caption : <VisuallyHidden>{caption}</VisuallyHidden>}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={styles[column.kind ?? "text"]}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <TableRow key={props.rowKey(row, index)} row={row} index={index} table={props} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty !== undefined ? <div className={styles.empty}>{empty}</div> : null}
    </section>
  );
}

interface TableRowProps<Row> {
  row: Row;
  index: number;
  table: DataTableProps<Row>;
}

function TableRow<Row>({ row, index, table }: TableRowProps<Row>) {
  const { columns, isCurrent, onRowClick } = table;
  return (
    <tr
      aria-current={isCurrent?.(row) ? "step" : undefined}
      className={onRowClick ? styles.clickable : undefined}
      onClick={onRowClick ? () => onRowClick(row) : undefined}
    >
      {columns.map((column) => {
        const Cell = column.isRowHeader ? "th" : "td";
        return (
          <Cell
            key={column.key}
            scope={column.isRowHeader ? "row" : undefined}
            className={styles[column.kind ?? "text"]}
          >
            {column.cell(row, index)}
          </Cell>
        );
      })}
    </tr>
  );
}
