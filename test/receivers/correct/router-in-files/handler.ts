// A router with one duty for each file: verify.ts knows signatures, duties.ts the shop, and this file only HTTP.
import express, { type ErrorRequestHandler } from "express";
import { dutyFor } from "./duties.ts";
import { requireSignature } from "./verify.ts";

const router = express.Router();

router.use(express.raw({ type: "application/json", inflate: false, limit: "32kb" }), requireSignature);

router.post("/payment", async (req, res) => {
  const duty = dutyFor(parseJson(req.body));
  if (duty === "malformed") {
    res.status(400).json({ error: "This is no event." });
    return;
  }
  await duty();
  res.status(204).end();
});

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Says no more than a stranger may know. */
const answerErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) return next(error);
  const isTheirs = typeof error.status === "number" && error.status < 500;
  if (!isTheirs) console.error(`A duty failed (${error.name}); the provider will come back.`);
  res.status(isTheirs ? error.status : 503).json({ error: isTheirs ? "Not accepted." : "Try again." });
};

const app = express();
app.disable("x-powered-by");
app.use("/webhooks", router);
app.use(answerErrors);

export default app;
