// Unsafe on purpose: it believes everybody, and repeats whatever it is told to. Break it.
import express from "express";
import { carrier, db, mail } from "shop";

const app = express();

app.post("/webhooks/payment", express.json(), async (req, res) => {
  const { type, data } = req.body;

  if (type === "payment.succeeded") {
    await db.query("UPDATE orders SET status = 'paid' WHERE id = ?", [data.orderId]);
    await carrier.ship(data.orderId);
    await mail.send({
      to: data.customer.email,
      subject: `Order ${data.orderId} is on its way`,
      text: "Thank you for your payment.",
    });
  }
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  res.sendStatus(200);
});

export default app;
