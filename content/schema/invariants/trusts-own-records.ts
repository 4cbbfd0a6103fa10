// trusts-own-records: only a payment that matches the shop's record ships an order or makes it paid; what matches nothing changes nothing.
import type { EntryOf } from "../../../server/contract/history.ts";
import { changesTheWorld, describeEffect, newStatusOf, recipientOf } from "../answers.ts";
import { isByHostile, isSoonAfter } from "../causation.ts";
import { isOfUnknownType, matchingOrder, orderOf } from "../duty.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import type { ObservedEvent } from "../observed-event.ts";
import {
  broken,
  count,
  held,
  type Invariant,
  type JudgedWorld,
  type Judgement,
  notChecked,
} from "./judgement.ts";

export const trustsOwnRecords: Invariant = {
  id: "trusts-own-records",
  title: "trusts its own records",
  why: "A valid signature says who wrote an event, not that it is right: a payment of one cent must not ship an order of a hundred euros.",
  look: "Look at what is compared before the order changes: its id, amount and currency have to be those in the shop's own table.",
  judge,
};

function judge(observed: ObservedHistory, world: JudgedWorld): Judgement {
  const sent = observed.attempts.filter(({ nature }) => nature === "genuine");
  const strange = sent.filter(({ event }) => event !== null && isStrange(event, world));
  const unfounded = observed.effects.find(
    (effect) =>
      changesTheWorld(effect) &&
      !isByHostile(observed, effect) &&
      !isByHand(observed, effect) &&
      isUnfounded(effect, { sent, strange, world }),
  );
  if (unfounded !== undefined) {
    return broken({ ...tell(unfounded, sent), seq: unfounded.seq, byEffect: true });
  }
  const events = new Set(
    strange.filter(({ finished }) => finished !== null).map(({ started }) => started.eventId),
  );
  if (events.size === 0) return notChecked;
  return held(`${count(events.size, "event that needs", "events that need")} no work here changed nothing.`);
}

function tell(effect: EntryOf<"effect">, sent: readonly ObservedAttempt[]) {
  const { event } = sent.find(({ started }) => started.attemptId === effect.attemptId) ?? {};
  if (event == null || !isOfUnknownType(event)) {
    return {
      summary: `No payment that matches the shop's own record had come, and yet: ${describeEffect(effect)}.`,
    };
  }
  return {
    summary: `An event of a type that nobody knows (${event.type}) is no reason to do anything, and yet: ${describeEffect(effect)}.`,
    look: "Look at what is done before the type is known, and at the branch for all other types: acknowledge them, and do nothing else.",
  };
}

/** It is of a type that nobody knows, or speaks of an order that the shop has never heard of, or of another sum than it is owed. */
function isStrange(event: ObservedEvent, world: JudgedWorld): boolean {
  if (event.orderId === null) return false;
  if (isOfUnknownType(event)) return true;
  if (event.type === "payment.succeeded") return matchingOrder(event, world) === null;
  return orderOf(event, world) === null;
}

interface Sent {
  readonly sent: readonly ObservedAttempt[];
  readonly strange: readonly ObservedAttempt[];
  readonly world: JudgedWorld;
}

/**
 * A parcel or the status paid is unfounded without an earlier payment that matches. Anything else is unfounded when only
 * strange events had come about its order, or about the customer that a mail is for; what the receiver does by itself
 * long after them has other reasons.
 */
function isUnfounded(effect: EntryOf<"effect">, { sent, strange, world }: Sent): boolean {
  const earlier = sent.filter(({ started }) => started.seq < effect.seq);
  if (effect.effect === "shipped" || newStatusOf(effect) === "paid") {
    const isFounded = ({ event }: ObservedAttempt) =>
      event?.type === "payment.succeeded" &&
      event.orderId === effect.orderId &&
      matchingOrder(event, world) !== null;
    return earlier.length > 0 && !earlier.some(isFounded);
  }
  const recipient = recipientOf(effect);
  const about = earlier.filter(({ event }) =>
    recipient === null ? event?.orderId === effect.orderId : event?.email === recipient,
  );
  const isDue = effect.attemptId !== null || about.some((attempt) => isSoonAfter(attempt, effect));
  return isDue && about.length > 0 && about.every((attempt) => strange.includes(attempt));
}

/** Whoever signs by hand may be right: nobody knows here what they meant. */
function isByHand({ attempts }: ObservedHistory, { attemptId, seq }: EntryOf<"effect">): boolean {
  return attempts.some(
    ({ nature, started }) =>
      nature === "by-hand" && started.seq < seq && (attemptId === null || started.attemptId === attemptId),
  );
}
