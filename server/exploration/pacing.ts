// The one point where it is decided how long things take: here a schedule is chosen.
import type { ShopService } from "../contract/history.ts";
import type { ServiceCall } from "../sandbox/types.ts";

export interface Pacing {
  /** Virtual milliseconds that a request or an answer spends on the network. */
  networkMs(): number;
  /**
   * Virtual milliseconds after which a shop call is carried out and answered, or "held" until the world's
   * `carryOut(callId)`: whoever explores schedules decides then which of the held calls goes first.
   */
  shopCallMs(call: ServiceCall): number | "held";
}

/**
 * A live session gives every reply by itself. Each takes a little time, so that a timeline has width and attempts that
 * overlap really interleave; always the same time, so that equal handlers give equal timelines.
 */
export const liveSessionPacing: Pacing = {
  networkMs: () => 2,
  shopCallMs: ({ service }) => shopCallMs[service],
};

/** Whoever explores schedules decides when each call is carried out; it takes as long as in a live session. */
export const heldPacing: Pacing = { ...liveSessionPacing, shopCallMs: () => "held" };

/** Virtual milliseconds that the shop takes for a call. */
export const shopCallMs: Readonly<Record<ShopService, number>> = {
  db: 6,
  queue: 5,
  mail: 12,
  carrier: 20,
  web: 30,
};
