// Observes every row that a statement inserts, updates or deletes, by hidden temporary triggers that SQL cannot reach.
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { RowChange } from "../../../shop/types.ts";
import { StatementFault } from "./faults.ts";
import { HIDDEN_NAME_REFUSAL, HIDDEN_PREFIX, isHidden } from "./gate.ts";

const LEDGER = `temp.${HIDDEN_PREFIX}ledger`;
const ROW = `${HIDDEN_PREFIX}row`;
const MAX_CHANGES = 10_000;
const MAX_CHANGE_BYTES = 1024 * 1024;

/**
 * Every method is to be called while the gate trusts us. `watch` comes after each change of the schema, and `release`
 * before one that does more than add tables.
 */
export interface Ledger {
  /** A new statement is about to run. */
  begin(): void;
  /** Lets go of the tables, which SQLite would otherwise refuse to alter, and notes the rows that a DROP takes along. */
  release(droppedTables: readonly string[]): void;
  /** Watches the tables as they are now, and notes the rows that CREATE TABLE … AS brought. */
  watch(createdTables: readonly string[]): void;
  /** Takes out what was observed, in order. */
  take(): RowChange[];
}

/**
 * The ledger is a table, and not a list in memory, so that SQLite itself takes observations back together with the
 * rows that they describe.
 */
export function createLedger(db: DatabaseSync): Ledger {
  /** The tables before the change that is under way, when they were let go of. */
  let released: readonly string[] | null = null;
  const { begin, rowOf } = installRowFunction(db);
  db.exec(`CREATE TABLE ${LEDGER}(seq INTEGER PRIMARY KEY, tbl, change, before, after)`);

  const noteAllRows = (table: string, change: "insert" | "delete") => {
    const row = rowOf(columnsOf(db, table))("");
    const sides = change === "insert" ? `NULL, ${row}` : `${row}, NULL`;
    db.exec(
      `INSERT INTO ${LEDGER} SELECT NULL, ${text(table)}, '${change}', ${sides} FROM main.${identifier(table)}`,
    );
  };

  return {
    begin,
    release(droppedTables) {
      const before = listTables(db);
      released = before;
      for (const name of listTriggers(db)) db.exec(`DROP TRIGGER temp.${identifier(name)}`);
      for (const table of unique(droppedTables)) if (before.includes(table)) noteAllRows(table, "delete");
    },
    watch(createdTables) {
      const now = listTables(db);
      // RENAME TO does not show its target to the authorizer.
      if (now.some(isHidden)) throw new StatementFault("SQLITE_AUTH", HIDDEN_NAME_REFUSAL);
      const watched = listWatched(db);
      const before = released ?? watched;
      released = null;
      for (const table of now) {
        if (watched.includes(table)) continue;
        const columns = columnsOf(db, table);
        db.exec(triggersOf(table, columns, rowOf(columns)));
      }
      for (const table of unique(createdTables)) {
        if (now.includes(table) && !before.includes(table)) noteAllRows(table, "insert");
      }
    },
    take() {
      const size = db.prepare(sizeOfLedger).get();
      if (size === undefined || size.count === 0) return [];
      if (Number(size.count) > MAX_CHANGES || Number(size.bytes) > MAX_CHANGE_BYTES) {
        throw tooManyChanges();
      }
      const observed = db.prepare(`SELECT tbl, change, before, after FROM ${LEDGER} ORDER BY seq`).all();
      db.exec(`DELETE FROM ${LEDGER}`);
      return observed.map(toChange);
    },
  };
}

const tooManyChanges = () =>
  new StatementFault(
    "SQLITE_FULL",
    `One statement may change at most ${MAX_CHANGES} rows of 1 MB together; this one was undone.`,
  );

const sizeOfLedger = `
  SELECT count(*) AS count, total(length(before)) + total(length(after)) AS bytes FROM ${LEDGER}`;

