import express from "express";
import { carrier, db } from "shop";

const app = express();

// #region handler
app.post("/webhooks/payment", express.json(), async (req, res) => {
  await processEvent(req.body);
  res.send("done");
});

async function processEvent({ type, data }: PaymentEvent) {
  if (type !== "payment.succeeded") return;
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ?", [data.orderId]);
  await carrier.ship(data.orderId);
}
// #endregion

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
