// What a genuine event owes by the shop's own record, and whether it is done, may still come, or is missing.
import type { EntryOf } from "../../server/contract/history.ts";
import { deniesPayment, filedReceiptOf, isAccepted, newStatusOf, statusOf } from "./answers.ts";
import { isByHostile, isHostile } from "./causation.ts";
import { isDisturbed, isSameMatter, troublesOf } from "./disturbance.ts";
import type { JudgedOrder, JudgedWorld } from "./invariants/judgement.ts";
import type { ObservedAttempt, ObservedHistory } from "./observation.ts";
import type { ObservedEvent } from "./observed-event.ts";
import { hadTime, isDownForGood, isWorkQueued, PATIENCE_MS } from "./outlook.ts";

/** What has to be so in the shop after an event. */
export type Owed = "shipped and paid" | "refunded";

/** An event that owes something, once the provider has begun to deliver it. */
export interface Duty {
  readonly orderId: string;
  readonly owed: Owed;
  /** Its genuine attempts, in order; at least one. */
  readonly attempts: readonly ObservedAttempt[];
  /** The first one that was answered 2xx, whether or not the answer arrived. */
  readonly accepted: ObservedAttempt | null;
  /**
   * `done`; `waiting` while attempts, retries, jobs or patience are left; `excused` when the provider gave up without
   * one undisturbed attempt, and was not told to, or when every one of them was signed by chosen keys and is judged as a
   * matter of rotation; otherwise `undone`.
   */
  readonly state: "done" | "waiting" | "excused" | "undone";
  /** What is missing, as the end of a sentence; empty when nothing is. */
  readonly missing: string;
  /** It was accepted, and nothing interrupted the work from the first attempt to a minute after that. */
  readonly isCalm: boolean;
}

/**
 * What an event owes: a payment that matches the shop's record of a pending order has it shipped and paid, a refund of an
 * order that matches has it refunded. All else owes nothing and is only to be acknowledged.
 */
export function owedBy(event: ObservedEvent, world: JudgedWorld): Owed | null {
  const order = matchingOrder(event, world);
  if (order === null) return null;
  if (event.type === "payment.refunded") return "refunded";
  return event.type === "payment.succeeded" && (order.status ?? "pending") === "pending"
    ? "shipped and paid"
    : null;
}

const knownTypes = new Set(["payment.succeeded", "payment.refunded", "payment.failed", "order.updated"]);

/** Whether an event is of a type that no handler here is written for: it is acknowledged, and changes nothing. */
export const isOfUnknownType = ({ type }: ObservedEvent) => type !== null && !knownTypes.has(type);

/** The shop's record of the event's order, or null when it knows none, or one of another amount or currency. */
export function matchingOrder(event: ObservedEvent, world: JudgedWorld): JudgedOrder | null {
  const order = orderOf(event, world);
  return order !== null && order.amount === event.amount && order.currency === event.currency ? order : null;
}

export function orderOf({ orderId }: ObservedEvent, { orders }: JudgedWorld): JudgedOrder | null {
  return orderId !== null && Object.hasOwn(orders, orderId) ? (orders[orderId] ?? null) : null;
}

/** Genuine attempts by which a handler is judged: not those that came while nothing could be verified. */
export const isOrdinary = ({ nature, isKeyless }: ObservedAttempt) => nature === "genuine" && !isKeyless;

/** The duties of every event that was sent, in the order of the events. */
export function dutiesOf(observed: ObservedHistory, world: JudgedWorld): Duty[] {
  const before = known.get(observed);
  if (before?.world === world) return before.duties;
  const duties = findDuties(observed, world);
  known.set(observed, { world, duties });
  return duties;
}

const known = new WeakMap<ObservedHistory, { readonly world: JudgedWorld; readonly duties: Duty[] }>();

function findDuties(observed: ObservedHistory, world: JudgedWorld): Duty[] {
  return [...observed.events.values()].flatMap((created) => {
    const { said } = created;
    const owed = owedBy(said, world);
    if (owed === null || said.orderId === null || isOvertaken(observed, created, owed)) return [];
    const attempts = observed.attempts.filter(
      (attempt) => isOrdinary(attempt) && attempt.started.eventId === created.eventId,
    );
    const [first] = attempts;
    if (first === undefined) return [];
    const { orderId } = said;
    const accepted = attempts.find(isAccepted) ?? null;
    const missing = missingOf(observed, { orderId, owed, receiptUrl: said.receiptUrl }, world);
    const state = missing === "" ? "done" : stateOf(observed, { orderId, attempts, accepted });
    const isCalm = accepted !== null && !isInterrupted(observed, first, accepted);
    return [{ orderId, owed, attempts, accepted, state, missing, isCalm }];
  });
}

