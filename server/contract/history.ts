// The ordered record of everything that happened between a provider, a receiver and a shop on one virtual clock.
import { z } from "zod";
import { type AttackName, attackKinds } from "./attacks.ts";

/** Virtual milliseconds since the start of the history; never negative, never decreasing along a history. */
const AtMs = z.number().nonnegative();

export const HeaderPairs = z.array(z.tuple([z.string(), z.string()]));
/** Header names and values in the order and case in which they were sent. */
export type HeaderPairs = z.infer<typeof HeaderPairs>;

/** One HTTP request as bytes. `bodyBase64` is the exact raw body: what was signed, or was not. */
export const RawRequest = z.object({
  method: z.string(),
  path: z.string(),
  headers: HeaderPairs,
  bodyBase64: z.string(),
});
export type RawRequest = z.infer<typeof RawRequest>;

export const RawResponse = z.object({
  status: z.number().int(),
  headers: HeaderPairs,
  bodyBase64: z.string(),
});
export type RawResponse = z.infer<typeof RawResponse>;

/** The named attacks and faults that can be played against an endpoint. */
export const AttackId = z.enum(Object.keys(attackKinds) as [AttackName, ...AttackName[]]);
export type AttackId = AttackName;

/** How the provider writes the same event down: other bytes, the same JSON. */
export const Encoding = z.enum(["spaced", "compact", "indented", "reordered", "escaped", "float-numbers"]);
export type Encoding = z.infer<typeof Encoding>;

/** What a signature list holds, in its order; `unknown-version` is an entry of a version that nobody knows. */
export const SigningKey = z.enum(["current", "previous", "unknown-version"]);
export type SigningKey = z.infer<typeof SigningKey>;

/** What was done to a shop call on purpose. */
export const ShopFault = z.enum([
  /** Refused with a passing error, and never carried out. */
  "refused",
  /** Carried out, but answered with an error, as when a connection breaks at the wrong moment. */
  "answer-lost",
  /** Carried out, and answered long after the provider has given up. */
  "slow",
]);
export type ShopFault = z.infer<typeof ShopFault>;

/** Who is behind a request: the provider, an attacker, or a client of the learner's own such as curl. */
export const Origin = z.enum(["genuine", "hostile", "external"]);
export type Origin = z.infer<typeof Origin>;

export const Trigger = z.enum(["event", "retry", "redelivery", "attack", "composer", "external"]);
export type Trigger = z.infer<typeof Trigger>;

/** How one attempt ended, as the sender saw it. */
export const AttemptOutcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("responded"), response: RawResponse }),
  /** The receiver answered, but the answer never reached the sender. */
  z.object({ kind: z.literal("reply-lost"), response: RawResponse }),
  z.object({ kind: z.literal("timed-out"), timeoutMs: z.number() }),
  /** Nothing listened: the receiver was down. */
  z.object({ kind: z.literal("connection-refused") }),
  /** The receiver died or cut the connection before a complete answer. */
  z.object({ kind: z.literal("connection-lost"), detail: z.string() }),
]);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

/** Every way in which a receiver's process can end. `stopped` and `crash-point` are ours; all others are the handler's own. */
export const ReceiverOutcome = z.object({
  kind: z.enum([
    "stopped",
    "crash-point",
    "exited",
    "crashed",
    "hung",
    "never-idle",
    "out-of-memory",
    "flooded-output",
    "too-many-calls",
    "too-many-timers",
    "endless-query",
    "broke-protocol",
  ]),
  /** A sentence for the learner: what happened, which limit was met, what to do. */
  message: z.string(),
  exitCode: z.number().int().nullable().optional(),
  signal: z.string().nullable().optional(),
  /** Last part of stderr or the error's stack, with the learner's own file names. */
  detail: z.string().optional(),
});
export type ReceiverOutcome = z.infer<typeof ReceiverOutcome>;

/** A place in the learner's own files; line and column count from 1. */
export const SourcePlace = z.object({
  file: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive().optional(),
});
export type SourcePlace = z.infer<typeof SourcePlace>;

