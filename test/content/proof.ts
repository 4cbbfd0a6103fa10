// Judges what a handler did when it was sent everything.
import { judgeAll } from "../../content/schema/invariants/all.ts";
import { type JudgedWorld, judgedWorld } from "../../content/schema/invariants/judgement.ts";
import { observe } from "../../content/schema/observation.ts";
import type { History } from "../../server/contract/history.ts";
import type { SchemeId, SessionAction } from "../../server/contract/session.ts";
import type { RealParts } from "../server/exploration/real-parts.ts";

/** Long enough for the last retry of every delivery. */
export const untilSettled: SessionAction = { kind: "advance", to: { byMs: 4 * 86_400_000 } };

/** What a history is judged by in the scenario of these parts. */
export const worldOf = ({ scenario }: RealParts, scheme: SchemeId = "standard-v1"): JudgedWorld =>
  judgedWorld({ orders: scenario.orders, scheme });

/** The invariants that a history breaks, by name. */
export function brokenBy(history: History, world: JudgedWorld): string[] {
  return Object.entries(judgeAll(observe(history), world))
    .filter(([, { state }]) => state === "broken")
    .map(([id]) => id)
    .sort();
}
