// accepts-genuine: a genuine delivery is answered 2xx and its duty is done; types the handler does not know get 2xx too.
import { isAccepted, isServerError, seqOfAnswer, tellAnswer } from "../answers.ts";
import { isDisturbed } from "../disturbance.ts";
import { dutiesOf, isOrdinary, owedBy } from "../duty.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import {
  broken,
  count,
  held,
  type Invariant,
  type JudgedWorld,
  type Judgement,
  notChecked,
} from "./judgement.ts";

export const acceptsGenuine: Invariant = {
  id: "accepts-genuine",
  title: "accepts genuine events",
  why: "A handler that turns genuine events away is as useless as one that lets everybody in: customers pay, and nothing happens.",
  look: "Look at what the signature is checked over: it has to be the raw bytes, as they came, before any parser has touched them.",
  judge,
};

/**
 * Only undisturbed attempts are judged, and none for being slow: acknowledges-in-time does that. Work that was lost
 * after something went wrong is judged by effect-at-least-once; here nothing did.
 */
function judge(observed: ObservedHistory, world: JudgedWorld): Judgement {
  const judged = observed.attempts.filter((attempt) => isJudged(observed, attempt));
  const refused = judged.find((attempt) => !isAccepted(attempt));
  if (refused !== undefined) {
    const summary = `A genuine delivery ${tellAnswer(refused)}, so the provider counts it as failed.`;
    return broken({
      summary,
      seq: seqOfAnswer(refused),
      byEffect: false,
      ...lookFor(observed, refused, world),
    });
  }
  for (const { state, isCalm, accepted, orderId, missing } of dutiesOf(observed, world)) {
    if (state !== "undone" || !isCalm || accepted === null) continue;
    const summary = `A genuine event ${tellAnswer(accepted)}, but ${orderId} ${missing}.`;
    const look =
      "Follow the branch for this type of event to its end: each step of the work has to be awaited, and what was queued needs a worker.";
    return broken({ summary, seq: seqOfAnswer(accepted), byEffect: true, look });
  }
  if (judged.length === 0) return notChecked;
  return held(`${count(judged.length, "genuine delivery was", "genuine deliveries were")} accepted.`);
}

function isJudged(observed: ObservedHistory, attempt: ObservedAttempt): boolean {
  const { started, finished } = attempt;
  return (
    isOrdinary(attempt) &&
    started.signedBy === undefined &&
    finished !== null &&
    finished.outcome.kind !== "timed-out" &&
    !isDisturbed(observed, attempt)
  );
}

function lookFor(
  { calls }: ObservedHistory,
  refused: ObservedAttempt,
  world: JudgedWorld,
): { readonly look?: string } {
  const { event, started } = refused;
  const failed = calls.find(
    ({ called, answered }) => called.attemptId === started.attemptId && answered?.ok === false,
  );
  if (failed !== undefined) {
    return { look: `Look at the shop call that failed before this answer: ${failed.answered?.summary}` };
  }
  if (isServerError(refused)) {
    return {
      look: "Look at what is thrown in the handling of this request, or at the branch that answers 5xx: nothing outside had gone wrong.",
    };
  }
  if (event === null || owedBy(event, world) !== null) return {};
  return {
    look: "Look at the branch for events that need no work here: other types, and payments that do not match; they have arrived all the same, so answer 2xx.",
  };
}
