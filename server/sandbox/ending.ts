// Watches for the end of a child and gives it its name, whoever brought it about.
import type { ReceiverOutcome } from "../contract/history.ts";
import { budgets } from "./budgets.ts";
import type { Report } from "./channel/messages.ts";
import { nameEnding, outcomes } from "./outcomes.ts";
import type { Output } from "./output.ts";
import type { ReadyChild } from "./pool.ts";
import { after } from "./watchdog.ts";

export interface Ending {
  readonly ended: Promise<ReceiverOutcome>;
  /** Kills the child; the first reason given is the one that counts. */
  end(outcome: ReceiverOutcome): void;
  /** Ends a receiver that nothing is wrong with. */
  stop(outcome: ReceiverOutcome): void;
  isEnding(): boolean;
  /** What the child says of its own end. */
  note(report: Report): void;
  channelClosed(): void;
}

export function watchEnding(child: ReadyChild, output: Output): Ending {
  const { process } = child;
  let reason: ReceiverOutcome | null = null;
  let uncaught: Extract<Report, { kind: "uncaught" }>["error"] | null = null;
  let reportedExit: number | null = null;
  let processorMs = 0;
  let isGone = false;
  const stopReading = output.readFrom(process);

  const end = (outcome: ReceiverOutcome) => {
    if (isGone) return;
    reason ??= outcome;
    process.kill();
  };
  const ended = process.ended.then((how): ReceiverOutcome => {
    isGone = true;
    stopReading();
    const evidence = { end: how, uncaught, reportedExit, stderrTail: output.stderrTail(), processorMs };
    reason ??= nameEnding(evidence);
    return reason;
  });
  return {
    ended,
    end,
    stop(outcome) {
      if (reason !== null || isGone) return;
      reason = outcome;
      child.release();
    },
    isEnding: () => reason !== null || isGone,
    note(report) {
      if (report.kind === "uncaught") uncaught = report.error;
      if (report.kind === "exit") reportedExit = report.exitCode;
    },
    channelClosed() {
      processorMs = process.processorMs() ?? 0;
      // A process that ends closes its channel a moment before; one that stays has closed it itself.
      after(budgets.closedChannelMs, () => end(outcomes.brokeProtocol("the channel was closed")));
    },
  };
}
