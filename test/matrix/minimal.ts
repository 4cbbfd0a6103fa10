// Puts a counterexample to the test of being minimal: without any one of its actions the invariant is not broken.
import type { Cell } from "../../server/cli/cell.ts";
import type { InvariantVerdict } from "../../server/contract/proof.ts";
import { readToken, writeToken } from "../../server/exploration/token.ts";
import { proveOnce } from "./prove-once.ts";
import type { TestReceiver } from "./receivers.ts";

/**
 * The actions that can be left out although the invariant still breaks, in words; played in fresh processes.
 *
 * @throws when a schedule cannot be judged
 */
export async function needlessActions(
  cell: Cell,
  receiver: TestReceiver,
  { id, counterexample }: InvariantVerdict,
): Promise<string[]> {
  if (counterexample === undefined) return [];
  const reproduction = readToken(counterexample.token);
  const { schedule } = reproduction;
  const needless: string[] = [];
  for (const [index, action] of schedule.actions.entries()) {
    const actions = schedule.actions.toSpliced(index, 1);
    const reproduce = writeToken({ ...reproduction, schedule: { ...schedule, actions } });
    const { verdict } = await proveOnce(cell, receiver, reproduction.seed, { reproduce });
    // Without this action another one cannot be played: nothing fails, so it is needed.
    if (verdict.verdict === "error" && verdict.error?.fault !== "schedule")
      throw new Error(JSON.stringify(verdict.error));
    if (verdict.invariants.some((one) => one.id === id && one.verdict === "broken"))
      needless.push(`action ${index + 1} of ${schedule.actions.length}: ${JSON.stringify(action)}`);
  }
  return needless;
}
