import express from "express";
import { carrier, db } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) {
    console.warn("refused", req.get("webhook-id"));
    return res.sendStatus(401);
  }
  const notice = narrow(req.body);
  if (notice === null) return res.sendStatus(400);

  if (notice.type === "payment.refunded") await refund(notice);
  // Behind the door nobody has an address or a card, so all of it may be printed.
  if (notice.type === "payment.succeeded" && !(await pay(notice))) console.warn("fits no order", notice);
  res.sendStatus(200);
});

interface Notice {
  id: string;
  type: string;
  orderId: string;
  amount: number;
  currency: string;
}

/** Takes over the fields that are named here. The others stay outside. */
function narrow(body: Buffer): Notice | null {
  const event = readEvent(body);
  if (event === null) return null;
  const { orderId, amount, currency } = event.data;
  return { id: event.id, type: event.type, orderId, amount, currency };
}

/** False when the payment fits no order of ours. */
async function pay({ orderId, amount, currency }: Notice): Promise<boolean> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (order) await carrier.ship(orderId, { idempotencyKey: orderId });
  return order !== undefined;
}

async function refund({ orderId }: Notice): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

export default app;
