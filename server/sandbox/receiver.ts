// A running receiver as the supervisor sees it: frames in, calls out, and one named ending.
import type { RawRequest, ReceiverOutcome } from "../contract/history.ts";
import { budgets } from "./budgets.ts";
import { fromChild, type LoadMessage, toChild } from "./channel/frame-types.ts";
import type { Frame } from "./channel/frames.ts";
import { decodeControl, type Loaded, ProtocolError } from "./channel/messages.ts";
import { type Ending, watchEnding } from "./ending.ts";
import { type OpenExchange, openExchange, requestBytes } from "./exchange.ts";
import { outcomes } from "./outcomes.ts";
import { createOutput, type Output } from "./output.ts";
import type { ReadyChild } from "./pool.ts";
import { answerTo, asReply, gone } from "./service-replies.ts";
import { createSettling, type Settling } from "./settling.ts";
import type { Exchange, Receiver, ReceiverOptions, ServiceReply, Settled } from "./types.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

export type LoadResult =
  | { readonly loaded: Loaded }
  | { readonly ended: ReceiverOutcome }
  | { readonly timedOut: true };

const PIECE_BYTES = 256 * 1024;
/** Counted for each stray frame, so that empty ones run into a budget too. */
const FRAME_COST_BYTES = 64;

/** Takes over a ready child. Whatever the child sends is checked here; nothing it sends can throw into the caller. */
export class RunningReceiver implements Receiver {
  readonly ended: Promise<ReceiverOutcome>;
  readonly #child: ReadyChild;
  readonly #onCall: ReceiverOptions["onCall"];
  readonly #output: Output;
  readonly #ending: Ending;
  readonly #watchdog: Watchdog;
  readonly #settling: Settling;
  readonly #exchanges = new Map<number, OpenExchange>();
  readonly #jobs = new Map<number, (reply: ServiceReply) => void>();
  readonly #ticks: (() => void)[] = [];
  readonly #loaded = Promise.withResolvers<LoadResult>();
  #lastId = 0;
  #isLoaded = false;
  #openCalls = 0;
  #callsWhenAsked = 0;
  /** What was used up since the last request or job. */
  #spent = nothingSpent();
  /** Counts every frame that could change what the child does; exact idleness rests on it. */
  #activity = 0;
  /** When the child was last found idle: as long as nothing was sent or received since, it still is. */
  #idle: { readonly activity: number; readonly nextTimerMs: number | null } | null = null;
  /** The time that an idle child without a due timer need not hear of before anything else is said to it. */
  #untoldMs: number | null = null;

