// Takes the receiver's shop calls, has them carried out when the pacing says so, and writes down both.
import type { ServiceCall, ServiceReply } from "../sandbox/types.ts";
import type { Effect, Shop, ShopReply } from "../shop/types.ts";
import type { Ticket } from "../simulation/event-queue.ts";
import type { Pacing } from "./pacing.ts";
import { asShopFault, failedInPassing } from "./shop-faults.ts";
import type { Stage } from "./stage.ts";
import type { CarryOut, HeldCall } from "./world-types.ts";

/** The calls of one receiver process. When the process is gone, so is its line. */
export interface ShopLine {
  onCall(call: ServiceCall): Promise<ServiceReply>;
  /** From now on calls are paced. While its code is being loaded a receiver is answered at once. */
  endLoading(): void;
  /** The process is gone: what was not carried out never is, and open transactions roll back. */
  close(): Promise<void>;
}

export interface ShopDesk {
  openLine(options: LineOptions): ShopLine;
  /** Calls that were made and are not answered. */
  readonly openCalls: number;
  /**
   * Resolves when nothing is being carried out, except calls that wait for another transaction to end.
   * Rejects when the shop itself failed: never the learner's fault.
   */
  settled(): Promise<void>;
  readonly isBusy: boolean;
  /**
   * Calls that the pacing holds until they are carried out by hand, in the order in which they were made. Those that
   * would only wait for another transaction are left out: carried out now or after its end, they do the same.
   */
  held(): HeldCall[];
  /** Carries out a held call. @throws when none of this id is held. */
  carryOut(callId: string, how: CarryOut): void;
  recordEffect(effect: Effect): void;
  /** A call that was carried out is answered, or turns out to wait for another transaction to end. */
  noteChange(): void;
}

export interface LineOptions {
  /** The attempt that a request belongs to. */
  attemptOf(streamId: number | null): string | null;
  /** True when the process is gone: nothing can be answered any more. */
  isGone(): boolean;
  /** A statement of this line did not end and had to be killed. True when the receiver will be, and needs no answer. */
  onEndlessQuery(summary: string): boolean;
}

/** A call between being made and being answered. */
interface OpenCall {
  readonly callId: string;
  readonly attemptId: string | null;
  readonly call: ServiceCall;
  readonly line: LineOptions;
  ticket: Ticket | null;
  answer(reply: ShopReply): void;
}

export function createShopDesk(stage: Stage, shop: Shop, pacing: Pacing): ShopDesk {
  return new PacedDesk(stage, shop, pacing);
}

class PacedDesk implements ShopDesk {
  readonly #stage: Stage;
  readonly #shop: Shop;
  readonly #pacing: Pacing;
  /** Waiting for their time, or held. */
  readonly #waiting = new Map<string, OpenCall>();
  readonly #carriedOut = new Set<OpenCall>();
  /** Carried out, and answered later on purpose or never. */
  readonly #unanswered = new Set<OpenCall>();
  /** Resolves when one that was carried out is answered, or turns out to wait for a transaction. */
  #change = Promise.withResolvers<void>();
  #fault: { readonly error: unknown } | null = null;

  constructor(stage: Stage, shop: Shop, pacing: Pacing) {
    this.#stage = stage;
    this.#shop = shop;
    this.#pacing = pacing;
  }

  get openCalls(): number {
    return this.#waiting.size + this.#carriedOut.size + this.#unanswered.size;
  }

  get isBusy(): boolean {
    return this.#carriedOut.size > this.#shop.waitingCalls();
  }

  openLine(line: LineOptions): ShopLine {
    let isLoading = true;
    return {
      onCall: (call) => this.#take(call, line, isLoading ? 0 : this.#pacing.shopCallMs(call)),
      endLoading: () => {
        isLoading = false;
      },
      close: async () => {
        this.#dropWaiting(line);
        await this.#shop.receiverGone();
      },
    };
  }

