// What a payment event does to the shop. Every step may run twice: a worker that dies is run again.
import { carrier, db } from "shop";

export interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount?: number; currency?: string };
}

/** A valid signature says who wrote it, and nothing about its shape. */
export function isPaymentEvent(value: unknown): value is PaymentEvent {
  const event = value as Partial<PaymentEvent> | null;
  return (
    typeof event?.id === "string" && typeof event.type === "string" && typeof event.data?.orderId === "string"
  );
}

export async function applyEvent({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.succeeded") await pay(data);
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ? AND status <> 'refunded'", [
      data.orderId,
    ]);
  }
}

/** Pays and ships only what the shop's own record asks for, and never what was refunded since. */
async function pay({ orderId, amount, currency }: PaymentEvent["data"]): Promise<void> {
  const [order] = await db.query<{ id: string }>(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [orderId, amount ?? null, currency ?? null],
  );
  if (!order) return;
  await carrier.ship(orderId, { idempotencyKey: `order-${orderId}` });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status NOT IN ('paid', 'refunded')", [
    orderId,
  ]);
}
