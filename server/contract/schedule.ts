// A schedule as data: what is begun, which shop call goes first, and what goes wrong, in one total order.
import { z } from "zod";
import { AttackId, Encoding, SigningKey } from "./history.ts";
import { WorldSecrets } from "./session.ts";

/** Attempts are counted from 1 in the order in which they were sent; 0 stands for jobs and code outside of requests. */
const Actor = z.number().int().nonnegative();
/** Events are counted from 0 in the order in which they were made. */
const EventNumber = z.number().int().nonnegative();
const DurationMs = z
  .number()
  .positive()
  .max(30 * 86_400_000);

export const CallFate = z.enum([
  "answered",
  "refused",
  "answer-lost",
  /** Refused, as is every call of the same service for a minute. */
  "down",
  /** Answered when the provider's next attempt has arrived. */
  "slow",
  /** The receiver is killed when the call has been carried out and before it hears so. */
  "crash-after",
]);
export type CallFate = z.infer<typeof CallFate>;

export const Action = z.discriminatedUnion("do", [
  /** A new event, and the first attempt of its delivery. */
  z.object({
    do: z.literal("event"),
    type: z.string().max(100),
    orderId: z.string().max(100).optional(),
    fields: z.record(z.string(), z.unknown()).optional(),
    encoding: Encoding.optional(),
    signedBy: z.array(SigningKey).min(1).max(5).optional(),
  }),
  /** One more attempt of an event's delivery. */
  z.object({ do: z.literal("copy"), of: EventNumber }),
  /** `type`: what a forged event claims to be; default: the scenario's main event. */
  z.object({ do: z.literal("attack"), attack: AttackId, type: z.string().max(100).optional() }),
  /** The actor's next shop call is carried out; all others wait. */
  z.object({ do: z.literal("call"), actor: Actor, fate: CallFate.optional() }),
  /** Sets what becomes of an attempt's answer. */
  z.object({ do: z.literal("reply"), actor: Actor, fate: z.enum(["lost", "crash-before", "crash-after"]) }),
  /** The receiver is killed now. */
  z.object({ do: z.literal("crash") }),
  /** The receiver is down for so long. */
  z.object({ do: z.literal("outage"), durationMs: DurationMs }),
  /** Time passes, and what is underway or falls due meanwhile goes on, one actor after the other. */
  z.object({ do: z.literal("wait"), durationMs: DurationMs }),
  /** Time passes until the provider's next attempt has arrived; calls wait for their answers meanwhile. */
  z.object({ do: z.literal("next-attempt") }),
  /** Everything underway comes to rest, one actor after the other. */
  z.object({ do: z.literal("rest") }),
  /** The same, and time passes until every delivery is settled. */
  z.object({ do: z.literal("settle") }),
]);
export type Action = z.infer<typeof Action>;

export const Schedule = z.object({
  /** What the world starts with. */
  secrets: WorldSecrets,
  /** Longer than any search makes them, and short enough for a token from a stranger. */
  actions: z.array(Action).max(400),
  /** Whether everything is played to its end after the last action, or the history ends there. */
  end: z.enum(["settle", "stop"]),
});
export type Schedule = z.infer<typeof Schedule>;

/** A schedule in a usual world that is played to its end. */
export const scheduleOf = (...actions: readonly Action[]): Schedule => ({
  secrets: "one",
  actions: [...actions],
  end: "settle",
});

/** Sends a request: those are the actors, counted from 1. */
export const startsAttempt = ({ do: what }: Action): boolean =>
  what === "event" || what === "copy" || what === "attack";

/** Begins something, as against ordering what is underway. */
export const isMove = (action: Action): boolean => action.do !== "call" && action.do !== "reply";
