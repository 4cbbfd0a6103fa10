// Shopify's rules, as far as they are published: eight retries within four hours, and then the subscription may be gone.
import { doublingPauses, type RetryRules } from "../profile.ts";

const FOUR_HOURS_MS = 4 * 3_600_000;

export const shopifyRules: RetryRules = {
  id: "shopify",
  title: "Shopify",
  source: "https://shopify.dev/changelog/updates-to-webhook-retry-mechanism",
  checked: "2026-11",
  // Of these, at most one second to connect.
  timeoutMs: 5_000,
  attemptDelaysMs: doublingPauses(8, FOUR_HOURS_MS),
  pauses: {
    kind: "example",
    published: "eight retries over four hours, with pauses that grow exponentially",
    assumed: "pauses that double and together make four hours",
  },
  jitterFraction: 0,
  retryAfterStatuses: [],
  longestRetryAfterMs: 0,
  disablingStatus: null,
  afterwards: "After eight failures in a row, a subscription that was made through the Admin API is deleted.",
  byHand: "There is no redelivery; missed changes are fetched through the API.",
};
