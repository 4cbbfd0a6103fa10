// Hands due jobs of the shop's queue to the receiver's worker, one at a time.
import type { Receiver, ServiceReply } from "../sandbox/types.ts";
import type { DueJob, Shop } from "../shop/types.ts";
import type { ReceiverHost } from "./receiver-host.ts";
import type { Stage } from "./stage.ts";

export interface JobRunner {
  readonly isRunning: boolean;
  /** When the next job can start, in virtual ms; null while none can. */
  nextDueMs(): number | null;
  /** Starts a job that is due; false when there is none, or one is running. */
  startDue(): boolean;
}

export function createJobRunner(stage: Stage, host: ReceiverHost, shop: Shop): JobRunner {
  let busy: Receiver | null = null;
  const isRunning = () => busy !== null && busy === host.current;

  const finish = (job: DueJob, receiver: Receiver, reply: ServiceReply): void => {
    if (busy === receiver) busy = null;
    // With the receiver gone the shop has already taken its jobs back.
    if (host.current !== receiver) return;
    const settlement = shop.settleJob(
      job.jobId,
      reply.ok ? { ok: true } : { ok: false, message: reply.error.message },
    );
    if (reply.ok || settlement.state === "done") return;
    const what = `Run ${job.run} of the job ${job.job} (${job.jobId}) failed: ${reply.error.message}`;
    const next =
      settlement.state === "parked" ? "It failed too often and is parked." : "It will be run again.";
    stage.recorder.record({ kind: "note", level: "warning", text: `${what} ${next}` });
  };

  return {
    get isRunning() {
      return isRunning();
    },
    nextDueMs: () => (host.current === null || isRunning() ? null : shop.nextJobDueMs()),
    startDue() {
      const receiver = host.current;
      if (receiver === null || isRunning()) return false;
      const job = shop.takeDueJob();
      if (job === null) return false;
      busy = receiver;
      void receiver.runJob(job.job, job.jobId, job.data).then((reply) => finish(job, receiver, reply));
      return true;
    },
  };
}
