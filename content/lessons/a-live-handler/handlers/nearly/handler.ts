import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), (req, res) => {
  if (!verifySignature(req)) {
    return res.status(401).send("Invalid signature");
  }

  const event = JSON.parse(req.body.toString());
  if (event.type === "payment.succeeded") {
    handlePayment(event.data);
  }

  res.status(200).send("ok");
});
// #endregion

// #region helpers
function verifySignature(req: express.Request): boolean {
  try {
    webhook.verify(req.body, req.headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

async function handlePayment(payment: { orderId: string }) {
  await sleep(2_000); // prints the packing slip
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ?", [payment.orderId]);
  await carrier.ship(payment.orderId);
}
// #endregion

export default app;
