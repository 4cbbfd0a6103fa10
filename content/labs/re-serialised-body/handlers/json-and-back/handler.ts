// #region imports
import express, { type NextFunction, type Request, type Response } from "express";
// #endregion
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

// #region parser
app.use(express.json({ inflate: false }));
// #endregion

app.post("/webhooks/payment", async (req, res) => {
  // #region bytes
  const body = Buffer.from(JSON.stringify(req.body ?? null));
  // #endregion
  // #region guard
  if (!isGenuine(body, req.headers)) return res.sendStatus(401);
  // #endregion
  const event = readEvent(body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
  res.sendStatus(200);
});

// What the parser refuses has a status of its own. Everything else is worth a retry.
app.use((error: { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  res.sendStatus(error.status ?? 500);
});

async function pay({ data }: PaymentEvent): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
