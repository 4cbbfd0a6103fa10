// The life of one delivery as a pure state machine: attempts start and end, and one day it is settled.
import type { DeliveryView } from "../contract/session.ts";

/**
 * Attempts may overlap: a redelivery by hand or a copy can start while another is in flight.
 * Only automatic attempts use up the schedule; one asked for by hand does not. Providers differ here, and none
 * documents the opposite (see hookdeck/outpost#662), so the choice that never costs the learner a retry is ours.
 */
export interface Delivery {
  readonly deliveryId: string;
  readonly eventId: string;
  /** The GUID that GitHub-like providers send: the same for every attempt, redeliveries included. */
  readonly uuid: string;
  readonly attempts: number;
  readonly automaticAttempts: number;
  readonly inFlight: number;
  readonly nextAttemptAtMs: number | null;
  readonly settled: null | "delivered" | "dead-letter";
}

export interface StartedAttempt {
  readonly automatic: boolean;
}

export interface FinishedAttempt extends StartedAttempt {
  readonly delivered: boolean;
  /** When the schedule's next attempt is due; null when it is exhausted, or the endpoint is gone. */
  readonly retryAtMs: number | null;
}

export const newDelivery = (
  deliveryId: string,
  event: { readonly eventId: string; readonly uuid: string },
): Delivery => ({
  deliveryId,
  ...event,
  attempts: 0,
  automaticAttempts: 0,
  inFlight: 0,
  nextAttemptAtMs: null,
  settled: null,
});

export const attemptStarted = (delivery: Delivery, { automatic }: StartedAttempt): Delivery => ({
  ...delivery,
  attempts: delivery.attempts + 1,
  automaticAttempts: delivery.automaticAttempts + (automatic ? 1 : 0),
  inFlight: delivery.inFlight + 1,
  nextAttemptAtMs: automatic ? null : delivery.nextAttemptAtMs,
});

/** A success settles a delivery whatever came before, also one already given up; a failure counts by its kind. */
export function attemptFinished(delivery: Delivery, finished: FinishedAttempt): Delivery {
  const landed: Delivery = { ...delivery, inFlight: delivery.inFlight - 1 };
  if (finished.delivered) return { ...landed, settled: "delivered", nextAttemptAtMs: null };
  if (!finished.automatic || landed.settled !== null) return landed;
  if (finished.retryAtMs === null) return givenUp(landed);
  return { ...landed, nextAttemptAtMs: finished.retryAtMs };
}

/** No automatic attempt is left, or none is wanted: a dead letter, unless it was delivered before. */
export const givenUp = (delivery: Delivery): Delivery =>
  delivery.settled === null ? { ...delivery, settled: "dead-letter", nextAttemptAtMs: null } : delivery;

export const viewDelivery = (delivery: Delivery, eventType: string): DeliveryView => ({
  deliveryId: delivery.deliveryId,
  eventId: delivery.eventId,
  eventType,
  state: delivery.settled ?? (delivery.inFlight > 0 ? "in-flight" : "waiting"),
  attempts: delivery.attempts,
  nextAttemptAtMs: delivery.nextAttemptAtMs,
});
