// Reads what the SQL process answers. It runs hostile statements, so its word is checked like anyone else's.
import { z } from "zod";
import { ShopView } from "../../contract/session.ts";
import type { SqlAnswer } from "./wire.ts";

const Answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    fault: z.object({ code: z.string(), message: z.string(), lostTransaction: z.boolean() }),
  }),
  z.object({ ok: z.literal(false), bug: z.string() }),
]) satisfies z.ZodType<SqlAnswer>;

const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

export const Outcome = z.object({
  rows: z.array(Row),
  changes: z.array(
    z.object({
      table: z.string(),
      change: z.enum(["insert", "update", "delete"]),
      before: Row.nullable(),
      after: Row.nullable(),
    }),
  ),
});

export const Tables = ShopView.shape.tables;

export const Nothing = z.null().transform(() => {});

/** Null when the bytes are no answer. */
export function readAnswer(bytes: Buffer): SqlAnswer | null {
  try {
    return Answer.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}
