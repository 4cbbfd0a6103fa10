// Within the process, attempts about one order wait for each other; what a crash interrupts is still safe by the carrier's key.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

/** The last piece of work about each order that is under way. */
const lanes = new Map<string, Promise<unknown>>();

function inLane<Result>(orderId: string, work: () => Promise<Result>): Promise<Result> {
  const before = lanes.get(orderId) ?? Promise.resolve();
  const mine = before.then(work, work);
  lanes.set(orderId, mine);
  const leave = () => {
    if (lanes.get(orderId) === mine) lanes.delete(orderId);
  };
  mine.then(leave, leave);
  return mine;
}

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), (req, res, next) => {
  if (!isGenuine(req.body, req.headers)) {
    res.sendStatus(401);
    return;
  }
  const event = interpret(req.body);
  if (event === null) {
    res.sendStatus(400);
    return;
  }
  inLane(event.orderId, () => act(event)).then(() => res.sendStatus(200), next);
});

async function act({ type, orderId, amount, currency }: PaymentEvent): Promise<void> {
  const [order] = await db.query("SELECT amount, currency, status FROM orders WHERE id = ?", [orderId]);
  if (order === undefined) return;
  if (type === "payment.refunded" && order.status !== "refunded") await setStatus(orderId, "refunded");
  if (type !== "payment.succeeded" || order.status !== "pending") return;
  if (order.amount !== amount || order.currency !== currency) return;
  await carrier.ship(orderId, { idempotencyKey: `lane-${orderId}` });
  await setStatus(orderId, "paid");
}

/** Nothing ever leaves the state "refunded", whatever two processes might do at once. */
const setStatus = (orderId: string, status: "paid" | "refunded") =>
  db.query("UPDATE orders SET status = ? WHERE id = ? AND status <> 'refunded'", [status, orderId]);

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => Buffer.from(`${secret ?? ""}`.replace(/^whsec_/, ""), "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET: at least 24 bytes in base64, please.");

type Headers = express.Request["headers"];

function isGenuine(body: unknown, headers: Headers): body is Buffer {
  const timestamp = `${headers["webhook-timestamp"]}`;
  if (!Buffer.isBuffer(body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() - 1000 * Number(timestamp)) > 300_000) return false;
  const given = `${headers["webhook-signature"]}`.split(" ").map((entry) => Buffer.from(entry));
  const candidates = keys.map((key) => {
    const content = Buffer.concat([Buffer.from(`${headers["webhook-id"]}.${timestamp}.`), body]);
    return Buffer.from(`v1,${createHmac("sha256", key).update(content).digest("base64")}`);
  });
  return candidates.some((one) =>
    given.some((two) => one.length === two.length && timingSafeEqual(one, two)),
  );
}

type PaymentEvent = { type: string; orderId: string; amount: unknown; currency: unknown };

function interpret(body: Buffer): PaymentEvent | null {
  try {
    const { type, data } = JSON.parse(body.toString("utf8"));
    const { orderId, amount, currency } = data;
    return typeof type === "string" && typeof orderId === "string"
      ? { type, orderId, amount, currency }
      : null;
  } catch {
    return null;
  }
}

export default app;