function isInterrupted(
  observed: ObservedHistory,
  first: ObservedAttempt,
  accepted: ObservedAttempt,
): boolean {
  const untilMs = (accepted.finished?.atMs ?? observed.endMs) + PATIENCE_MS;
  return troublesOf(observed).some(
    ({ seq, atMs, attempt, interrupts }) =>
      interrupts &&
      seq > first.started.seq &&
      atMs < untilMs &&
      (attempt === null || isSameMatter(attempt, first)),
  );
}

/** With a refund in play the order of arrival decides whether to ship; and a refund may be older than a payment. */
function isOvertaken(
  { events }: ObservedHistory,
  { said, seq }: EntryOf<"event-created"> & Said,
  owed: Owed,
) {
  return [...events.values()].some((other) => {
    if (other.said.orderId !== said.orderId || other.seq === seq) return false;
    if (owed === "shipped and paid") return other.said.type === "payment.refunded";
    return other.said.type === "payment.succeeded" && (other.said.version ?? 0) > (said.version ?? 0);
  });
}

interface Said {
  readonly said: ObservedEvent;
}

function missingOf(
  observed: ObservedHistory,
  { orderId, owed, receiptUrl }: Pick<Duty, "orderId" | "owed"> & Pick<ObservedEvent, "receiptUrl">,
  world: JudgedWorld,
): string {
  const own = observed.effects.filter((effect) => effect.orderId === orderId);
  const became = (status: string) => own.some((effect) => newStatusOf(effect) === status);
  const { status, receipt } = world.orders[orderId] ?? {};
  if (owed === "refunded") {
    if (status !== "refunded" && !became("refunded")) return "never became refunded";
    return takenBackIn(observed, { orderId, owed });
  }
  if (!own.some(({ effect }) => effect === "shipped")) return "was never shipped";
  if (!became("paid")) return "never became paid";
  const takenBack = takenBackIn(observed, { orderId, owed });
  if (takenBack !== "") return takenBack;
  if (receipt === undefined || receipt.url !== receiptUrl) return "";
  return own.some((effect) => filedReceiptOf(effect) === receipt.text) ? "" : "never got its receipt filed";
}

/**
 * What an order went back to after it had become what was owed, as the end of a sentence; empty when it did not, or when
 * an event of another type about the order may have had it so.
 */
function takenBackIn(observed: ObservedHistory, { orderId, owed }: Pick<Duty, "orderId" | "owed">): string {
  const ownType = owed === "refunded" ? "payment.refunded" : "payment.succeeded";
  const isExplained = observed.attempts.some(
    (attempt) => !isHostile(attempt) && attempt.event?.orderId === orderId && attempt.event.type !== ownType,
  );
  const status = observed.effects
    .filter((effect) => effect.orderId === orderId && !isByHostile(observed, effect))
    .map(newStatusOf)
    .findLast((one) => one !== null);
  if (isExplained || status == null) return "";
  const isBack = deniesPayment(status) || (owed === "refunded" && status === "paid");
  return isBack ? `went back to ${status}` : "";
}

function stateOf(
  observed: ObservedHistory,
  { orderId, attempts, accepted }: Pick<Duty, "orderId" | "attempts" | "accepted">,
): Duty["state"] {
  if (isDownForGood(observed)) return "undone";
  if (!isPatienceOver(observed, attempts) || isWorkQueued(observed, orderId)) return "waiting";
  const wasServed = attempts.some(
    (attempt) =>
      attempt.started.signedBy === undefined && (!isDisturbed(observed, attempt) || saysGone(attempt)),
  );
  return accepted !== null || wasServed ? "undone" : "excused";
}

/**
 * The provider heard that the endpoint is gone for good. Once it has given up, nothing excuses that: any other refusal
 * would have brought it back.
 */
export const saysGone = (attempt: ObservedAttempt) =>
  attempt.finished?.outcome.kind === "responded" && statusOf(attempt) === 410;

function isPatienceOver(observed: ObservedHistory, attempts: readonly ObservedAttempt[]): boolean {
  const isSettled = attempts.every(
    ({ started, finished }) => finished !== null && observed.settled.has(started.deliveryId ?? ""),
  );
  return isSettled && hadTime(observed, Math.max(...attempts.map(({ finished }) => finished?.atMs ?? 0)));
}