function toChange({ tbl, change, before, after }: Record<string, SQLOutputValue>): RowChange {
  const row = (json: SQLOutputValue | undefined) => (typeof json === "string" ? JSON.parse(json) : null);
  return {
    table: String(tbl),
    change: change as RowChange["change"],
    before: row(before),
    after: row(after),
  };
}

/** The learner's and the scenario's tables, oldest first. */
export function listTables(db: DatabaseSync): string[] {
  return names(
    db,
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
  );
}

function listTriggers(db: DatabaseSync): string[] {
  return names(db, "SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'");
}

function listWatched(db: DatabaseSync): string[] {
  return names(db, "SELECT DISTINCT tbl_name AS name FROM temp.sqlite_schema WHERE type = 'trigger'");
}

/** Columns that can be read by name, generated ones included. */
export function columnsOf(db: DatabaseSync, table: string): string[] {
  return names(
    db,
    `SELECT name FROM pragma_table_xinfo(${text(table)}, 'main') WHERE hidden <> 1 ORDER BY cid`,
  );
}

function names(db: DatabaseSync, sql: string): string[] {
  return db
    .prepare(sql)
    .all()
    .map(({ name }) => String(name));
}

function triggersOf(table: string, columns: readonly string[], row: RowExpression): string {
  const [oldRow, newRow] = [row("OLD."), row("NEW.")];
  const trigger = (change: "insert" | "update" | "delete", sides: string, when = "") => `
    CREATE TEMP TRIGGER ${identifier(`${HIDDEN_PREFIX}${change}_${table}`)}
    AFTER ${change} ON main.${identifier(table)} ${when}
    BEGIN INSERT INTO ${HIDDEN_PREFIX}ledger VALUES (NULL, ${text(table)}, '${change}', ${sides}); END;`;
  const differs = columns
    .map((name) => `OLD.${identifier(name)} COLLATE BINARY IS NOT NEW.${identifier(name)}`)
    .join(" OR ");
  return [
    trigger("insert", `NULL, ${newRow}`),
    trigger("update", `${oldRow}, ${newRow}`, `WHEN ${differs}`),
    trigger("delete", `${oldRow}, NULL`),
  ].join("\n");
}

/** An SQL expression for a row as JSON; the prefix says which row. */
type RowExpression = (prefix: "OLD." | "NEW." | "") => string;

/**
 * Rows are written as JSON by a function of ours. SQL for the same would be many times longer, and SQLite compiles it
 * again with every statement that writes to the table. The columns are known to the function by a number that is never
 * used again, so that a trigger that comes back by a rollback finds its own.
 */
function installRowFunction(db: DatabaseSync) {
  const layouts: (readonly string[])[] = [];
  let rows = 0;
  db.function(ROW, { varargs: true, useBigIntArguments: true }, (layout, ...values) => {
    rows += 1;
    // An update has two sides. A statement that is undone for its size in the end need not run to its end.
    if (rows > 2 * MAX_CHANGES) throw tooManyChanges();
    const keys = layouts[Number(layout)] ?? [];
    return `{${keys.map((key, index) => key + asJson(values[index] ?? null)).join(",")}}`;
  });
  const rowOf = (columns: readonly string[]): RowExpression => {
    const layout = layouts.push(columns.map((name) => `${JSON.stringify(name)}:`)) - 1;
    return (prefix) => `${ROW}(${[layout, ...columns.map((name) => prefix + identifier(name))].join(", ")})`;
  };
  const begin = () => {
    rows = 0;
  };
  return { begin, rowOf };
}

/** JSON holds no blobs: they are written as SQL writes them, X'00'. */
function asJson(value: SQLOutputValue): string {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array)
    return JSON.stringify(`X'${Buffer.from(value).toString("hex").toUpperCase()}'`);
  if (value === Infinity || value === -Infinity) return value > 0 ? "9e999" : "-9e999";
  return JSON.stringify(value);
}

/** SQLite compiles a statement a second time when the schema changed, and then reports its actions again. */
function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
