// Puts changed rows into words: an order that changed its status or got its receipt, or a row of another table.
import { oneLine } from "./call-arguments.ts";
import type { EffectDraft } from "./ledger.ts";
import type { RowChange, SqlValue } from "./types.ts";

type Row = NonNullable<RowChange["after"]>;

const ORDERS = "orders";
const SUMMARY_LENGTH = 160;

/** The effects of one statement's changes, in their order. */
export function rowEffects(changes: readonly RowChange[]): EffectDraft[] {
  return joinReplacements(changes).flatMap((change) => {
    const told = [statusEffect(change), recordEffect(change), receiptEffect(change)].filter(
      (effect) => effect !== null,
    );
    return told.length > 0 ? told : [rowEffect(change)];
  });
}

/** REPLACE deletes a row and inserts its successor: together that is an update, or nothing when both are equal. */
function joinReplacements(changes: readonly RowChange[]): RowChange[] {
  const joined: RowChange[] = [];
  for (const change of changes) {
    const previous = joined.at(-1);
    if (previous === undefined || !replaces(change, previous)) {
      joined.push(change);
      continue;
    }
    joined.pop();
    const { table, after } = change;
    const { before } = previous;
    if (JSON.stringify(before) !== JSON.stringify(after))
      joined.push({ table, change: "update", before, after });
  }
  return joined;
}

function replaces(change: RowChange, previous: RowChange): boolean {
  const isPair =
    previous.change === "delete" && change.change === "insert" && previous.table === change.table;
  return isPair && keyOf(previous.before) === keyOf(change.after);
}

/** A row's first column stands for its key: enough to tell a replaced row from another one. */
const keyOf = (row: Row | null): SqlValue | undefined => (row === null ? undefined : Object.values(row)[0]);

/** Null for a change that leaves every order's status as it was. */
function statusEffect({ table, before, after }: RowChange): EffectDraft | null {
  if (table !== ORDERS) return null;
  const id = after?.id ?? before?.id;
  const [from, to] = [before?.status, after?.status];
  if (id == null || from === to) return null;
  const orderId = String(id);
  const target = after === null ? "deleted" : String(to);
  const summary = before === null ? `${orderId}: created as ${target}` : `${orderId}: ${from} → ${target}`;
  return { effect: "order-changed", subject: `order:${orderId}:${target}`, summary, orderId };
}

/** What payments are compared with. Other columns, such as `updated_at` or a handler's own, are book-keeping. */
const RECORD = ["customer_email", "amount", "currency"];

/** Null for a change that leaves the shop's record of every order as it was. */
function recordEffect({ table, before, after }: RowChange): EffectDraft | null {
  if (table !== ORDERS || before?.id == null || after === null) return null;
  const columns = RECORD.filter((column) => before[column] !== after[column]);
  if (columns.length === 0) return null;
  const orderId = String(before.id);
  const parts = columns.map((column) => `${column} ${before[column]} → ${after[column]}`);
  const summary = oneLine(`${orderId}: ${parts.join(", ")}`, SUMMARY_LENGTH);
  return { effect: "record-changed", subject: `record:${orderId}:${columns.join()}`, summary, orderId };
}

/** Null where the shop keeps no receipts, and for a change that leaves the order's own as it was. */
function receiptEffect({ table, before, after }: RowChange): EffectDraft | null {
  if (table !== ORDERS || after?.id == null || after.receipt == null) return null;
  if (before?.receipt === after.receipt) return null;
  const [orderId, receipt] = [String(after.id), String(after.receipt)];
  const summary = oneLine(`receipt of ${orderId} filed: ${receipt}`, SUMMARY_LENGTH);
  return {
    effect: "receipt-filed",
    subject: `receipt:${orderId}:${oneLine(receipt, 100)}`,
    summary,
    orderId,
  };
}

function rowEffect({ table, before, after }: RowChange): EffectDraft {
  const id = table === ORDERS ? (after?.id ?? before?.id) : null;
  return {
    effect: "row-changed",
    subject: `row:${table}`,
    summary: oneLine(describe(table, before, after), SUMMARY_LENGTH),
    orderId: id == null ? null : String(id),
  };
}

function describe(table: string, before: Row | null, after: Row | null): string {
  if (before === null) return `${table}: added ${list(after ?? {})}`;
  if (after === null) return `${table}: removed ${list(before)}`;
  const changed = Object.keys(after).filter((column) => before[column] !== after[column]);
  const parts = changed.map((column) => `${column} ${before[column]} → ${after[column]}`);
  return `${table} ${keyOf(after)}: ${parts.join(", ")}`;
}

function list(row: Row): string {
  return Object.entries(row)
    .map(([column, value]) => `${column} ${value}`)
    .join(", ");
}
