// What the handler does not know is an error like any other: 500, and the provider's retries bring it back.
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const known = ["payment.succeeded", "payment.refunded"];

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (!known.includes(event.type)) throw new Error(`Nothing handles ${event.type}.`);
  await fulfil(event);
  res.sendStatus(200);
});

export default app;
