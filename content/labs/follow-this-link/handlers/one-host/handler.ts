import express from "express";
import { db, web } from "shop";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const RECEIPTS = "https://receipts.pay.example";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  // #region order-of-work

  await fulfil(event);
  if (event.type === "payment.succeeded") await keepReceipt(event.data);
  // #endregion
  res.sendStatus(200);
});

async function keepReceipt({ orderId, receiptUrl }: Paid): Promise<void> {
  const url = URL.parse(String(receiptUrl));
  // #region judge
  if (url === null || url.origin !== RECEIPTS) {
    console.warn(`The receipt of ${orderId} lies somewhere else and is left there.`);
    return;
  }
  // #endregion
  const page = await web.get(url, { redirect: "manual" });
  if (page.status !== 200) return;
  await db.query("UPDATE orders SET receipt = ? WHERE id = ? AND status = 'paid'", [page.text, orderId]);
}

type Paid = { orderId: string; receiptUrl?: unknown };

export default app;
