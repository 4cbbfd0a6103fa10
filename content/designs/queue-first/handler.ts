// The event goes into a durable queue, and only then is it answered; a worker does the rest.
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

  const { id, type, data } = event;
  const { orderId, amount, currency } = data;
  // When this returns, the job outlives the process. When it throws, the answer is 500, and the provider comes again.
  await queue.add("event", { id, type, data: { orderId, amount, currency } }, { jobId: id });
  res.sendStatus(202);
});

// The queue runs a job at least once, so what it does may be done again.
await queue.process<PaymentEvent>("event", fulfil);

export default app;
