// Plays schedule after schedule, each in a world of its own that begins in the same way.

import type { Schedule } from "../contract/schedule.ts";
import type { StartProblem } from "../contract/session.ts";
import { type ConductOptions, conduct } from "./conductor.ts";
import { heldPacing } from "./pacing.ts";
import type { Run } from "./run.ts";
import type { OpenShop } from "./types.ts";
import { startWorld } from "./world.ts";
import type { WorldOptions } from "./world-types.ts";

/** What all worlds of one search have in common. */
export interface Setting
  extends Pick<WorldOptions, "files" | "scenario" | "schemeId" | "seed" | "profile" | "sandbox"> {
  readonly openShop: OpenShop;
}

/** Code that does not start: the learner's, so it is data. */
export class StartFailure extends Error {
  readonly problem: StartProblem;

  constructor(problem: StartProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Whoever asked for it wants no more of it. */
export class StoppedError extends Error {}

/**
 * Virtual Unix time at which every schedule begins: fixed, so that a token shows the same timeline on any day. A first
 * retry comes after the turn of a minute, an hour and a day: no key or file may be named after one of them.
 */
export const SCHEDULE_EPOCH_MS = Date.UTC(2026, 0, 5, 23, 59, 57);

/** Far more than any schedule of a well-meaning handler writes. */
const bounds = { entries: 6_000, bytes: 16_000_000 };

/**
 * Plays one schedule.
 *
 * @throws StartFailure when the receiver does not start although it has its secret; StoppedError when the signal is
 *   aborted before it is played
 */
export async function playSchedule(
  setting: Setting,
  schedule: Schedule,
  options: Omit<ConductOptions, "retryArrivesMs"> = {},
): Promise<Run> {
  const secrets = asWorldSecrets(schedule.secrets);
  const started = await startWorld({
    ...setting,
    epochMs: SCHEDULE_EPOCH_MS,
    pacing: heldPacing,
    ...secrets,
    bounds,
    onEntries: () => {},
  });
  if (!started.ok) {
    if (secrets.secret === undefined) throw new StartFailure(started.problem);
    return refusedToStart;
  }
  const { world } = started;
  const { signal } = options;
  const stop = () => world.stop();
  signal?.addEventListener("abort", stop);
  try {
    const { profile } = setting;
    // The first attempt's time to wait, the pause after it, and the way to the receiver.
    const retryArrivesMs =
      profile.timeoutMs + (profile.attemptDelaysMs[1] ?? 0) + 2 * heldPacing.networkMs() + 1;
    const run = await conduct(world, schedule, { ...options, retryArrivesMs });
    if (signal?.aborted === true) throw new StoppedError("The proof was stopped.");
    return run;
  } finally {
    signal?.removeEventListener("abort", stop);
    await world.close();
  }
}

/** What a world has to be started with, for the word that a schedule has for it. */
export function asWorldSecrets(secrets: Schedule["secrets"]): Pick<WorldOptions, "liveSecrets" | "secret"> {
  if (secrets === "one") return { liveSecrets: 1 };
  if (secrets === "rotating") return { liveSecrets: 2 };
  return { liveSecrets: 1, secret: secrets };
}

/** A receiver that will not run without a secret has nothing to attack: it fails closed. */
const refusedToStart: Run = {
  ...{ executed: [], begunAt: [], choices: [], waiting: [], history: [], secrets: [] },
  ...{ isInfeasible: false, isPruned: false, isCut: false },
};
