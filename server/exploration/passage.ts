// Lets time pass: until something is answered, to a given time, to the next thing that is due, or to the end.
import type { JobRunner } from "./job-runner.ts";
import type { Network } from "./network.ts";
import type { Player } from "./player.ts";
import type { ShopDesk } from "./shop-desk.ts";
import type { Stage } from "./stage.ts";
import type { Underway, World } from "./world-types.ts";

/** How long what an answered request has set off may go on by itself: replies, jobs, late work. */
const REST_LIMIT_MS = 30_000;
/** How long timers alone keep "advance to the end" going: a receiver may tick for ever. */
const QUIET_LIMIT_MS = 10 * 60_000;

export interface PassageParts {
  readonly player: Player;
  readonly desk: ShopDesk;
  readonly jobs: JobRunner;
  readonly network: Network;
}

export function createPassage(
  stage: Stage,
  { player, desk, jobs, network }: PassageParts,
): Pick<World, "playUntilAnswered" | "playNow" | "playTo" | "sleepTo" | "advance" | "due" | "isAtRest"> {
  const { clock, recorder, schedule, work } = stage;
  const isAnswered = (sendings: readonly Underway[]) => sendings.every(({ outcome }) => outcome !== null);
  const isAtRest = () => {
    const nextJobMs = jobs.nextDueMs();
    return desk.openCalls === 0 && !jobs.isRunning && (nextJobMs === null || nextJobMs > clock.nowMs);
  };
  const tellTooLong = (played: string) => {
    if (played === "too-long") recorder.record({ kind: "note", level: "warning", text: TOO_LONG });
  };

  const playUntilAnswered = async (sendings: readonly Underway[]): Promise<void> => {
    tellTooLong(await player.play({ untilMs: Infinity, isDone: () => isAnswered(sendings) }));
    await player.play({ untilMs: clock.nowMs + REST_LIMIT_MS, isDone: isAtRest, onlyWork: true });
  };

  /** The time at which nothing is left but the receiver's own timers, and how far they are followed. */
  const createQuietWatch = () => {
    let quietSinceMs: number | null = null;
    return () => {
      const isQuiet =
        schedule.size === 0 && jobs.nextDueMs() === null && !jobs.isRunning && network.underway.size === 0;
      quietSinceMs = isQuiet ? (quietSinceMs ?? clock.nowMs) : null;
      const nextMs = player.nextMs();
      return quietSinceMs !== null && (nextMs === null || nextMs > quietSinceMs + QUIET_LIMIT_MS);
    };
  };

  return {
    due: () => ({
      nextMs: player.nextMs(),
      nextOfWorldMs: player.nextOfWorldMs(),
      nextWorkMs: work.nextMs(),
    }),
    isAtRest: () => network.underway.size === 0 && isAtRest(),
    playUntilAnswered,
    playNow: async () => void (await player.playTo(clock.nowMs)),
    playTo: async (ms) => tellTooLong(await player.playTo(ms)),
    sleepTo: (ms) => player.sleepTo(ms),
    async advance(to) {
      const isOver = createQuietWatch();
      await player.play({ untilMs: clock.nowMs, isDone: () => true });
      if (player.nextMs() === null || isOver()) return false;
      const before = recorder.entries.length;
      const isDone = () => isOver() || (to === "next" && recorder.entries.length > before);
      tellTooLong(await player.play({ untilMs: Infinity, isDone }));
      if (to === "next") await playUntilAnswered([...network.underway]);
      return true;
    },
  };
}

const TOO_LONG =
  "Stopped here: the receiver's own timers fired thousands of times, so there was no end in sight. Advance again to go on.";
