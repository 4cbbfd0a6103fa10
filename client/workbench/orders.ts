// Reads the orders out of the shop's tables, for the pickers.
import type { ShopView } from "../../server/contract/session.ts";

export interface OrderChoice {
  readonly id: string;
  readonly status: string | null;
}

export function ordersOf(shop: ShopView | null): OrderChoice[] {
  const table = shop?.tables.find(({ name }) => name === "orders");
  if (!table) return [];
  const at = (column: string) => table.columns.indexOf(column);
  return table.rows.flatMap((row) => {
    const id = row[at("id")];
    const status = row[at("status")];
    return typeof id === "string" ? [{ id, status: typeof status === "string" ? status : null }] : [];
  });
}
