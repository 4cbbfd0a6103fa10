// GitHub's rules: one attempt, ten seconds, and nothing more unless somebody asks for it.
import type { ProviderProfile } from "../profile.ts";

export const githubProfile: ProviderProfile = {
  id: "github",
  title: "GitHub",
  source: "https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries",
  checked: "2026-11",
  timeoutMs: 10_000,
  attemptDelaysMs: [0],
  pauses: { kind: "published" },
  jitterFraction: 0,
  retryAfterStatuses: [],
  longestRetryAfterMs: 0,
  disablingStatus: null,
  afterwards: "Nothing follows: one attempt is all there is.",
  byHand: "A delivery of the past three days can be sent again, in the settings or through the API.",
  userAgent: "GitHub-Hookshot/hookproof",
};
