// Slack's rules for its Events API: three seconds to answer, and three more attempts within minutes.
import type { ProviderProfile } from "../profile.ts";

export const slackProfile: ProviderProfile = {
  id: "slack",
  title: "Slack Events",
  source: "https://api.slack.com/apis/events-api",
  checked: "2026-11",
  timeoutMs: 3_000,
  // The first retry comes nearly at once.
  attemptDelaysMs: [0, 0, 60_000, 300_000],
  pauses: { kind: "published" },
  jitterFraction: 0,
  retryAfterStatuses: [],
  longestRetryAfterMs: 0,
  disablingStatus: null,
  afterwards: "When fewer than 5 % of the deliveries of an hour succeed, the subscription is switched off.",
  byHand: "There is no redelivery.",
  userAgent: "Slackbot 1.0 (+https://api.slack.com/robots)",
};
