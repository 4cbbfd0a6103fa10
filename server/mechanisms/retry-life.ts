// Follows one event to a receiver that is down, attempt by attempt, by the rules of each provider.
import type { AttemptOutcome } from "../contract/history.ts";
import { ProfileId } from "../contract/mechanisms.ts";
import type {
  AttemptFate,
  Downtime,
  RetryAttempt,
  RetryEnd,
  RetryLife,
  RetryLives,
} from "../contract/retry-life.ts";
import type { RetryRules } from "../provider/profile.ts";
import { profiles } from "../provider/profiles/all.ts";
import { judgeOutcome, nextDelayMs } from "../provider/retry.ts";
import { createRandom } from "../simulation/random.ts";
import { NETWORK_MS } from "./carrying.ts";

/** What a receiver in maintenance asks for. */
export const RETRY_AFTER_SECONDS = 3_600;
const HUNDRED = 100;

/** Virtual ms from the moment at which the receiver goes down. */
interface Receiver {
  readonly upMs: number;
  readonly downAnswer: AttemptOutcome;
}

/** Pure: the same downtime gives the same lives. */
export function liveThroughDowntime(downtime: Downtime): RetryLives {
  const lives = ProfileId.options.map((id) => lifeBy(id, profiles[id], downtime));
  return { retryAfterSeconds: RETRY_AFTER_SECONDS, lives };
}

function lifeBy(profile: ProfileId, rules: RetryRules, downtime: Downtime): RetryLife {
  const { title, source, checked, pauses, afterwards, byHand } = rules;
  const receiver = { upMs: downtime.lastsSeconds * 1_000, downAnswer: downAnswers[downtime.answer] };
  const eventMs = downtime.beforeSeconds * 1_000;
  return {
    ...{ profile, title, source, checked, afterwards, byHand },
    example: pauses.kind === "example" ? { published: pauses.published, assumed: pauses.assumed } : null,
    ...followEvent(rules, receiver, eventMs),
    horizonMs: rules.attemptDelaysMs.reduce((sum, ms) => sum + ms, 0),
    hundred: followHundred(rules, receiver),
  };
}

/** Every attempt that the rules allow; those after the end as they would have come. Times count from the event. */
export function followEvent(
  rules: RetryRules,
  receiver: Receiver,
  eventMs: number,
): { attempts: RetryAttempt[]; end: RetryEnd } {
  // Nothing is drawn from it: the rules as they are published here have no jitter.
  const random = createRandom(1);
  const attempts: RetryAttempt[] = [];
  let end: RetryEnd | null = null;
  let atMs: number | null = 0;
  let knownMs = 0;
  while (atMs !== null) {
    const isUp = eventMs + atMs + NETWORK_MS >= receiver.upMs;
    const outcome = isUp ? done : receiver.downAnswer;
    const fate: AttemptFate = end === null ? fateOf(outcome, rules, isUp) : "not-made";
    attempts.push({ number: attempts.length + 1, atMs, fate });
    if (fate !== "failed" && fate !== "not-made") end = { kind: fate, atMs: atMs + NETWORK_MS };
    knownMs = atMs + 2 * NETWORK_MS;
    const failed = fate === "failed" ? outcome : downAnswers.nobody;
    const delayMs: number | null = nextDelayMs(
      { outcome: failed, automaticAttempts: attempts.length, unixMs: knownMs },
      rules,
      random,
    );
    atMs = delayMs === null ? null : knownMs + delayMs;
  }
  return { attempts, end: end ?? { kind: "dead-letter", atMs: knownMs } };
}

function fateOf(outcome: AttemptOutcome, rules: RetryRules, isUp: boolean): AttemptFate {
  const verdict = judgeOutcome(outcome, rules);
  if (verdict === "delivered") return isUp ? "delivered" : "believed";
  return verdict === "failed" ? "failed" : "refused-for-good";
}

/** Each alone: whatever takes the endpoint out of service for one of them does so for all, at its first attempt. */
function followHundred(rules: RetryRules, receiver: Receiver): RetryLife["hundred"] {
  const ends = Array.from({ length: HUNDRED }, (_, index) => {
    const eventMs = ((index + 0.5) / HUNDRED) * receiver.upMs;
    return followEvent(rules, receiver, eventMs).end;
  });
  const waits = ends.filter(({ kind }) => kind === "delivered").map(({ atMs }) => atMs);
  return { lost: HUNDRED - waits.length, longestMs: waits.length === 0 ? null : Math.max(...waits) };
}

const answered = (status: number, headers: [string, string][] = []): AttemptOutcome => ({
  kind: "responded",
  response: { status, headers, bodyBase64: "" },
});

const done = answered(200);
const downAnswers: Readonly<Record<Downtime["answer"], AttemptOutcome>> = {
  nobody: { kind: "connection-refused" },
  unavailable: answered(503, [["Retry-After", String(RETRY_AFTER_SECONDS)]]),
  gone: answered(410),
  page: answered(200),
};
