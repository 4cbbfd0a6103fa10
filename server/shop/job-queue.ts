// The shop's queue: jobs outlive the receiver and run at least once, again after a growing pause when a run fails.
import { type ArgumentsOf, oneLine } from "./call-arguments.ts";
import type { EffectCause, EffectLedger } from "./ledger.ts";
import { granted, refused } from "./replies.ts";
import type { DueJob, JobSettlement, ShopReply } from "./types.ts";

interface Job {
  readonly jobId: string;
  readonly job: string;
  readonly data: unknown;
  readonly subject: string;
  state: "waiting" | "running" | "done" | "parked";
  dueMs: number;
  runs: number;
}

const MINUTE_MS = 60_000;
/** The pause after the first failed run, the second, …, and after all that follow. */
const pausesMs = [1_000, 5_000, 30_000, 5 * MINUTE_MS];
const LONGEST_PAUSE_MS = 30 * MINUTE_MS;
const MAX_RUNS = 8;
/** Bounds what a receiver can make the server hold. */
const MAX_TOTAL_LENGTH = 8 * 1024 * 1024;
const JOB_OVERHEAD = 500;

export class JobQueue {
  readonly #jobs = new Map<string, Job>();
  readonly #workers = new Set<string>();
  readonly #ledger: EffectLedger;
  readonly #nowMs: () => number;
  #unnamed = 0;
  #totalLength = 0;

  constructor(ledger: EffectLedger, nowMs: () => number) {
    this.#ledger = ledger;
    this.#nowMs = nowMs;
  }

  add({ job, data, jobId }: ArgumentsOf<"queue.add">, cause: EffectCause): ShopReply {
    if (jobId !== undefined && this.#jobs.has(jobId)) {
      return granted({ jobId, added: false }, `${jobId} is known: nothing added`);
    }
    const content = JSON.stringify(data ?? null);
    if (this.#totalLength + content.length + JOB_OVERHEAD > MAX_TOTAL_LENGTH) {
      const message =
        "The queue is full: all jobs together may hold 8 MB. Put ids into the jobs, not whole payloads.";
      return refused({ name: "QueueError", message, code: "QUEUE_FULL" });
    }
    this.#totalLength += content.length + JOB_OVERHEAD;
    const id = jobId ?? this.#newId();
    const subject = `job:${jobId ?? oneLine(`${job}:${content}`, 200)}`;
    this.#jobs.set(id, { jobId: id, job, data, subject, state: "waiting", dueMs: this.#nowMs(), runs: 0 });
    const summary = oneLine(`${id}: ${job} ${content}`, 160);
    this.#ledger.record({ effect: "queued", subject, summary, orderId: orderIdOf(data) }, cause);
    return granted({ jobId: id, added: true }, id);
  }

  /** Registers a worker of the current receiver; only then its jobs come due. */
  process({ job }: ArgumentsOf<"queue.process">): ShopReply {
    this.#workers.add(job);
    return granted(null, `a worker for ${job} is there`);
  }

  /** The receiver is gone: its workers with it; a run that was under way has failed. */
  receiverGone(): void {
    this.#workers.clear();
    for (const job of this.#jobs.values()) if (job.state === "running") this.#fail(job);
  }

  nextDueMs(): number | null {
    return this.#nextWaiting()?.dueMs ?? null;
  }

  takeDue(): DueJob | null {
    const job = this.#nextWaiting();
    if (job === null || job.dueMs > this.#nowMs()) return null;
    job.state = "running";
    job.runs += 1;
    return { jobId: job.jobId, job: job.job, data: job.data, run: job.runs };
  }

  /** @throws Error when the job is not running. */
  settle(jobId: string, isOk: boolean): JobSettlement {
    const job = this.#jobs.get(jobId);
    if (job?.state !== "running") throw new Error(`The job ${jobId} is not running.`);
    if (!isOk) return this.#fail(job);
    job.state = "done";
    const summary = `${jobId}: ${job.job} done${job.runs > 1 ? ` in run ${job.runs}` : ""}`;
    const orderId = orderIdOf(job.data);
    this.#ledger.record({ effect: "job-done", subject: job.subject, summary, orderId }, null);
    return { state: "done" };
  }

  #fail(job: Job): JobSettlement {
    if (job.runs >= MAX_RUNS) {
      job.state = "parked";
      return { state: "parked" };
    }
    job.state = "waiting";
    job.dueMs = this.#nowMs() + (pausesMs[job.runs - 1] ?? LONGEST_PAUSE_MS);
    return { state: "due-again", dueMs: job.dueMs };
  }

  /** The waiting job that is due first, and of several the one that was added first. */
  #nextWaiting(): Job | null {
    let next: Job | null = null;
    for (const job of this.#jobs.values()) {
      if (job.state !== "waiting" || !this.#workers.has(job.job)) continue;
      if (next === null || job.dueMs < next.dueMs) next = job;
    }
    return next;
  }

  #newId(): string {
    do this.#unnamed += 1;
    while (this.#jobs.has(`job_${this.#unnamed}`));
    return `job_${this.#unnamed}`;
  }
}

/** The order that a job is about, where its data says so. */
function orderIdOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("orderId" in data)) return null;
  return typeof data.orderId === "string" ? data.orderId : null;
}
