// Since when nothing has happened in a world but what the receiver's own timers do without changing anything.
import type { HistoryKind } from "../contract/history.ts";
import type { World } from "./world-types.ts";

/** What a timer leaves behind that has only looked around: a poll that found nothing to do. */
const looks: ReadonlySet<HistoryKind> = new Set([
  "shop-called",
  "shop-answered",
  "log",
  "note",
  "clock-moved",
]);

export class Stillness {
  readonly #world: World;
  #read = 0;
  #sinceMs = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Virtual milliseconds; 0 while anything is underway. */
  lastsMs(): number {
    const { history, nowMs } = this.#world;
    for (; this.#read < history.length; this.#read += 1) {
      const entry = history[this.#read];
      if (entry !== undefined && !looks.has(entry.kind)) this.#sinceMs = entry.atMs;
    }
    if (!this.#world.isAtRest()) this.#sinceMs = nowMs;
    return nowMs - this.#sinceMs;
  }
}
