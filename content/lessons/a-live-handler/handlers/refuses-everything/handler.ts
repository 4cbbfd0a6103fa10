// Wrong in one way: nothing can harm a shop that takes no orders.
import express from "express";

const app = express();

app.post("/webhooks/payment", (_req, res) => {
  res.sendStatus(401);
});

export default app;
