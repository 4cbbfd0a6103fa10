// The provider gets its answer at once, and the event is put into the queue right after that.
import express from "express";
import { queue } from "shop";
import { fulfil } from "./duties.ts";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  res.sendStatus(200);
  const { id, type, data } = event;
  const { orderId, amount, currency } = data;
  try {
    await queue.add("event", { id, type, data: { orderId, amount, currency } }, { jobId: id });
  } catch {
    console.error(`${id} could not be queued.`);
  }
});

await queue.process<PaymentEvent>("event", fulfil);

export default app;
