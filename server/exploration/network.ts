// Carries requests to the receiver and answers back, with everything that can become of them on the way.
import type { AttemptOutcome, EntryOf, RawRequest } from "../contract/history.ts";
import type { Exchange } from "../sandbox/types.ts";
import type { Ticket } from "../simulation/event-queue.ts";
import type { Pacing } from "./pacing.ts";
import type { ReceiverHost } from "./receiver-host.ts";
import type { Stage, Step } from "./stage.ts";
import type { ReplyFate } from "./world-types.ts";

/** One request as its sender means it; the fields of the history's entry, and what decides its fate. */
export interface Outgoing
  extends Pick<
    EntryOf<"attempt-started">,
    "deliveryId" | "eventId" | "number" | "trigger" | "origin" | "attack" | "signedBy" | "request"
  > {
  readonly timeoutMs: number;
  /** The answer is dropped on its way back: the connection breaks instead. */
  readonly losesReply: boolean;
  onFinished?(outcome: AttemptOutcome): void;
}

/** A request that belongs to no delivery. */
export const unrelated = {
  deliveryId: null,
  eventId: null,
  number: 0,
  attack: null,
  losesReply: false,
} as const;

/** A request underway. `outcome` is set once. */
export interface Sending {
  readonly attemptId: string;
  readonly startedMs: number;
  readonly deliveryId: string | null;
  readonly origin: Outgoing["origin"];
  readonly request: RawRequest;
  outcome: AttemptOutcome | null;
}

export interface Network {
  send(outgoing: Outgoing): Sending;
  /** Every request of the history, in the order of sending. */
  readonly sent: readonly Sending[];
  /** Those without an outcome. */
  readonly underway: ReadonlySet<Sending>;
  /** Sets what becomes of the answer to an attempt. */
  setReplyFate(attemptId: string, fate: ReplyFate): void;
}

export function createNetwork(stage: Stage, host: ReceiverHost, pacing: Pacing): Network {
  const sent: Sending[] = [];
  const underway = new Set<Sending>();
  const fates = new Map<string, ReplyFate>();

  return {
    sent,
    underway,
    setReplyFate: (attemptId, fate) => void fates.set(attemptId, fate),
    send(outgoing) {
      const sending = begin(stage, outgoing);
      sent.push(sending);
      underway.add(sending);
      const way: Way = { exchange: null, tickets: [] };
      const finish = (outcome: AttemptOutcome) => {
        if (underway.delete(sending)) finishSending(stage, { sending, outgoing, way }, outcome);
      };
      const after = (delayMs: number, step: Step) =>
        way.tickets.push(stage.work.add(stage.clock.nowMs + delayMs, step));

      const comeBack = async (answer: AttemptOutcome) => {
        if (answer.kind !== "responded") return finish(answer);
        host.noteAnswer();
        const fate = fates.get(sending.attemptId) ?? (outgoing.losesReply ? "lost" : "arrives");
        finish(fate === "lost" ? { kind: "reply-lost", response: answer.response } : answer);
        if (fate === "crash-after") await host.crash();
      };
      const breakOff = () => {
        finish({ kind: "connection-lost", detail: "The receiver was killed before its answer had left it." });
        return host.crash();
      };
      const arrive = async () => {
        const receiver = await host.acceptConnection();
        if (receiver === null) return finish({ kind: "connection-refused" });
        const exchange = receiver.request(outgoing.request);
        host.assign(exchange, sending.attemptId);
        way.exchange = exchange;
        void exchange.finished.then((answer) => {
          if (sending.outcome !== null) return;
          const isCut = fates.get(sending.attemptId) === "crash-before" && answer.kind === "responded";
          after(isCut ? 0 : pacing.networkMs(), () => (isCut ? breakOff() : comeBack(answer)));
        });
      };
      after(pacing.networkMs(), arrive);
      after(outgoing.timeoutMs, () => finish({ kind: "timed-out", timeoutMs: outgoing.timeoutMs }));
      return sending;
    },
  };
}

/** What is still underway for one request. */
interface Way {
  exchange: Exchange | null;
  readonly tickets: Ticket[];
}

function begin(stage: Stage, outgoing: Outgoing): Sending {
  const attemptId = stage.ids.attempt();
  const { deliveryId, eventId, number, trigger, origin, attack, signedBy, request } = outgoing;
  stage.recorder.record({
    kind: "attempt-started",
    attemptId,
    deliveryId,
    eventId,
    number,
    trigger,
    origin,
    attack,
    ...(signedBy && { signedBy }),
    request,
  });
  return { attemptId, startedMs: stage.clock.nowMs, deliveryId, origin, request, outcome: null };
}

function finishSending(
  stage: Stage,
  { sending, outgoing, way }: { sending: Sending; outgoing: Outgoing; way: Way },
  outcome: AttemptOutcome,
): void {
  sending.outcome = outcome;
  for (const ticket of way.tickets) ticket.cancel();
  if (outcome.kind === "timed-out") way.exchange?.abort();
  const durationMs = stage.clock.nowMs - sending.startedMs;
  stage.recorder.record({ kind: "attempt-finished", attemptId: sending.attemptId, outcome, durationMs });
  outgoing.onFinished?.(outcome);
}
