// The body is parsed for all routes, and the signature is checked over the object, written as JSON again.
import express, { type NextFunction, type Request, type Response } from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.use(express.json({ inflate: false }));

app.post("/webhooks/payment", async (req, res) => {
  const body = Buffer.from(JSON.stringify(req.body ?? null));
  if (!isGenuine(body, req.headers)) return res.sendStatus(401);
  const event = readEvent(body);
  if (event === null) return res.sendStatus(400);

  await fulfil(event);
  res.sendStatus(200);
});

// What the parser refuses has a status of its own; everything else is worth a retry.
app.use((error: { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  res.sendStatus(error.status ?? 500);
});

export default app;
