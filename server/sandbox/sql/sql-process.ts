// One isolated process that runs SQL: asks it, bounds its time and memory, and kills it when it exceeds either.
import { budgets } from "../budgets.ts";
import type { Frame } from "../channel/frames.ts";
import { type IsolatedProcess, launchIsolated, type RunnableTier } from "../isolation/launch.ts";
import { followLimit, heldAgainst } from "../watchdog.ts";
import { readAnswer } from "./answers.ts";
import { frame, type SqlAnswer, type SqlRequest, sendInParts } from "./wire.ts";

/** Time that one statement may take of the processor; four times as much of real time. */
export const STATEMENT_LIMIT_MS = 1_000;
/** A restored image is opened together with the first statement. */
const RESTORE_ALLOWANCE_MS = 2_000;
const CHECK_MS = 50;
/** The database, its changes and its rows are each limited in the process; this only bounds a process gone wrong. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

/** The process is gone; the message is a sentence that says why. */
export class SqlProcessLost extends Error {}

export interface Answered {
  readonly answer: SqlAnswer;
  /** What is committed now, when this request changed it. */
  readonly image: Uint8Array | null;
}

interface Waiting {
  readonly id: number;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a process with an empty database; resolves when it can be asked. Rejects with SqlProcessLost. */
export async function startSqlProcess(tier: RunnableTier): Promise<SqlProcess> {
  const process = new SqlProcess();
  const isolated = await launchIsolated({
    tier,
    guest: "sql",
    sqlite: true,
    listener: {
      onFrame: (received) => process.receive(received),
      onViolation: (reason) => process.lose(`The database's process broke its protocol: ${reason}.`),
      onEnd: () => process.lose("The database's process ended by itself, as when memory runs out."),
    },
  });
  await process.attach(isolated);
  return process;
}

export class SqlProcess {
  readonly #images = new Collector();
  readonly #answers = new Collector();
  readonly #booted = Promise.withResolvers<void>();
  #isolated: IsolatedProcess | null = null;
  #waiting: Waiting | null = null;
  #lost: SqlProcessLost | null = null;
  #requests = 0;
  #image: Uint8Array | null = null;
  #allowanceMs = 0;

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** Resolves when the process is gone. */
  get ended(): Promise<unknown> {
    return this.#isolated?.ended ?? Promise.resolve();
  }

  /** Asks and waits: one request at a time. Rejects with SqlProcessLost. */
  ask(request: SqlRequest): Promise<Answered> {
    const isolated = this.#isolated;
    if (this.#lost !== null || isolated === null) {
      return Promise.reject(this.#lost ?? new SqlProcessLost("The database's process has not started."));
    }
    this.#requests += 1;
    const { promise, resolve, reject } = Promise.withResolvers<Answered>();
    this.#waiting = { id: this.#requests, resolve, reject };
    isolated.channel.send(frame.request, this.#requests, JSON.stringify(request));
    const stop = watch(isolated, STATEMENT_LIMIT_MS + this.#allowanceMs, (why) => this.lose(why));
    this.#allowanceMs = 0;
    return promise.finally(stop);
  }

  /** Replaces the database by an image; takes effect before the next request. */
  restore(image: Uint8Array): void {
    this.#allowanceMs = RESTORE_ALLOWANCE_MS;
    sendInParts(image, (part, isLast) =>
      this.#isolated?.channel.send(isLast ? frame.imageEnd : frame.imagePart, 0, part),
    );
  }

  /** Replaces the database by an empty one. False when the process is lost or still at work, and has to be killed. */
  reset(): boolean {
    if (this.#lost !== null || this.#waiting !== null) return false;
    this.#isolated?.channel.send(frame.reset, 0);
    return true;
  }

  get residentBytes(): number {
    return this.#isolated?.residentBytes() ?? 0;
  }

  /** Processor time since its start. */
  get processorMs(): number {
    return this.#isolated?.processorMs() ?? 0;
  }

  kill(): void {
    this.lose("The database's process was stopped.");
  }

  async attach(isolated: IsolatedProcess): Promise<void> {
    this.#isolated = isolated;
    isolated.stdout.resume();
    isolated.stderr.resume();
    const limit = setTimeout(
      () => this.lose(`The database's process did not start within ${budgets.bootMs} ms.`),
      budgets.bootMs,
    );
    await this.#booted.promise.finally(() => clearTimeout(limit));
  }

  receive({ type, id, payload }: Frame): void {
    if (type === frame.ready) this.#booted.resolve();
    else if (id !== this.#waiting?.id) this.lose("The database's process answered what was not asked.");
    else if (type === frame.imagePart || type === frame.imageEnd) {
      this.#image = this.#join(this.#images, payload, type === frame.imageEnd) ?? this.#image;
    } else {
      const whole = this.#join(this.#answers, payload, type === frame.answerEnd);
      if (whole !== null) this.#answer(whole);
    }
  }

  /** Kills the process and fails what waits for it; the first reason counts. */
  lose(why: string): void {
    this.#lost ??= new SqlProcessLost(why);
    this.#booted.reject(this.#lost);
    this.#waiting?.reject(this.#lost);
    this.#waiting = null;
    this.#isolated?.kill();
  }

  #join(collector: Collector, part: Buffer, isLast: boolean): Buffer | null {
    if (!collector.add(part)) this.lose("The database's process answered at too great length.");
    return isLast ? collector.take() : null;
  }

  #answer(bytes: Buffer): void {
    const answer = readAnswer(bytes);
    const waiting = this.#waiting;
    if (answer === null) this.lose("The database's process answered in no known form.");
    if (answer === null || waiting === null) return;
    this.#waiting = null;
    waiting.resolve({ answer, image: this.#image });
    this.#image = null;
  }
}

/** Calls `onExceeded` with a sentence when time or memory runs out; the returned function ends the watch. */
function watch(isolated: IsolatedProcess, limitMs: number, onExceeded: (why: string) => void): () => void {
  // SQLite waits for nothing: a statement that hardly uses the processor waits for its turn on a busy machine.
  const isReached = followLimit(isolated, { limitMs, idleLimitMs: 4 * limitMs });
  let turn: NodeJS.Immediate | undefined;
  let last = performance.now();
  const check = setInterval(() => {
    if ((isolated.residentBytes() ?? 0) > budgets.residentBytes) {
      return onExceeded(
        `The statement used more than ${budgets.residentBytes / 1024 / 1024} MB of memory and was stopped.`,
      );
    }
    const now = performance.now();
    const stepMs = heldAgainst(now - last, CHECK_MS);
    last = now;
    if (!isReached(stepMs)) return;
    // An answer may lie in the pipe while this process was the slow one: the next turn reads it first.
    turn = setImmediate(() =>
      onExceeded(`The statement did not end within ${STATEMENT_LIMIT_MS} ms and was stopped.`),
    );
  }, CHECK_MS);
  return () => {
    clearInterval(check);
    clearImmediate(turn);
  };
}

/** Joins the parts of a message. */
class Collector {
  #parts: Buffer[] = [];
  #bytes = 0;

  /** False when the message has become too long. */
  add(part: Buffer): boolean {
    this.#parts.push(Buffer.from(part));
    this.#bytes += part.length;
    return this.#bytes <= MAX_MESSAGE_BYTES;
  }

  take(): Buffer {
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#bytes = 0;
    return whole;
  }
}
