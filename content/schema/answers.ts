// What an attempt's answer and effects come to, as predicates for judges and as words for people.
import type { EntryOf } from "../../server/contract/history.ts";
import type { ObservedAttempt } from "./observation.ts";

/** The status that the receiver gave, whether or not it reached the sender; null when it gave none. */
export function statusOf({ finished }: Pick<ObservedAttempt, "finished">): number | null {
  if (finished === null) return null;
  const { outcome } = finished;
  return outcome.kind === "responded" || outcome.kind === "reply-lost" ? outcome.response.status : null;
}

export const isAccepted = (attempt: ObservedAttempt) => isInHundred(attempt, 2);
export const isRefused = (attempt: ObservedAttempt) => isInHundred(attempt, 4);
export const isServerError = (attempt: ObservedAttempt) => isInHundred(attempt, 5);

/** The entry that shows how an attempt ended, or that it began. */
export const seqOfAnswer = ({ finished, started }: ObservedAttempt) => finished?.seq ?? started.seq;

/** The words for an answer: `401`, `no answer`, `still waiting`. */
export function describeAnswer(attempt: ObservedAttempt): string {
  const outcome = attempt.finished?.outcome;
  if (outcome === undefined) return "still waiting";
  if (outcome.kind === "responded") return String(outcome.response.status);
  if (outcome.kind === "reply-lost") return `${outcome.response.status}, lost on the way`;
  if (outcome.kind === "timed-out") return `no answer within ${outcome.timeoutMs / 1000} s`;
  return outcome.kind === "connection-refused" ? "nobody listened" : "the connection broke";
}

/** The same as the end of a sentence about a request: `was answered 500`, `got no answer within 15 s`. */
export function tellAnswer(attempt: ObservedAttempt): string {
  const { outcome } = attempt.finished ?? {};
  if (outcome === undefined) return "is not answered yet";
  if (outcome.kind === "timed-out") return `got no answer within ${outcome.timeoutMs / 1000} s`;
  if (outcome.kind === "connection-lost") return "got no answer, because the connection broke";
  if (outcome.kind === "connection-refused") return "found nobody listening";
  return `was answered ${describeAnswer(attempt)}`;
}

/** A row in a handler's own table is book-keeping: a handler may note what it refused. All else touches the world. */
export const touchesTheWorld = ({ effect }: EntryOf<"effect">) => effect !== "row-changed";

/** A job in the queue changes nothing yet; what its worker does is an effect of its own. */
export const changesTheWorld = (effect: EntryOf<"effect">) =>
  touchesTheWorld(effect) && effect.effect !== "queued" && effect.effect !== "job-done";

/** Parcels and mails cannot be taken back, so a second one is real harm; a repeated write or job can be harmless. */
export const isIrrevocable = ({ effect }: EntryOf<"effect">) => effect === "shipped" || effect === "mailed";

/** Of several effects the one that cannot be taken back, or else the first. */
export const worstOf = (effects: readonly EntryOf<"effect">[]): EntryOf<"effect"> | undefined =>
  effects.find(isIrrevocable) ?? effects[0];

/** What it did, in words that fit into a line; a queued event is named without its content. */
export function describeEffect({ effect, summary }: EntryOf<"effect">): string {
  return effect === "queued" ? "the event is in the queue" : summary;
}

/** The status that an order was given, or null for any other effect. */
export function newStatusOf({ effect, orderId, subject }: EntryOf<"effect">): string | null {
  return effect === "order-changed" ? subject.slice(`order:${orderId ?? ""}:`.length) : null;
}

const unpaid = /^(?:pending|unpaid|failed|declined|expired|void|cancell?ed)\b/;

/** Whether a status takes a payment back: there was none, or none yet. */
export const deniesPayment = (status: string) => unpaid.test(status);

/** The text of the receipt that was filed for an order, or null for any other effect. */
export function filedReceiptOf({ effect, orderId, subject }: EntryOf<"effect">): string | null {
  return effect === "receipt-filed" ? subject.slice(`receipt:${orderId ?? ""}:`.length) : null;
}

/** The address that was written to, or null for any other effect. */
export function recipientOf({ effect, subject }: EntryOf<"effect">): string | null {
  return effect === "mailed" ? (subject.split(":")[1] ?? null) : null;
}

function isInHundred(attempt: ObservedAttempt, hundred: number) {
  const status = statusOf(attempt);
  return status !== null && Math.floor(status / 100) === hundred;
}
