// Which shop calls commute: carried out in either order, they do the same and are answered the same.
import type { EnabledCall } from "./actors.ts";

/**
 * True for calls to different services, which share no state, and for two statements that only read. Everything else
 * counts as dependent: parcels and mails are numbered in their order, and a statement that writes may touch anything.
 * Sound only where requests share no memory of the process; see docs/exploration.md.
 */
export function areIndependent(one: EnabledCall, other: EnabledCall): boolean {
  if (one.actor === other.actor) return false;
  if (one.call.service !== other.call.service) return true;
  return onlyReads(one) && onlyReads(other);
}

/** SQLite's SELECT changes nothing. A statement of an open transaction is left to the database's own order. */
function onlyReads({ call: { service, operation, args } }: EnabledCall): boolean {
  if (service !== "db" || operation !== "query" || typeof args !== "object" || args === null) return false;
  const { sql, txId } = args as { sql?: unknown; txId?: unknown };
  return txId === undefined && typeof sql === "string" && /^\s*select\b/i.test(sql);
}
