// Shows the tables as they stand: columns, the first rows, and how many there are.
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { ShopView } from "../../../contract/session.ts";
import { asStatementFault } from "./faults.ts";
import { columnsOf, identifier, listTables } from "./ledger.ts";
import { forDisplay } from "./values.ts";

export type TableView = ShopView["tables"][number];

const MAX_TABLES = 50;
const MAX_ROWS = 200;

export function viewTables(db: DatabaseSync): TableView[] {
  return listTables(db)
    .slice(0, MAX_TABLES)
    .map((name) => viewTable(db, name));
}

function viewTable(db: DatabaseSync, name: string): TableView {
  const table = `main.${identifier(name)}`;
  const total = Number(db.prepare(`SELECT count(*) AS total FROM ${table}`).get()?.total);
  const columns = columnsOf(db, name);
  return { name, columns, rows: firstRows(db, table, columns), totalRows: total };
}

function firstRows(db: DatabaseSync, table: string, columns: readonly string[]): TableView["rows"] {
  const sql = `SELECT ${columns.map(identifier).join(", ")} FROM ${table} LIMIT ${MAX_ROWS}`;
  try {
    const rows: unknown = db.prepare(sql, { readBigInts: true, returnArrays: true }).all();
    return (rows as SQLOutputValue[][]).map((row) => row.map(forDisplay));
  } catch (error) {
    // A generated column can fail when it is read; the other tables are shown all the same.
    if (asStatementFault(error) === null) throw error;
    return [];
  }
}
