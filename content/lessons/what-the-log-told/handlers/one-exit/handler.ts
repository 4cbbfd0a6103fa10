// A third way: whatever is wrong is thrown, and everything that is thrown leaves by one door. There the answer is a
// number and the log gets a reason from a list of ours, so neither can quote what somebody sent.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  const { type, data } = verified(req);
  if (type === "payment.refunded") {
    const { orderId } = checked(data);
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type === "payment.succeeded") await pay(checked(data));
  res.sendStatus(200);
});

/** What is used has to have these types. Fields that nobody uses are nobody's business. */
const shape = { orderId: "string", amount: "number", currency: "string" };

function checked(data: unknown): Payment {
  const fields: Record<string, unknown> = { ...Object(data) };
  for (const [name, type] of Object.entries(shape)) {
    if (typeof fields[name] !== type) throw new Refusal(400, "bad-shape");
  }
  return fields as Payment;
}

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, reason: "bad-signature" | "no-json" | "bad-shape") {
    super(reason);
    this.status = status;
  }
}

app.use((error: Error, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
  // The body parser throws as well, with a status: a body that is too long, or compressed.
  const status = "status" in error && typeof error.status === "number" ? error.status : 500;
  console.error(status, error instanceof Refusal ? error.message : error.name);
  res.sendStatus(status);
});
// #endregion

async function pay({ orderId, amount, currency }: Payment): Promise<void> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (order) await carrier.ship(orderId, { idempotencyKey: orderId });
}

function verified(req: express.Request): { type?: unknown; data?: unknown } {
  let event: unknown;
  try {
    event = webhook.verify(req.body, req.headers as Record<string, string>);
  } catch (error) {
    // The package parses what it has verified; so what is no JSON is at least genuine.
    throw error instanceof SyntaxError ? new Refusal(400, "no-json") : new Refusal(401, "bad-signature");
  }
  if (typeof event !== "object" || event === null) throw new Refusal(400, "bad-shape");
  return event;
}

type Payment = { orderId: string; amount: number; currency: string };

export default app;
