// Builds small histories by hand, for tests of what judges and describes them.
import type {
  AttackId,
  AttemptOutcome,
  EntryOf,
  History,
  HistoryEntry,
  HistoryKind,
  ReceiverOutcome,
  ShopFault,
  SigningKey,
} from "../../../server/contract/history.ts";
import { world } from "./judging.ts";

type Draft<Kind extends HistoryKind> = Omit<EntryOf<Kind>, "seq" | "kind" | "atMs"> & { atMs?: number };

export type HistoryDraft = { [Kind in HistoryKind]: Draft<Kind> & { kind: Kind } }[HistoryKind];

/** Numbers the entries and counts repeated effects; time stands still between them unless one sets it. */
export function historyOf(...drafts: readonly HistoryDraft[]): History {
  let atMs = 0;
  const times = new Map<string, number>();
  return drafts.map((draft, seq) => {
    atMs = draft.atMs ?? atMs;
    const entry = { ...draft, seq, atMs } as HistoryEntry;
    if (entry.kind !== "effect" || entry.effect === "row-changed") return entry;
    const key = `${entry.effect} ${entry.subject}`;
    const repeat = times.get(key) ?? 0;
    times.set(key, repeat + 1);
    return { ...entry, repeat };
  });
}

/** The same entries, from this moment on. */
export const at = (atMs: number, ...drafts: readonly HistoryDraft[]): HistoryDraft[] =>
  drafts.map((draft) => ({ ...draft, atMs: Math.max(atMs, draft.atMs ?? 0) }));

export const request = { method: "POST", path: "/webhooks/payment", headers: [], bodyBase64: "" };

interface Attempt {
  readonly id: string;
  readonly attack?: AttackId;
  readonly hostile?: boolean;
  readonly eventId?: string | null;
  readonly number?: number;
  readonly signedBy?: SigningKey[];
  /** What the body says, as JSON. */
  readonly body?: unknown;
  readonly atMs?: number;
}

export const started = ({
  id,
  attack,
  hostile,
  eventId = null,
  number = 1,
  ...more
}: Attempt): HistoryDraft => ({
  kind: "attempt-started",
  attemptId: id,
  deliveryId: hostile ? null : `del_${eventId}`,
  eventId,
  number,
  trigger: attack === undefined ? "event" : "attack",
  origin: hostile ? "hostile" : "genuine",
  attack: attack ?? null,
  request: more.body === undefined ? request : { ...request, bodyBase64: base64(JSON.stringify(more.body)) },
  ...(more.signedBy && { signedBy: more.signedBy }),
  ...timeOf(more),
});

/** An attacker's request; the body says what it claims. */
export const hostile = (id: string, attack: AttackId, body?: unknown): HistoryDraft =>
  started({ id, attack, hostile: true, ...(body === undefined ? {} : { body }) });

/** What a request of the learner's own client, or of the composer with a valid signature, looks like. */
export const byHand = (id: string): HistoryDraft => ({
  ...(started({ id }) as Draft<"attempt-started">),
  ...{ kind: "attempt-started", trigger: "composer", deliveryId: null, number: 0 },
});

const ended = (attemptId: string, outcome: AttemptOutcome, atMs?: number): HistoryDraft => ({
  kind: "attempt-finished",
  attemptId,
  outcome,
  durationMs: 10,
  ...timeOf({ atMs }),
});

export const answered = (attemptId: string, status: number, atMs?: number): HistoryDraft =>
  ended(attemptId, { kind: "responded", response: { status, headers: [], bodyBase64: "" } }, atMs);

export const answeredWith = (
  attemptId: string,
  body: string,
  headers: [string, string][] = [],
): HistoryDraft =>
  ended(attemptId, { kind: "responded", response: { status: 200, headers, bodyBase64: base64(body) } });

export const replyLost = (attemptId: string, status: number, atMs?: number): HistoryDraft =>
  ended(attemptId, { kind: "reply-lost", response: { status, headers: [], bodyBase64: "" } }, atMs);

export const timedOut = (attemptId: string, atMs?: number): HistoryDraft =>
  ended(attemptId, { kind: "timed-out", timeoutMs: 15_000 }, atMs);

export const foundNobody = (attemptId: string, atMs?: number): HistoryDraft =>
  ended(attemptId, { kind: "connection-refused" }, atMs);

export const cutOff = (attemptId: string, atMs?: number): HistoryDraft =>
  ended(attemptId, { kind: "connection-lost", detail: "Gone." }, atMs);

export const settled = (eventId: string, state: "delivered" | "dead-letter" = "delivered"): HistoryDraft => ({
  kind: "delivery-settled",
  deliveryId: `del_${eventId}`,
  eventId,
  state,
  attempts: 1,
});

/** One attempt from its start to its answer; a 2xx settles the delivery. */
export const attempt = (
  id: string,
  eventId: string,
  status: number,
  ...inside: readonly HistoryDraft[]
): HistoryDraft[] => [
  started({ id, eventId }),
  ...inside,
  answered(id, status),
  ...(status >= 200 && status < 300 ? [settled(eventId)] : []),
];

