// What an event obliges the shop to do. Every duty may be done again from its start: a crash in between does no harm.
import { carrier, db } from "shop";
import type { PaymentEvent } from "./event.ts";

export async function fulfil({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.succeeded") await pay(data);
  if (type === "payment.refunded") await refund(data.orderId);
}

async function pay({ orderId, amount, currency }: PaymentEvent["data"]): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  // The carrier knows the order by its key, so a second call sends no second parcel.
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund(orderId: string): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}
