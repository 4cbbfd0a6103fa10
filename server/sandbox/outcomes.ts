// The sentence for every way in which a receiver can end: what happened, which limit was met, what to do.
import type { ReceiverOutcome } from "../contract/history.ts";
import { budgets } from "./budgets.ts";
import type { ErrorMessage } from "./channel/frame-types.ts";
import type { ProcessEnd } from "./isolation/launch.ts";
import { learnerStack, placeInStack, withoutRoot } from "./places.ts";

const seconds = (ms: number) => `${ms / 1000} s`;
const mib = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
const count = (value: number) => value.toLocaleString("en");

export const outcomes = {
  stopped: (): ReceiverOutcome => ({ kind: "stopped", message: "The receiver was stopped." }),
  crashPoint: (): ReceiverOutcome => ({
    kind: "crash-point",
    message: "The receiver was killed at this point on purpose. What is durable must carry the work on.",
  }),
  hung: (): ReceiverOutcome => ({
    kind: "hung",
    message: `The receiver gave no sign of life for ${seconds(budgets.silenceMs)}: code that never gives way, such as an endless loop, holds everything up. It was killed.`,
  }),
  spinning: (): ReceiverOutcome => ({
    kind: "hung",
    message: `The receiver read the clock ${count(budgets.clockReadings)} times without a pause. Time is virtual and stands still while code runs, so a loop that waits for it never ends. Wait with \`await setTimeout(ms)\` from node:timers/promises instead.`,
  }),
  processorTime: (): ReceiverOutcome => ({
    kind: "hung",
    message: `The receiver used up its ${budgets.processorSeconds} s of processor time and was killed. Start it again, or give it less to compute.`,
  }),
  neverIdle: (resources: readonly string[]): ReceiverOutcome => ({
    kind: "never-idle",
    message: `The receiver was still busy after ${seconds(budgets.neverIdleMs)}: something in it goes on for ever, such as setImmediate calling itself or an open port. Use setTimeout to wait, and close what is open.`,
    ...(resources.length > 0 && { detail: `Still open: ${summarize(resources)}.` }),
  }),
  outOfMemory: (detail?: string): ReceiverOutcome => ({
    kind: "out-of-memory",
    message: `The receiver used more memory than it may have (${mib(budgets.residentBytes)} in all, ${budgets.heapMegabytes} MB of it for JavaScript objects) and was killed. Look for something that only grows.`,
    ...(detail !== undefined && { detail }),
  }),
  floodedOutput: (): ReceiverOutcome => ({
    kind: "flooded-output",
    message: `The receiver wrote more than ${mib(budgets.outputBytes)} of output since its last request and was killed. Look for a log line inside a loop.`,
  }),
  tooManyCalls: (): ReceiverOutcome => ({
    kind: "too-many-calls",
    message: `The receiver made more than ${count(budgets.calls)} shop calls (or sent ${mib(budgets.callBytes)} with them) since its last request and was killed. Look for a call inside a loop that does not end.`,
  }),
  tooManyTimers: (): ReceiverOutcome => ({
    kind: "too-many-timers",
    message: `More than ${count(budgets.timerFires)} timers fired since the last request, and the receiver was killed. An interval of a few milliseconds is too much for days of virtual time; use a longer one.`,
  }),
  endlessQuery: (): ReceiverOutcome => ({
    kind: "endless-query",
    message:
      "A statement did not end within its limit; the database connection and with it the receiver were killed.",
  }),
  brokeProtocol: (detail: string): ReceiverOutcome => ({
    kind: "broke-protocol",
    message:
      "The receiver wrote to the sandbox's own channel, or closed it, and was killed. File descriptors above 2 are not yours to use.",
    detail: `What came: ${detail}.`,
  }),
} as const;

/** What is known of a process that ended by itself. */
export interface EndEvidence {
  readonly end: ProcessEnd;
  readonly uncaught: ErrorMessage | null;
  readonly reportedExit: number | null;
  readonly stderrTail: string;
  readonly processorMs: number;
}

/** Names the ending of a process that was not killed by its supervisor. */
export function nameEnding(evidence: EndEvidence): ReceiverOutcome {
  const { end, uncaught, stderrTail } = evidence;
  const detail = withoutRoot(stderrTail).trim();
  if (/heap out of memory|Allocation failed|out of memory/i.test(stderrTail) && uncaught === null) {
    return outcomes.outOfMemory();
  }
  if (uncaught !== null) return crashed(uncaught, end);
  if (end.signal === "SIGXCPU" || evidence.processorMs > budgets.processorSeconds * 950) {
    return outcomes.processorTime();
  }
  // Nobody but the supervisor, the kernel and the child's own memory guard sends this one.
  if (end.signal === "SIGKILL") return outcomes.outOfMemory();
  const exitCode = evidence.reportedExit ?? end.exitCode;
  if (end.signal !== null || exitCode === null) {
    return {
      kind: "crashed",
      message: `The receiver's process was ended by ${end.signal ?? "the system"}.`,
      exitCode: end.exitCode,
      signal: end.signal,
      ...(detail !== "" && { detail }),
    };
  }
  return {
    kind: "exited",
    message: `The receiver ended itself with exit code ${exitCode}. A service stays up: answer with a status code instead of calling process.exit.`,
    exitCode,
    signal: null,
    ...(detail !== "" && { detail }),
  };
}

function crashed(error: ErrorMessage, end: ProcessEnd): ReceiverOutcome {
  const stack = learnerStack(error.stack ?? `${error.name}: ${error.message}`);
  const place = placeInStack(error.stack ?? "");
  const where = place === undefined ? "" : ` (${place.file}:${place.line})`;
  return {
    kind: "crashed",
    message: `The receiver crashed: nothing caught "${error.name}: ${withoutRoot(error.message)}"${where}. Catch it where it can happen, and answer 5xx if a retry may help.`,
    exitCode: end.exitCode,
    signal: end.signal,
    detail: stack,
  };
}

function summarize(resources: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of resources) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, times]) => (times > 1 ? `${name} × ${times}` : name)).join(", ");
}