  constructor(child: ReadyChild, options: Pick<ReceiverOptions, "onCall" | "onLog">) {
    this.#child = child;
    this.#onCall = options.onCall;
    const end = (outcome: ReceiverOutcome) => this.#ending.end(outcome);
    const ask = (type: string) => void child.process.channel.send(type, 0);
    this.#output = createOutput(options.onLog, () => end(outcomes.floodedOutput()));
    this.#ending = watchEnding(child, this.#output);
    this.#watchdog = startWatchdog({
      process: child.process,
      ping: () => ask(toChild.ping),
      onSilent: () => end(outcomes.hung()),
      onMemory: () => end(outcomes.outOfMemory()),
    });
    const activity = () => this.#activity;
    const isWithShop = () => this.#isWithShop();
    this.#settling = createSettling({ watchdog: this.#watchdog, ask, activity, isWithShop, end });
    this.ended = this.#ending.ended.then((outcome) => this.#finish(outcome));
    child.listen({
      onFrame: (frame) => this.#receive(frame),
      onViolation: (reason) => end(outcomes.brokeProtocol(reason)),
      onEnd: () => this.#ending.channelClosed(),
    });
  }

  /** Hands over the code; resolves with how its evaluation went, or with the ending it led to. */
  async load(modules: ReadonlyMap<string, string>, message: LoadMessage): Promise<LoadResult> {
    if (this.#child.modules !== modules) {
      for (const [name, text] of modules) this.#send(toChild.module, 0, moduleBytes(name, text));
      this.#child.modules = modules;
    }
    this.#send(toChild.load, 0, JSON.stringify(message));
    const lift = this.#watchdog.limit({
      limitMs: budgets.loadMs,
      idleLimitMs: budgets.loadMs,
      isPaused: () => this.#isWithShop(),
      onReached: () => this.#loaded.resolve({ timedOut: true }),
    });
    const result = await Promise.race([this.#loaded.promise, this.ended.then((ended) => ({ ended }))]);
    lift();
    return result;
  }

  request(raw: RawRequest): Exchange {
    const streamId = this.#nextRun();
    const close = () => {
      if (this.#exchanges.delete(streamId)) this.#send(toChild.close, streamId);
    };
    const open = openExchange(streamId, raw.method, { close });
    if (this.#ending.isEnding()) {
      open.closed("The receiver is gone.");
      return open.exchange;
    }
    this.#exchanges.set(streamId, open);
    const bytes = requestBytes(raw);
    this.#send(toChild.open, streamId, bytes.subarray(0, PIECE_BYTES));
    for (let at = PIECE_BYTES; at < bytes.length; at += PIECE_BYTES) {
      this.#send(toChild.data, streamId, bytes.subarray(at, at + PIECE_BYTES));
    }
    return open.exchange;
  }

  async runJob(job: string, jobId: string, data: unknown): Promise<ServiceReply> {
    const runId = this.#nextRun();
    if (this.#ending.isEnding()) return gone(await this.ended);
    const { promise, resolve } = Promise.withResolvers<ServiceReply>();
    this.#jobs.set(runId, resolve);
    this.#send(toChild.job, runId, JSON.stringify({ job, jobId, data }));
    return promise;
  }

  async settle(): Promise<Settled> {
    const ended = this.ended.then((outcome): Settled => ({ kind: "ended", outcome }));
    if (this.#ending.isEnding()) return ended;
    // An answer that has been given is on its way to the child within this turn.
    if (this.#openCalls > 0) await new Promise(setImmediate);
    const known = this.#knownIdle();
    if (known !== null) return { kind: "idle", nextTimerMs: known.nextTimerMs };
    const idle = this.#settling.untilIdle().then((nextTimerMs): Settled => {
      this.#output.flush();
      this.#idle = { activity: this.#activity, nextTimerMs };
      return { kind: "idle", nextTimerMs };
    });
    const settled = await Promise.race([idle, ended]);
    return this.#ending.isEnding() ? ended : settled;
  }

  tick(nowMs: number, slept = false): Promise<void> {
    if (this.#ending.isEnding()) return Promise.resolve();
    const known = this.#knownIdle();
    if (known !== null && (known.nextTimerMs === null || known.nextTimerMs > nowMs)) {
      this.#untoldMs = nowMs;
      return Promise.resolve();
    }
    this.#untoldMs = null;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ticks.push(resolve);
    this.#send(toChild.tick, 0, JSON.stringify({ nowMs, ...(slept && { slept }) }));
    return promise;
  }

  #knownIdle(): { readonly nextTimerMs: number | null } | null {
    return this.#idle?.activity === this.#activity ? this.#idle : null;
  }

  kill(kind: "stopped" | "crash-point"): Promise<ReceiverOutcome> {
    this.#ending.stop(kind === "stopped" ? outcomes.stopped() : outcomes.crashPoint());
    return this.ended;
  }

  #send(type: string, id: number, payload?: Uint8Array | string): void {
    this.#activity += 1;
    const { channel } = this.#child.process;
    if (this.#untoldMs !== null) channel.send(toChild.time, 0, JSON.stringify({ nowMs: this.#untoldMs }));
    this.#untoldMs = null;
    channel.send(type, id, payload);
  }

  /** A request or a job begins: its id, and full budgets. */
  #nextRun(): number {
    this.#spent = nothingSpent();
    this.#output.refill();
    this.#lastId += 1;
    return this.#lastId;
  }

  #receive(frame: Frame): void {
    if (this.#ending.isEnding()) return;
    try {
      const handler = this.#handlers[frame.type];
      if (handler === undefined)
        throw new ProtocolError(`the unknown frame type ${JSON.stringify(frame.type)}`);
      if (!passive.has(frame.type)) this.#activity += 1;
      handler(frame);
    } catch (error) {
      this.#ending.end(outcomes.brokeProtocol(error instanceof Error ? error.message : String(error)));
    }
  }

  readonly #handlers: Readonly<Record<string, (frame: Frame) => void>> = {
    [fromChild.pong]: () => expectAsked(this.#watchdog.heard()),
    [fromChild.idle]: (frame) =>
      expectAsked(this.#settling.onIdle(decodeControl(fromChild.idle, frame).nextTimerMs)),
    [fromChild.busy]: (frame) => this.#settling.onBusy(decodeControl(fromChild.busy, frame)),
    [fromChild.loaded]: (frame) => {
      expectAsked(!this.#isLoaded);
      this.#isLoaded = true;
      this.#loaded.resolve({ loaded: decodeControl(fromChild.loaded, frame) });
    },
    [fromChild.call]: (frame) => this.#onCallFrame(frame),
    [fromChild.data]: (frame) => this.#onData(frame),
    [fromChild.close]: ({ id }) => {
      const open = this.#exchanges.get(id);
      this.#exchanges.delete(id);
      if (open === undefined) this.#onStray(0);
      else open.closed("The receiver closed the connection before a complete answer.");
    },
    [fromChild.log]: ({ id, payload }) => this.#output.frame(payload, id === 0 ? null : id),
    [fromChild.jobDone]: (frame) => {
      const reply = asReply(decodeControl(fromChild.jobDone, frame));
      const finishJob = this.#jobs.get(frame.id);
      expectAsked(this.#jobs.delete(frame.id));
      finishJob?.(reply);
    },
    [fromChild.ticked]: (frame) => {
      this.#spent.timers += decodeControl(fromChild.ticked, frame).fired;
      if (this.#spent.timers > budgets.timerFires) this.#ending.end(outcomes.tooManyTimers());
      const ticked = this.#ticks.shift();
      expectAsked(ticked !== undefined);
      ticked?.();
    },
    [fromChild.report]: (frame) => {
      this.#onStray(frame.payload.length);
      const report = decodeControl(fromChild.report, frame);
      if (report.kind === "spinning-on-clock") this.#ending.end(outcomes.spinning());
      else if (report.kind === "flooding-output") this.#ending.end(outcomes.floodedOutput());
      else this.#ending.note(report);
    },
  };

  #onCallFrame(frame: Frame): void {
    const { source, ...call } = decodeControl(fromChild.call, frame);
    this.#spent.calls += 1;
    this.#spent.callBytes += frame.payload.length;
    if (this.#spent.calls > budgets.calls || this.#spent.callBytes > budgets.callBytes) {
      this.#ending.end(outcomes.tooManyCalls());
      return;
    }
    this.#openCalls += 1;
    const answer = answerTo(this.#onCall({ callId: frame.id, ...call, ...(source && { source }) }));
    void answer.then((reply) => {
      this.#openCalls -= 1;
      this.#send(toChild.reply, frame.id, JSON.stringify(reply));
    });
  }

  #isWithShop(): boolean {
    const hasCalled = this.#spent.calls !== this.#callsWhenAsked;
    this.#callsWhenAsked = this.#spent.calls;
    return hasCalled || this.#openCalls > 0;
  }

  #onData(frame: Frame): void {
    const open = this.#exchanges.get(frame.id);
    if (open === undefined) this.#onStray(frame.payload.length);
    else open.receive(frame.payload);
  }

  /** What nobody waits for, such as the rest of an answer that was given up; without end it would be a flood. */
  #onStray(bytes: number): void {
    this.#spent.strayBytes += FRAME_COST_BYTES + bytes;
    if (this.#spent.strayBytes > budgets.outputBytes) this.#ending.end(outcomes.floodedOutput());
  }

  async #finish(outcome: ReceiverOutcome): Promise<ReceiverOutcome> {
    this.#watchdog.stop();
    const open = [...this.#exchanges.values()];
    for (const exchange of open) exchange.closed(`The receiver is gone. ${outcome.message}`);
    this.#exchanges.clear();
    // Whoever hears that the receiver is gone can rely on every sender having heard so, too.
    await Promise.all(open.map(({ exchange }) => exchange.finished));
    for (const finishJob of this.#jobs.values()) finishJob(gone(outcome));
    for (const ticked of this.#ticks.splice(0)) ticked();
    return outcome;
  }
}

const nothingSpent = () => ({ calls: 0, callBytes: 0, timers: 0, strayBytes: 0 });

/** An answer without its question is no part of the protocol. */
function expectAsked(wasAsked: boolean): void {
  if (!wasAsked) throw new ProtocolError("an answer that nobody had asked for");
}

/**
 * Frames after which the child is as idle as its next word says: it sent them before that word, and they set nothing
 * off here that the word could overtake. An answer's bytes do: they are read to their end first.
 */
const passive: ReadonlySet<string> = new Set([
  ...[fromChild.pong, fromChild.idle, fromChild.busy],
  ...[fromChild.call, fromChild.log],
]);

function moduleBytes(name: string, text: string): Buffer {
  const nameBytes = Buffer.from(name, "utf8");
  const length = Buffer.alloc(2);
  length.writeUInt16LE(nameBytes.length);
  return Buffer.concat([length, nameBytes, Buffer.from(text, "utf8")]);
}
