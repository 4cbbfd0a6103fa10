// Replay attacks: a genuine captured request, byte for byte, sent again when it is too old.
import type { AttackId } from "../../contract/history.ts";
import { type Attack, defineAttack } from "./attack.ts";
import { withCaptured } from "./capturing.ts";

/** Long after the five minutes that the schemes with a timestamp tolerate. */
export const replayAttack = replayedAfter("replay-attack", 10 * 60_000);

/** Long after the days for which a provider retries, and so for which a careful receiver remembers ids. */
export const lateReplayAttack = replayedAfter("late-replay-attack", 8 * 86_400_000);

function replayedAfter(id: AttackId, laterMs: number): Attack {
  return defineAttack(id, (context) =>
    withCaptured(context, ({ startedMs, request }) => {
      const { toleranceSeconds, title } = context.envelope.scheme;
      const tooOldMs = toleranceSeconds === null ? 0 : (toleranceSeconds + 1) * 1000;
      const atMs = Math.max(context.nowMs, startedMs + Math.max(laterMs, tooOldMs));
      const plan = { kind: "hostile-request", atMs, request } as const;
      if (toleranceSeconds !== null) return plan;
      const note = `${title}'s scheme signs no timestamp: a captured request stays valid for as long as the secret does. Only remembering what was already processed keeps a replay attack out.`;
      return { ...plan, note };
    }),
  );
}
