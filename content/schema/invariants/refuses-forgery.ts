// refuses-forgery: a forged or tampered request has no effect and is answered 4xx, never 2xx or 5xx.
import {
  describeEffect,
  isAccepted,
  isRefused,
  seqOfAnswer,
  tellAnswer,
  touchesTheWorld,
  worstOf,
} from "../answers.ts";
import { effectsOf } from "../causation.ts";
import { isHit } from "../disturbance.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import { type Broken, broken, count, held, type Invariant, type Judgement, notChecked } from "./judgement.ts";

export const refusesForgery: Invariant = {
  id: "refuses-forgery",
  title: "refuses forgeries",
  why: "Anybody can post to a public address; what the signature does not prove, a stranger can make the shop do.",
  look: "Look at the check of the signature: it comes first, it covers the raw bytes, and nothing goes on after it fails.",
  judge,
};

function judge(observed: ObservedHistory): Judgement {
  const forgeries = observed.attempts.filter(
    ({ nature, finished }) =>
      nature === "forgery" && finished !== null && finished.outcome.kind !== "connection-refused",
  );
  for (const forgery of forgeries) {
    const effect = worstOf(effectsOf(observed, forgery).filter(touchesTheWorld));
    if (effect !== undefined) {
      const summary = `A forged request ${tellAnswer(forgery)}, and this followed from it: ${describeEffect(effect)}.`;
      return broken({ summary, seq: effect.seq, byEffect: true, ...lookFor(forgery) });
    }
    const wrong = wrongAnswer(observed, forgery);
    if (wrong !== null) return wrong;
  }
  if (forgeries.length === 0) return notChecked;
  const refused = forgeries.filter(isRefused).length;
  if (refused < forgeries.length) {
    const came = count(forgeries.length, "forged request came", "forged requests came");
    return held(`${came}, ${count(refused, "was", "were")} refused, and nothing changed.`);
  }
  const many = count(refused, "forged request was", "forged requests were");
  return held(`${many} refused, and nothing changed.`);
}

function wrongAnswer(observed: ObservedHistory, forgery: ObservedAttempt): Broken | null {
  if (isRefused(forgery)) return null;
  // Whatever a server says on other paths, as long as nothing follows from it.
  if (forgery.started.attack === "unsigned-other-path" && isAccepted(forgery)) return null;
  const seq = seqOfAnswer(forgery);
  // Without its secret a receiver can verify nothing: to fail is to fail closed.
  if (forgery.isKeyless && !isAccepted(forgery)) return null;
  if (!isAccepted(forgery) && isHit(observed, forgery)) return null;
  const summary = `A forged request ${tellAnswer(forgery)}. It changed nothing, but only a 4xx refuses it.`;
  return broken({ summary, seq, byEffect: false, ...lookFor(forgery) });
}

/** Another place than usual: the secret's own check, or the code that compares. */
function lookFor(forgery: ObservedAttempt): Pick<Broken, "look"> {
  if (forgery.isKeyless) {
    return {
      look: "Look at where the secret is read from the environment: stop at the start when it is missing or too short.",
    };
  }
  if (isAccepted(forgery) || isRefused(forgery)) return {};
  return {
    look: "Look at the code that reads and compares the signature: it throws on what it does not expect; compare lengths first, and answer 401.",
  };
}
