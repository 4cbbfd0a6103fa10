import type { IncomingMessage } from "node:http";
import express from "express";
import { carrier, db } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

/** The bytes of those requests that were checked. Who is not in here was not checked, by whatever way it has come. */
const vouchedFor = new WeakMap<IncomingMessage, Buffer>();

app.use(express.urlencoded({ extended: true, inflate: false }));
app.use(
  express.json({
    inflate: false,
    verify(req, _res, bytes) {
      if (isGenuine(bytes, req.headers)) vouchedFor.set(req, bytes);
    },
  }),
);

app.post("/webhooks/payment", async (req, res) => {
  const bytes = vouchedFor.get(req);
  if (bytes === undefined) return res.sendStatus(401);
  const event = readEvent(bytes);
  if (event === null) return res.sendStatus(400);

  const { orderId, amount, currency } = event.data;
  if (event.type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (event.type === "payment.succeeded") await pay(orderId, amount, currency);
  res.sendStatus(200);
});

// What the parsers refuse has a status; Express itself would answer with the stack.
app.use((error: Failure, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
  console.error("failed", error.name);
  res.sendStatus(error.status ?? 500);
});

async function pay(orderId: string, amount: number, currency: string): Promise<void> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (order) await carrier.ship(orderId, { idempotencyKey: orderId });
}

type Failure = Error & { status?: number };

export default app;