  async settled(): Promise<void> {
    while (this.isBusy) await this.#change.promise;
    if (this.#fault !== null) throw this.#fault.error;
  }

  held(): HeldCall[] {
    const held = [...this.#waiting.values()].filter(
      ({ ticket, call }) => ticket === null && !this.#shop.wouldWait(call),
    );
    return held.map(({ callId, attemptId, call: { service, operation, args, source } }) => ({
      ...{ callId, attemptId, service, operation, args },
      ...(source && { source }),
    }));
  }

  carryOut(callId: string, how: CarryOut): void {
    const open = this.#waiting.get(callId);
    if (open === undefined || open.ticket !== null) throw new Error(`No call ${callId} is held.`);
    this.#carryOut(open, how);
  }

  recordEffect(effect: Effect): void {
    const { recorder, ids } = this.#stage;
    recorder.record({ kind: "effect", effectId: ids.effect(), ...effect });
  }

  noteChange(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  #take(call: ServiceCall, line: LineOptions, delay: number | "held"): Promise<ServiceReply> {
    const { work, clock, ids, recorder } = this.#stage;
    const { service, operation, args, source } = call;
    const callId = ids.call();
    const attemptId = line.attemptOf(call.streamId);
    const summary = this.#shop.describe({ service, operation, args });
    const place = source === undefined ? {} : { source };
    recorder.record({ kind: "shop-called", callId, attemptId, service, operation, summary, args, ...place });
    return new Promise((resolve) => {
      const answer = (reply: ShopReply) => resolve(forReceiver(reply));
      const open: OpenCall = { callId, attemptId, call, line, ticket: null, answer };
      this.#waiting.set(callId, open);
      if (delay === 0) this.#carryOut(open);
      else if (delay !== "held") open.ticket = work.add(clock.nowMs + delay, () => this.#carryOut(open));
    });
  }

  #carryOut(open: OpenCall, how: CarryOut = answered): void {
    this.#waiting.delete(open.callId);
    const { callId, attemptId, call } = open;
    const { service, operation, args, source } = call;
    if (how.kind === "refused") {
      this.#tell(open, failedInPassing(service), how);
      return;
    }
    this.#carriedOut.add(open);
    const place = source === undefined ? {} : { source };
    const told = (reply: ShopReply) => {
      this.#carriedOut.delete(open);
      this.#tell(open, reply, how);
      this.noteChange();
    };
    this.#shop
      .call({ callId, attemptId, service, operation, args, ...place })
      .then(told, (error: unknown) => {
        this.#fault ??= { error };
        told(shopFailed);
      });
  }

  /** Writes down what came of a call, and answers it as `how` says. */
  #tell(open: OpenCall, reply: ShopReply, how: CarryOut): void {
    const { callId, attemptId, call, line } = open;
    const { ok, summary } = reply;
    this.#stage.recorder.record({
      kind: "shop-answered",
      callId,
      attemptId,
      ok,
      summary,
      ...asShopFault(how),
    });
    const isEndless = !reply.ok && reply.fatal === "endless-query";
    if (isEndless && line.onEndlessQuery(summary)) return;
    if (how.kind === "answer-lost") open.answer(failedInPassing(call.service));
    else if (how.kind === "answered" || how.kind === "refused") open.answer(reply);
    else this.#unanswered.add(open);
    if (how.kind === "slow")
      this.#stage.work.add(this.#stage.clock.nowMs + how.delayMs, () => this.#answerLate(open, reply));
  }

  #answerLate(open: OpenCall, reply: ShopReply): void {
    if (this.#unanswered.delete(open) && !open.line.isGone()) open.answer(reply);
  }

  #dropWaiting(line: LineOptions): void {
    for (const open of [...this.#unanswered]) if (open.line === line) this.#unanswered.delete(open);
    for (const open of [...this.#waiting.values()].filter((call) => call.line === line)) {
      open.ticket?.cancel();
      this.#waiting.delete(open.callId);
      const { callId, attemptId } = open;
      const summary = NEVER_CARRIED_OUT;
      this.#stage.recorder.record({ kind: "shop-answered", callId, attemptId, ok: false, summary });
    }
  }
}

const answered: CarryOut = { kind: "answered" };

const NEVER_CARRIED_OUT = "Never carried out: the receiver was gone before the shop got to it.";

const shopFailed: ShopReply = {
  ok: false,
  error: {
    name: "InternalError",
    message: "The shop failed. This is a fault of the tool, not of the handler.",
  },
  summary: "the shop itself failed",
};

const forReceiver = (reply: ShopReply): ServiceReply =>
  reply.ok ? { ok: true, value: reply.value } : { ok: false, error: reply.error };
