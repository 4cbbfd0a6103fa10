// Plays a burst of events against three receivers, on virtual time and with the provider's own retries.
import type { AskedBurst, Burst, BurstFigures } from "../contract/burst.ts";
import type { AttemptOutcome } from "../contract/history.ts";
import type { RetryRules } from "../provider/profile.ts";
import { profiles } from "../provider/profiles/all.ts";
import { judgeOutcome, nextDelayMs } from "../provider/retry.ts";
import { createEventQueue } from "../simulation/event-queue.ts";
import { createRandom } from "../simulation/random.ts";
import { createVirtualClock } from "../simulation/virtual-clock.ts";
import {
  type Receiver,
  refuseTooMuch,
  type Workplace,
  workFromQueue,
  workInRequest,
} from "./burst-receivers.ts";
import { createBurstRecord } from "./burst-record.ts";
import { NETWORK_MS } from "./carrying.ts";

const SEED = 1;
/** All events happen within this time. */
const BURST_MS = 1_000;
/** What a receiver that refuses asks for. */
export const RETRY_AFTER_SECONDS = 60;

/** Pure: the same burst gives the same figures. */
export function playBurst(asked: AskedBurst): Burst {
  const limit = limitOf(asked);
  const refusal = { limit, retryAfterSeconds: RETRY_AFTER_SECONDS };
  return {
    inRequest: play(asked, workInRequest),
    queued: play(asked, workFromQueue),
    refusing: play(asked, (place) => refuseTooMuch(place, refusal)),
    ...refusal,
  };
}

/** As many as all workers together finish before the provider stops waiting; at least one for each worker. */
function limitOf({ workers, workMs, timeoutMs }: AskedBurst): number {
  return workers * Math.max(1, Math.floor((timeoutMs - 2 * NETWORK_MS) / workMs));
}

function play(asked: AskedBurst, open: (place: Workplace) => Receiver): BurstFigures {
  const clock = createVirtualClock(0);
  const steps = createEventQueue<() => void>();
  const record = createBurstRecord(asked.events, () => clock.nowMs);
  const after = (delayMs: number, step: () => void) => void steps.add(clock.nowMs + delayMs, step);
  const receive = open({ ...record.place, workMs: asked.workMs, workers: asked.workers, after });
  const rules: RetryRules = { ...profiles[asked.profile], jitterFraction: asked.jitterPercent / 100 };
  const random = createRandom(SEED).fork("jitter");

  const attempt = (event: number, automaticAttempts: number): void => {
    let isOpen = true;
    record.noteAttempt();
    const close = (outcome: AttemptOutcome) => {
      if (!isOpen) return;
      isOpen = false;
      record.noteOutcome(outcome);
      if (judgeOutcome(outcome, rules) === "delivered") return;
      const delayMs = nextDelayMs({ outcome, automaticAttempts, unixMs: clock.unixMs }, rules, random);
      if (delayMs === null) record.noteDeadLetter();
      else after(delayMs, () => attempt(event, automaticAttempts + 1));
    };
    const answer = (status: number, headers: [string, string][] = []) =>
      after(NETWORK_MS, () => close({ kind: "responded", response: { status, headers, bodyBase64: "" } }));
    after(NETWORK_MS, () => receive({ event, answer }));
    after(asked.timeoutMs, () => close({ kind: "timed-out", timeoutMs: asked.timeoutMs }));
  };

  for (let event = 0; event < asked.events; event += 1) {
    const atMs = Math.floor((event / asked.events) * BURST_MS);
    record.noteEvent(event, atMs);
    steps.add(atMs, () => attempt(event, 1));
  }
  for (let dueMs = steps.nextMs(); dueMs !== null; dueMs = steps.nextMs()) {
    clock.moveTo(dueMs);
    steps.takeDue(dueMs)?.();
  }
  return record.figures();
}
