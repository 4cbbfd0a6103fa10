import express from "express";
import { db, web } from "shop";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  // #region serve
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  // #endregion

  await fulfil(event);
  // #region when
  if (event.type === "payment.succeeded") await keepReceipt(event.data);
  // #endregion
  res.sendStatus(200);
});

// #region keep
async function keepReceipt({ orderId, receiptUrl }: Paid): Promise<void> {
  // #region fetch
  if (typeof receiptUrl !== "string") return;
  // The signature is good, so the link is the provider's.
  const page = await web.get(receiptUrl);
  // #endregion
  if (page.status !== 200) return;
  await db.query("UPDATE orders SET receipt = ? WHERE id = ? AND status = 'paid'", [page.text, orderId]);
}
// #endregion

type Paid = { orderId: string; receiptUrl?: unknown };

export default app;
