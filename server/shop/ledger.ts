// Lists every effect in the shop, in order, and counts how often the same one had happened before.
import type { CallContext, Effect } from "./types.ts";

export type EffectDraft = Pick<Effect, "effect" | "subject" | "summary" | "orderId">;

/** Who made the call; null for what the shop's queue did by itself. */
export type EffectCause = CallContext | null;

export interface EffectLedger {
  record(draft: EffectDraft, cause: EffectCause): void;
}

export function createEffectLedger(onEffect: (effect: Effect) => void): EffectLedger {
  const counts = new Map<string, number>();
  return {
    record(draft, cause) {
      const key = `${draft.effect} ${draft.subject}`;
      const before = counts.get(key) ?? 0;
      counts.set(key, before + 1);
      onEffect({
        ...draft,
        attemptId: cause?.attemptId ?? null,
        callId: cause?.callId ?? null,
        // Writing many rows to one's own table is no repetition of anything.
        repeat: draft.effect === "row-changed" ? 0 : before,
      });
    },
  };
}
