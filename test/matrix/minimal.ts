// Puts a counterexample to the test of being minimal: without any one of its actions the failure is gone.
import type { Cell } from "../../server/cli/cell.ts";
import type { InvariantVerdict } from "../../server/contract/proof.ts";
import type { Schedule } from "../../server/contract/schedule.ts";
import { readToken } from "../../server/exploration/token.ts";
import { breakIn, standsFor } from "../../server/grading/break.ts";
import { createJudge } from "../../server/grading/judging.ts";
import { Crew } from "../../server/grading/stagehands.ts";
import { standardWebhooksProfile } from "../../server/provider/profiles/standard-webhooks.ts";
import type { TestReceiver } from "./receivers.ts";

/**
 * The actions that can be left out although the invariant still breaks, in words; played in fresh processes. A break that
 * says less does not count, such as a wrong answer where the shop was changed: what shows the change is needed.
 *
 * @throws when the counterexample itself does not break the invariant
 */
export async function needlessActions(
  { parts }: Pick<Cell, "parts">,
  { files }: Pick<TestReceiver, "files">,
  { id, counterexample }: InvariantVerdict,
): Promise<string[]> {
  if (counterexample === undefined) return [];
  const { schedule, scenario: about, scheme, seed } = readToken(counterexample.token);
  const scenario = parts.scenario(about);
  if (scenario === null) throw new Error(`There is no scenario ${about}.`);
  const setting = { files, scenario, schemeId: scheme, seed, profile: standardWebhooksProfile };
  const crew = new Crew([parts.cold], setting);
  const judge = createJudge(scenario.orders, scheme);
  const play = async (one: Schedule) => breakIn(await crew.play(one), id, judge);
  const found = await play(schedule);
  if (found === null) throw new Error(`The counterexample to ${id} does not break it.`);
  const needless: string[] = [];
  for (const [index, action] of schedule.actions.entries()) {
    const smaller = await play({ ...schedule, actions: schedule.actions.toSpliced(index, 1) });
    if (smaller !== null && standsFor(smaller, schedule, found))
      needless.push(`action ${index + 1} of ${schedule.actions.length}: ${JSON.stringify(action)}`);
  }
  return needless;
}
