// refuses-replay-attack: a captured request that is sent again is refused when it is old, and never has an effect.
import type { EntryOf } from "../../../server/contract/history.ts";
import {
  changesTheWorld,
  describeEffect,
  isAccepted,
  isRefused,
  seqOfAnswer,
  tellAnswer,
  touchesTheWorld,
  worstOf,
} from "../answers.ts";
import { asksFor, effectsOf } from "../causation.ts";
import { isDisturbed, isHit } from "../disturbance.ts";
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

export const refusesReplayAttack: Invariant = {
  id: "refuses-replay-attack",
  title: "refuses replay attacks",
  why: "A captured request keeps its valid signature for ever, so whoever finds one in a log can ship the order again.",
  look: "Look at the timestamp: it is signed, so compare it with the clock, in both directions, before anything is done.",
  judge,
};

/** Tells a request that a receiver has to refuse from one that it may take for a duplicate. */
const mustBeRefused = ({ nature }: ObservedAttempt, { signsTime }: JudgedWorld) =>
  nature === "replay-attack" && signsTime;

function judge(observed: ObservedHistory, world: JudgedWorld): Judgement {
  const attacks = observed.attempts.filter(
    ({ nature, finished, isKeyless }) =>
      (nature === "replay-attack" || nature === "disguise") &&
      !isKeyless &&
      finished !== null &&
      finished.outcome.kind !== "connection-refused",
  );
  for (const attack of attacks) {
    const effect = worstOf(harmOf(observed, attack, world));
    const what =
      attack.nature === "disguise" ? "A captured request, changed where no signature covers it," : OLD;
    const look = lookFor(attack, world);
    if (effect !== undefined) {
      const summary = `${what} ${tellAnswer(attack)}, and this followed from it: ${describeEffect(effect)}.`;
      return broken({ summary, seq: effect.seq, byEffect: true, ...look });
    }
    if (isAnsweredWell(observed, attack, world)) continue;
    const but = isAccepted(attack)
      ? "It changed nothing this time, but it was let in."
      : "It has to be told no, with a 4xx.";
    return broken({
      summary: `${what} ${tellAnswer(attack)}. ${but}`,
      seq: seqOfAnswer(attack),
      byEffect: false,
      ...look,
    });
  }
  if (attacks.length === 0) return notChecked;
  const many = count(attacks.length, "captured request was", "captured requests were");
  return held(`${many} sent again, and nothing happened twice.`);
}

/**
 * Neither answer is owed after a trouble; but what is too old is refused before any trouble can be felt. A disguise may
 * be answered in any way: a receiver that knows it for a copy owes it what the original got, and one that refuses it
 * owes nobody a reason.
 */
function isAnsweredWell(observed: ObservedHistory, attack: ObservedAttempt, world: JudgedWorld): boolean {
  if (attack.nature === "disguise" || isRefused(attack)) return true;
  if (mustBeRefused(attack, world)) return !isAccepted(attack) && isHit(observed, attack);
  return isAccepted(attack) || isDisturbed(observed, attack);
}

const OLD = "An old request, sent again by an attacker,";

/**
 * From what has to be refused no effect may follow. What may pass for a duplicate may do what its event asks for when
 * nobody has done it yet: the receiver cannot tell it from a delivery. A job in the queue does no harm by itself then.
 */
function harmOf(observed: ObservedHistory, attack: ObservedAttempt, world: JudgedWorld): EntryOf<"effect">[] {
  const effects = effectsOf(observed, attack);
  if (mustBeRefused(attack, world)) return effects.filter(touchesTheWorld);
  const { event } = attack;
  const isDelivery = (effect: EntryOf<"effect">) =>
    effect.repeat === 0 && event !== null && asksFor(event, effect);
  return effects.filter((effect) => changesTheWorld(effect) && !isDelivery(effect));
}

function lookFor(attack: ObservedAttempt, { signsTime }: JudgedWorld): { readonly look?: string } {
  if (attack.nature === "disguise") {
    return {
      look: "Look at what tells one delivery from another, and at what says which event it is: take both from the signed body, not from headers or the URL.",
    };
  }
  if (signsTime) return {};
  return {
    look: "Look at where a processed event is remembered: this scheme signs no time, so only its id in a durable table, kept for ever, tells an old request from a new one.",
  };
}
