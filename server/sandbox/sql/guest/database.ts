// The shop's database inside its own process: one statement at a time, atomic, limited, and observed.
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { SqlOutcome, SqlStatement, SqlValue } from "../../../shop/types.ts";
import { asStatementFault, StatementFault } from "./faults.ts";
import { createGate, type Gate } from "./gate.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { limits, MAX_RESULT_BYTES, MAX_ROWS, PAGE_BYTES, settings } from "./limits.ts";
import { checkStatementText } from "./statement-text.ts";
import { fromSqlite, toSqlite } from "./values.ts";
import { type TableView, viewTables } from "./view.ts";
import { installVirtualFunctions, type Moment } from "./virtual-functions.ts";

/** @param image what `takeImage` once gave; null for an empty database. */
export function openDatabase(image: Uint8Array | null): GuestDatabase {
  const db = new DatabaseSync(":memory:", { allowExtension: false, limits });
  db.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
  if (image !== null) db.deserialize(image);
  db.enableDefensive(true);
  db.exec(settings);
  return new GuestDatabase(db, image);
}

export class GuestDatabase {
  readonly #db: DatabaseSync;
  readonly #setMoment: (moment: Moment) => void;
  readonly #gate: Gate;
  readonly #ledger: Ledger;
  #committed: Uint8Array | null;
  #isChanged: boolean;
  /** Rows that the last write changed, and all of them: SQLite's own counters count our ledger's rows too. */
  #rowsChanged = 0;
  #totalRowsChanged = 0;

  constructor(db: DatabaseSync, image: Uint8Array | null) {
    this.#db = db;
    this.#setMoment = installVirtualFunctions(db);
    db.function("changes", () => BigInt(this.#rowsChanged));
    db.function("total_changes", () => BigInt(this.#totalRowsChanged));
    this.#gate = createGate(db);
    this.#ledger = this.#gate.trusted(() => createLedger(db));
    this.#gate.trusted(() => this.#ledger.watch([]));
    this.#committed = image;
    this.#isChanged = image === null;
  }

  /** Runs one statement, all of it or nothing. `seed` is a number of its own for each statement. */
  run({ sql, params, unixMs, seed }: SqlStatement & { readonly seed: number }): SqlOutcome {
    this.#setMoment({ unixMs, seed });
    const statement = compile(this.#db, this.#gate, sql);
    checkStatementText(sql, statement.sourceSQL, params.length);
    this.#own("SAVEPOINT hookproof_statement");
    try {
      const outcome = this.#runSaved(statement, params);
      this.#own("RELEASE hookproof_statement");
      this.#isChanged ||= this.#gate.seen.writes;
      return outcome;
    } catch (error) {
      // "OR ROLLBACK" and RAISE(ROLLBACK) have already undone everything, the savepoint included.
      if (this.#db.isTransaction) this.#own("ROLLBACK TO hookproof_statement; RELEASE hookproof_statement");
      throw refusalOf(this.#gate) ?? error;
    }
  }

  begin(): void {
    this.#own("BEGIN");
  }

  /** Rolls back and throws when a deferred constraint fails. */
  commit(): void {
    try {
      this.#own("COMMIT");
    } catch (error) {
      this.#own("ROLLBACK");
      throw error;
    }
  }

  rollback(): void {
    if (this.#db.isTransaction) this.#own("ROLLBACK");
  }

  setUp(sql: string): void {
    this.#gate.trusted(() => {
      this.#ledger.release([]);
      this.#db.exec(sql);
      this.#ledger.watch([]);
    });
    this.#isChanged = true;
  }

  view(): TableView[] {
    if (this.#db.isTransaction) return viewImage(this.#committed);
    return this.#gate.trusted(() => viewTables(this.#db));
  }

  close(): void {
    this.#db.close();
  }

  get isInTransaction(): boolean {
    return this.#db.isTransaction;
  }

  /** The committed database as one image when it changed since it was last taken, else null. */
  takeImage(): Uint8Array | null {
    if (!this.#isChanged || this.#db.isTransaction) return null;
    this.#isChanged = false;
    this.#committed = this.#gate.trusted(() => this.#db.serialize());
    return this.#committed;
  }

  #countChanges(rows: number): void {
    this.#rowsChanged = rows;
    this.#totalRowsChanged += rows;
  }

  #own(sql: string): void {
    this.#gate.trusted(() => this.#db.exec(sql));
  }

  #runSaved(statement: StatementSync, params: readonly SqlValue[]): SqlOutcome {
    const { trusted, seen } = this.#gate;
    this.#ledger.begin();
    if (seen.changesSchema && !seen.onlyAdds) trusted(() => this.#ledger.release(seen.droppedTables));
    const { rows, rowsChanged } = execute(statement, params.map(toSqlite));
    if (seen.changesSchema) trusted(() => this.#ledger.watch(seen.createdTables));
    else if (seen.writes) this.#countChanges(rowsChanged);
    return { rows, changes: seen.writes ? trusted(() => this.#ledger.take()) : [] };
  }
}

function compile(db: DatabaseSync, gate: Gate, sql: string): StatementSync {
  gate.reset();
  try {
    return db.prepare(sql, { readBigInts: true });
  } catch (error) {
    const isEmpty = asStatementFault(error) === null && error instanceof TypeError;
    if (isEmpty) throw new StatementFault("SQLITE_MISUSE", "The query is empty: it holds no statement.");
    throw refusalOf(gate) ?? error;
  }
}

function refusalOf(gate: Gate): StatementFault | null {
  const { refusal } = gate.seen;
  return refusal === null ? null : new StatementFault("SQLITE_AUTH", refusal);
}

/** `rowsChanged` means something only for a statement that writes. */
function execute(statement: StatementSync, values: readonly SQLInputValue[]) {
  if (statement.columns().length === 0) {
    return { rows: [], rowsChanged: Number(statement.run(...values).changes) };
  }
  const rows = collectRows(statement, values);
  return { rows, rowsChanged: rows.length };
}

function collectRows(statement: StatementSync, values: readonly SQLInputValue[]): Record<string, SqlValue>[] {
  const rows: Record<string, SqlValue>[] = [];
  let bytes = 0;
  for (const found of statement.iterate(...values)) {
    const row: Record<string, SqlValue> = {};
    for (const [column, value] of Object.entries(found)) {
      const plain = fromSqlite(value, column);
      row[column] = plain;
      bytes += column.length + (typeof plain === "string" ? plain.length : 8);
    }
    rows.push(row);
    if (rows.length > MAX_ROWS || bytes > MAX_RESULT_BYTES) {
      throw new StatementFault(
        "SQLITE_TOOBIG",
        `The result is larger than ${MAX_ROWS} rows or 1 MB. Select less: name columns, add WHERE or LIMIT.`,
      );
    }
  }
  return rows;
}

/** What is committed, while a transaction has changed the connection's own sight of it. */
function viewImage(image: Uint8Array | null): TableView[] {
  const committed = new DatabaseSync(":memory:");
  try {
    if (image !== null) committed.deserialize(image);
    return viewTables(committed);
  } finally {
    committed.close();
  }
}