export const effect = (
  kind: EntryOf<"effect">["effect"],
  attemptId: string | null,
  orderId: string | null = "ord_1",
): HistoryDraft => ({
  kind: "effect",
  effectId: "eff",
  effect: kind,
  subject: `${kind}:${orderId}`,
  summary: `${orderId} ${kind}`,
  orderId,
  attemptId,
  callId: null,
  repeat: 0,
});

export const becomes = (status: string, attemptId: string | null, orderId = "ord_1"): HistoryDraft => ({
  ...(effect("order-changed", attemptId, orderId) as Draft<"effect">),
  kind: "effect",
  subject: `order:${orderId}:${status}`,
  summary: `${orderId} → ${status}`,
});

export const mailed = (to: string, attemptId: string | null, subject = "Thanks"): HistoryDraft => ({
  ...(effect("mailed", attemptId, null) as Draft<"effect">),
  kind: "effect",
  subject: `mail:${to}:${subject}`,
  summary: `"${subject}" to ${to}`,
});

/** A payment's whole work. */
export const shipsAndPays = (attemptId: string | null, orderId = "ord_1"): HistoryDraft[] => [
  effect("shipped", attemptId, orderId),
  becomes("paid", attemptId, orderId),
];

export const event = (
  eventId: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
): HistoryDraft => ({
  kind: "event-created",
  eventId,
  type,
  payload: { id: eventId, type, data },
});

export const paid = (eventId: string, orderId = "ord_1", amount = 100, version = 1): HistoryDraft =>
  event(eventId, "payment.succeeded", { orderId, amount, currency: "EUR", version, ...customerOf(orderId) });

export const refunded = (eventId: string, orderId = "ord_1", amount = 100, version = 2): HistoryDraft =>
  event(eventId, "payment.refunded", { orderId, amount, currency: "EUR", version, ...customerOf(orderId) });

/** What the body of a captured delivery says. */
export const bodyOf = (draft: HistoryDraft): unknown =>
  draft.kind === "event-created" ? draft.payload : null;

function customerOf(orderId: string) {
  const { customerEmail: email, cardLast4 } = world.orders[orderId] ?? {};
  return { customer: { email, cardLast4 } };
}

export const later = (toMs: number): HistoryDraft => ({
  kind: "clock-moved",
  atMs: toMs,
  fromMs: 0,
  toMs,
  wallMs: 3,
});

export const up = (secret?: EntryOf<"receiver-started">["secret"]): HistoryDraft => ({
  kind: "receiver-started",
  reason: "restart",
  ...(secret && { secret }),
});

export const down = (kind: ReceiverOutcome["kind"] = "crash-point"): HistoryDraft => ({
  kind: "receiver-ended",
  outcome: { kind, message: "It ended." },
});

interface Call {
  readonly id: string;
  readonly attemptId?: string | null;
  readonly fault?: ShopFault;
}

export const called = ({ id, attemptId = null }: Call): HistoryDraft => ({
  kind: "shop-called",
  callId: id,
  attemptId,
  service: "db",
  operation: "query",
  summary: "UPDATE",
  args: { sql: "UPDATE" },
});

export const callAnswered = ({ id, attemptId = null, fault }: Call, atMs?: number): HistoryDraft => ({
  kind: "shop-answered",
  callId: id,
  attemptId,
  ok: fault !== "refused",
  summary: "1 row",
  ...(fault && { fault }),
  ...timeOf({ atMs }),
});

/** A shop call that something was done to. */
export const faulty = (attemptId: string | null, fault: ShopFault = "refused"): HistoryDraft[] => [
  called({ id: `call_${attemptId}_${fault}`, attemptId }),
  callAnswered({ id: `call_${attemptId}_${fault}`, attemptId, fault }),
];

/** The receiver has a worker for this job. */
export const works = (job: string): HistoryDraft[] => queueCall(`process_${job}`, null, "process", { job });

/** An event is put into the queue. */
export const queues = (job: string, jobId: string, attemptId: string | null): HistoryDraft[] => {
  const [call, answer] = queueCall(`add_${jobId}`, attemptId, "add", { job, jobId, data: {} });
  const queued = effect("queued", attemptId, null) as Draft<"effect">;
  return [call, { ...queued, kind: "effect", subject: `job:${jobId}`, callId: `add_${jobId}` }, answer];
};

function queueCall(
  id: string,
  attemptId: string | null,
  operation: string,
  args: unknown,
): [HistoryDraft, HistoryDraft] {
  const call = called({ id, attemptId }) as Draft<"shop-called">;
  return [
    { ...call, kind: "shop-called", service: "queue", operation, args },
    callAnswered({ id, attemptId }),
  ];
}

export const jobDone = (jobId: string): HistoryDraft => ({
  ...(effect("job-done", null, null) as Draft<"effect">),
  kind: "effect",
  subject: `job:${jobId}`,
});

export const logged = (text: string, attemptId: string | null = null): HistoryDraft => ({
  kind: "log",
  stream: "stdout",
  text,
  attemptId,
});

const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");

const timeOf = ({ atMs }: { readonly atMs?: number | undefined }) => (atMs === undefined ? {} : { atMs });
