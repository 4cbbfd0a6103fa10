import express from "express";
import { carrier, db } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

// No list of the shop's own. An event that fails is answered 500, and the provider brings it back, it alone.
app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { orderId, amount, currency } = event.data;
  // #region work
  switch (event.type) {
    case "payment.succeeded":
      await pay(orderId, amount, currency);
      break;
    case "payment.refunded":
      await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
      break;
    default:
      // A 200 as well: no retry will bring a type that there is work for.
      console.warn(`${event.id} is of a type that there is no work for.`);
  }
  res.sendStatus(200);
  // #endregion
});

async function pay(orderId: string, amount: number, currency: string): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

export default app;
