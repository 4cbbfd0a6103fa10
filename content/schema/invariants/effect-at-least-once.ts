// effect-at-least-once: when all retries are done, every genuine event has had its effect, whatever crashed on the way.
import { seqOfAnswer, tellAnswer } from "../answers.ts";
import { type Duty, dutiesOf, saysGone } from "../duty.ts";
import type { ObservedHistory } from "../observation.ts";
import { isDownForGood } from "../outlook.ts";
import {
  broken,
  count,
  held,
  type Invariant,
  type JudgedWorld,
  type Judgement,
  notChecked,
} from "./judgement.ts";

export const effectAtLeastOnce: Invariant = {
  id: "effect-at-least-once",
  title: "effect at least once",
  why: "Once the provider has its 2xx it never asks again, so what is lost after that is a customer who paid and gets nothing.",
  look: "Look at what comes before the 2xx: the work, or the note in a table or queue that it has to be done, must be durable by then.",
  judge,
};

function judge(observed: ObservedHistory, world: JudgedWorld): Judgement {
  const duties = dutiesOf(observed, world);
  const undone = duties.find(({ state }) => state === "undone");
  if (undone !== undefined) {
    const { summary, look } = tell(observed, undone);
    return broken({ summary, seq: seqOf(observed, undone), byEffect: true, ...(look && { look }) });
  }
  const done = duties.filter(({ state }) => state === "done").length;
  return done === 0
    ? notChecked
    : held(`${count(done, "event has", "events have")} had the whole effect, and no work is missing.`);
}

function tell(observed: ObservedHistory, { attempts, accepted, isCalm, orderId, missing }: Duty) {
  if (isDownForGood(observed)) {
    return {
      summary: `The receiver fails to start again, so ${orderId} ${missing}.`,
      look: "Look at the code that runs when the module is loaded: it works the first time only, and what it meets after a restart stops it.",
    };
  }
  const gone = attempts.find(saysGone);
  if (accepted === null && gone !== undefined) {
    return {
      summary: `A genuine event ${tellAnswer(gone)}, so the provider sent nothing any more, and ${orderId} ${missing}.`,
      look: "Look at where 410 is answered: it says that the endpoint is gone for good, and ends every delivery; a fault that may pass is answered 5xx, so that a retry comes.",
    };
  }
  if (accepted === null) {
    return {
      summary: `The provider gave up on a genuine event, and ${orderId} ${missing}.`,
      look: "Look at why each attempt was turned away: when one leaves something half done, the next has to be able to finish it.",
    };
  }
  const why = isCalm ? "but the work was not done" : "and then the work was lost on the way";
  return {
    summary: `A genuine event ${tellAnswer(accepted)}, ${why}: ${orderId} ${missing}.`,
    look: undefined,
  };
}

function seqOf({ receiver, settled }: ObservedHistory, { accepted, attempts }: Duty): number {
  if (accepted !== null) return seqOfAnswer(accepted);
  const deadLetter = settled.get(attempts[0]?.started.deliveryId ?? "");
  return deadLetter?.seq ?? receiver.at(-1)?.seq ?? 0;
}
