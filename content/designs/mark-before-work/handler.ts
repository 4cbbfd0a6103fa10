// The event is claimed first: whoever inserts its id does the work, and all others have nothing to do.
import express from "express";
import { db } from "shop";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS claimed_events (id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // One statement, so that of two copies at once only one gets through.
  const [mine] = await db.query("INSERT INTO claimed_events VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [
    event.id,
  ]);
  if (mine) await fulfil(event);
  res.sendStatus(200);
});

export default app;
