// What was done in a live session, as an attack that can be played on another receiver.
import { ofKind } from "../../../content/schema/observation.ts";
import type { Attack } from "../../../server/contract/labs.ts";
import type { SessionAction } from "../../../server/contract/session.ts";
import type { SessionView } from "../../workbench/session-store.ts";

type Requests = Extract<Attack, { by: "requests" }>;

/** Null while nothing was done. Requests of the learner's own client, such as curl, count like composed ones. */
export function sessionAttack({ run, history, acted }: SessionView): Requests | null {
  const own = acted.map(({ action, afterSeq, atMs }) => ({ action, afterSeq, atMs }));
  const external = ofKind(history, "attempt-started")
    .filter(({ trigger }) => trigger === "external")
    .map(({ seq, atMs, request }) => ({
      action: { kind: "compose", ...request, sign: false } as const,
      afterSeq: seq,
      atMs,
    }));
  const all = [...own, ...external].sort((one, other) => one.afterSeq - other.afterSeq);
  const actions = withPassedTime(all);
  if (actions.length === 0) return null;
  const epochMs = run.phase === "running" ? run.live.epochMs : undefined;
  return { by: "requests", actions, seed: 1, ...(epochMs !== undefined && { epochMs }) };
}

/** While the clock runs by itself, the time between two actions is a part of the attack. */
function withPassedTime(all: readonly { action: SessionAction; atMs: number }[]): SessionAction[] {
  let rate = 0;
  let lastMs = 0;
  return all.flatMap(({ action, atMs }) => {
    const passedMs = rate > 0 ? atMs - lastMs : 0;
    lastMs = atMs;
    if (action.kind === "clock-rate") rate = action.rate;
    const passed: SessionAction[] = passedMs >= 1 ? [{ kind: "advance", to: { byMs: passedMs } }] : [];
    return action.kind === "clock-rate" ? passed : [...passed, action];
  });
}
