// The handler of plain-app.mjs as a learner would write it here.
import express from "express";

const app = express();
app.post("/webhooks/payment", express.raw({ type: "*/*" }), (request, response) => {
  response.status(200).json({ received: request.body.length });
});
export default app;
