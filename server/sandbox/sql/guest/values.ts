// Values on their way between JavaScript and SQLite: exact, or refused with a sentence.
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { SqlValue } from "../../../shop/types.ts";
import { StatementFault } from "./faults.ts";

/** A whole number is bound as an INTEGER, as people mean it; node:sqlite would bind every number as a REAL. */
export function toSqlite(value: SqlValue): SQLInputValue {
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
}

/** @throws StatementFault for a value that JSON or a JavaScript number cannot hold. */
export function fromSqlite(value: SQLOutputValue, column: string): SqlValue {
  if (typeof value === "bigint") {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new StatementFault(
      "SQLITE_MISMATCH",
      `Column ${column} holds ${value}, which a JavaScript number cannot hold exactly. Select CAST(${column} AS TEXT).`,
    );
  }
  if (value instanceof Uint8Array) {
    throw new StatementFault(
      "SQLITE_MISMATCH",
      `Column ${column} holds a blob. Select hex(${column}), or store text.`,
    );
  }
  if (typeof value === "number" && !Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

/** The same for the screen: never refused, long texts cut. */
export function forDisplay(value: SQLOutputValue): SqlValue {
  if (value instanceof Uint8Array) return `x'${Buffer.from(value.subarray(0, 60)).toString("hex")}'`;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "string" && value.length > 300) return `${value.slice(0, 300)}…`;
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value;
}
