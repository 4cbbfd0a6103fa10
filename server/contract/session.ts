// The wire of a live session: a handler that stays up while requests are sent to it by hand.
import { z } from "zod";
import {
  AttackId,
  Encoding,
  HeaderPairs,
  HistoryEntry,
  ReceiverOutcome,
  SigningKey,
  SourcePlace,
} from "./history.ts";
import { FILE_NAME, FILE_NAME_RULE, MAX_FILE_BYTES, MAX_FILES } from "./limits.ts";

export const SchemeId = z.enum(["standard-v1", "standard-v1a", "stripe-v1", "github-sha256"]);
export type SchemeId = z.infer<typeof SchemeId>;

/** What a world starts its receiver with: one live secret, two of them, or none that is of any use. */
export const WorldSecrets = z.enum(["one", "rotating", "missing", "empty", "blank"]);
export type WorldSecrets = z.infer<typeof WorldSecrets>;

export const FileName = z.string().regex(FILE_NAME, FILE_NAME_RULE);

/** The learner's code: file name to text. `handler.ts` or `handler.js` is the entry. */
export const Submission = z.object({
  files: z
    .record(FileName, z.string().max(MAX_FILE_BYTES))
    .refine((files) => Object.keys(files).length <= MAX_FILES, `At most ${MAX_FILES} files.`)
    .refine(
      (files) => "handler.ts" in files || "handler.js" in files,
      "One file must be called handler.ts or handler.js; its default export is the app.",
    ),
});
export type Submission = z.infer<typeof Submission>;

export const StartSession = z.object({
  submission: Submission,
  scenario: z.string().default("payments"),
  scheme: SchemeId.default("standard-v1"),
  seed: z.number().int().nonnegative().default(1),
  secrets: WorldSecrets.default("one"),
});
export type StartSession = z.input<typeof StartSession>;

/** Code that does not compile or start: the learner's fault, so data and not an exception. */
export const StartProblem = z.object({
  stage: z.enum(["compile", "load", "start"]),
  message: z.string(),
  place: SourcePlace.optional(),
  stack: z.string().optional(),
});
export type StartProblem = z.infer<typeof StartProblem>;

/** What a learner may ask a running session to do. Every action is answered 202 and shows up in the history. */
export const SessionAction = z.discriminatedUnion("kind", [
  /** A genuine event through the provider, with its retries. `fields` override the payload's `data`. */
  z.object({
    kind: z.literal("send-event"),
    type: z.string(),
    orderId: z.string().optional(),
    fields: z.record(z.string(), z.unknown()).optional(),
    encoding: Encoding.optional(),
    /** Which keys sign its attempts, in this order; default: every live secret. */
    signedBy: z.array(SigningKey).min(1).max(5).optional(),
  }),
  /** An attack from the catalogue; `attemptId` names the captured request it starts from (default: the latest genuine one). */
  z.object({ kind: z.literal("attack"), attack: AttackId, attemptId: z.string().optional() }),
  /** A request as composed by hand. With `sign` its signature headers are made anew over the given body. */
  z.object({
    kind: z.literal("compose"),
    method: z.string().default("POST"),
    path: z.string().default("/webhooks/payment"),
    headers: HeaderPairs,
    bodyBase64: z.string(),
    sign: z.boolean(),
  }),
  z.object({ kind: z.literal("redeliver"), deliveryId: z.string() }),
  /** The receiver refuses connections for `durationMs` of virtual time (its process is killed and started again). */
  z.object({
    kind: z.literal("outage"),
    durationMs: z
      .number()
      .positive()
      .max(30 * 86_400_000),
  }),
  /** Kills the receiver's process and starts it again on the same durable shop. */
  z.object({ kind: z.literal("restart") }),
  /** Moves the clock: to the next thing that is due, through everything that is due, or by a fixed time. */
  z.object({
    kind: z.literal("advance"),
    to: z.union([
      z.literal("next"),
      z.literal("all"),
      z.object({
        byMs: z
          .number()
          .positive()
          .max(30 * 86_400_000),
      }),
    ]),
  }),
  /** 0 holds the clock; n lets n virtual milliseconds pass in each real one. */
  z.object({ kind: z.literal("clock-rate"), rate: z.number().min(0).max(100_000) }),
]);
export type SessionAction = z.input<typeof SessionAction>;

export const DeliveryView = z.object({
  deliveryId: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  state: z.enum(["waiting", "in-flight", "delivered", "dead-letter"]),
  attempts: z.number().int(),
  nextAttemptAtMs: z.number().nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

/** One table of the shop's database as it stands: column names and rows in insertion order, cut at 200 rows. */
export const TableView = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  totalRows: z.number().int(),
});
export type TableView = z.infer<typeof TableView>;

export const ShopView = z.object({ tables: z.array(TableView) });
export type ShopView = z.infer<typeof ShopView>;

export const SandboxTier = z.object({
  tier: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** Short name for the badge, e.g. "sealed box". */
  label: z.string(),
  /** What it keeps out and what it does not, honestly. */
  explanation: z.string(),
  layers: z.array(z.string()),
  canaries: z.array(z.object({ name: z.string(), held: z.boolean(), detail: z.string() })),
});
export type SandboxTier = z.infer<typeof SandboxTier>;

export const Health = z.object({ ok: z.literal(true), version: z.string(), sandbox: SandboxTier });
export type Health = z.infer<typeof Health>;

/** The state of a session: one union, never a set of flags. */
export const SessionState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("queued") }),
  z.object({ state: z.literal("starting") }),
  z.object({
    state: z.literal("running"),
    nowMs: z.number(),
    /** Virtual wall-clock time of the history's start, Unix milliseconds. */
    epochMs: z.number(),
    clockRate: z.number(),
    /** True while an action is being played. */
    busy: z.boolean(),
    liveUrl: z.string(),
    secret: z.string(),
    deliveries: z.array(DeliveryView),
    shop: ShopView,
  }),
  z.object({ state: z.literal("finished"), outcome: ReceiverOutcome }),
  z.object({ state: z.literal("failed"), problem: StartProblem }),
]);
export type SessionState = z.infer<typeof SessionState>;

/** What the event stream of a session carries, one JSON document per server-sent event. */
export const SessionEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("history"), entries: z.array(HistoryEntry) }),
  z.object({ type: z.literal("state"), state: SessionState }),
  /** An action that could not be carried out, e.g. a replay attack before anything was captured. */
  z.object({ type: z.literal("action-refused"), message: z.string() }),
]);
export type SessionEvent = z.infer<typeof SessionEvent>;

export const SessionCreated = z.object({ sessionId: z.string() });
export type SessionCreated = z.infer<typeof SessionCreated>;
