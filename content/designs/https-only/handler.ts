// The load balancer in front speaks HTTPS only, and so nothing but HTTPS arrives here.
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await fulfil(event);
  res.sendStatus(200);
});

export default app;
