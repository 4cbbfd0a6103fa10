// Plays an attack against a receiver, from a fresh start to the last retry, and says what it broke.
import type { Broken, Judgement } from "../../content/schema/invariants/judgement.ts";
import type { Encoding, History } from "../contract/history.ts";
import type { InvariantId } from "../contract/invariants.ts";
import type { BrokenInvariant } from "../contract/proof.ts";
import type { Schedule } from "../contract/schedule.ts";
import type { SchemeId, StartProblem, WorldSecrets } from "../contract/session.ts";
import type { ClockDriver } from "../exploration/clock-driver.ts";
import { liveSessionPacing } from "../exploration/pacing.ts";
import { playAction } from "../exploration/session-actions.ts";
import {
  asWorldSecrets,
  playSchedule,
  SCHEDULE_EPOCH_MS,
  type Setting,
  StartFailure,
} from "../exploration/theatre.ts";
import type { ParsedSessionAction } from "../exploration/types.ts";
import { startWorld } from "../exploration/world.ts";
import type { World } from "../exploration/world-types.ts";
import { createJudge, explain, invariantIds } from "../grading/judging.ts";
import type { ProvableScenario, Stagehand } from "../grading/stagehands.ts";
import { standardWebhooksProfile } from "../provider/profiles/standard-webhooks.ts";
import type { Sandbox } from "../sandbox/types.ts";
import { playScript } from "./script-attack.ts";
import type { ParsedAttack } from "./types.ts";

export interface AttackSetting {
  readonly scenario: ProvableScenario;
  readonly scheme: SchemeId;
  readonly secrets: WorldSecrets;
  /** Plays the receiver. */
  readonly stagehand: Stagehand;
  /** Runs the attacker's script, in a process of its own. */
  readonly scriptSandbox: Sandbox;
}

/** The same attack in another world: other ids, secrets and times, or other bytes for the same events. */
export interface Variant {
  readonly seed: number;
  readonly encoding?: Encoding;
}

export interface PlayedAttack {
  readonly epochMs: number;
  readonly history: History;
  readonly judged: Readonly<Record<InvariantId, Judgement>> | null;
  /** What could not be done. */
  readonly refusals: readonly string[];
  /** The receiver did not start. One that has no secret is right to refuse. */
  readonly problem?: StartProblem;
}

/** The clock is held, and moved by actions only. */
const heldClock: ClockDriver = { rate: 0, setRate: () => {}, stop: () => {} };

/** Long enough for the last retry of every delivery. */
const SETTLED_MS = 4 * 86_400_000;
const bounds = { entries: 10_000, bytes: 32_000_000 };

export interface PlayOptions {
  readonly variant?: Variant | undefined;
  /** Plays on until every delivery is settled, where it would end with the last action otherwise. */
  readonly settles?: boolean;
}

export async function playAttack(
  setting: AttackSetting,
  files: Readonly<Record<string, string>>,
  attack: ParsedAttack,
  { variant, settles = true }: PlayOptions = {},
): Promise<PlayedAttack> {
  const { scenario, scheme, stagehand } = setting;
  const seed = variant?.seed ?? (attack.by === "requests" ? attack.seed : 1);
  const common: Setting = {
    ...{ files, scenario, schemeId: scheme, seed, profile: standardWebhooksProfile },
    ...{ sandbox: stagehand.sandbox, openShop: stagehand.openShop(scenario) },
  };
  if (attack.by === "schedule") return playBySchedule(setting, common, attack.actions);
  return playLive(setting, common, {
    epochMs: (attack.by === "requests" ? attack.epochMs : undefined) ?? SCHEDULE_EPOCH_MS,
    settles,
    carryOut: (world) =>
      attack.by === "script"
        ? playScript(world, attack.text, {
            ...{ sandbox: setting.scriptSandbox, schemeId: scheme },
            ...{ webhookPath: scenario.webhookPath, mainEventType: scenario.mainEventType },
          })
        : playActions(world, attack.actions, variant?.encoding),
  });
}

async function playBySchedule(
  { scenario, scheme, secrets }: AttackSetting,
  common: Setting,
  actions: Schedule["actions"],
): Promise<PlayedAttack> {
  try {
    const run = await playSchedule(common, { secrets, actions, end: "settle" });
    const judged = createJudge(scenario.orders, scheme)(run);
    // A call that this receiver does not make is left out: another receiver may make it.
    return { epochMs: SCHEDULE_EPOCH_MS, history: run.history, judged, refusals: [] };
  } catch (error) {
    if (error instanceof StartFailure) return notStarted(SCHEDULE_EPOCH_MS, error.problem);
    throw error;
  }
}

interface LivePlay {
  readonly epochMs: number;
  readonly settles: boolean;
  /** @returns what could not be done. */
  carryOut(world: World): Promise<string[]>;
}

async function playLive(
  { scenario, scheme, secrets }: AttackSetting,
  common: Setting,
  { epochMs, settles, carryOut }: LivePlay,
): Promise<PlayedAttack> {
  const started = await startWorld({
    ...{ ...common, epochMs, pacing: liveSessionPacing, bounds },
    ...asWorldSecrets(secrets),
    onEntries: () => {},
  });
  if (!started.ok) return notStarted(epochMs, started.problem);
  const { world } = started;
  try {
    await world.playNow();
    const refusals = await carryOut(world);
    if (settles && world.ended === null) {
      await world.playTo(world.nowMs + SETTLED_MS);
      // Silence is told as well: what has not happened by now will not happen.
      world.noteClockMove(world.nowMs - SETTLED_MS, 0);
    }
    const history = [...world.history];
    const judged = createJudge(scenario.orders, scheme)({ history, secrets: world.sharedSecrets });
    return { epochMs, history, judged, refusals };
  } finally {
    await world.close();
  }
}

/** Everything that a played attack broke, in the invariants' own order. */
export const brokenBy = ({ judged }: PlayedAttack): BrokenBy[] => (judged === null ? [] : brokenIn(judged));

type BrokenBy = BrokenInvariant & Pick<Broken, "byEffect">;

export function brokenIn(judged: Readonly<Record<InvariantId, Judgement>>): BrokenBy[] {
  return invariantIds.flatMap((id) => {
    const judgement = judged[id];
    if (judgement.state !== "broken") return [];
    return [{ id, ...explain(id, judgement), seq: judgement.seq, byEffect: judgement.byEffect }];
  });
}

async function playActions(
  world: World,
  actions: readonly ParsedSessionAction[],
  encoding: Encoding | undefined,
): Promise<string[]> {
  const refusals: string[] = [];
  for (const [index, action] of actions.entries()) {
    if (world.ended !== null) break;
    const varied = action.kind === "send-event" && encoding !== undefined ? { ...action, encoding } : action;
    const refusal = await playAction(world, varied, heldClock);
    if (refusal !== null) refusals.push(`Step ${index + 1}: ${refusal}`);
  }
  return refusals;
}

const notStarted = (epochMs: number, problem: StartProblem): PlayedAttack => ({
  ...{ epochMs, history: [], judged: null, refusals: [], problem },
});
