import { verifyWithFallback } from "@octokit/webhooks-methods";
import express from "express";
import { carrier, db, queue } from "shop";
import { readEvent } from "./event.ts";

const secret = process.env.WEBHOOK_SECRET?.trim() ?? "";
const olderSecrets = [process.env.WEBHOOK_SECRET_PREVIOUS?.trim() ?? ""].filter((text) => text !== "");
if (secret.length < 16) throw new Error("WEBHOOK_SECRET is missing or too short.");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!(await isGenuine(req.body, req.get("x-hub-signature-256")))) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  // The job is known by the event's own id, which is part of the signed body.
  const { id, type, data } = event;
  const { orderId, amount, currency } = data;
  await queue.add("payment", { type, orderId, amount, currency }, { jobId: id });
  res.sendStatus(202);
});

await queue.process<Job>("payment", async ({ type, orderId, amount, currency }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
});

/** GitHub's own package; it takes the body as text, and throws when body or signature is missing. */
async function isGenuine(body: unknown, signature = ""): Promise<boolean> {
  if (!Buffer.isBuffer(body) || body.length === 0 || signature === "") return false;
  return verifyWithFallback(secret, body.toString("utf8"), signature, olderSecrets);
}

type Job = { type: string; orderId: string; amount: number; currency: string };

export default app;
