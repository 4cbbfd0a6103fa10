// #region imports
import type { IncomingMessage } from "node:http";
// #endregion
import express from "express";
import { carrier, db } from "shop";
import { isGenuine } from "./verify.ts";

const app = express();

// #region parsers
// The pages of the shop send forms, and the provider sends JSON, which has to be signed.
app.use(express.urlencoded({ extended: true, inflate: false }));
app.use(express.json({ inflate: false, verify: checkSignature }));
// #endregion

app.post("/webhooks/payment", async (req, res) => {
  // #region read
  const payment = readPayment(req.body);
  // #endregion
  if (payment === null) return res.sendStatus(400);

  if (payment.type === "payment.refunded") await refund(payment);
  if (payment.type === "payment.succeeded") await pay(payment);
  res.sendStatus(200);
});

// #region errors
// A parser says by its status what was wrong, and the hook says 401.
app.use((error: Failure, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
  console.error("failed", error.name);
  res.sendStatus(error.status ?? 500);
});
// #endregion

// #region check
/** Called by the parser with the raw bytes, before it makes anything of them. */
function checkSignature(req: IncomingMessage, _res: unknown, bytes: Buffer): void {
  if (!isGenuine(bytes, req.headers)) throw Object.assign(new Error("Not genuine."), { status: 401 });
}
// #endregion

// #region shape
/** Null for what is no event. In forms numbers are text, so the amount is made a number. */
function readPayment({ type, data }: Fields): Payment | null {
  const { orderId, currency } = data ?? {};
  const amount = Number(data?.amount);
  if (typeof type !== "string" || typeof orderId !== "string" || typeof currency !== "string") return null;
  return Number.isSafeInteger(amount) ? { type, orderId, amount, currency } : null;
}
// #endregion

async function pay({ orderId, amount, currency }: Payment): Promise<void> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (order) await carrier.ship(orderId, { idempotencyKey: orderId });
}

async function refund({ orderId }: Payment): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

type Failure = Error & { status?: number };
type Fields = { type?: unknown; data?: Record<string, unknown> | null };
type Payment = { type: string; orderId: string; amount: number; currency: string };

// #region end
export default app;
// #endregion
