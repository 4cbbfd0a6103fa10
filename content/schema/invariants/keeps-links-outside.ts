// keeps-links-outside: a link in an event never takes the receiver to a machine inside its own network.
import { isByHostile } from "../causation.ts";
import { isOrdinary, orderOf } from "../duty.ts";
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

export const keepsLinksOutside: Invariant = {
  id: "keeps-links-outside",
  title: "keeps links outside",
  why: "The receiver stands where strangers cannot: a link that it follows blindly lets them ask the machines inside with its voice.",
  look: "Look at what is asked for because an event says so: decide by the address to which the connection goes, at that moment and after each redirect, or by a short list of hosts.",
  judge,
};

/** What a forgery caused is judged by the invariants against forgeries. */
function judge(observed: ObservedHistory, world: JudgedWorld): Judgement {
  const reached = observed.effects.find(
    (effect) => effect.effect === "reached-inside" && !isByHostile(observed, effect),
  );
  if (reached !== undefined) {
    const summary = `The receiver followed a link to where no stranger gets: ${reached.summary}.`;
    return broken({ summary, seq: reached.seq, byEffect: true });
  }
  const strange = observed.attempts.filter((attempt) => hasStrangeLink(attempt, world));
  if (strange.length === 0) return notChecked;
  return held(`${count(strange.length, "link", "links")} to somewhere else led nowhere inside.`);
}

/** It was delivered, and its link is another than that of the order's receipt. */
function hasStrangeLink(attempt: ObservedAttempt, world: JudgedWorld): boolean {
  const { event, finished } = attempt;
  if (!isOrdinary(attempt) || event === null || event.receiptUrl === null) return false;
  const isDelivered = finished !== null && finished.outcome.kind !== "connection-refused";
  return isDelivered && orderOf(event, world)?.receipt?.url !== event.receiptUrl;
}
