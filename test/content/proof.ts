// Plays a lesson's scripts against its handlers in the real sandbox, on virtual time, and judges what happened.

import { judgeAll } from "../../content/schema/invariants/all.ts";
import { type JudgedWorld, judgedWorld } from "../../content/schema/invariants/judgement.ts";
import { observe } from "../../content/schema/observation.ts";
import type { History } from "../../server/contract/history.ts";
import { type SchemeId, SessionAction } from "../../server/contract/session.ts";
import type { ClockDriver } from "../../server/exploration/clock-driver.ts";
import { playAction } from "../../server/exploration/session-actions.ts";
import { mustStart, type RealParts, worldOptions } from "../server/exploration/real-parts.ts";

/** The clock of a live session as it stands at first: held, and moved by actions only. */
const heldClock: ClockDriver = { rate: 0, setRate: () => {}, stop: () => {} };

/** The history of a handler that was sent all of this. @throws when an action is refused: then the script is wrong. */
export async function playHandler(
  parts: RealParts,
  handler: string,
  script: readonly SessionAction[],
): Promise<History> {
  const world = await mustStart(worldOptions(parts, handler));
  await world.playNow();
  for (const action of script) {
    const refusal = await playAction(world, SessionAction.parse(action), heldClock);
    if (refusal !== null) throw new Error(`${JSON.stringify(action)}: ${refusal}`);
  }
  const history = [...world.history];
  await world.close();
  return history;
}

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
