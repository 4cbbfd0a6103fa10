// accepts-rotated-secret: while a secret is rotated, deliveries that either live secret has signed are accepted.
import { isAccepted, seqOfAnswer, tellAnswer } from "../answers.ts";
import { isDisturbed } from "../disturbance.ts";
import { isOrdinary } from "../duty.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import { broken, count, held, type Invariant, type Judgement, notChecked } from "./judgement.ts";

export const acceptsRotatedSecret: Invariant = {
  id: "accepts-rotated-secret",
  title: "accepts a rotated secret",
  why: "A secret that leaked has to be changed at once, and a handler that knows only one of the two turns that into an outage.",
  look: "Look at the loops of the check: try every signature of a known version in the header, with WEBHOOK_SECRET and with WEBHOOK_SECRET_PREVIOUS.",
  judge,
};

function judge(observed: ObservedHistory): Judgement {
  const judged = observed.attempts.filter((attempt) => isJudged(observed, attempt));
  const refused = judged.find((attempt) => !isAccepted(attempt));
  if (refused !== undefined) {
    const summary = `A delivery that was signed ${nameKeys(refused)} ${tellAnswer(refused)}.`;
    return broken({ summary, seq: seqOfAnswer(refused), byEffect: false });
  }
  if (judged.length === 0) return notChecked;
  const many = count(judged.length, "delivery", "deliveries");
  return held(`${many} with chosen keys got through while the secret was rotated.`);
}

function isJudged(observed: ObservedHistory, attempt: ObservedAttempt): boolean {
  const { started, finished } = attempt;
  const isSigned = started.signedBy?.some((key) => key === "current" || key === "previous") ?? false;
  return (
    isOrdinary(attempt) &&
    isSigned &&
    finished !== null &&
    finished.outcome.kind !== "timed-out" &&
    !isDisturbed(observed, attempt)
  );
}

const keyNames = {
  current: "with the new secret",
  previous: "with the old secret",
  "unknown-version": "in an unknown version",
} as const;

/** `with the old secret, then with the new secret`. */
const nameKeys = ({ started }: ObservedAttempt) =>
  (started.signedBy ?? []).map((key) => keyNames[key]).join(", then ");
