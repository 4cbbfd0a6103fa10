// Who calls the shop: the attempts in the order of their sending, and everything that runs outside of a request.
import type { HeldCall, World } from "./world-types.ts";

/** Jobs, timers and whatever runs while the receiver starts. */
export const BACKGROUND = 0;

/** The call that an actor would have carried out next. */
export interface EnabledCall {
  readonly actor: number;
  readonly call: HeldCall;
}

/** Numbers the attempts of one world. */
export class ActorNames {
  readonly #world: World;
  readonly #numbers = new Map<string, number>();
  readonly #attempts: { readonly attemptId: string; readonly startedMs: number }[] = [];
  #read = 0;

  constructor(world: World) {
    this.#world = world;
  }

  count(): number {
    this.#catchUp();
    return this.#attempts.length;
  }

  attemptOf(actor: number): string | undefined {
    this.#catchUp();
    return this.#attempts[actor - 1]?.attemptId;
  }

  startOf(actor: number): number | undefined {
    this.#catchUp();
    return this.#attempts[actor - 1]?.startedMs;
  }

  /** For each actor that waits for the shop, the first of its calls; attempts in their order, the background last. */
  enabled(): EnabledCall[] {
    this.#catchUp();
    const first = new Map<number, HeldCall>();
    for (const call of this.#world.held()) {
      const actor = call.attemptId === null ? BACKGROUND : (this.#numbers.get(call.attemptId) ?? BACKGROUND);
      if (!first.has(actor)) first.set(actor, call);
    }
    const rank = (actor: number) => (actor === BACKGROUND ? Infinity : actor);
    return [...first]
      .map(([actor, call]) => ({ actor, call }))
      .sort((one, other) => rank(one.actor) - rank(other.actor));
  }

  #catchUp(): void {
    const { history } = this.#world;
    for (; this.#read < history.length; this.#read += 1) {
      const entry = history[this.#read];
      if (entry?.kind !== "attempt-started") continue;
      this.#attempts.push({ attemptId: entry.attemptId, startedMs: entry.atMs });
      this.#numbers.set(entry.attemptId, this.#attempts.length);
    }
  }
}
