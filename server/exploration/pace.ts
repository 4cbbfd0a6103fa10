// Moves virtual time on for whoever plays a world: from moment to moment, and in long steps while nothing happens.
import type { HistoryEntry, HistoryKind } from "../contract/history.ts";
import type { World } from "./world-types.ts";

/** A day-long schedule of retries takes about a hundred. */
const MOST_MOMENTS = 4_000;

/** What a timer leaves behind that has only looked around: a poll that found nothing to do. */
const looks: ReadonlySet<HistoryKind> = new Set([
  "shop-called",
  "shop-answered",
  "log",
  "note",
  "clock-moved",
]);

/** Whether an entry is no more than what looking around leaves behind. */
export const isLook = ({ kind }: Pick<HistoryEntry, "kind">): boolean => looks.has(kind);

/** What a receiver does by itself for ever, such as noting that it lives, is nothing new after so many times. */
const MOST_NEWS = 5;

/** Times the time in which nothing has happened: so long may the next step be. */
const GROWTH = 3;

/**
 * While nothing happens but that the receiver's own timers look around, steps grow with the time of which this is so: a
 * poll every second takes ten looks for a day, and but for the first one they come late, as on a machine that slept.
 */
export class Pace {
  readonly #world: World;
  #moments = 0;
  #read = 0;
  /** When something happened last, or was underway. */
  #stillSinceMs = 0;
  #lastOfWorldMs = 0;
  /** How often each effect has come since then by the receiver itself. */
  readonly #news = new Map<string, number>();
  #sleptToMs: number | null = null;

  constructor(world: World) {
    this.#world = world;
  }

  get isTooLong(): boolean {
    return this.#moments > MOST_MOMENTS;
  }

  /** To what is due next, and by `untilMs` at the latest; false when nothing is. */
  async goOn(untilMs = Infinity): Promise<boolean> {
    const { nextMs, nextOfWorldMs } = this.#world.due();
    const { nowMs } = this.#world;
    const longestMs = nowMs + GROWTH * (nowMs - this.#stillSince());
    const stepMs = Math.min(longestMs, nextOfWorldMs ?? Infinity, untilMs);
    if (nextMs === null || stepMs <= nextMs) return this.moveTo(nextMs);
    this.#moments += 1;
    await this.#world.sleepTo(stepMs);
    this.#sleptToMs = stepMs;
    return true;
  }

  /** False when there is no such moment. */
  async moveTo(ms: number | null): Promise<boolean> {
    this.#moments += 1;
    this.#sleptToMs = null;
    if (ms === null) return false;
    await this.#world.playTo(Math.max(ms, this.#world.nowMs));
    return true;
  }

  /** Whether nothing has come of the last long step but a look. */
  onlyLooked(): boolean {
    return this.#sleptToMs !== null && this.#stillSince() < this.#sleptToMs;
  }

  /** When something was last sent, answered, settled, started or ended; what the receiver does by itself is not. */
  lastOfWorldMs(): number {
    this.#catchUp();
    return this.#lastOfWorldMs;
  }

  /** When something happened last; now, while anything is underway. */
  #stillSince(): number {
    this.#catchUp();
    if (!this.#world.isAtRest()) this.#stillSinceMs = this.#world.nowMs;
    return this.#stillSinceMs;
  }

  #catchUp(): void {
    const { history } = this.#world;
    for (; this.#read < history.length; this.#read += 1) {
      const entry = history[this.#read] as HistoryEntry;
      if (isLook(entry) || !this.#isNews(entry)) continue;
      this.#stillSinceMs = entry.atMs;
    }
  }

  #isNews(entry: HistoryEntry): boolean {
    if (entry.kind !== "effect") {
      this.#lastOfWorldMs = entry.atMs;
      this.#news.clear();
      return true;
    }
    const times = (this.#news.get(entry.subject) ?? 0) + 1;
    this.#news.set(entry.subject, times);
    return times <= MOST_NEWS;
  }
}
