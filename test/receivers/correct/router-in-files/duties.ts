// What each event obliges the shop to do. Every duty may be done again from its start.
import { carrier, db } from "shop";

type Duty = () => Promise<void>;

const nothing: Duty = async () => {};

export function dutyFor(event: unknown): Duty | "malformed" {
  if (!isRecord(event) || typeof event.type !== "string") return "malformed";
  const { type, data } = event;
  if (type !== "payment.succeeded" && type !== "payment.refunded") return nothing;
  if (!isRecord(data) || typeof data.orderId !== "string") return "malformed";
  const { orderId, amount, currency } = data;
  if (type === "payment.refunded") return () => markRefunded(orderId);
  if (typeof amount !== "number" || typeof currency !== "string") return "malformed";
  return () => fulfil({ orderId, amount, currency });
}

async function markRefunded(orderId: string): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ? AND status <> 'refunded'", [orderId]);
}

async function fulfil(paid: { orderId: string; amount: number; currency: string }): Promise<void> {
  const { orderId } = paid;
  const [order] = await db.query("SELECT amount, currency, status FROM orders WHERE id = ?", [orderId]);
  const isOwed =
    order?.status === "pending" && order.amount === paid.amount && order.currency === paid.currency;
  if (!isOwed) return;
  await carrier.ship(orderId, { idempotencyKey: `order-${orderId}` });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
