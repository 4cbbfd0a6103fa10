// Tells what was done to a receiver in one schedule, in the words of whoever did it: "killed the receiver right after …".
import { attackWords } from "../../../server/contract/attack-words.ts";
import type { EntryOf, History } from "../../../server/contract/history.ts";

type Entry<Kind extends History[number]["kind"]> = EntryOf<Kind>;

/** @param history as far as it is to be told. @returns the end of a sentence that begins with "I". */
export function tellDeeds(history: History): string {
  const deeds = new Set(history.flatMap((entry, index) => deedOf(entry, history.slice(0, index))));
  return deeds.size > 0 ? listed([...deeds]) : `sent it ${oneEvent(history)}`;
}

function deedOf(entry: History[number], before: History): string[] {
  switch (entry.kind) {
    case "attempt-started":
      return sendingOf(entry, before);
    case "attempt-finished":
      return entry.outcome.kind === "reply-lost" ? ["lost your answer on its way to the provider"] : [];
    case "receiver-ended":
      return entry.outcome.kind === "crash-point" ? [`killed the receiver ${momentOf(before)}`] : [];
    case "outage-started":
      return [`took the receiver down for ${inWords(entry.untilMs - entry.atMs)}`];
    case "shop-answered":
      return entry.fault === undefined ? [] : [faults[entry.fault](serviceOf(entry, before))];
    default:
      return [];
  }
}

const faults: Readonly<Record<NonNullable<Entry<"shop-answered">["fault"]>, (service: string) => string>> = {
  refused: (service) => `let the ${service} fail once`,
  "answer-lost": (service) => `lost the ${service}'s answer once`,
  slow: (service) => `let the ${service} answer too late`,
};

function serviceOf({ callId }: Entry<"shop-answered">, before: History): string {
  const call = before.find((one) => one.kind === "shop-called" && one.callId === callId);
  return call?.kind !== "shop-called" ? "shop" : call.service === "db" ? "database" : call.service;
}

/** What the provider does by itself is no deed: its retries, and the first event. */
function sendingOf(attempt: Entry<"attempt-started">, before: History): string[] {
  const { attack, origin, trigger, eventId, signedBy } = attempt;
  if (attack !== null && origin === "hostile")
    return [`sent it this: ${uncapital(attackWords[attack].sentence)}`];
  if (signedBy?.[0] === "previous") return ["had the provider sign with the old secret"];
  if (trigger === "retry") return [];
  const earlier = before.filter((one) => one.kind === "attempt-started");
  const last = earlier.findLast((one) => one.eventId === eventId);
  if (last !== undefined) return [againWords(attempt, last, before)];
  const other = earlier.findLast(({ origin: from }) => from === "genuine");
  if (other === undefined) return [];
  const [one, first] = [typeOf(attempt, before), typeOf(other, before)];
  return [
    isUnderWay(other, before)
      ? `sent the ${one} while the ${first} was under way`
      : `sent the ${one} after the ${first}`,
  ];
}

function againWords(
  attempt: Entry<"attempt-started">,
  last: Entry<"attempt-started">,
  before: History,
): string {
  const isOnly = before.every((one) => one.kind !== "event-created" || one.eventId === attempt.eventId);
  const what = isOnly ? "the same event" : `the ${typeOf(attempt, before)}`;
  if (isUnderWay(last, before)) return `sent ${what} twice at once`;
  const gapMs = attempt.atMs - last.atMs;
  return gapMs < 60_000 ? `sent ${what} again` : `sent ${what} again ${inWords(gapMs)} later`;
}

const spans = [
  { name: "day", ms: 86_400_000, from: 3 },
  { name: "hour", ms: 3_600_000, from: 1 },
  { name: "minute", ms: 60_000, from: 0 },
] as const;

/** As it is said: "25 hours", "8 days". */
function inWords(ms: number): string {
  const { name, ms: size } = spans.find((span) => ms >= span.from * span.ms) ?? spans[2];
  const count = Math.round(ms / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

const isUnderWay = ({ attemptId }: Entry<"attempt-started">, before: History) =>
  !before.some((one) => one.kind === "attempt-finished" && one.attemptId === attemptId);

/** "payment", "refund", or the type as the provider writes it. */
function typeOf({ eventId }: Entry<"attempt-started">, before: History): string {
  const event = before.find((one) => one.kind === "event-created" && one.eventId === eventId);
  const type = event?.kind === "event-created" ? event.type : "event";
  return { "payment.succeeded": "payment", "payment.refunded": "refund" }[type] ?? type;
}

/** What had happened last when the receiver was killed. */
function momentOf(before: History): string {
  const last = before.findLast(
    ({ kind }) => kind === "effect" || kind === "attempt-finished" || kind === "attempt-started",
  );
  if (last?.kind === "attempt-finished") return "right after it had answered";
  if (last?.kind !== "effect") return "while it was at work";
  switch (last.effect) {
    case "shipped":
      return "right after the parcel had left";
    case "order-changed":
      return "right after it had changed the order";
    case "queued":
      return "right after the queue had the job";
    case "mailed":
      return "right after the mail had left";
    default:
      return "right after it had made its note of the event";
  }
}

function oneEvent(history: History): string {
  const event = history.find(({ kind }) => kind === "event-created");
  if (event?.kind !== "event-created") return "a request";
  const data: unknown = Reflect.get(Object(event.payload), "data");
  const [amount, currency, orderId] = ["amount", "currency", "orderId"].map((name): unknown =>
    Reflect.get(Object(data), name),
  );
  const price = typeof amount === "number" ? ` of ${(amount / 100).toFixed(2)} ${String(currency)}` : "";
  const order = typeof orderId === "string" ? ` for order ${orderId.replace(/^ord(?:er)?_/, "")}` : "";
  return `a genuine ${event.type}${price}${order}`;
}

/** What is said of the same event in a row is said of it once. */
function listed(deeds: readonly string[]): string {
  const same = "sent the same event ";
  const short = deeds.map((deed, index) =>
    deed.startsWith(same) && deeds[index - 1]?.startsWith(same) ? deed.slice(same.length) : deed,
  );
  const last = short.at(-1) ?? "";
  return short.length < 2 ? last : `${short.slice(0, -1).join(", ")} and ${last}`;
}

function uncapital(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");
}
