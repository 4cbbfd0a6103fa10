// acknowledges-in-time: the answer comes before the provider stops waiting for it.
import { seqOfAnswer, tellAnswer } from "../answers.ts";
import { isDisturbed } from "../disturbance.ts";
import { isOrdinary } from "../duty.ts";
import type { ObservedHistory } from "../observation.ts";
import { broken, count, held, type Invariant, type Judgement, notChecked } from "./judgement.ts";

export const acknowledgesInTime: Invariant = {
  id: "acknowledges-in-time",
  title: "acknowledges in time",
  why: "A provider that waits too long counts the delivery as failed and sends it again, while the first copy is still at work.",
  look: "Look at what the answer waits for, and that every path gives one: make the event durable, answer, and do slow work in a worker.",
  judge,
};

function judge(observed: ObservedHistory): Judgement {
  const judged = observed.attempts.filter(
    (attempt) => isOrdinary(attempt) && attempt.finished !== null && !isDisturbed(observed, attempt),
  );
  const late = judged.find(({ finished }) => finished?.outcome.kind === "timed-out");
  if (late !== undefined) {
    const summary = `A genuine delivery ${tellAnswer(late)}, although the shop held nothing up.`;
    return broken({ summary, seq: seqOfAnswer(late), byEffect: false });
  }
  if (judged.length === 0) return notChecked;
  const longestMs = Math.max(...judged.map(({ finished }) => finished?.durationMs ?? 0));
  const many = count(judged.length, "genuine delivery was", "genuine deliveries were");
  return held(`${many} answered in time; the slowest took ${Math.round(longestMs)} ms.`);
}
