// What a shop call is answered with.
import { EndlessQueryError, SqlError } from "./sql-errors.ts";
import type { ShopReply } from "./types.ts";

export const granted = (value: unknown, summary: string): ShopReply => ({ ok: true, value, summary });

export function refused(error: { name: string; message: string; code: string }): ShopReply {
  return { ok: false, error, summary: `${error.code}: ${error.message}` };
}

/** Turns what the SQL engine rejects with into a reply; anything else is a fault of ours and goes on. */
export function fromSqlFailure(error: unknown): ShopReply {
  if (error instanceof SqlError) {
    return refused({ name: "SqlError", message: error.message, code: error.code });
  }
  if (!(error instanceof EndlessQueryError)) throw error;
  const reply = refused({ name: "SqlError", message: error.message, code: "SQLITE_INTERRUPT" });
  return { ...reply, ok: false, fatal: "endless-query" } as ShopReply;
}
