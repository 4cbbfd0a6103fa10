// Remembers what an outside service did under an idempotency key, as such services do.

import { refused } from "./replies.ts";
import type { ShopReply } from "./types.ts";

export interface KeyMemory<Result> {
  /**
   * Does `work` unless the key has been used: then it gives the first result, or a refusal when the key was used for
   * something else. Without a key every call is a new one.
   */
  once(use: KeyUse, work: () => Result): { result: Result; isRepeat: boolean } | { refusal: ShopReply };
}

interface KeyUse {
  readonly key: string | undefined;
  /** Equal for equal requests. */
  readonly content: string;
}

export function createKeyMemory<Result>(): KeyMemory<Result> {
  const done = new Map<string, { content: string; result: Result }>();
  return {
    once({ key, content }, work) {
      const earlier = key === undefined ? undefined : done.get(key);
      if (earlier === undefined) {
        const result = work();
        if (key !== undefined) done.set(key, { content, result });
        return { result, isRepeat: false };
      }
      if (earlier.content === content) return { result: earlier.result, isRepeat: true };
      const message = `The idempotency key ${key} was used before for another request. A key stands for one request and its repetitions.`;
      return { refusal: refused({ name: "IdempotencyError", message, code: "IDEMPOTENCY_KEY_REUSED" }) };
    },
  };
}
