// Plays a schedule that somebody makes by hand as far as it goes, and says whose turn it could be next.
import { ofKind } from "../../content/schema/observation.ts";
import type { History } from "../contract/history.ts";
import type { PlayedSchedule } from "../contract/labs.ts";
import type { Schedule } from "../contract/schedule.ts";
import type { StartProblem } from "../contract/session.ts";
import type { EnabledCall } from "../exploration/actors.ts";
import { playSchedule, SCHEDULE_EPOCH_MS, StartFailure } from "../exploration/theatre.ts";
import { createJudge } from "../grading/judging.ts";
import { standardWebhooksProfile } from "../provider/profiles/standard-webhooks.ts";
import { type AttackSetting, brokenIn } from "./attack-player.ts";
import type { OnStage } from "./judge-attack.ts";

export function playHandMade(
  files: Files,
  actions: Schedule["actions"],
  onStage: OnStage,
): Promise<PlayedSchedule> {
  return onStage(files, async (setting) => {
    try {
      return await playActions(setting, files, actions);
    } catch (error) {
      if (error instanceof StartFailure) return notStarted(error.problem);
      throw error;
    }
  });
}

type Files = Readonly<Record<string, string>>;

/** @throws StartFailure when the code does not start. */
export async function playActions(
  { scenario, scheme, secrets, stagehand }: AttackSetting,
  files: Files,
  actions: Schedule["actions"],
): Promise<PlayedSchedule> {
  const setting = {
    ...{ files, scenario, schemeId: scheme, seed: 1, profile: standardWebhooksProfile },
    ...{ sandbox: stagehand.sandbox, openShop: stagehand.openShop(scenario) },
  };
  const schedule = { secrets, actions, end: "stop" } as const;
  const run = await playSchedule(setting, schedule, { goesOnToCalls: true });
  const { history } = run;
  return {
    ...{ epochMs: SCHEDULE_EPOCH_MS, entries: [...history], isInfeasible: run.isInfeasible },
    waiting: run.waiting.map((call) => describeCall(call, history)),
    attempts: ofKind(history, "attempt-started").length,
    events: ofKind(history, "event-created").length,
    broken: brokenIn(createJudge(scenario.orders, scheme)(run)).map(({ byEffect: _byEffect, ...one }) => one),
  };
}

function describeCall({ actor, call }: EnabledCall, history: History): PlayedSchedule["waiting"][number] {
  const told = ofKind(history, "shop-called").find(({ callId }) => callId === call.callId);
  const { service, operation, source } = call;
  return { actor, service, operation, summary: told?.summary ?? "", ...(source && { source }) };
}

const notStarted = (problem: StartProblem): PlayedSchedule => ({
  ...{ epochMs: SCHEDULE_EPOCH_MS, entries: [], waiting: [], attempts: 0, events: 0 },
  ...{ broken: [], isInfeasible: false, problem },
});
