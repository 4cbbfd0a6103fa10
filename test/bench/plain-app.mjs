// The same handler in plain Node: what the sandbox is measured against.
import express from "express";

const app = express();
app.post("/webhooks/payment", express.raw({ type: "*/*" }), (request, response) => {
  response.status(200).json({ received: request.body.length });
});
app.listen(Number(process.argv[2] ?? 0), "127.0.0.1", function listening() {
  console.log(`http://127.0.0.1:${this.address().port}`);
});
