// honest-status: 2xx only for what is done or durable, and 5xx only for what a retry can cure.
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

export const honestStatus: Invariant = {
  id: "honest-status",
  title: "honest status",
  why: "The status is all that the provider learns: a 2xx too early loses the event, a 5xx for ever has it sent in vain for days.",
  look: "Look at each place that answers: 2xx belongs after the work or its durable note, and a catch that answers 2xx hides a failure.",
  judge,
};

function judge(observed: ObservedHistory, world: JudgedWorld): Judgement {
  const duties = dutiesOf(observed, world);
  for (const { state, accepted, orderId, missing } of duties) {
    if (state !== "undone" || accepted === null) continue;
    const summary = `A genuine event ${tellAnswer(accepted)} as if it were done or safe, but ${orderId} ${missing}.`;
    return broken({ summary, seq: seqOfAnswer(accepted), byEffect: true });
  }
  const idle = observed.attempts.filter((attempt) => owesNothing(observed, attempt, world));
  const vain = idle.find(isServerError);
  if (vain !== undefined) {
    const summary = `An event that needs no work here ${tellAnswer(vain)}, so the provider sends it again and again, in vain.`;
    const look =
      "Look at what is thrown for events that need no work: 5xx asks for a retry, so acknowledge what no retry can change.";
    return broken({ summary, seq: seqOfAnswer(vain), byEffect: false, look });
  }
  const kept = duties.filter(({ state, accepted }) => state === "done" && accepted !== null).length;
  const honest = kept + idle.filter(isAccepted).length;
  if (honest === 0) return notChecked;
  return held(`${count(honest, "2xx was", "2xx were")} given, and each was true.`);
}

/** Undisturbed, and there is nothing that a retry could cure: another type, or a payment that does not match. */
function owesNothing(observed: ObservedHistory, attempt: ObservedAttempt, world: JudgedWorld): boolean {
  if (!isOrdinary(attempt) || attempt.started.signedBy !== undefined) return false;
  const { event } = attempt;
  return event !== null && owedBy(event, world) === null && !isDisturbed(observed, attempt);
}
