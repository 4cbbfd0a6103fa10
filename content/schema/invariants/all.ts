// The invariants by their id, each with its explanation and its judge.
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { ObservedHistory } from "../observation.ts";
import { acceptsGenuine } from "./accepts-genuine.ts";
import { acceptsRotatedSecret } from "./accepts-rotated-secret.ts";
import { acknowledgesInTime } from "./acknowledges-in-time.ts";
import { effectAtLeastOnce } from "./effect-at-least-once.ts";
import { effectAtMostOnce } from "./effect-at-most-once.ts";
import { honestStatus } from "./honest-status.ts";
import type { Invariant, JudgedWorld, Judgement } from "./judgement.ts";
import { keepsLinksOutside } from "./keeps-links-outside.ts";
import { keepsNewestState } from "./keeps-newest-state.ts";
import { keepsSecrets } from "./keeps-secrets.ts";
import { refusesForgery } from "./refuses-forgery.ts";
import { refusesReplayAttack } from "./refuses-replay-attack.ts";
import { survivesBadInput } from "./survives-bad-input.ts";
import { trustsOwnRecords } from "./trusts-own-records.ts";

/** In the order in which they are shown. */
export const invariants: Readonly<Record<InvariantId, Invariant>> = {
  "accepts-genuine": acceptsGenuine,
  "accepts-rotated-secret": acceptsRotatedSecret,
  "refuses-forgery": refusesForgery,
  "refuses-replay-attack": refusesReplayAttack,
  "effect-at-most-once": effectAtMostOnce,
  "effect-at-least-once": effectAtLeastOnce,
  "acknowledges-in-time": acknowledgesInTime,
  "keeps-newest-state": keepsNewestState,
  "honest-status": honestStatus,
  "survives-bad-input": survivesBadInput,
  "trusts-own-records": trustsOwnRecords,
  "keeps-secrets": keepsSecrets,
  "keeps-links-outside": keepsLinksOutside,
};

/** What every invariant says of one history. */
export function judgeAll(observed: ObservedHistory, world: JudgedWorld): Record<InvariantId, Judgement> {
  const judged = Object.values(invariants).map(({ id, judge }) => [id, judge(observed, world)]);
  return Object.fromEntries(judged);
}
