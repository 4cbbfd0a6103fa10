// Whatever happens to a genuine event, the answer is 200, so that the provider stops sending it.
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  try {
    await fulfil(event);
  } catch (error) {
    console.error(`${event.id} failed:`, error instanceof Error ? error.message : error);
  }
  res.sendStatus(200);
});

export default app;
