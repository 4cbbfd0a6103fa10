// The wire of the comparison: webhook, polling and publish/subscribe on the same stream of events.
import { z } from "zod";

/** Providers whose rules for retries are known here. */
export const ProfileId = z.enum(["standard-webhooks", "stripe", "shopify", "slack", "github"]);
export type ProfileId = z.infer<typeof ProfileId>;

/** What is compared: a day of events, the same for all three. Numbers may come as text, from an address. */
export const ComparedDay = z.object({
  eventsPerHour: z.coerce.number().min(0.1).max(600),
  /** The pause between two questions of a consumer that polls. */
  pollSeconds: z.coerce.number().int().min(1).max(86_400),
  /** From eight in the morning on, no consumer can be reached, nor ask. */
  outageMinutes: z.coerce.number().int().min(0).max(720),
  /** Services that want to hear of every event. */
  consumers: z.coerce.number().int().min(1).max(20),
  /** Whose rules the provider's webhooks follow. */
  profile: ProfileId,
});
export type ComparedDay = z.infer<typeof ComparedDay>;

/** What was measured over the day's events. Times are from the event to the moment at which a consumer knows of it. */
export const MechanismFigures = z.object({
  medianMs: z.number().nullable(),
  /** 95 of 100 events are known within this time. */
  p95Ms: z.number().nullable(),
  longestMs: z.number().nullable(),
  /** HTTP requests; for publish/subscribe messages to and from the broker. Of all consumers together. */
  requests: z.number().int(),
  /** Of these, those that carried nothing: an answer without news, or an attempt that failed. */
  inVain: z.number().int(),
  /** Events that a consumer never hears of. */
  lost: z.number().int(),
});
export type MechanismFigures = z.infer<typeof MechanismFigures>;

export const Comparison = z.object({
  events: z.number().int(),
  webhook: MechanismFigures,
  polling: MechanismFigures,
  pubSub: MechanismFigures,
  /** The same day with other pauses between the questions. */
  sweep: z.array(
    z.object({
      pollSeconds: z.number().int(),
      requests: z.number().int(),
      medianMs: z.number().nullable(),
    }),
  ),
  /** The shortest pause at which polling needs no more requests than webhooks; null when even a day is too short. */
  breakEvenSeconds: z.number().int().nullable(),
});
export type Comparison = z.infer<typeof Comparison>;
