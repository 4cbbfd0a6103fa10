// What a learner can send: genuine events, attacks and faults by group, outages.
import { type AttackKind, type AttackName, attackKinds } from "../../server/contract/attacks.ts";

export interface EventChoice {
  readonly type: string;
  readonly title: string;
  readonly sentence: string;
}

export const paymentEvents: readonly EventChoice[] = [
  { type: "payment.succeeded", title: "Payment succeeded", sentence: "The order is paid, and ships once." },
  { type: "payment.refunded", title: "Payment refunded", sentence: "The order is refunded, for good." },
  { type: "payment.failed", title: "Payment failed", sentence: "The card was declined; nothing ships." },
  { type: "order.updated", title: "Order updated", sentence: "A newer version of the order." },
  { type: "customer.moved", title: "Unknown type", sentence: "A type that the handler does not know." },
];

/** What people try first. */
export const firstAttacks: readonly AttackName[] = [
  "unsigned",
  "wrong-secret",
  "tampered-body",
  "tampered-timestamp",
  "replay-attack",
];

export interface AttackGroup {
  readonly title: string;
  readonly attacks: readonly AttackName[];
}

/** All others from somebody who does not have the secret, or not the right to send this now. */
export const furtherAttacks: readonly AttackGroup[] = [
  { title: "More forgeries", attacks: furtherOf("forgery") },
  { title: "Copies and disguises", attacks: furtherOf("replay-attack", "disguise") },
  { title: "Bad input", attacks: furtherOf("bad-input") },
];

/** What honest networks and providers do to a receiver. */
export const deliveryFaults = furtherOf("delivery");

function furtherOf(...kinds: readonly AttackKind[]): readonly AttackName[] {
  const names = Object.keys(attackKinds) as AttackName[];
  return names.filter((name) => kinds.includes(attackKinds[name]) && !firstAttacks.includes(name));
}

export interface OutageChoice {
  readonly durationMs: number;
  readonly title: string;
}

export const outages: readonly OutageChoice[] = [
  { durationMs: 60_000, title: "1 minute" },
  { durationMs: 3_600_000, title: "1 hour" },
  { durationMs: 42 * 3_600_000, title: "42 hours" },
  { durationMs: 72 * 3_600_000, title: "3 days" },
];

export interface ClockRate {
  readonly rate: number;
  readonly title: string;
}

export const clockRates: readonly ClockRate[] = [
  { rate: 0, title: "Held" },
  { rate: 1, title: "Real time" },
  { rate: 60, title: "1 min a second" },
  { rate: 3_600, title: "1 h a second" },
];
