// What everything in one world shares: its clock, what is due on it, its history and its names.
import { createEventQueue, type EventQueue } from "../simulation/event-queue.ts";
import { createIds, type Ids } from "../simulation/ids.ts";
import { createRandom, type Random } from "../simulation/random.ts";
import { createVirtualClock, type VirtualClock } from "../simulation/virtual-clock.ts";
import { createRecorder, type HistoryBounds, type Recorder } from "./recorder.ts";

/** Something that the world itself does at a given time. */
export type Step = () => void | Promise<void>;

export interface Stage {
  readonly clock: VirtualClock;
  /** Parts of something underway, such as an answer on its way. At the same moment they go before the schedule. */
  readonly work: EventQueue<Step>;
  /** What waits for its hour, such as a retry. */
  readonly schedule: EventQueue<Step>;
  readonly recorder: Recorder;
  readonly ids: Ids;
  readonly random: Random;
}

export function createStage(options: {
  readonly seed: number;
  readonly epochMs: number;
  readonly bounds: HistoryBounds;
}): Stage {
  const clock = createVirtualClock(options.epochMs);
  const random = createRandom(options.seed);
  return {
    clock,
    work: createEventQueue(),
    schedule: createEventQueue(),
    recorder: createRecorder(clock, options.bounds),
    ids: createIds(random),
    random,
  };
}
