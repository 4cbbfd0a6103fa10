import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  const delivery = req.get("webhook-id") ?? "none";
  if (!isGenuine(req.body, req.headers)) {
    note("refused", { delivery });
    return res.sendStatus(401);
  }
  const event = readEvent(req.body);
  if (event === null) {
    note("unreadable", { delivery });
    return res.sendStatus(400);
  }

  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded" && !(await pay(event))) {
    note("fits-no-order", { delivery, event: event.id, order: event.data.orderId });
  }
  res.sendStatus(200);
});

type What = "refused" | "unreadable" | "fits-no-order";
type Names = { delivery?: string; event?: string; order?: string };

/** The only line that writes. Its type allows three ids and a word from a list, so nothing else can be passed by accident. */
function note(what: What, { delivery, event, order }: Names): void {
  const tidy = (text?: string) => text?.replace(/[^\w.-]/g, "?").slice(0, 80);
  console.warn(JSON.stringify({ what, delivery: tidy(delivery), event: tidy(event), order: tidy(order) }));
}

/** False when the payment fits no order of ours. */
async function pay({ data }: PaymentEvent): Promise<boolean> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  return order !== undefined;
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
