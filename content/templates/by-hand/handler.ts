// Verify the raw bytes, record the event durably, acknowledge; the work is done by a worker that may run again.
import express from "express";
import { queue } from "shop";
import { applyEvent, isPaymentEvent } from "./payments.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);

  const event = parse(req.body);
  if (!isPaymentEvent(event)) return res.sendStatus(400);

  // A second copy has the same event id, so the queue ignores it.
  await queue.add("payment", event, { jobId: event.id });
  res.sendStatus(202);
});

queue.process("payment", applyEvent);

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

export default app;
