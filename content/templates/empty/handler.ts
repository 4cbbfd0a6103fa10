import express from "express";

// import { carrier, db, mail, queue } from "shop";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  // These are the raw bytes, signed with process.env.WEBHOOK_SECRET.
  console.log(`${req.body.length} bytes came in`);
  res.sendStatus(501);
});

export default app;
