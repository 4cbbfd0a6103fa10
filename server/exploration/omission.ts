// Leaves actions out of a schedule, so that the others go on naming the same requests and events as before.
import { type Action, startsAttempt } from "../contract/schedule.ts";
import { BACKGROUND } from "./actors.ts";

/**
 * The actions without `count` of them from `from` on, and without what those alone made possible: the calls and the reply
 * of a request that is not sent, and the copies of an event that is not made. Requests and events that come later move
 * up. Retries have no action of their own, so with retries in play a number may be wrong: whoever plays it finds out.
 */
export function without(actions: readonly Action[], from: number, count: number): Action[] {
  const attempts = new Numbers(1);
  const events = new Numbers(0);
  return actions.flatMap((action, index): Action[] => {
    const of = action.do === "copy" ? events.now(action.of) : 0;
    const isOut = (index >= from && index < from + count) || of === null;
    if (action.do === "event") events.next(isOut);
    if (startsAttempt(action) || action.do === "next-attempt") attempts.next(isOut);
    if (isOut) return [];
    if (action.do === "copy") return [of === action.of ? action : { ...action, of }];
    if ((action.do !== "call" && action.do !== "reply") || action.actor === BACKGROUND) return [action];
    const actor = attempts.now(action.actor);
    if (actor === null) return [];
    return [actor === action.actor ? action : { ...action, actor }];
  });
}

/** What each number becomes when some are left out. */
class Numbers {
  readonly #first: number;
  readonly #now: (number | null)[] = [];
  #left = 0;

  constructor(first: number) {
    this.#first = first;
  }

  /** The next one comes, or is left out. */
  next(isOut: boolean): void {
    this.#now.push(isOut ? null : this.#first + this.#now.length - this.#left);
    if (isOut) this.#left += 1;
  }

  /** Null for one that was left out; what has yet to come moves up by those that were. */
  now(number: number): number | null {
    const known = this.#now[number - this.#first];
    return known === undefined ? number - this.#left : known;
  }
}
