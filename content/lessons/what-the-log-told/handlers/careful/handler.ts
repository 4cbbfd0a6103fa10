import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();

// #region handler
// #region bound
const rawBody = express.raw({ type: "*/*", limit: "100kb", inflate: false });

app.post("/webhooks/payment", rawBody, async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  // #endregion

  // #region read
  const event = readEvent(req.body);
  if (event === null) {
    console.warn(JSON.stringify({ refused: "no event", delivery: req.get("webhook-id") }));
    return res.sendStatus(400);
  }
  // #endregion

  // #region tell
  const outcome = await work(event);
  console.log(JSON.stringify({ event: event.id, type: event.type, outcome }));
  res.sendStatus(200);
});
// #endregion

// #region fail
// Express takes a function of four arguments for the place where every error ends.
app.use((error: Failure, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
  const status = error.status ?? 500;
  console.error(JSON.stringify({ failed: error.name, at: placeOf(error), status }));
  res.sendStatus(status);
});
// #endregion
// #endregion

// #region read-event
/** Null for what can be no event, now or later. Strict about what is used, indifferent to the rest. */
function readEvent(body: Buffer): PaymentEvent | null {
  const event = parse(body);
  // #region shape
  if (typeof event?.id !== "string" || typeof event.type !== "string") return null;
  if (usesPayment(event.type) && !isPayment(event.data)) return null;
  // #endregion
  return event;
}
// #endregion

function parse(body: Buffer): PaymentEvent | null {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return null;
  }
}

const usesPayment = (type: string) => type === "payment.succeeded" || type === "payment.refunded";

function isPayment(data: Partial<Payment> | null): data is Payment {
  const { orderId, amount, currency } = data ?? {};
  return typeof orderId === "string" && Number.isSafeInteger(amount) && typeof currency === "string";
}

/** Says in one word what became of the event; the word is for the log. */
async function work({ type, data }: PaymentEvent): Promise<string> {
  if (!usesPayment(type)) return "ignored";
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
    return "refunded";
  }
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (!order) return "mismatch";
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  return "shipped";
}

/** File, line and column, and none of the values that were there. */
const placeOf = ({ stack = "" }: Failure) => /\w+\.ts:\d+:\d+/.exec(stack)?.[0];

const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

function isGenuine(req: express.Request): boolean {
  try {
    // Only the check: the package would parse as well, and then junk could not be told from a forgery.
    webhook.verify(req.body, req.headers as Record<string, string>, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

type Failure = Error & { status?: number };
type Payment = { orderId: string; amount: number; currency: string };
type PaymentEvent = { id: string; type: string; data: Payment };

export default app;
