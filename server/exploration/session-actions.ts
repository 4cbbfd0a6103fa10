// What each action of a learner does to the world, and how far time goes on with it.
import { stopwatch } from "../simulation/real-time.ts";
import type { ClockDriver } from "./clock-driver.ts";
import type { ParsedSessionAction } from "./types.ts";
import type { Begun, Underway, World } from "./world-types.ts";

/** Resolves with null, or with the sentence that says why the action cannot be done. */
export async function playAction(
  world: World,
  action: ParsedSessionAction,
  clock: ClockDriver,
): Promise<string | null> {
  switch (action.kind) {
    case "send-event":
      return playBegun(world, world.sendEvent(action), clock);
    case "attack":
      return moveClock(world, NOTABLE_WAIT_MS, () =>
        playBegun(world, world.attack(action.attack, action.attemptId), clock),
      );
    case "compose":
      return playBegun(world, world.compose(action), clock);
    case "redeliver":
      return playBegun(world, world.redeliver(action.deliveryId), clock);
    case "outage":
      await world.outage(action.durationMs);
      return null;
    case "restart":
      return playBegun(world, await world.restart(), clock);
    case "advance":
      return moveClock(world, 1, () => advance(world, action.to));
    case "clock-rate":
      clock.setRate(action.rate);
      return null;
  }
}

/** With the clock held, time jumps until there is an outcome; with a running clock it comes by itself. */
export async function playOn(world: World, sendings: readonly Underway[], clock: ClockDriver): Promise<void> {
  if (clock.rate === 0) await world.playUntilAnswered(sendings);
  else await world.playNow();
}

async function playBegun(world: World, begun: Begun, clock: ClockDriver): Promise<string | null> {
  if (!begun.ok) return begun.message;
  await playOn(world, begun.sendings, clock);
  return null;
}

async function advance(world: World, to: "next" | "all" | { readonly byMs: number }): Promise<string | null> {
  if (typeof to === "object") {
    await world.playTo(Math.ceil(world.nowMs + to.byMs));
    return null;
  }
  return (await world.advance(to)) ? null : NOTHING_DUE;
}

const NOTHING_DUE = "Nothing is due: no retry, no job and no timer is waiting. Send an event first.";

/** An attack that waits so long is a move of the clock in its own right. */
const NOTABLE_WAIT_MS = 60_000;

/** Marks a move of at least `leastMs` in the history, with the real time it took. */
async function moveClock(
  world: World,
  leastMs: number,
  move: () => Promise<string | null>,
): Promise<string | null> {
  const fromMs = world.nowMs;
  const elapsedMs = stopwatch();
  const refusal = await move();
  if (world.nowMs - fromMs >= leastMs) world.noteClockMove(fromMs, elapsedMs());
  return refusal;
}
