// What the end of an attempt means to a provider, and when the next one is due.
import type { AttemptOutcome, RawResponse } from "../contract/history.ts";
import { headerValue } from "../signatures/headers.ts";
import type { Random } from "../simulation/random.ts";
import type { RetryRules } from "./profile.ts";

export type AttemptVerdict = "delivered" | "failed" | "endpoint-gone";

/** What says that an event was delivered: 200 to 299. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Only a complete 2xx that reaches the provider is a success. A redirect is a failure and is not followed. */
export function judgeOutcome(outcome: AttemptOutcome, rules: RetryRules): AttemptVerdict {
  if (outcome.kind !== "responded") return "failed";
  const { status } = outcome.response;
  if (isSuccess(status)) return "delivered";
  return status === rules.disablingStatus ? "endpoint-gone" : "failed";
}

export interface FailedAttempt {
  readonly outcome: AttemptOutcome;
  /** How many automatic attempts were made, this one included. */
  readonly automaticAttempts: number;
  /** Virtual Unix time at which the provider learned of the failure. */
  readonly unixMs: number;
}

/** The pause until the next automatic attempt, counted from the failure; null when there is none left. */
export function nextDelayMs(failed: FailedAttempt, rules: RetryRules, random: Random): number | null {
  const scheduledMs = rules.attemptDelaysMs[failed.automaticAttempts];
  if (scheduledMs === undefined) return null;
  return Math.max(withJitter(scheduledMs, rules.jitterFraction, random), askedForMs(failed, rules));
}

function withJitter(delayMs: number, fraction: number, random: Random): number {
  if (fraction === 0) return delayMs;
  const spread = (random.below(2_001) - 1_000) / 1_000;
  return Math.round(delayMs * (1 + fraction * spread));
}

/** What the receiver asked for in Retry-After, or 0. */
function askedForMs({ outcome, unixMs }: FailedAttempt, rules: RetryRules): number {
  if (outcome.kind !== "responded" || !rules.retryAfterStatuses.includes(outcome.response.status)) return 0;
  const askedMs = readRetryAfterMs(outcome.response, unixMs);
  return askedMs === null ? 0 : Math.min(Math.max(askedMs, 0), rules.longestRetryAfterMs);
}

/** Retry-After in either of its forms (RFC 9110, section 10.2.3), or null when it is absent or junk. */
export function readRetryAfterMs(response: RawResponse, unixMs: number): number | null {
  const text = headerValue(response.headers, "retry-after")?.trim() ?? "";
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1_000;
  const dateMs = /^[A-Za-z]{3}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) ? null : dateMs - unixMs;
}
