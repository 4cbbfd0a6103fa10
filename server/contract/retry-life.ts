// The wire of a retry's life: one event, a receiver that is down, and every attempt by the rules of each provider.
import { z } from "zod";
import { ProfileId } from "./mechanisms.ts";

/**
 * What comes back from a receiver that is down: nothing, 503 with a Retry-After, 410, or 200 from a page that stands in
 * for it and keeps no event.
 */
export const DownAnswer = z.enum(["nobody", "unavailable", "gone", "page"]);
export type DownAnswer = z.infer<typeof DownAnswer>;

/** When the receiver is down. Numbers may come as text, from an address. */
export const Downtime = z.object({
  /** So long before the event the receiver goes down; 0 is the very moment. */
  beforeSeconds: z.coerce.number().int().min(0).max(604_800),
  lastsSeconds: z.coerce.number().int().min(0).max(604_800),
  answer: DownAnswer,
});
export type Downtime = z.infer<typeof Downtime>;

/**
 * - `failed`: the provider knows that it was in vain,
 * - `delivered`: the receiver has the event,
 * - `believed`: answered 2xx by somebody who does not keep the event,
 * - `refused-for-good`: answered by the status with which an endpoint takes itself out of service,
 * - `not-made`: due at that time if those before had failed.
 */
export const AttemptFate = z.enum(["failed", "delivered", "believed", "refused-for-good", "not-made"]);
export type AttemptFate = z.infer<typeof AttemptFate>;

export const RetryAttempt = z.object({
  number: z.number().int(),
  /** Virtual ms from the event to the sending. */
  atMs: z.number(),
  fate: AttemptFate,
});
export type RetryAttempt = z.infer<typeof RetryAttempt>;

/** How it ends: with the fate of the attempt that settles it, or as a dead letter when the last one has failed. */
export const RetryEnd = z.object({
  kind: z.enum(["delivered", "believed", "refused-for-good", "dead-letter"]),
  atMs: z.number(),
});
export type RetryEnd = z.infer<typeof RetryEnd>;

export const RetryLife = z.object({
  profile: ProfileId,
  title: z.string(),
  source: z.string(),
  /** `YYYY-MM` */
  checked: z.string(),
  /** Null when the pauses are the provider's own figures; else what it says, and what was added for the example. */
  example: z.object({ published: z.string(), assumed: z.string() }).nullable(),
  afterwards: z.string(),
  byHand: z.string(),
  attempts: z.array(RetryAttempt),
  end: RetryEnd,
  /** From the first to the last attempt that the rules allow. */
  horizonMs: z.number(),
  /** A hundred events, evenly spread over the time in which the receiver is down. */
  hundred: z.object({
    /** Those that the receiver never gets. */
    lost: z.number().int(),
    /** Of those that it gets, the longest time on the way; null when it gets none. */
    longestMs: z.number().nullable(),
  }),
});
export type RetryLife = z.infer<typeof RetryLife>;

export const RetryLives = z.object({
  /** What `unavailable` asks for in its Retry-After. */
  retryAfterSeconds: z.number().int(),
  lives: z.array(RetryLife),
});
export type RetryLives = z.infer<typeof RetryLives>;

/** Deliveries that failed in the same second, and how far chance moves their pauses. */
export const AskedHerd = z.object({
  deliveries: z.coerce.number().int().min(1).max(10_000),
  /** 20 is up to 20 % earlier or later. */
  jitterPercent: z.coerce.number().int().min(0).max(100),
});
export type AskedHerd = z.infer<typeof AskedHerd>;

export const HerdWave = z.object({
  /** The attempt that all of them make. */
  number: z.number().int(),
  /** When the first and the last of them are sent, in virtual ms from the common failure. */
  fromMs: z.number(),
  toMs: z.number(),
  /** The most that are sent within one second. */
  busiestSecond: z.number().int(),
});
export type HerdWave = z.infer<typeof HerdWave>;

/** By the schedule of Standard Webhooks. */
export const Herd = z.object({ waves: z.array(HerdWave) });
export type Herd = z.infer<typeof Herd>;