export const ShopService = z.enum(["db", "carrier", "mail", "queue", "web"]);
export type ShopService = z.infer<typeof ShopService>;

export const EffectKind = z.enum([
  "order-changed",
  "shipped",
  "mailed",
  "queued",
  "job-done",
  /** The shop's own record of an order: whose it is, and what is owed for it. */
  "record-changed",
  "row-changed",
  "receipt-filed",
  /** A request of the receiver arrived at a machine that only the shop's own network reaches. */
  "reached-inside",
]);
export type EffectKind = z.infer<typeof EffectKind>;

const entry = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ seq: z.number().int().nonnegative(), atMs: AtMs, kind: z.literal(kind), ...shape });

const attemptId = z.string().nullable();

export const HistoryEntry = z.discriminatedUnion("kind", [
  entry("receiver-started", {
    reason: z.enum(["start", "restart"]),
    /** Set when the receiver was started without a usable secret: nothing genuine can be told from a forgery then. */
    secret: z.enum(["missing", "empty", "blank"]).optional(),
  }),
  entry("receiver-ended", { outcome: ReceiverOutcome }),
  entry("event-created", { eventId: z.string(), type: z.string(), payload: z.unknown() }),
  entry("attempt-started", {
    attemptId: z.string(),
    /** Null for a request that belongs to no delivery: a forgery, the composer, curl. */
    deliveryId: z.string().nullable(),
    eventId: z.string().nullable(),
    /** 1 for the first attempt of a delivery; 0 outside a delivery. */
    number: z.number().int().nonnegative(),
    trigger: Trigger,
    origin: Origin,
    attack: AttackId.nullable(),
    /** Which keys signed, where it was not simply every live one. */
    signedBy: z.array(SigningKey).optional(),
    request: RawRequest,
  }),
  entry("attempt-finished", {
    attemptId: z.string(),
    outcome: AttemptOutcome,
    durationMs: z.number().nonnegative(),
  }),
  entry("retry-scheduled", {
    deliveryId: z.string(),
    eventId: z.string(),
    number: z.number().int().positive(),
    dueMs: AtMs,
  }),
  entry("delivery-settled", {
    deliveryId: z.string(),
    eventId: z.string(),
    state: z.enum(["delivered", "dead-letter"]),
    attempts: z.number().int(),
  }),
  entry("shop-called", {
    callId: z.string(),
    attemptId,
    service: ShopService,
    operation: z.string(),
    /** One line for people: the SQL, the order id, the mail's subject. */
    summary: z.string(),
    args: z.unknown(),
    source: SourcePlace.optional(),
  }),
  entry("shop-answered", {
    callId: z.string(),
    attemptId,
    ok: z.boolean(),
    /** One line for people: the rows, the shipment id, the error. */
    summary: z.string(),
    fault: ShopFault.optional(),
  }),
  entry("effect", {
    effectId: z.string(),
    effect: EffectKind,
    /** What a repeat is counted against, e.g. `ship:ord_1042`. */
    subject: z.string(),
    summary: z.string(),
    orderId: z.string().nullable(),
    attemptId,
    callId: z.string().nullable(),
    /** How often an effect with this kind and subject had happened before: above 0, it happened again. */
    repeat: z.number().int().nonnegative(),
  }),
  entry("log", { stream: z.enum(["stdout", "stderr"]), text: z.string(), attemptId }),
  entry("outage-started", { untilMs: AtMs }),
  entry("outage-ended", {}),
  /** The clock was moved on purpose; `wallMs` is the real time that the move took. */
  entry("clock-moved", { fromMs: AtMs, toMs: AtMs, wallMs: z.number() }),
  entry("note", { level: z.enum(["info", "warning"]), text: z.string() }),
]);
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export type HistoryKind = HistoryEntry["kind"];
export type EntryOf<Kind extends HistoryKind> = Extract<HistoryEntry, { kind: Kind }>;

export type History = readonly HistoryEntry[];
