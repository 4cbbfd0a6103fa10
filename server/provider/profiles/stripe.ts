// Stripe's rules in live mode, as far as they are published: up to three days, with pauses that grow exponentially.
import { doublingPauses, type RetryRules } from "../profile.ts";

const THREE_DAYS_MS = 3 * 86_400_000;

export const stripeRules: RetryRules = {
  id: "stripe",
  title: "Stripe",
  source: "https://docs.stripe.com/webhooks",
  checked: "2026-11",
  timeoutMs: null,
  attemptDelaysMs: doublingPauses(9, THREE_DAYS_MS),
  pauses: {
    kind: "example",
    published: "up to three days, with pauses that grow exponentially",
    assumed: "ten attempts, and pauses that double and together make three days",
  },
  jitterFraction: 0,
  retryAfterStatuses: [],
  longestRetryAfterMs: 0,
  disablingStatus: null,
  afterwards: "Retries end when the endpoint is disabled or deleted.",
  byHand: "An event can be resent from the dashboard or with the command line.",
};
