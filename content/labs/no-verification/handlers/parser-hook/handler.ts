import express, { type NextFunction, type Request, type Response } from "express";
import { carrier, db } from "shop";
import { isGenuine } from "./verify.ts";

const app = express();

// The hook sees the bytes as they came. What it refuses is never parsed, whichever route it was meant for.
app.use(
  express.json({
    type: () => true,
    inflate: false,
    verify(req, _res, bytes) {
      if (isGenuine(bytes, req.headers)) return;
      throw Object.assign(new Error("The signature does not match."), { status: 401 });
    },
  }),
);

app.post("/webhooks/payment", async (req, res) => {
  const { type, data } = req.body ?? {};
  if (typeof type !== "string" || typeof data?.orderId !== "string") return res.sendStatus(400);
  if (type === "payment.succeeded") await pay(data);
  if (type === "payment.refunded") await refund(data);
  res.sendStatus(200);
});

app.use((error: { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  res.sendStatus(error.status ?? 500);
});

async function pay({ orderId, amount, currency }: Record<string, unknown>): Promise<void> {
  if (typeof orderId !== "string" || typeof amount !== "number" || typeof currency !== "string") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ orderId }: { orderId: string }): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

export default app;
