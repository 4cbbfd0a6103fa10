// Keeps the receiver running the way a process manager does: starts it, notices its death, starts it again.
import type { EntryOf, ReceiverOutcome } from "../contract/history.ts";
import type { StartProblem } from "../contract/session.ts";
import type { Exchange, Receiver, Sandbox } from "../sandbox/types.ts";
import type { ShopDesk, ShopLine } from "./shop-desk.ts";
import type { Stage } from "./stage.ts";

export interface ReceiverHost {
  /** The running receiver, or null while it is down. */
  readonly current: Receiver | null;
  /** Why the host has given up for good, or null. */
  readonly gaveUp: ReceiverOutcome | null;
  /** Starts the receiver on the same durable shop. Returns null, or why it did not start. */
  start(reason: "start" | "restart"): Promise<StartProblem | null>;
  /** For a request that arrives: starts a dead receiver again; null while nothing listens. */
  acceptConnection(): Promise<Receiver | null>;
  /** Remembers which attempt a request belongs to, so that its shop calls and logs can be told apart. */
  assign(exchange: Exchange, attemptId: string): void;
  /** Kills the receiver, if it runs, in the middle of its work; it is started again as after any death. */
  crash(): Promise<void>;
  /** Kills the receiver, if it runs, and keeps it down until `start`. */
  takeDown(): Promise<void>;
  /** Writes down that the receiver died by itself, and has it started again a little later. */
  noticeEnd(outcome: ReceiverOutcome): Promise<void>;
  /** A request was answered: the receiver can work, so earlier deaths no longer count. */
  noteAnswer(): void;
}

export interface HostOptions {
  readonly sandbox: Sandbox;
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Written down at each start: the receiver has no usable secret. */
  readonly secret?: EntryOf<"receiver-started">["secret"];
}

/** What a process manager waits before it starts a dead process again. */
const RESTART_DELAY_MS = 1_000;
/** So many deaths in a row, without an answer between them, are a crash loop: from then on only requests start it. */
const MAX_DEATHS_IN_A_ROW = 3;
const MAX_FAILED_STARTS_IN_A_ROW = 3;

interface Running {
  readonly receiver: Receiver;
  readonly line: ShopLine;
  readonly attempts: Map<number, string>;
}

export function createReceiverHost(stage: Stage, desk: ShopDesk, options: HostOptions): ReceiverHost {
  return new ProcessManager(stage, desk, options);
}

class ProcessManager implements ReceiverHost {
  readonly #stage: Stage;
  readonly #desk: ShopDesk;
  readonly #options: HostOptions;
  #running: Running | null = null;
  #isKeptDown = false;
  #deathsInARow = 0;
  #failedStartsInARow = 0;
  #gaveUp: ReceiverOutcome | null = null;

  constructor(stage: Stage, desk: ShopDesk, options: HostOptions) {
    this.#stage = stage;
    this.#desk = desk;
    this.#options = options;
  }

  get current(): Receiver | null {
    return this.#running?.receiver ?? null;
  }

  get gaveUp(): ReceiverOutcome | null {
    return this.#gaveUp;
  }

  async start(reason: "start" | "restart"): Promise<StartProblem | null> {
    this.#isKeptDown = false;
    const { secret } = this.#options;
    this.#stage.recorder.record({ kind: "receiver-started", reason, ...(secret && { secret }) });
    const problem = await this.#launch(reason);
    if (problem === null) this.#failedStartsInARow = 0;
    else this.#noteFailedStart(problem);
    return problem;
  }

  async acceptConnection(): Promise<Receiver | null> {
    await this.#startAgain();
    return this.current;
  }

  assign(exchange: Exchange, attemptId: string): void {
    this.#running?.attempts.set(exchange.streamId, attemptId);
  }

  async crash(): Promise<void> {
    if (this.#running !== null) await this.noticeEnd(await this.#running.receiver.kill("crash-point"));
  }

  async takeDown(): Promise<void> {
    this.#isKeptDown = true;
    if (this.#running !== null) await this.#forget(await this.#running.receiver.kill("stopped"));
  }

  async noticeEnd(outcome: ReceiverOutcome): Promise<void> {
    const { schedule, clock } = this.#stage;
    await this.#forget(outcome);
    this.#deathsInARow += 1;
    if (this.#deathsInARow < MAX_DEATHS_IN_A_ROW)
      schedule.add(clock.nowMs + RESTART_DELAY_MS, () => this.#startAgain());
  }

  noteAnswer(): void {
    this.#deathsInARow = 0;
  }

  async #launch(reason: "start" | "restart"): Promise<StartProblem | null> {
    const { clock, recorder } = this.#stage;
    const { sandbox, files, env } = this.#options;
    const attempts = new Map<number, string>();
    const attemptOf = (streamId: number | null) =>
      streamId === null ? null : (attempts.get(streamId) ?? null);
    let isGone = false;
    const line = this.#desk.openLine({
      attemptOf,
      isGone: () => isGone,
      onEndlessQuery: (summary) => this.#scheduleKill(line, summary),
    });
    const started = await sandbox.startReceiver({
      files,
      env,
      nowMs: clock.unixMs,
      onCall: line.onCall,
      onLog: (stream, text, streamId) =>
        recorder.record({ kind: "log", stream, text, attemptId: attemptOf(streamId) }),
    });
    if (!started.ok) {
      await line.close();
      return started.problem;
    }
    void started.receiver.ended.then(() => {
      isGone = true;
    });
    // Requests come to a process that has said it is ready; after a crash they come at any moment.
    if (reason === "start") await this.#untilIdle(started.receiver);
    line.endLoading();
    this.#running = { receiver: started.receiver, line, attempts };
    return null;
  }

  /** What it does by itself after it was loaded, such as making its tables, is done before anybody asks for anything. */
  async #untilIdle(receiver: Receiver): Promise<void> {
    for (;;) {
      await this.#desk.settled();
      const { kind } = await receiver.settle();
      if (kind === "ended" || !this.#desk.isBusy) return;
    }
  }

  #noteFailedStart(problem: StartProblem): void {
    this.#failedStartsInARow += 1;
    const outcome: ReceiverOutcome = {
      kind: "crashed",
      message: `The receiver did not start: ${problem.message}`,
      ...(problem.stack === undefined ? {} : { detail: problem.stack }),
    };
    this.#stage.recorder.record({ kind: "receiver-ended", outcome });
    if (this.#failedStartsInARow >= MAX_FAILED_STARTS_IN_A_ROW) this.#gaveUp = outcome;
  }

  async #startAgain(): Promise<void> {
    if (this.#running === null && !this.#isKeptDown && this.#gaveUp === null) await this.start("restart");
  }

  async #forget(outcome: ReceiverOutcome): Promise<void> {
    const ended = this.#running;
    this.#running = null;
    this.#stage.recorder.record({ kind: "receiver-ended", outcome });
    await ended?.line.close();
  }

  /** The call comes from the middle of an answer, so the kill is a step of its own. Not possible while it starts. */
  #scheduleKill(line: ShopLine, summary: string): boolean {
    const { work, clock } = this.#stage;
    const killed = this.#running;
    if (killed === null || killed.line !== line) return false;
    work.add(clock.nowMs, async () => {
      await killed.receiver.kill("stopped");
      if (this.#running === killed) await this.noticeEnd(endlessQuery(summary));
    });
    return true;
  }
}

const endlessQuery = (summary: string): ReceiverOutcome => ({
  kind: "endless-query",
  message: `A database statement did not end and had to be stopped, and the receiver with it. ${summary}`,
});
