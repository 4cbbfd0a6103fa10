// The delivery rules that the Standard Webhooks specification recommends.
import type { ProviderProfile } from "../profile.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const standardWebhooksProfile: ProviderProfile = {
  id: "standard-webhooks",
  title: "Standard Webhooks",
  source: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
  checked: "2026-11",
  // The specification allows 15 to 30 s.
  timeoutMs: 15 * SECOND,
  attemptDelaysMs: [
    0,
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ],
  pauses: { kind: "published" },
  // The specification asks for jitter. It is off so that a timeline reads as the schedule does.
  jitterFraction: 0,
  retryAfterStatuses: [429, 503],
  // The specification sets no limit; the longest pause of its own schedule is ours.
  longestRetryAfterMs: 24 * HOUR,
  disablingStatus: 410,
  afterwards: "An endpoint that fails for long is to be disabled, and its owner told by another way.",
  byHand: "Providers are advised to let a range of time be sent again by hand.",
  userAgent: "Hookproof-Provider/1.0",
};
