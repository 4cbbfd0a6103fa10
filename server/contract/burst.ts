// The wire of a burst: many events within one second, and three receivers that meet it in different ways.
import { z } from "zod";
import { ProfileId } from "./mechanisms.ts";

/** What comes, and what there is to meet it. Numbers may come as text, from an address. */
export const AskedBurst = z.object({
  events: z.coerce.number().int().min(1).max(5_000),
  /** How long the work for one event takes. */
  workMs: z.coerce.number().int().min(1).max(120_000),
  /** How many events can be worked on at the same time. */
  workers: z.coerce.number().int().min(1).max(100),
  /** How long the provider waits for an answer. */
  timeoutMs: z.coerce.number().int().min(1_000).max(60_000),
  /** How far chance moves the pause before a retry: 20 is up to 20 % earlier or later. */
  jitterPercent: z.coerce.number().int().min(0).max(100),
  /** By whose schedule what failed is sent again. */
  profile: ProfileId,
});
export type AskedBurst = z.infer<typeof AskedBurst>;

/** A moment of the burst, in virtual ms from its first event. */
export const BurstMoment = z.object({
  atMs: z.number(),
  /** The most that stood in line since the moment before. */
  waiting: z.number().int(),
  /** Requests up to here. */
  attempts: z.number().int(),
  /** Events whose work is done by now. */
  done: z.number().int(),
});
export type BurstMoment = z.infer<typeof BurstMoment>;

export const BurstFigures = z.object({
  /** HTTP requests. */
  attempts: z.number().int(),
  /** Of these, those whose answer did not come within the provider's time. */
  timedOut: z.number().int(),
  /** Of these, those that were answered 503. */
  refused: z.number().int(),
  /** How often the work was begun; more than the events when copies were worked on side by side. */
  runs: z.number().int(),
  /** Events whose work is never done. */
  lost: z.number().int(),
  /** Events that the provider has given up, whether or not their work was done. */
  deadLetters: z.number().int(),
  /** From the event to the end of its work, for half of the events and for the slowest; null when none is done. */
  medianMs: z.number().nullable(),
  longestMs: z.number().nullable(),
  /** The longest line. */
  peak: z.number().int(),
  moments: z.array(BurstMoment),
});
export type BurstFigures = z.infer<typeof BurstFigures>;

export const Burst = z.object({
  /** Works first, then answers. */
  inRequest: BurstFigures,
  /** Writes the event into a durable queue and answers; workers take it from there. */
  queued: BurstFigures,
  /** Works first, and answers 503 with Retry-After to what it cannot finish in time. */
  refusing: BurstFigures,
  /** How many the third one lets in at a time, and what it asks of the others. */
  limit: z.number().int(),
  retryAfterSeconds: z.number().int(),
});
export type Burst = z.infer<typeof Burst>;
