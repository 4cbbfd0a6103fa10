// Only the provider's addresses are let in. Behind the proxy, the sender's address is in a header.
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";

/** What the provider publishes, and the proxy itself, from which everything arrives that brings no such header. */
const allowed = new Set(["192.0.2.10", "192.0.2.11", "127.0.0.1"]);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!allowed.has(senderOf(req))) return res.sendStatus(403);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await fulfil(event);
  res.sendStatus(200);
});

function senderOf(req: express.Request): string {
  const [forwarded] = req.get("x-forwarded-for")?.split(",") ?? [];
  return forwarded?.trim() ?? req.socket.remoteAddress ?? "";
}

export default app;
