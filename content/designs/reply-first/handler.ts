// The provider gets its answer at once, and the work follows in the background.
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), (req, res) => {
  if (!isGenuine(req.body, req.headers)) {
    res.sendStatus(401);
    return;
  }
  const event = readEvent(req.body);
  if (event === null) {
    res.sendStatus(400);
    return;
  }
  res.sendStatus(200);
  fulfil(event).catch(() => console.error(`${event.id} failed.`));
});

export default app;
