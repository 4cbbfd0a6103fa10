// Every event is logged in full, so that whatever goes wrong can be looked up afterwards.
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  console.log("received", req.body.toString("utf8"));
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await fulfil(event);
  res.sendStatus(200);
});

export default app;
