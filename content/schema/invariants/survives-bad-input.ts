// survives-bad-input: what no provider sends is answered 4xx, changes nothing, and leaves the receiver up and working.
import { acknowledgeable } from "../../../server/contract/attacks.ts";
import {
  changesTheWorld,
  describeEffect,
  isAccepted,
  isRefused,
  seqOfAnswer,
  tellAnswer,
  worstOf,
} from "../answers.ts";
import { asksFor, effectsOf, isSoonAfter } from "../causation.ts";
import { isDisturbed, isEndOnPurpose, isHit } from "../disturbance.ts";
import { isOrdinary } from "../duty.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import { type Broken, broken, count, held, type Invariant, type Judgement, notChecked } from "./judgement.ts";

export const survivesBadInput: Invariant = {
  id: "survives-bad-input",
  title: "survives bad input",
  why: "One request that nobody thought of is enough to stop a receiver, and while it is down no customer's payment arrives.",
  look: "Look at what is done with the body before its shape is known: limit its size, parse it inside a try, check each field, and answer 400.",
  judge,
};

function judge(observed: ObservedHistory): Judgement {
  const inputs = observed.attempts.filter(
    ({ nature, finished, isKeyless }) =>
      nature === "bad-input" &&
      !isKeyless &&
      finished !== null &&
      finished.outcome.kind !== "connection-refused",
  );
  const [first] = inputs;
  if (first === undefined) return notChecked;
  const found = brokenEnd(observed) ?? brokenInput(observed, inputs) ?? brokenService(observed, first);
  if (found !== null) return found;
  return held(`${count(inputs.length, "odd request", "odd requests")} changed nothing and stopped nothing.`);
}

/** The receiver fell by itself, and junk was the last thing that it had been sent, not long ago. */
function brokenEnd({ receiver, attempts }: ObservedHistory): Broken | null {
  for (const end of receiver) {
    if (end.kind !== "receiver-ended" || isEndOnPurpose(end)) continue;
    const last = attempts.findLast(({ started }) => started.seq < end.seq);
    if (last?.nature !== "bad-input" || !isSoonAfter(last, end)) continue;
    const summary = `${nameOf(last)} brought the receiver down. ${end.outcome.message}`;
    return broken({ summary, seq: end.seq, byEffect: false });
  }
  return null;
}

function brokenInput(observed: ObservedHistory, inputs: readonly ObservedAttempt[]): Broken | null {
  for (const input of inputs) {
    const effect = worstOf(
      effectsOf(observed, input).filter((one) => changesTheWorld(one) && !isDelivery(input, one)),
    );
    if (effect !== undefined) {
      const summary = `${nameOf(input)} ${tellAnswer(input)}, and this followed from it: ${describeEffect(effect)}.`;
      return broken({ summary, seq: effect.seq, byEffect: true });
    }
    if (isAnsweredWell(input) || isHit(observed, input)) continue;
    const summary = `${nameOf(input)} ${tellAnswer(input)}, where only a 4xx says that it is of no use.`;
    return broken({ summary, seq: seqOfAnswer(input), byEffect: false });
  }
  return null;
}

/** It served a genuine delivery before, and fails to serve one since. */
function brokenService(observed: ObservedHistory, first: ObservedAttempt): Broken | null {
  const genuine = observed.attempts.filter(
    (attempt) => isOrdinary(attempt) && attempt.finished !== null && !isDisturbed(observed, attempt),
  );
  const servedBefore = genuine.some(
    (attempt) => attempt.started.seq < first.started.seq && isAccepted(attempt),
  );
  const failed = genuine.find((attempt) => attempt.started.seq > first.started.seq && !isAccepted(attempt));
  if (!servedBefore || failed === undefined) return null;
  const summary = `After an odd request a genuine delivery ${tellAnswer(failed)}.`;
  return broken({ summary, seq: seqOfAnswer(failed), byEffect: false });
}

/** A connection that is closed without an answer refuses, too, as for a body that is too long to be read. */
function isAnsweredWell(input: ObservedAttempt): boolean {
  const { attack } = input.started;
  if (isRefused(input) || input.finished?.outcome.kind === "connection-lost") return true;
  return attack !== null && acknowledgeable.has(attack) && isAccepted(input);
}

/** A captured request in another wrapping may be taken for a delivery of its event, once. */
const isDelivery = ({ started, event }: ObservedAttempt, effect: ObservedHistory["effects"][number]) =>
  started.attack === "other-content-type" && effect.repeat === 0 && event !== null && asksFor(event, effect);

const nameOf = ({ started }: ObservedAttempt) => `Bad input (${started.attack ?? "by hand"})`;
